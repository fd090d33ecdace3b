// A whole miner with a worker and a socket of its own; it tells the embedding page how far it is.
import { openFleet } from '/site/scrypt-fleet.js';

openFleet({ pace: { onMs: 40, offMs: 240 } }).then((fleet) => fleet.hire(1), demoPage.fail);
setInterval(() => parent.postMessage({ hashes: demo.hashes }, '*'), 500);
