// Honest programs that keep processors busy: one of each kind, ten seconds each, some at a time. None may be blocked, and
// all must compute what they compute without Assay. The benchmark runs all of them for two minutes.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { watchHeavy, type WatchedOutcome } from '../../cli/watch-heavy.ts';
import { loadHeavyCases } from '../pages/heavy-cases.ts';
import { openStage, type Stage } from './extension.ts';

const SECONDS = 10;
/** More would wait for each other on two cores, fewer would take minutes. */
const AT_ONCE = 14;
const MOST_SUSPECTED = 1;

const all = await loadHeavyCases();
const entries = all.filter(
  ({ kind }, index) => all.findIndex((one) => one.kind === kind) === index,
);
let stage: Stage;
let outcomes: readonly WatchedOutcome[];

beforeAll(async () => {
  stage = await openStage();
  const { assay, desk, site } = stage;
  const run = { launched: assay, desk, site, seconds: SECONDS, atOnce: AT_ONCE };
  outcomes = await watchHeavy(run, entries);
}, 240_000);
afterAll(() => stage.close());

it('runs at least 25 kinds of programs', () => {
  expect(outcomes.length).toBeGreaterThanOrEqual(25);
});

describe.each(entries)('$id', ({ id, result, title }) => {
  it(`${title}: is not blocked, and computes the same`, () => {
    const outcome = outcomes.find((one) => one.id === id);
    expect(outcome, outcome?.sentences.join(' ')).toMatchObject({
      error: null,
      state: 'done',
      result,
      incidents: 0,
    });
    expect(outcome?.level, outcome?.sentences.join(' ')).not.toBe('confirmed');
  });
});

it(`suspects at most ${MOST_SUSPECTED} of them`, () => {
  const suspected = outcomes.filter(({ level }) => level !== 'clear');
  const told = suspected.map(({ id, sentences }) => `${id}: ${sentences.join(' ')}`);
  expect(suspected.length, told.join('\n')).toBeLessThanOrEqual(MOST_SUSPECTED);
});
