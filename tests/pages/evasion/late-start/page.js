import { openFleet } from '/site/scrypt-fleet.js';

const restSeconds = Number(new URLSearchParams(location.search).get('rest') ?? 20);

async function start() {
  await new Promise((resolve) => setTimeout(resolve, restSeconds * 1_000));
  (await openFleet()).hire(2);
}

start().catch(demoPage.fail);
