// Visits to pools are only observed: the page works as ever.
demoPage.run(() => Promise.resolve('the page of a mining pool was opened'));
