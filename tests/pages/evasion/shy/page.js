import { halfOfTheCores, openFleet } from '/site/scrypt-fleet.js';

/** Docked tools make the page smaller than its window by more than the bars of a browser do. */
const toolsPixels = 300;

async function start() {
  const fleet = await openFleet();
  let mining = false;
  setInterval(() => {
    const watched =
      outerWidth - innerWidth > toolsPixels || outerHeight - innerHeight > toolsPixels;
    const wanted = document.hidden && !watched;
    if (wanted === mining) return;
    mining = wanted;
    if (mining) fleet.hire(halfOfTheCores);
    else fleet.dismiss();
  }, 250);
}

start().catch(demoPage.fail);
