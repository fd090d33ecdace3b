// Every file in core/detect is a detector that keeps the contract of define-detector.ts: registered, tried on its own
// cases, within its ceiling, pure, bounded. The messages say what to do.
import { readdirSync } from 'node:fs';
import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Detector } from '../../../core/detect/define-detector.ts';
import { detectors } from '../../../core/detect/registry.ts';
import type { Evidence } from '../../../core/evidence/evidence.ts';
import type { Observation } from '../../../core/protocol/observation.ts';
import { anyObservation } from '../observations.ts';

/** An observation of a case; `at` is the second at which it arrives. */
type Observed = Observation & { readonly at?: number };
interface Case {
  readonly title: string;
  readonly observations: readonly Observed[];
  readonly points?: number;
}
interface DetectorFile {
  readonly default: Detector<unknown>;
  readonly cases?: { readonly match: readonly Case[]; readonly clean: readonly Case[] };
}

const folder = new URL('../../../core/detect/', import.meta.url);
const names = readdirSync(folder)
  .filter((name) => name.endsWith('.ts') && !['define-detector.ts', 'registry.ts'].includes(name))
  .map((name) => name.slice(0, -'.ts'.length));
const START_MS = 1_800_000_000_000;
const MAX_STATE_CHARS = 64_000;
/** Few workers, so that their windows join to long stretches; a page may claim more time than has passed. */
const busyWorker = fc.record({
  kind: fc.constant('duty-measured' as const),
  workerId: fc.constantFrom('a', 'b', 'c'),
  windowMs: fc.constant(1_000),
  wasmMs: fc.constantFrom(900, 1_000, 50_000),
  callbackMs: fc.constantFrom(0, 900, 1_000, Number.MAX_SAFE_INTEGER),
  taskMs: fc.constant(0),
  parkedMs: fc.constantFrom(0, 500),
});

it('the registry lists every file of core/detect once', () => {
  const ids = detectors.map(({ id }) => id).sort();
  expect(ids, 'Import each file of core/detect in core/detect/registry.ts.').toEqual(
    names.map((name) => `detect/${name}`).sort(),
  );
});

describe.each(names)('detect/%s', (name) => {
  let detector: Detector<unknown>;
  let cases: NonNullable<DetectorFile['cases']>;
  beforeAll(async () => {
    const file = (await import(new URL(`${name}.ts`, folder).href)) as DetectorFile;
    detector = file.default;
    cases = file.cases ?? { match: [], clean: [] };
  });

  it('is named after its path and says what it looks for', () => {
    expect(detector.id, 'Set `id` to the path of the file.').toBe(`detect/${name}`);
    expect(detector.title, 'Give it a title that people can read.').toMatch(/\S/);
    expect(detector.consumes.length, 'Name in `consumes` what it looks at.').toBeGreaterThan(0);
    expect(detector.ceiling).toBeGreaterThan(0);
    expect(detector.ceiling).toBeLessThanOrEqual(100);
  });

  it('has cases: at least one match, two clean, one of them a near miss', () => {
    const example =
      'export const cases = { match: [{ title, observations, points }], clean: [...] }';
    expect(cases.match.length, `Add a match: ${example}`).toBeGreaterThan(0);
    expect(cases.clean.length, `Add clean cases: ${example}`).toBeGreaterThan(1);
    expect(
      cases.clean.filter(({ title }) => title.includes('near miss')).length,
      'Add a clean case that misses by little, and say "(near miss)" in its title.',
    ).toBeGreaterThan(0);
    for (const { title, observations } of cases.clean.filter((c) => c.title.includes('near miss')))
      expect(observations.length, `"${title}" must show something.`).toBeGreaterThan(0);
  });

  it('gives the points of its cases, and nothing for the clean ones', () => {
    for (const { title, observations, points } of cases.match) {
      const said = run(detector, observations);
      inRange(detector, said);
      expect(said?.weight, `"${title}" must give its points; change the rule or the case.`).toBe(
        points,
      );
      expect(said?.id).toBe(detector.id);
      expect(said?.sentence, 'A sentence begins with a capital and ends with a stop.').toMatch(
        /^[A-Z0-9].*\.$/,
      );
    }
    for (const { title, observations } of cases.clean)
      expect(run(detector, observations), `"${title}" must give nothing.`).toBeNull();
  });

  it('looks at nothing but what it names in `consumes`', () => {
    fc.assert(
      fc.property(anyObservation, (observation) => {
        fc.pre(!detector.consumes.includes(observation.kind));
        const state = detector.begin();
        expect(detector.step(state, observation, START_MS)).toBe(state);
      }),
    );
  });

  it('never throws, never exceeds its ceiling, never changes its state in place', () => {
    const passedMs = fc.oneof(
      { weight: 20, arbitrary: fc.constant(500) },
      fc.integer({ min: -5_000, max: 60_000 }),
    );
    const steps = fc.oneof({ weight: 5, arbitrary: busyWorker }, anyObservation);
    const times = fc.array(fc.tuple(steps, passedMs), {
      maxLength: 60,
      size: 'max',
    });
    fc.assert(
      fc.property(times, (sequence) => {
        let at = START_MS;
        let state = frozen(detector.begin());
        for (const [observation, waitedMs] of sequence) {
          at += waitedMs;
          state = frozen(detector.step(state, frozen(observation), at));
          inRange(detector, detector.judge(state, at));
        }
      }),
      { numRuns: 200 },
    );
  });

  it('goes on with a copy of its state, as after the end of the background', () => {
    fc.assert(
      fc.property(fc.array(anyObservation), (observations) => {
        let [kept, copied] = [detector.begin(), detector.begin()];
        let at = START_MS;
        for (const observation of observations) {
          at += 900;
          kept = detector.step(kept, observation, at);
          copied = structuredClone(detector.step(structuredClone(copied), observation, at));
        }
        expect(copied).toEqual(kept);
        expect(detector.judge(copied, at)).toEqual(detector.judge(kept, at));
      }),
    );
  });

  it('keeps a bounded state through 5,000 observations', () => {
    const flood = fc.sample(anyObservation, { numRuns: 5_000, seed: 7 });
    let state = detector.begin();
    for (const [index, observation] of flood.entries())
      state = detector.step(state, observation, START_MS + 500 * index);
    for (let worker = 0; worker < 5_000; worker++)
      state = detector.step(
        state,
        {
          kind: 'duty-measured',
          workerId: `w${worker}`,
          windowMs: 1,
          wasmMs: 1,
          callbackMs: 1,
          taskMs: 0,
          parkedMs: 0,
        },
        START_MS + worker,
      );
    expect(
      JSON.stringify(state).length,
      'Bound what it remembers: a page can start and open as many things as it likes.',
    ).toBeLessThan(MAX_STATE_CHARS);
  });
});

function run(detector: Detector<unknown>, observations: readonly Observed[]): Evidence | null {
  let state = detector.begin();
  let at = START_MS;
  for (const { at: second, ...observation } of observations) {
    at = START_MS + 1_000 * (second ?? 0);
    state = detector.step(state, observation, at);
  }
  return detector.judge(state, at);
}

function inRange({ id, ceiling }: Detector<unknown>, evidence: Evidence | null): void {
  if (evidence === null) return;
  expect(evidence.id).toBe(id);
  expect(evidence.weight, 'Cap the weight at the ceiling.').toBeLessThanOrEqual(ceiling);
  expect(evidence.weight).toBeGreaterThanOrEqual(0);
  for (const [name, fact] of Object.entries(evidence.facts)) {
    if (typeof fact === 'number') expect(fact, `${name} must be a number`).not.toBeNaN();
    if (name.endsWith('Percent')) expect(fact, `${name} is a share`).toBeLessThanOrEqual(100);
  }
}

/** Freezes plain data all the way down, so that a change in place throws. */
function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(value).forEach(frozen);
  return Object.freeze(value);
}
