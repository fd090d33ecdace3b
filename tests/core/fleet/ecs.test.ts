// Elastic's bulk lines against the Elastic Common Schema, and what its answer says of single documents.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Batch } from '../../../core/fleet/format.ts';
import { ecs } from '../../../core/fleet/formats/ecs.ts';
import { sampleIncident } from '../report/incident-samples.ts';
import { ECS_EXPECTED_TYPES, ECS_FIELDS, ECS_VALUES } from './ecs-schema.ts';
import {
  anyIncidentEvent,
  anyOrigin,
  batchOf,
  EVENTS,
  idOf,
  incidentEvent,
} from './event-samples.ts';

type Fields = Readonly<Record<string, unknown>>;

function linesOf(batch: Batch): readonly Fields[] {
  const { body, contentType } = ecs.encode(batch);
  expect(contentType).toBe('application/x-ndjson');
  const lines = Buffer.from(body).toString().trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line) as Fields);
}

function documentsOf(batch: Batch): readonly Fields[] {
  return linesOf(batch).filter((_, at) => at % 2 === 1);
}

/** Fields by their whole names; those below `assay` are ours. */
function flat(fields: Fields, path = ''): [name: string, value: unknown][] {
  return Object.entries(fields).flatMap(([key, value]): [string, unknown][] => {
    const name = path + key;
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    if (name === 'assay') return [];
    return isObject ? flat(value as Fields, `${name}.`) : [[name, value]];
  });
}

function hasType(type: string, value: unknown): boolean {
  if (type.endsWith('[]'))
    return Array.isArray(value) && value.every((one) => hasType(type.slice(0, -2), one));
  if (type === 'long') return Number.isSafeInteger(value);
  if (type === 'float') return typeof value === 'number';
  if (type === 'date') return typeof value === 'string' && new Date(value).toISOString() === value;
  return typeof value === 'string';
}

/** What the schema would say of a document. */
function problemsOf(document: Fields): string[] {
  const problems = flat(document).flatMap(([name, value]) => {
    const type = ECS_FIELDS[name];
    if (type === undefined) return [`${name}: unknown`];
    const allowed = ECS_VALUES[name];
    const strange = [value].flat().filter((one) => allowed?.includes(String(one)) === false);
    return hasType(type, value)
      ? strange.map((one) => `${name}: ${String(one)}`)
      : [`${name}: no ${type}`];
  });
  const { category, type } = document['event'] as { category: string[]; type: string[] };
  const expected = category.flatMap((one) => ECS_EXPECTED_TYPES[one] ?? []);
  return [...problems, ...type.filter((one) => !expected.includes(one))];
}

describe('documents', () => {
  it('are created under the ids of their events', () => {
    const actions = linesOf(batchOf()).filter((_, at) => at % 2 === 0);
    expect(actions).toEqual(EVENTS.map(({ id }) => ({ create: { _id: id } })));
  });

  it('use names, types and values of the schema', () => {
    const steps = [{ at: 0, what: '2 workers ended', outcome: 'failed' }] as const;
    const batches = [
      batchOf(),
      batchOf(EVENTS, { user: { hash: 'a1b2' }, os: 'openbsd', deviceLabel: '', deviceTags: [] }),
      batchOf([
        incidentEvent(sampleIncident({ steps: [...steps], module: null, family: null, site: '' })),
        incidentEvent(
          sampleIncident({ category: 'deliberate-mining', url: 'https://a.example:8443/b?c' }),
        ),
        incidentEvent(sampleIncident({ url: '', response: 'observe' })),
      ]),
    ];
    expect(batches.flatMap(documentsOf).flatMap(problemsOf)).toEqual([]);
  });

  it('are valid whatever pages chose', () => {
    fc.assert(
      fc.property(anyIncidentEvent, anyOrigin, (event, origin) => {
        expect(documentsOf({ events: [event], origin }).flatMap(problemsOf)).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it('the check sees what is wrong', () => {
    const [document = {}] = documentsOf(batchOf());
    const event = { ...(document['event'] as Fields), sequence: '1', kind: 'odd', type: ['start'] };
    expect(problemsOf({ ...document, event, more: 1 }).toSorted()).toEqual([
      ...['event.kind: odd', 'event.sequence: no long', 'more: unknown', 'start'],
    ]);
  });

  it('hold an incident in the places where analysts look', () => {
    const sha256 = 'ab'.repeat(32);
    expect(documentsOf(batchOf())[0]).toMatchObject({
      ...{ '@timestamp': '2026-11-23T09:20:42.123Z', ecs: { version: '9.0.0' } },
      event: {
        ...{
          id: idOf(41),
          sequence: 41,
          kind: 'alert',
          category: ['malware', 'intrusion_detection'],
        },
        ...{ type: ['info', 'denied'], action: 'cryptojacking-stopped', outcome: 'success' },
        ...{ severity: 47, risk_score: 95, dataset: 'assay.incident' },
        ...{ start: '2026-11-23T09:14:02.000Z', end: '2026-11-23T09:20:41.000Z' },
      },
      threat: {
        tactic: { id: ['TA0040'] },
        technique: { id: ['T1496'], subtechnique: { id: ['T1496.001'] } },
        software: { name: 'cryptonight', type: 'Malware' },
      },
      rule: { id: 'rules/wasm/cryptonight', category: 'artefact' },
      url: {
        full: 'https://films.example/watch?v=12',
        domain: 'films.example',
        path: '/watch',
        query: 'v=12',
      },
      file: { hash: { sha256 }, size: 318_204 },
      related: { hosts: ['films.example', 'pool.example'], hash: [sha256], user: ['u-3817'] },
      ...{ observer: { product: 'Assay' }, host: { name: 'PC-0042' }, user: { name: 'u-3817' } },
      assay: {
        ...{
          incident_id: sampleIncident().id,
          count: 3,
          avoided_core_ms: 61_000,
          level: 'confirmed',
        },
        evidence: [{ id: 'rules/wasm/cryptonight', facts: '{"kernelSharePercent":88.4}' }],
      },
    });
  });

  it('tell what was not stopped, and what was only on purpose', () => {
    const failed = [{ at: 0, what: 'x', outcome: 'failed' }] as const;
    const events = [
      incidentEvent(sampleIncident({ steps: [...failed] })),
      incidentEvent(sampleIncident({ response: 'warn', category: 'deliberate-mining' })),
    ];
    const documents = documentsOf(batchOf(events));
    expect(documents).toMatchObject([
      { event: { action: 'cryptojacking-seen', outcome: 'failure', type: ['info'] } },
      {
        event: { action: 'deliberate-mining-seen', category: ['intrusion_detection'] },
        threat: { software: { type: 'Tool' } },
      },
    ]);
    expect(documents[1]?.['event']).not.toHaveProperty('outcome');
  });
});

describe('receipt of the bulk answer', () => {
  const ids = [41, 42, 43, 44].map(idOf);
  const batch = batchOf(ids.map((_, at) => incidentEvent(sampleIncident(), 41 + at)));
  const error = { type: 'document_parsing_exception', reason: "failed to\nparse field 'x'" };
  const receipt = (answer: unknown): ReturnType<typeof ecs.receipt> =>
    ecs.receipt(batch, Buffer.from(JSON.stringify(answer)));

  it('201 and 200 are taken, 409 was taken already', () => {
    const items = [201, 200, 409, 409].map((status, at) => ({ create: { _id: ids[at], status } }));
    for (const errors of [true, false]) {
      const { refused, later } = receipt({ took: 3, errors, items });
      expect([refused.size, later.size]).toEqual([0, 0]);
    }
  });

  it('429 and 5xx are taken later, another 4xx never, with its reason', () => {
    const items = [429, 503, 400, 201].map((status, at) => ({
      create: { _id: ids[at], status, ...(status >= 400 && { error }) },
    }));
    const { refused, later } = receipt({ errors: true, items });
    expect([...later]).toEqual([ids[0], ids[1]]);
    expect([...refused]).toEqual([
      [ids[2], "400 document_parsing_exception: failed to parse field 'x'"],
    ]);
  });

  it('goes by the order where a filter took the ids out, and by nothing where items are missing too', () => {
    const items = [201, 429, 400, 201].map((status) => ({ create: { status } }));
    const { refused, later } = receipt({ errors: true, items });
    expect([[...refused.keys()], [...later]]).toEqual([[ids[2]], [ids[1]]]);
    const fewer = receipt({ errors: true, items: items.slice(1) });
    expect([fewer.refused.size, fewer.later.size]).toEqual([0, 0]);
  });

  it('says nothing of what it cannot know', () => {
    const items = [
      null,
      3,
      {},
      { create: { _id: 'foreign', status: 400 } },
      { create: { status: 'x' } },
    ];
    const { refused, later } = receipt({ errors: true, items });
    expect([refused.size, later.size]).toEqual([0, 0]);
  });
});
