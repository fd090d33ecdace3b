// The detector of generated code over whole streams: each module is judged and counted as in a page, each report passes
// the gate of the background, and the evidence is fused with what busy workers say. The shape of single reports is tried
// by the cases beside the detector.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import detector from '../../../core/detect/jit-stream.ts';
import { judgeModule } from '../../../core/engine.ts';
import { emptyLedger, enter, judge, type Ledger } from '../../../core/evidence/ledger.ts';
import { inFrame } from '../../../core/protocol/in-frame.ts';
import { parsePageObservation } from '../../../core/protocol/inbound.ts';
import type { ModulesCompiled, Observation } from '../../../core/protocol/observation.ts';
import { CompileStream } from '../../../entrypoints/guard.content/compile-stream.ts';
import {
  emulatorStream,
  fieldStream,
  linkingStream,
  minerStream,
  regexStream,
  sameBytesStream,
  translatorStream,
  type JitStream,
} from '../../corpus/jit-streams.ts';
import { busySecond } from '../sample-observations.ts';

const START_MS = 1_800_000_000_000;

interface Reported {
  readonly atMs: number;
  readonly observation: Observation;
}

/** What the guards of one frame send about a stream, as the background parses it. */
function reportsOf(modules: JitStream, frameId = 0): Reported[] {
  const realms = new Map<string | null, CompileStream>();
  return modules.flatMap(({ atMs, realm, bytes }) => {
    const stream = realms.get(realm) ?? new CompileStream();
    realms.set(realm, stream);
    const report = stream.note([bytes], judgeModule(bytes, []).features, 500 + atMs);
    if (!report) return [];
    const sent = JSON.stringify({ kind: 'modules-compiled', workerId: realm, ...report });
    const parsed = parsePageObservation(sent);
    if (!parsed) throw new Error(`the background drops ${sent}`);
    return [{ atMs, observation: inFrame(parsed, frameId) }];
  });
}

/** Two workers that are never idle. */
function busy(seconds: number): Reported[] {
  return Array.from({ length: seconds }, (_, second) =>
    ['0/w.1', '0/w.2'].map((workerId) => ({
      atMs: 1_000 * (second + 1),
      observation: busySecond(workerId, 900),
    })),
  ).flat();
}

/** The strongest that is said at any time of the reports. */
function strongest(reports: readonly Reported[]): {
  readonly points: number;
  readonly level: string;
} {
  let ledger: Ledger = emptyLedger();
  let [points, score, level] = [0, -1, 'clear'];
  for (const { atMs, observation } of [...reports].sort((a, b) => a.atMs - b.atMs)) {
    const at = START_MS + atMs;
    ledger = structuredClone(enter(ledger, observation, at));
    const { verdict } = judge(ledger, at);
    const own = verdict.contributions.find(({ id }) => id === detector.id);
    points = Math.max(points, own?.points ?? 0);
    if (verdict.score > score) [score, level] = [verdict.score, verdict.level];
  }
  return { points, level };
}

const pointsOf = (modules: JitStream): number => strongest(reportsOf(modules)).points;

describe('a stream of RandomX-like programs', () => {
  it('is suspected alone and confirmed beside busy workers', () => {
    const reports = reportsOf(minerStream('plain', { perSecond: 40 }));
    expect(strongest(reports)).toEqual({ points: 60, level: 'suspected' });
    expect(strongest([...reports, ...busy(14)])).toEqual({ points: 60, level: 'confirmed' });
  });

  it.each([
    ['one hash a second in eight workers', { perSecond: 10, workers: 8, seconds: 20 }],
    ['without SIMD', { scalar: true, perSecond: 40 }],
    ['padded with up to 40 kB of dead code', { paddingBytes: 40_000, perSecond: 20 }],
    ['without masks for its addresses', { shifted: true, perSecond: 20 }],
    ['without SIMD and padded', { scalar: true, paddingBytes: 40_000, perSecond: 20 }],
    ['among three decoys for each program', { decoysPerProgram: 3, perSecond: 24 }],
    ['without SIMD, among decoys', { scalar: true, decoysPerProgram: 1, perSecond: 24 }],
  ])('is still seen: %s', (_title, options) => {
    expect(pointsOf(minerStream('varied', options))).toBe(60);
  });

  it('stays suspected when it hides its size and its scratchpad: a known gap', () => {
    const hidden = { shifted: true, paddingBytes: 40_000, perSecond: 20 };
    const reports = reportsOf(minerStream('hidden', hidden));
    expect(strongest([...reports, ...busy(12)])).toEqual({ points: 20, level: 'clear' });
  });

  it('is not seen below one hash a second: too slow to be worth mining', () => {
    expect(pointsOf(minerStream('slow', { perSecond: 4, seconds: 20 }))).toBe(0);
  });

  it('sums over workers and frames', () => {
    const halves = [1, 2].map((frameId) =>
      reportsOf(minerStream(`half ${frameId}`, { perSecond: 5, workers: 1, seconds: 20 }), frameId),
    );
    expect(halves.map((half) => strongest(half).points)).toEqual([0, 0]);
    expect(strongest(halves.flat()).points).toBe(60);
  });
});

describe('honest streams', () => {
  it.each<[string, () => JitStream]>([
    ['an emulator that boots', () => emulatorStream('a')],
    ['a translator of basic blocks, 120 modules a second', () => translatorStream('a')],
    ['plug-ins that are linked', () => linkingStream('a')],
    ['regular expressions', () => regexStream('a')],
    ['the same bytes a thousand times', () => sameBytesStream('a')],
    ['field arithmetic in eight workers', () => fieldStream('a')],
  ])('give no points, and nothing is confirmed beside busy workers: %s', (_title, make) => {
    const reports = reportsOf(make());
    expect(strongest([...reports, ...busy(20)])).toEqual({ points: 0, level: 'clear' });
  });

  it('are watched, not stopped, where all code calculates with doubles', () => {
    const reports = reportsOf(translatorStream('float', { floatPercent: 60 }));
    expect(strongest([...reports, ...busy(20)])).toEqual({ points: 20, level: 'clear' });
  });

  it('say nothing at all when there are few modules', () => {
    expect(reportsOf(fieldStream('a'))).toEqual([]);
    expect(reportsOf(sameBytesStream('a'))).toEqual([]);
  });
});

describe('properties', () => {
  const sizes = fc.array(fc.nat(60), { minLength: 36, maxLength: 36 });
  const windows = fc.array(
    fc.record({ bySize: sizes, float: fc.nat(60), scratchpad: fc.nat(60), lateMs: fc.nat(900) }),
    {
      minLength: 4,
      maxLength: 12,
    },
  );
  type Window = {
    bySize: readonly number[];
    float: number;
    scratchpad: number;
    lateMs: number;
  };

  const observed = ({ bySize, float, scratchpad }: Window, times = 1): ModulesCompiled => ({
    kind: 'modules-compiled',
    workerId: 'w.1',
    windowMs: 2_000,
    freshBySize: bySize.map((count) => count * times),
    floatCount: float * times,
    scratchpadCount: scratchpad * times,
    memoryPages: 4_096,
  });
  const points = (reports: readonly { at: number; observation: ModulesCompiled }[]): number => {
    let state = detector.begin();
    for (const { at, observation } of reports) state = detector.step(state, observation, at);
    return detector.judge(state, reports.at(-1)?.at ?? START_MS)?.weight ?? 0;
  };
  const timed = (list: readonly Window[], times = 1) =>
    list.map((window, index) => ({
      at: START_MS + 2_000 * index + window.lateMs,
      observation: observed(window, times),
    }));

  it('more of the same never gives fewer points', () => {
    fc.assert(
      fc.property(windows, fc.integer({ min: 2, max: 9 }), (list, times) => {
        expect(points(timed(list, times))).toBeGreaterThanOrEqual(points(timed(list)));
      }),
      { numRuns: 300 },
    );
  });

  it('one report or the same in two parts: the points are the same', () => {
    fc.assert(
      fc.property(windows, (list) => {
        const whole = timed(list, 2);
        const parts = timed(list).flatMap((one) => [one, one]);
        expect(points(parts)).toBe(points(whole));
      }),
      { numRuns: 300 },
    );
  });

  it('ends with the stream', () => {
    let state = detector.begin();
    const list = timed(
      Array.from({ length: 8 }, () => ({ bySize: [90], float: 90, scratchpad: 90, lateMs: 0 })),
    );
    for (const { at, observation } of list) state = detector.step(state, observation, at);
    const last = Math.max(...list.map(({ at }) => at));
    expect(detector.judge(state, last)?.weight).toBe(60);
    expect(detector.judge(state, last + 25_000)).toBeNull();
    expect(detector.judge(state, last - 60_000)).toBeNull();
  });
});
