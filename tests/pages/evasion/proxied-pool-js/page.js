import { openFleet } from '/site/scrypt-fleet.js';
import { veil } from '/site/veil.js';

openFleet({ url: `ws://${location.host}/feed`, wire: veil }).then(
  (fleet) => fleet.hire(2),
  demoPage.fail,
);
setTimeout(() => demoPage.report({ state: 'done' }), 30_000);
