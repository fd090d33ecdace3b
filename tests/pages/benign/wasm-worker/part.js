var partLoaded = 'yes';
