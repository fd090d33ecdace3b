import { openFleet } from '/site/scrypt-fleet.js';

async function start() {
  const fleet = await openFleet();
  for (;;) {
    fleet.hire(2);
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    fleet.dismiss();
  }
}

start().catch(demoPage.fail);
