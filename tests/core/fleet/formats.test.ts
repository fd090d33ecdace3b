// What holds of every format: the same batch is the same to the byte, each event is told by its id and number, and no string of
// a page leads a reader astray.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Attempt, Batch } from '../../../core/fleet/format.ts';
import { formats } from '../../../core/fleet/formats.ts';
import { bounded } from '../../../core/fleet/bounded.ts';
import { FORMATS } from '../../../core/policy/sink.ts';
import { sampleIncident } from '../report/incident-samples.ts';
import { anyIncidentEvent, anyOrigin, AT, batchOf, EVENTS, variedBatch } from './event-samples.ts';

const NO_HMAC = (): never => {
  throw new Error('signs nothing');
};
const ATTEMPT: Attempt = {
  ...{ secret: { sink: 'soc', token: 's3cret:word', hashKey: '' }, scheme: 'bearer', at: AT },
  hmac: NO_HMAC,
};

function textOf(name: keyof typeof formats, batch: Batch): string {
  const { body } = formats[name].encode(batch);
  return Buffer.from(body).toString();
}

describe.each(FORMATS)('%s', (name) => {
  it('is the same to the byte for the same batch, and another for another', () => {
    const copy = structuredClone(batchOf());
    expect(formats[name].encode(copy)).toEqual(formats[name].encode(batchOf()));
    expect(textOf(name, batchOf(EVENTS, { deviceId: 'another' }))).not.toBe(
      textOf(name, batchOf()),
    );
  });

  it('tells each event by its id, and whose it is', () => {
    const text = textOf(name, batchOf());
    for (const { id } of EVENTS) expect(text).toContain(id);
    for (const word of ['PC-0042', '3f1c8a52-6d0e-4b7c-9a41-5e2f7d8c9b10', 'berlin', 'u-3817'])
      expect(text).toContain(word);
    expect(textOf(name, batchOf(EVENTS, { user: { hash: 'a1b2c3' } }))).toContain('a1b2c3');
    expect(textOf(name, batchOf(EVENTS, { user: null }))).not.toContain('u-3817');
  });

  it.skipIf(name === 'otlp-protobuf')('is well-formed text whatever pages chose', () => {
    const decoder = new TextDecoder('utf-8', { fatal: true });
    fc.assert(
      fc.property(anyIncidentEvent, anyOrigin, (event, origin) => {
        const { body } = formats[name].encode({ events: [event], origin });
        const text = typeof body === 'string' ? body : decoder.decode(body);
        expect(text.isWellFormed()).toBe(true);
        // No control character reaches a reader raw but the end of a line.
        expect(text.replaceAll('\n', '')).not.toMatch(/[\0-\x1f]/);
      }),
      { numRuns: 100 },
    );
  });

  it('says of what an answer nobody can read that all was taken', () => {
    for (const answer of [
      '',
      'null',
      '[]',
      '"x"',
      '{"items": 3}',
      '<html>',
      '{"ackId":"x"}',
      '\x0a\xff',
    ])
      expect(formats[name].receipt(batchOf(), Buffer.from(answer, 'latin1'))).toEqual({
        ...{ refused: new Map(), later: new Set(), unnamed: null, ackId: null },
      });
  });
});

describe.each(['otlp-json', 'otlp-protobuf', 'ocsf', 'ecs', 'cef', 'ndjson'] as const)(
  'authorization of %s',
  (name) => {
    it('is by the scheme of the sink, and none without a token', async () => {
      const of = (attempt: Partial<Attempt>): Promise<Record<string, string>> => {
        const batch = batchOf();
        return formats[name].headers(batch, formats[name].encode(batch), {
          ...ATTEMPT,
          ...attempt,
        });
      };
      expect(await of({})).toEqual({ authorization: 'Bearer s3cret:word' });
      expect(await of({ scheme: 'api-key' })).toEqual({ authorization: 'ApiKey s3cret:word' });
      const basic = `Basic ${Buffer.from('s3cret:word').toString('base64')}`;
      expect(await of({ scheme: 'basic' })).toEqual({ authorization: basic });
      expect(await of({ secret: null })).toEqual({});
    });
  },
);

describe('lines', () => {
  it.each([
    ['ndjson', 1],
    ['cef', 1],
    ['splunk-hec', 1],
    ['ecs', 2],
  ] as const)('%s writes %i for an event, each an object of JSON', (name, each) => {
    fc.assert(
      fc.property(
        fc.array(anyIncidentEvent, { minLength: 1, maxLength: 4 }),
        anyOrigin,
        (events, origin) => {
          const lines = textOf(name, { events, origin }).split('\n');
          expect(lines.pop()).toBe('');
          expect(lines).toHaveLength(each * events.length);
          for (const line of lines) expect(JSON.parse(line)).toBeTypeOf('object');
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('bounded', () => {
  const long = 'a\n\u202e'.repeat(400_000);

  it('cuts what is too long or too much, and makes one line of each string', () => {
    const [one] = sampleIncident().evidence;
    if (!one) throw new Error('no evidence');
    const facts = Object.fromEntries(
      Array.from({ length: 500 }, (_, at) => [`f${at}`, [long, long]]),
    );
    const incident = bounded({
      ...sampleIncident(),
      ...{ site: long, url: long, frameUrl: long, title: long, action: long, family: long },
      hosts: Array.from({ length: 999 }, () => long),
      evidence: Array.from({ length: 99 }, () => ({ ...one, sentence: long, facts })),
      steps: [{ at: 0, what: long, outcome: 'done' }],
      feedback: { isRight: true, at: 0, note: long },
    });
    const text = JSON.stringify(incident);
    expect(text.length).toBeLessThan(2_000_000);
    expect(text).not.toMatch(/\\n|\u202e/);
    expect([incident.hosts.length, incident.evidence.length]).toEqual([50, 50]);
  });

  it('leaves what is within bounds as it is', () => {
    for (const event of variedBatch(20).events)
      if (event.kind === 'incident') expect(bounded(event.incident)).toEqual(event.incident);
  });
});
