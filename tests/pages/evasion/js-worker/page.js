import { openFleet } from '/site/scrypt-fleet.js';

openFleet().then((fleet) => fleet.hire(2), demoPage.fail);
