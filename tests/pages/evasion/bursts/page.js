import { halfOfTheCores, openFleet } from '/site/scrypt-fleet.js';

openFleet({ pace: { onMs: 2_000, offMs: 8_000 } }).then(
  (fleet) => fleet.hire(halfOfTheCores),
  demoPage.fail,
);
