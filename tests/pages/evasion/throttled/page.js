import { halfOfTheCores, openFleet } from '/site/scrypt-fleet.js';

openFleet({ pace: { onMs: 60, offMs: 140 } }).then(
  (fleet) => fleet.hire(halfOfTheCores),
  demoPage.fail,
);
