// CEF as a reader of its own takes it apart, by the rules of the "Implementing ArcSight Common Event Format" guide.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Batch } from '../../../core/fleet/format.ts';
import { cef } from '../../../core/fleet/formats/cef.ts';
import { extensionOf } from '../../../core/fleet/formats/cef-extension.ts';
import { sampleIncident } from '../report/incident-samples.ts';
import {
  anyIncidentEvent,
  anyOrigin,
  AT,
  batchOf,
  idOf,
  incidentEvent,
  ORIGIN,
} from './event-samples.ts';

interface Read {
  readonly header: readonly string[];
  readonly extension: Readonly<Record<string, string>>;
}

/** Header fields end at a bar without a backslash; a value of the extension ends where the next key begins. */
function readCef(message: string): Read {
  const parts = /^((?:(?:\\[\\|]|[^\\|])*\|){7})(.*)$/.exec(message);
  if (!parts) throw new Error(`no CEF: ${message}`);
  const [, head = '', tail = ''] = parts;
  const header = [...head.matchAll(/((?:\\[\\|]|[^\\|])*)\|/g)].map(([, field = '']) =>
    field.replace(/\\([\\|])/g, '$1'),
  );
  const keys = [...tail.matchAll(/(?:^| )([A-Za-z\d]+)=/g)];
  const pairs = keys.map((key, at) => {
    const value = tail.slice(key.index + key[0].length, keys[at + 1]?.index ?? tail.length);
    if (/(?<!\\)(?:\\\\)*(?:=|\\(?![\\=]))/.test(value)) throw new Error(`unescaped: ${value}`);
    return [key[1] ?? '', value.replace(/\\([\\=])/g, '$1')] as const;
  });
  return { header, extension: Object.fromEntries(pairs) };
}

function linesOf(batch: Batch): readonly { time: string; host: string; message: string }[] {
  const lines = Buffer.from(cef.encode(batch).body).toString().trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line) as ReturnType<typeof linesOf>[0]);
}

describe('cef', () => {
  it('writes an incident in the keys of the dictionary', () => {
    const [line] = linesOf(batchOf());
    expect(line).toMatchObject({ time: '2026-11-23T09:20:42.123Z', host: 'PC-0042' });
    const { header, extension } = readCef(line?.message ?? '');
    expect(header).toEqual([
      'CEF:0',
      'Assay',
      'Assay',
      '0.4.0',
      'cryptojacking',
      'Cryptojacking',
      '6',
    ]);
    const incident = sampleIncident();
    expect(extension).toMatchObject({
      ...{ rt: String(AT), externalId: idOf(41), cn2: '41', cn2Label: 'Sequence', cnt: '3' },
      ...{ start: String(incident.firstSeenAt), end: String(incident.lastSeenAt), act: 'blocked' },
      ...{ cat: 'cryptojacking', outcome: 'success', dhost: 'films.example', suser: 'u-3817' },
      ...{
        request: 'https://films.example/watch?v=12',
        fileHash: 'ab'.repeat(32),
        fsize: '318204',
      },
      ...{ dvchost: 'PC-0042', deviceExternalId: '3f1c8a52-6d0e-4b7c-9a41-5e2f7d8c9b10' },
      ...{
        cs1: 'cryptonight',
        cs1Label: 'Family',
        cs2: 'rules/wasm/cryptonight',
        cs3: 'pool.example',
      },
      ...{
        cs4: incident.id,
        cs5: 'T1496.001',
        cn1: '95',
        cn1Label: 'Score',
        flexString2: 'confirmed',
      },
      reason: 'The module was refused before it was compiled.',
    });
  });

  it('writes how the browser fares', () => {
    const read = linesOf(batchOf()).map(({ message }) => readCef(message));
    expect(read.map(({ header }) => header.slice(4))).toEqual([
      ['cryptojacking', 'Cryptojacking', '6'],
      ['heartbeat', 'Heartbeat', '0'],
      ['policy-changed', 'Policy changed', '3'],
      ['events-dropped', 'Events dropped', '8'],
    ]);
    expect(read.map(({ extension }) => extension)).toMatchObject([
      {},
      { cat: 'health', cnt: '4', cs1: 'block', cs4: 'private-windows', cs5: 'lake', cn1: '12' },
      { cs1: 'monitor', cs4: 'mode sinks', cs4Label: 'Changed keys', cn1: '1' },
      { cnt: '9', reason: 'age', cn1: '3', cn3: '15', cn3Label: 'Last sequence' },
    ]);
  });

  it('leaves out what is empty, its label too, and says what was not stopped', () => {
    const failed = [{ at: 0, what: 'x', outcome: 'failed' }] as const;
    const incident = sampleIncident({
      family: ' ',
      title: '',
      url: '',
      module: null,
      steps: [...failed],
    });
    const [line] = linesOf(batchOf([incidentEvent(incident)], { user: null, deviceTags: [] }));
    const { extension } = readCef(line?.message ?? '');
    expect(extension).toMatchObject({ act: 'block failed', outcome: 'failure' });
    for (const key of [
      'cs1',
      'cs1Label',
      'cs6Label',
      'request',
      'fileHash',
      'suser',
      'flexString1Label',
    ])
      expect(extension).not.toHaveProperty(key);
  });

  it.each([
    ['a|b=c\\d dhost=evil.example', 'a|b=c\\d dhost=evil.example'],
    ['x\nCEF:0|Evil|Evil|1|1|1|10|act=none', 'x CEF:0|Evil|Evil|1|1|1|10|act=none'],
    ['ends in a backslash\\', 'ends in a backslash\\'],
    ['\\= \\\\| cat=health', '\\= \\\\| cat=health'],
  ])('keeps %j within its field', (title, expected) => {
    const [line] = linesOf(
      batchOf([incidentEvent(sampleIncident({ title, site: 'films.example' }))]),
    );
    const { header, extension } = readCef(line?.message ?? '');
    expect(header).toHaveLength(7);
    expect(extension).toMatchObject({
      ...{ flexString1: expected, dhost: 'films.example', cat: 'cryptojacking', act: 'blocked' },
    });
  });

  it('is read back as it was written, one line of bounded length, whatever pages and names are', () => {
    fc.assert(
      fc.property(anyIncidentEvent, anyOrigin, (event, origin) => {
        const [line] = linesOf({ events: [event], origin });
        const message = line?.message ?? '';
        expect(message).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
        const { header, extension } = readCef(message);
        expect(header.slice(0, 3)).toEqual(['CEF:0', 'Assay', 'Assay']);
        const written = Object.entries(extensionOf(event, origin)).filter(
          ([, value]) => value !== '',
        );
        expect(extension).toEqual(
          Object.fromEntries(written.map(([key, value]) => [key, String(value)])),
        );
      }),
      { numRuns: 200 },
    );
  });

  it('bounds what is long by the dictionary', () => {
    const long = 'x'.repeat(5_000);
    const incident = sampleIncident({
      site: long,
      action: long,
      family: long,
      hosts: [long, long],
    });
    const extension = extensionOf(incidentEvent(incident), { ...ORIGIN, deviceLabel: long });
    const lengths = Object.entries(extension).map(([key, value]) => [key, String(value).length]);
    expect(Object.fromEntries(lengths)).toMatchObject({
      ...{ dhost: 1_023, reason: 1_023, dvchost: 100, cs1: 4_000, cs3: 4_000 },
    });
  });
});
