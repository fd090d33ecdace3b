// Incidents for tests: a plain one to vary, and a fast-check arbitrary whose every page-controlled string can be
// anything. All of them pass the real schema.
import * as fc from 'fast-check';
import {
  INCIDENT_SCHEMA_VERSION,
  incidentSchema,
  type Incident,
} from '../../../core/incident/incident.ts';

export function sampleIncident(changes: Partial<Incident> = {}): Incident {
  return incidentSchema.parse({
    schemaVersion: INCIDENT_SCHEMA_VERSION,
    id: '6f9c2b1e-8a54-4c57-9f0e-2b1d7a3c4e5f',
    firstSeenAt: Date.UTC(2026, 10, 23, 9, 14, 2),
    lastSeenAt: Date.UTC(2026, 10, 23, 9, 20, 41),
    count: 3,
    site: 'films.example',
    url: 'https://films.example/watch?v=12',
    title: 'Watch films',
    frameUrl: '',
    category: 'cryptojacking',
    verdict: {
      level: 'confirmed',
      score: 95,
      contributions: [{ id: 'rules/wasm/cryptonight', points: 95 }],
    },
    evidence: [
      {
        id: 'rules/wasm/cryptonight',
        kind: 'artefact',
        weight: 95,
        trust: 'page',
        facts: { kernelSharePercent: 88.4 },
        sentence: 'A WebAssembly module holds the whole CryptoNight proof of work.',
      },
    ],
    response: 'block',
    action: 'The module was refused before it was compiled.',
    steps: [],
    family: 'cryptonight',
    hosts: ['pool.example'],
    module: { sha256: 'ab'.repeat(32), sizeBytes: 318_204, kernelSharePercent: 88.4 },
    cost: { observedCoreMs: 4_200, avoidedCoreMs: 61_000 },
    load: [],
    feedback: null,
    engineVersion: '0.1.0',
    ...changes,
  });
}

/** Any text, with the characters that CSV and spreadsheets care about drawn far more often than by chance. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({
    unit: fc.constantFrom(
      ...[
        '=',
        '+',
        '-',
        '@',
        '＝',
        '＠',
        '\t',
        '\r',
        '\n',
        '\r\n',
        '"',
        '""',
        "'",
        ',',
        ';',
        '|',
        ' ',
      ],
      ...['a', '1', '(', '<', '&', '=1+1', '\u202e', '\ufeff'],
    ),
    maxLength: 12,
  }),
);

export const anyIncident: fc.Arbitrary<Incident> = fc
  .record({
    site: hostileText,
    url: hostileText,
    title: hostileText,
    action: hostileText,
    family: fc.option(hostileText),
    hosts: fc.array(hostileText, { maxLength: 3 }),
    sentence: hostileText,
    count: fc.integer({ min: 1, max: 1e6 }),
    lastSeenAt: fc.integer({ min: 0, max: 4_102_444_800_000 }),
    hasModule: fc.boolean(),
  })
  .map(({ sentence, hasModule, ...rest }) => {
    const base = sampleIncident();
    const evidence = base.evidence.map((item) => ({ ...item, sentence }));
    return sampleIncident({ ...rest, evidence, module: hasModule ? base.module : null });
  });
