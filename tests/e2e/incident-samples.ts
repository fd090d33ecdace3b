// Two incidents that show all that the page of an incident can show: much of everything, and as hostile as the schema lets it be.
import { sampleIncident } from '../core/report/incident-samples.ts';

/** What a page could write to break out of a text. */
export const MARKUP = `<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>`;
const from = Date.UTC(2026, 10, 23, 9, 14);

/** Much of everything: findings, steps of both outcomes, load, frames. */
export const full = sampleIncident({
  title: `Films ${MARKUP}`,
  frameUrl: 'https://ads.example/frame',
  hosts: ['pool.example:8443', 'ads.example'],
  verdict: {
    level: 'confirmed',
    score: 100,
    contributions: [
      { id: 'detect/static-module', points: 60 },
      { id: 'detect/work', points: 25 },
      { id: 'detect/pool-dialogue', points: 40 },
    ],
  },
  evidence: [
    {
      id: 'detect/static-module',
      kind: 'code',
      weight: 60,
      trust: 'page',
      facts: { url: `https://cdn.example/${MARKUP}`, kernelSharePercent: 88.4, refusedCount: 0 },
      sentence: 'A WebAssembly module holds the whole CryptoNight proof of work.',
    },
    {
      id: 'detect/work',
      kind: 'work',
      weight: 45,
      trust: 'background',
      facts: { threads: 4, dutyPercent: 97, threadIds: ['0/w.1'] },
      sentence: '4 threads were busy 97 % of the time for 20 s without pause.',
    },
    {
      id: 'detect/pool-dialogue',
      kind: 'network',
      weight: 40,
      trust: 'page',
      facts: { host: 'pool.example:8443' },
      sentence: 'The page talked to pool.example as to a mining pool.',
    },
  ],
  steps: [
    { at: from + 30_000, what: 'The frame was taken out of the page.', outcome: 'done' },
    { at: from + 28_000, what: '4 workers were told to end.', outcome: 'failed' },
  ],
  load: [0, 10, 20, 30, 40].map((s) => [from + s * 1_000, s < 30 ? 390 : 5] as const),
});

/** As long and as hostile as the schema lets it be. */
export const hostile = sampleIncident({
  id: 'ffffffff-8a54-4c57-9f0e-2b1d7a3c4e5f',
  site: `${'a'.repeat(63)}.xn--80ak6aa92e.example`,
  url: `javascript:alert(1)//${MARKUP}${'x'.repeat(1_900)}`,
  title: `\u202etxt.exe${'W'.repeat(190)}`,
  family: MARKUP,
  module: { sha256: 'cd'.repeat(32), sizeBytes: 1, kernelSharePercent: 0 },
  action: MARKUP,
  hosts: [MARKUP, 'h'.repeat(250)],
  evidence: [
    {
      id: MARKUP,
      kind: 'code',
      weight: 95,
      trust: 'page',
      facts: { [MARKUP]: MARKUP, toString: 'z'.repeat(5_000), constructor: ['1', MARKUP] },
      sentence: `${MARKUP}${'y'.repeat(3_000)}`,
    },
  ],
  steps: [{ at: from, what: MARKUP, outcome: 'done' }],
  feedback: { isRight: false, at: from, note: MARKUP },
});
