// The coverage matrix in a real Firefox with the built extension: the same rows as in Chromium, and where Firefox does
// otherwise, what differences.ts says of it. Always those of workers and worklets whose script comes in a response, because
// there the two differ most; all rows, and the proof that they run a miner without Assay, when ASSAY_SLOW=1 is set.
import process from 'node:process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allPlaces } from '../coverage/all-places.ts';
import { groups, type Place } from '../coverage/place.ts';
import { startEchoSite, type EchoSite } from '../e2e/contract-stage.ts';
import { findFirefox, startFirefox, type Firefox } from './bidi.ts';
import { FirefoxRows } from './coverage-stage.ts';
import { placeDifferences } from './differences.ts';
import { builtForFirefox, EXTENSION_ID, titled } from './stage.ts';

const isSlow = process.env['ASSAY_SLOW'] === '1';
const BY_RESPONSE = /http|module|import|redirect|shared|service|audio|policy/;
const shown = allPlaces.filter(
  ({ group, id }) => isSlow || (/^work/.test(group) && BY_RESPONSE.test(id)),
);

/** What must become of the miner with Assay. */
function wantedOf({ id, expect: seen, isAbsent }: Place): string {
  const difference = placeDifferences[id];
  if (difference) return difference.outcome;
  if (isAbsent) return 'not here';
  return seen === 'before' ? 'refused' : 'compiled';
}

function alsoFine({ expect: seen }: Place, wanted: string): readonly string[] {
  // Some places are there at times: who is focused, and how fast a document comes, decide it.
  if (wanted === 'not here') return ['refused'];
  // Assay may have closed the page before it said so.
  return wanted === 'compiled' && seen !== 'before' ? ['closed'] : [];
}

it('every difference speaks of a place that exists', () => {
  const ids = allPlaces.map(({ id }) => id);
  expect(Object.keys(placeDifferences).filter((id) => !ids.includes(id))).toEqual([]);
});

describe.skipIf(findFirefox() === null)(titled('the coverage matrix in Firefox'), () => {
  const started: { close(): Promise<void> }[] = [];
  let assay: FirefoxRows;
  let native: FirefoxRows | null = null;

  beforeAll(async () => {
    const site: EchoSite = await startEchoSite();
    started.push(site);
    const rowsIn = async (folder: string | null): Promise<FirefoxRows> => {
      const firefox: Firefox = await startFirefox(findFirefox() ?? '', {
        folder,
        id: EXTENSION_ID,
      });
      started.push(firefox);
      return new FirefoxRows(firefox, site);
    };
    assay = await rowsIn(builtForFirefox);
    if (isSlow) native = await rowsIn(null);
  });
  afterAll(async () => {
    for (const one of started.toReversed()) await one.close();
  });

  const shownGroups = groups.filter((group) => shown.some((place) => place.group === group));
  describe.concurrent.each(shownGroups)('%s', (group) => {
    const places = shown.filter((place) => place.group === group);
    it.for(places)('$id', async (place, { expect }) => {
      const wanted = wantedOf(place);
      const [first, without] = await Promise.all([assay.run(place), native?.run(place)]);
      // No answer in time tells nothing; on a busy machine a chain of workers can take longer.
      const isLate = first === 'not here' && wanted !== first;
      const withAssay = isLate ? await assay.run(place) : first;
      expect([wanted, ...alsoFine(place, wanted)]).toContain(withAssay);
      if (without === undefined || wanted === 'not here') return;
      expect(without).toBe('compiled');
    });
  });
});
