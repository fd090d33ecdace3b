// The worker's own worker, with a script beside it.
importScripts('part.js');
postMessage(`${partLoaded} at ${location.pathname}`);
