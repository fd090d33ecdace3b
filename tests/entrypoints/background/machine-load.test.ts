// The load of the whole machine: a figure out of two readings of the browser, when it is asked for, and what is not said
// because it cannot be known.
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Observation, PageObservation } from '../../../core/protocol/observation.ts';
import {
  LoadMeter,
  watchDarkTabs,
  watchLoad,
} from '../../../entrypoints/background/services/machine-load.ts';
import type { Seen, Services } from '../../../entrypoints/background/services/services.ts';
import { withCounts } from '../../../entrypoints/background/services/tabs.ts';
import { busySecond, minerModule } from '../../core/sample-observations.ts';
import { alarmsGoOff, done, resetBrowser } from './fake-browser.ts';
import { newStore } from './incident-stores.ts';
import { testServices } from './test-services.ts';

/** The service takes `chrome` when it is loaded. */
const { chrome } = vi.hoisted(() => {
  const chrome: { system: { cpu?: { getInfo: () => Promise<object> } } } = { system: {} };
  Object.assign(globalThis, { chrome });
  return { chrome };
});
vi.mock('webextension-polyfill', async () => ({
  default: (await import('./fake-browser.ts')).fakeBrowser,
}));

/** What the browser says of one core: units since its start. */
type Core = readonly [busy: number, total: number];

let asked: number;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date', 'setTimeout'], now: 1_000_000 });
  resetBrowser();
  asked = 0;
});

function cores(...all: readonly Core[]): void {
  const processors = all.map(([busy, total]) => ({ usage: { idle: total - busy, total } }));
  const getInfo = (): Promise<object> => {
    asked++;
    return Promise.resolve({ numOfProcessors: all.length, processors });
  };
  chrome.system.cpu = { getInfo };
}

const pass = (ms: number): unknown => vi.setSystemTime(Date.now() + ms);

/** What the meter says after these readings, two seconds apart. */
async function after(...readings: readonly (readonly Core[])[]) {
  const meter = new LoadMeter();
  let said = null;
  for (const reading of readings) {
    pass(2_000);
    cores(...reading);
    said = await meter.latest();
  }
  return said;
}

describe('LoadMeter', () => {
  it('makes a figure out of two readings', async () => {
    expect(
      await after([
        [50, 100],
        [10, 100],
      ]),
    ).toBeNull();
    const load = { kind: 'machine-load', windowMs: 2_000, cores: 2 };
    const half = await after(
      [
        [50, 100],
        [10, 100],
      ],
      [
        [150, 200],
        [10, 200],
      ],
    );
    expect(half).toEqual({ ...load, busyCores: 1 });
    expect(
      await after(
        [
          [0, 10],
          [0, 10],
        ],
        [
          [0, 20],
          [0, 20],
        ],
      ),
    ).toEqual({ ...load, busyCores: 0 });
    expect(
      await after(
        [
          [0, 10],
          [0, 10],
        ],
        [
          [10, 20],
          [10, 20],
        ],
      ),
    ).toEqual({ ...load, busyCores: 2 });
  });

  it('understands shares only: the unit is different from system to system', async () => {
    for (const unit of [1, 10, 1e6])
      expect(
        await after(
          [
            [0, unit],
            [0, unit],
          ],
          [
            [3 * unit, 5 * unit],
            [unit, 5 * unit],
          ],
        ),
      ).toMatchObject({ busyCores: 1 });
  });

  it('leaves out cores that are off', async () => {
    const load = await after(
      [
        [0, 10],
        [0, 0],
      ],
      [
        [5, 20],
        [0, 0],
      ],
    );
    expect(load).toMatchObject({ cores: 1, busyCores: 0.5 });
  });

  it('says nothing when a core was switched on or off, and goes on from there', async () => {
    const two: readonly Core[] = [
      [0, 10],
      [0, 10],
    ];
    const one: readonly Core[] = [
      [5, 50],
      [0, 0],
    ];
    const later: readonly Core[] = [
      [5, 90],
      [5, 20],
    ];
    expect(await after(two, one)).toBeNull();
    expect(await after(one, later)).toBeNull();
    expect(await after(two, one, [[10, 60]])).toMatchObject({ cores: 1, busyCores: 0.5 });
  });

  it('says nothing when the counters went backwards or stood still', async () => {
    expect(await after([[50, 100]], [[5, 10]])).toBeNull();
    expect(await after([[50, 100]], [[50, 100]])).toBeNull();
  });

  it('repeats itself within a second and a half, and does not forget where it began', async () => {
    const meter = new LoadMeter();
    cores([0, 0], [0, 100]);
    expect(await meter.latest()).toBeNull();
    pass(1_000);
    cores([50, 100]);
    expect(await meter.latest()).toBeNull();
    pass(1_000);
    cores([100, 300]);
    const load = { windowMs: 2_000, busyCores: 0.5 };
    expect(await meter.latest()).toMatchObject(load);
    pass(1_400);
    cores([900, 1_000]);
    expect(await meter.latest()).toMatchObject(load);
  });

  it('says nothing of a time that is too long ago, and goes on from there', async () => {
    const meter = new LoadMeter();
    cores([0, 100]);
    await meter.latest();
    pass(10_001);
    cores([100, 200]);
    expect(await meter.latest()).toBeNull();
    pass(10_000);
    cores([200, 400]);
    expect(await meter.latest()).toMatchObject({ windowMs: 10_000, busyCores: 0.5 });
  });

  it('says nothing where the browser tells nothing', async () => {
    delete chrome.system.cpu;
    const meter = new LoadMeter();
    expect(await meter.latest()).toBeNull();
    pass(2_000);
    expect(await meter.latest()).toBeNull();
  });
});

const started = (changes: object) =>
  ({
    kind: 'worker-started',
    workerId: '0/w.1',
    parentId: null,
    source: 'http',
    type: 'classic',
    instrumented: false,
    why: 'policy',
    url: 'https://video.test/w.js',
    ...changes,
  }) as PageObservation;

/** Services in which a meter watches, and the loads that were entered. */
function watching(): { services: Services; meter: LoadMeter; loads: Seen[] } {
  const loads: Seen[] = [];
  const meter = new LoadMeter();
  const note = (_services: Services, seen: Seen): void => {
    if (seen.observation.kind === 'machine-load') loads.push(seen);
  };
  const services = testServices(newStore(), [watchLoad(meter), note]);
  return { services, meter, loads };
}

describe('watchLoad', () => {
  /** A page says something; whatever follows from it is over when this resolves. */
  async function says(services: Services, observation: Observation, key = 'a'): Promise<void> {
    const page = { url: 'https://video.test/', title: '', frameUrl: undefined };
    for (const watch of services.watchers) watch(services, { tabId: 1, key, page, observation });
    await vi.advanceTimersByTimeAsync(0);
  }
  const silent = {
    kind: 'worker-silent',
    workerId: 'w.1',
    silentMs: 2_000,
    parked: false,
  } as const;

  it('asks while a page claims to be busy or does not answer, and at nothing else', async () => {
    const { services, loads } = watching();
    cores([0, 100]);
    await says(services, minerModule);
    expect(asked).toBe(0);
    await says(services, busySecond('w.1'));
    pass(2_000);
    cores([50, 200]);
    await says(services, silent);
    expect(asked).toBe(2);
    expect(loads).toMatchObject([{ tabId: 1, key: 'a', observation: { busyCores: 0.5 } }]);
  });

  it('asks for each origin of a tab, for none more often than makes a figure', async () => {
    const { services } = watching();
    cores([0, 100]);
    for (const key of ['a', 'a', 'b', 'a', 'b']) await says(services, silent, key);
    expect(asked).toBe(2);
    pass(1_500);
    await says(services, silent, 'a');
    expect(asked).toBe(3);
  });

  it('counts a browser that fails to answer, and enters nothing', async () => {
    const { services, loads } = watching();
    chrome.system.cpu = { getInfo: () => Promise.reject(new Error('gone')) };
    await says(services, silent);
    expect(loads).toEqual([]);
    const counters = services.diagnostics.snapshot();
    expect(counters).toEqual({ 'load of the machine that could not be read': 1 });
  });

  it('wakes up by the clock from the first worker on that no guard sees', async () => {
    const { services } = watching();
    await says(services, started({ instrumented: true }));
    await says(services, started({ type: 'service' }));
    expect(done.alarms.size).toBe(0);
    await says(services, started({}));
    expect([...done.alarms.values()]).toEqual([0.5]);
  });
});

describe('watchDarkTabs', () => {
  it('enters the load in tabs with workers that no guard sees, and rests without any', async () => {
    const { services, meter, loads } = watching();
    watchDarkTabs(services, meter);
    const { tabs } = services;
    await tabs.ready;
    done.alarms.set('dark workers', 0.5);
    const ledgers = { a: { states: {} }, b: { states: {} } };
    tabs.set(1, { ...withCounts(tabs.get(1), started({})), ledgers });
    tabs.set(2, { ...withCounts(tabs.get(2), started({ instrumented: true })), ledgers });
    cores([0, 100]);
    alarmsGoOff();
    await vi.advanceTimersByTimeAsync(1_000);
    cores([100, 200]);
    await vi.advanceTimersByTimeAsync(1_500);
    expect(loads.map(({ tabId, key }) => [tabId, key])).toEqual([
      [1, 'a'],
      [1, 'b'],
    ]);
    expect(loads[0]?.observation).toMatchObject({ cores: 1, busyCores: 1 });

    tabs.set(1, withCounts(tabs.get(1), { kind: 'worker-ended', workerId: '0/w.1' }));
    alarmsGoOff();
    await vi.advanceTimersByTimeAsync(3_000);
    expect(loads).toHaveLength(2);
    expect(done.alarms.size).toBe(0);
  });
});
