// Whole programs as streams of observations, second by second: miners that hide their work are confirmed, within a time that
// is asserted; honest load is not, for as long as it goes on. What the browser tests do with real code in seconds, this
// does with all shapes of load over many minutes.
import { describe, expect, it } from 'vitest';
import type { VerdictLevel } from '../../../core/evidence/evidence.ts';
import { emptyLedger, enter, judge } from '../../../core/evidence/ledger.ts';
import type {
  GpuUsed,
  ModuleJudged,
  Observation,
  SocketDialogue,
} from '../../../core/protocol/observation.ts';
import { busySecond, minerModule, poolDialogue } from '../sample-observations.ts';

const START_MS = 1_800_000_000_000;
const LEVELS: readonly VerdictLevel[] = ['clear', 'suspected', 'confirmed'];

/** What happens in one second. */
type Program = (second: number) => readonly Observation[];

interface Course {
  /** Highest level that was reached. */
  readonly level: VerdictLevel;
  /** Second of the confirmation, or null. */
  readonly confirmedAt: number | null;
}

function run(program: Program, seconds: number): Course {
  let ledger = emptyLedger();
  let level: VerdictLevel = 'clear';
  for (let second = 1; second <= seconds; second++) {
    const at = START_MS + 1_000 * second;
    for (const observation of program(second)) ledger = enter(ledger, observation, at);
    const now = judge(ledger, at).verdict.level;
    if (LEVELS.indexOf(now) > LEVELS.indexOf(level)) level = now;
    if (now === 'confirmed') return { level, confirmedAt: second };
  }
  return { level, confirmedAt: null };
}

/** Workers `0/w.1`, `0/w.2` … each busy for a share of the second. */
const workers = (count: number, dutyPercent: number): Observation[] =>
  Array.from({ length: count }, (_, index) => busySecond(`0/w.${index + 1}`, 10 * dutyPercent));
const pageBusy = (dutyPercent: number): Observation => ({
  ...busySecond('0/page', 0),
  taskMs: 10 * dutyPercent,
});
const load = (busyCores: number): Observation => ({
  kind: 'machine-load',
  windowMs: 2_000,
  cores: 4,
  busyCores,
});
const suspected: ModuleJudged = { ...minerModule, level: 'suspected', score: 30, refused: false };
const library: ModuleJudged = { ...suspected, score: 20, family: null, ruleIds: ['model'] };
/** Says its words in the first second, then goes on. */
const pool = (second: number): Observation[] => (second === 1 ? [poolDialogue] : []);
const encrypted = (second: number): Observation[] => {
  const talk: SocketDialogue = {
    ...poolDialogue,
    words: [],
    sentCount: Math.floor(second / 4),
    receivedCount: Math.floor(second / 2),
    receivedBytes: 150 * second,
    openMs: 1_000 * second,
    jobs: Math.floor(second / 2),
    shares: Math.floor(second / 4),
    shareBytes: [180, 186],
  };
  return second % 2 === 0 ? [talk] : [];
};
const once = (observation: Observation, second: number): Observation[] =>
  second === 1 ? [observation] : [];

describe('miners', () => {
  it.each<[string, Program, number, number]>([
    // title, program, seconds that it is watched, longest time to the verdict
    ['in two workers at full duty, with pool', (s) => [...pool(s), ...workers(2, 97)], 60, 4],
    ['in one worker at full duty, with pool', (s) => [...pool(s), ...workers(1, 97)], 60, 9],
    ['in the page itself, with pool', (s) => [...pool(s), pageBusy(95)], 60, 9],
    ['throttled to 30 % in half of two cores', (s) => [...pool(s), ...workers(1, 30)], 300, 30],
    ['throttled to 15 % in four workers', (s) => [...pool(s), ...workers(4, 15)], 300, 24],
    [
      'in bursts of five seconds every half minute',
      (s) => [...pool(s), ...(s % 30 < 5 ? workers(2, 95) : [])],
      300,
      40,
    ],
    [
      'only while nobody looks: twenty seconds in every two minutes',
      (s) => [...pool(s), ...(s % 120 >= 100 ? workers(2, 80) : [])],
      600,
      110,
    ],
    [
      'that begins after ten minutes',
      (s) => [...pool(s), ...(s > 600 ? workers(2, 60) : [])],
      900,
      605,
    ],
    [
      'that swaps its workers every two seconds',
      (s) => [
        ...pool(s),
        busySecond(`0/w.${Math.floor(s / 2)}`),
        busySecond(`0/x.${Math.floor(s / 2)}`),
      ],
      300,
      24,
    ],
    [
      'of a kernel that looks like a password hash, over an encrypted socket',
      (s) => [...once(suspected, s), ...encrypted(s), ...workers(2, 95)],
      120,
      13,
    ],
    [
      'of a kernel that only the model suspects, over an encrypted socket',
      (s) => [...once(library, s), ...encrypted(s), ...workers(2, 95)],
      120,
      13,
    ],
    [
      'whose one worker never answers, on a machine that is busy',
      (s) => [
        ...pool(s),
        ...(s % 2 === 0
          ? [
              load(1.1),
              {
                kind: 'worker-silent',
                workerId: '0/w.1',
                silentMs: 1_000 * s,
                parked: false,
              } as const,
            ]
          : []),
      ],
      120,
      12,
    ],
    [
      'on the graphics processor, with pool',
      (s) => {
        const used: GpuUsed = {
          kind: 'gpu-used',
          workerId: '0/page',
          api: 'webgpu',
          windowMs: 2_000,
          runs: 30,
          smallReadbacks: 3,
          frames: 0,
        };
        return [...pool(s), ...(s % 2 === 0 ? [used] : [])];
      },
      120,
      12,
    ],
  ])('%s', (_, program, seconds, longest) => {
    const { confirmedAt } = run(program, seconds);
    expect(confirmedAt, 'seconds to the verdict').not.toBeNull();
    expect(confirmedAt).toBeLessThanOrEqual(longest);
  });
});

describe('honest load, for ten minutes', () => {
  it.each<[string, Program, VerdictLevel]>([
    // title, program, highest level allowed
    ['a video encoder in four workers', () => workers(4, 99), 'clear'],
    ['a compiler in the page', () => [pageBusy(100)], 'clear'],
    [
      'a chess engine, and a socket to the other player',
      (s) => [
        ...workers(4, 99),
        ...once({ ...poolDialogue, words: [], sentCount: 30, receivedCount: 31 }, s),
      ],
      'clear',
    ],
    ['file hashing in four workers', (s) => [...once(library, s), ...workers(4, 99)], 'clear'],
    [
      'a captcha: a hash that only the model suspects, for a minute',
      (s) => [...once(library, s), ...(s < 60 ? workers(4, 99) : [])],
      'clear',
    ],
    [
      'a password hash of two seconds',
      (s) => [...once(suspected, s), ...(s < 3 ? workers(1, 99) : [])],
      'clear',
    ],
    ['a wallet that scans', (s) => [...once(suspected, s), ...workers(2, 99)], 'suspected'],
    ['a zero-knowledge proof in eight workers', () => workers(8, 95), 'clear'],
    [
      'machine learning on the graphics processor',
      (s) => {
        const used: GpuUsed = {
          kind: 'gpu-used',
          workerId: '0/page',
          api: 'webgl',
          windowMs: 2_000,
          runs: 800,
          smallReadbacks: 20,
          frames: 0,
        };
        return s % 2 === 0 ? [used] : [];
      },
      'clear',
    ],
    [
      'volunteer computing: work units over a socket',
      (s) => [...encrypted(s), ...workers(4, 99)],
      'suspected',
    ],
    ['a page about mining, with the feed of a pool and no work', (s) => pool(s), 'suspected'],
    [
      'a wallet page with the feed of a pool and no work',
      (s) => [...pool(s), ...once(suspected, s)],
      'suspected',
    ],
    [
      'a database whose threads sleep in Atomics.wait',
      (s) =>
        s % 2 === 0
          ? [
              load(0.2),
              {
                kind: 'worker-silent',
                workerId: '0/w.1',
                silentMs: 1_000 * s,
                parked: true,
              } as const,
            ]
          : [],
      'clear',
    ],
  ])('%s', (_, program, highest) => {
    const { level } = run(program, 600);
    expect(LEVELS.indexOf(level)).toBeLessThanOrEqual(LEVELS.indexOf(highest));
  });
});
