// The coverage matrix: every place in which a page can run WebAssembly, tried with a real miner in a browser with Assay.
// docs/coverage.md is written from the same rows. A place where the miner is not refused by our own word proves something only
// if it compiles in a browser without Assay: that is tried as well, and for all places when ASSAY_SLOW=1 is set.
import process from 'node:process';
import { afterAll, beforeAll, describe, expect, it, type ExpectStatic } from 'vitest';
import { launch, type Launched } from '../../cli/browser.ts';
import { openDesk, type Desk } from '../../cli/desk.ts';
import { allPlaces } from '../coverage/all-places.ts';
import { groups, type Place } from '../coverage/place.ts';
import { startEchoSite, type EchoSite } from './contract-stage.ts';
import { CoverageBrowser } from './coverage-stage.ts';
import { launchAssay } from './extension.ts';

const OUTCOMES: Readonly<Record<Place['expect'], readonly string[]>> = {
  before: ['refused'],
  // Without Assay it compiled; with Assay the page can be closed before it says so.
  after: ['compiled', 'closed'],
  unseen: ['compiled'],
};

const isSlow = process.env['ASSAY_SLOW'] === '1';
let site: EchoSite;

interface Stage {
  readonly launched: readonly Launched[];
  readonly desk: Desk;
  readonly assay: CoverageBrowser;
  readonly native: CoverageBrowser;
}

/** By the number of the try: a row that is tried again gets browsers that nothing has happened to. */
const stages = new Map<number, Promise<Stage>>();

function stageOf(tries: number): Promise<Stage> {
  const stage = stages.get(tries) ?? openStage();
  stages.set(tries, stage);
  return stage;
}

async function openStage(): Promise<Stage> {
  const [withAssay, plain] = await Promise.all([
    launchAssay(),
    launch({ headless: true, extension: null }),
  ]);
  return {
    launched: [withAssay, plain],
    desk: await openDesk(withAssay),
    assay: new CoverageBrowser(withAssay, site),
    native: new CoverageBrowser(plain, site),
  };
}

beforeAll(async () => {
  site = await startEchoSite();
});
afterAll(async () => {
  const opened = await Promise.all(stages.values());
  await Promise.all(opened.flatMap(({ launched }) => launched.map((browser) => browser.close())));
  await site.close();
});

/** The background tells of something in the page: a worker that Assay does not see into, or more; or it closed the page. */
async function isKnown(desk: Desk, url: string, local: ExpectStatic): Promise<void> {
  const known = async (): Promise<boolean> => {
    const state = await desk.tabState(url);
    return state === null || state.workers.uninstrumented > 0 || state.level !== 'clear';
  };
  await local.poll(known, { timeout: 15_000 }).toBe(true);
}

describe.concurrent.each(groups)('%s', (group) => {
  const places = allPlaces.filter((place) => place.group === group);
  // Tests that run at once need each its own `expect`.
  it.for(places)('$id', async (place, { expect, task }) => {
    const { desk, assay, native } = await stageOf(task.result?.retryCount ?? 0);
    const then = place.expect === 'after' ? (url: string) => isKnown(desk, url, expect) : undefined;
    // Whether there is such a way at all depends on the browser, and on the process that it gives a worker.
    const absent = place.isAbsent ? ['not here'] : [];
    const [withAssay, without] = await Promise.all([
      assay.run(place, then),
      isSlow || place.expect !== 'before' || place.isAbsent ? native.run(place) : 'compiled',
    ]);
    expect(['compiled', ...absent]).toContain(without);
    expect([...OUTCOMES[place.expect], ...absent]).toContain(withAssay);
  });
});

describe('the rows', () => {
  it('have an id each', () => {
    expect(new Set(allPlaces.map(({ id }) => id)).size).toBe(allPlaces.length);
    for (const { id } of allPlaces) expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
  });

  it('say what still catches a miner, where it is not seen before it runs', () => {
    const silent = allPlaces.filter((place) => (place.expect === 'before') === !!place.caughtBy);
    expect(silent.map(({ id }) => id)).toEqual([]);
  });
});
