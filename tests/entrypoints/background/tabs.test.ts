// What the popup counts of a tab: pure steps over the observations of a page, bounded.
import { describe, expect, it, vi } from 'vitest';
import * as fc from 'fast-check';
import { JUDGED_COUNTER } from '../../../entrypoints/background/services/diagnostics.ts';
import {
  withCounts,
  withFrame,
  withIncident,
  withStops,
  type TabRecord,
} from '../../../entrypoints/background/services/tabs.ts';
import { anyPageObservation } from '../../core/observations.ts';

vi.mock('webextension-polyfill', async () => ({
  default: (await import('./fake-browser.ts')).fakeBrowser,
}));

const fresh: TabRecord = {
  documentId: 'd1',
  ledgers: {},
  arrivedBy: null,
  watched: true,
  isNoticed: false,
  workers: {},
  modules: { judged: 0, refused: 0, suspected: 0 },
  incidentIds: [],
  origins: {},
  stop: { incidentId: null, stages: {}, workersStopped: 0, letRun: [] },
  cost: { openedAt: 0, accounts: {}, owed: {} },
};

function started(workerId: string, instrumented = true) {
  return {
    kind: 'worker-started',
    workerId,
    parentId: null,
    source: 'blob',
    type: 'classic',
    instrumented,
    why: '',
    url: instrumented ? '' : 'https://video.test/w.js',
  } as const;
}

describe('withCounts', () => {
  it('knows the workers that run, and which of them it cannot see into', () => {
    const two = withCounts(withCounts(fresh, started('a')), started('b', false));
    const b = { instrumented: false, type: 'classic', url: 'https://video.test/w.js' };
    expect(two.workers).toEqual({ a: { instrumented: true, type: 'classic', url: '' }, b });
    expect(withCounts(two, { kind: 'worker-ended', workerId: 'a' }).workers).toEqual({ b });
    expect(withCounts(two, { kind: 'worker-ended', workerId: 'x' }).workers).toEqual(two.workers);
    const stopped = withCounts(two, { kind: 'stopped', workers: 2, sockets: 1, gpus: 0 });
    expect(stopped.stop.workersStopped).toBe(2);
  });

  it('adds up the modules that guards judged', () => {
    const health = { kind: 'guard-health', counters: { [JUDGED_COUNTER]: 2, other: 9 } } as const;
    expect(withCounts(withCounts(fresh, health), health).modules.judged).toBe(4);
  });

  it('is bounded and never changes a record in place', () => {
    fc.assert(
      fc.property(fc.array(anyPageObservation, { size: 'max', maxLength: 300 }), (observations) => {
        let record = Object.freeze(fresh);
        for (const observation of observations)
          record = Object.freeze(withCounts(record, observation));
        expect(Object.keys(record.workers).length).toBeLessThanOrEqual(256);
      }),
      { numRuns: 30 },
    );
    let record = fresh;
    for (let index = 0; index < 1_000; index++) record = withCounts(record, started(`w${index}`));
    expect(Object.keys(record.workers)).toHaveLength(256);
  });
});

describe('withStops', () => {
  it('keeps the furthest that was ordered of each frame, and the first incident', () => {
    const first = withStops(fresh, [{ frameId: 0, stage: 'mining' }]);
    expect(first.stop).toMatchObject({ incidentId: 'pending', stages: { 0: 'mining' } });
    const further = withStops({ ...first, stop: { ...first.stop, incidentId: 'i1' } }, [
      { frameId: 0, stage: 'frame' },
      { frameId: 3, stage: 'mining' },
    ]);
    expect(further.stop).toMatchObject({ incidentId: 'i1', stages: { 0: 'frame', 3: 'mining' } });
    expect(withStops(fresh, [])).toBe(fresh);
  });
});

describe('withIncident', () => {
  it('keeps the newest first, each once, and not too many', () => {
    let record = fresh;
    for (const id of ['a', 'b', 'a']) record = withIncident(record, id);
    expect(record.incidentIds).toEqual(['a', 'b']);
    for (let index = 0; index < 100; index++) record = withIncident(record, `i${index}`);
    expect(record.incidentIds).toHaveLength(50);
    expect(record.incidentIds[0]).toBe('i99');
  });
});

describe('withFrame', () => {
  const stopped: TabRecord = {
    ...fresh,
    origins: { 0: 'https://shop.test', 4: 'https://ad.test' },
    stop: { incidentId: 'i1', stages: { 4: 'mining' }, workersStopped: 2, letRun: [] },
  };

  it('stops a new frame of an origin that mined, and no other', () => {
    const ad = withFrame(stopped, 5, 'https://ad.test');
    expect(ad.mustStop).toBe(true);
    expect(ad.record.stop.stages).toEqual({ 4: 'mining', 5: 'frame' });
    expect(withFrame(stopped, 6, 'https://shop.test').mustStop).toBe(false);
  });

  it('forgets a stopped frame that went to another origin, and leaves one that goes on speaking', () => {
    const gone = withFrame(stopped, 4, 'https://news.test');
    expect(gone.mustStop).toBe(false);
    expect(gone.record.stop.stages).toEqual({});
    expect(withFrame(stopped, 4, 'https://ad.test')).toEqual({ record: stopped, mustStop: false });
  });

  it('remembers a bounded number of frames', () => {
    let record = fresh;
    for (let id = 0; id < 2_000; id++) record = withFrame(record, id, `https://${id}.test`).record;
    expect(Object.keys(record.origins).length).toBeLessThanOrEqual(500);
  });
});
