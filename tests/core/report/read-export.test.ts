// Exports come back as they went out, from one file or from many; what is broken is named and takes nothing with it.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Incident } from '../../../core/incident/incident.ts';
import { incidentsToJson } from '../../../core/report/json.ts';
import { incidentsToJsonLines } from '../../../core/report/json-lines.ts';
import { upgradedIncident } from '../../../core/incident/upgrade.ts';
import { readExports, type ReadExport } from '../../../core/report/read-export.ts';
import { anyIncident, sampleIncident } from './incident-samples.ts';

const AT = Date.UTC(2026, 10, 23, 12);
const deviceOf = (deviceLabel: string) => ({ deviceLabel, deviceTags: ['berlin'], userLabel: '' });
const envelopeOf = (label: string, exportedAtMs = AT) => ({
  ...{ exportedAtMs, engineVersion: '0.3.0', device: deviceOf(label) },
});

function numbered(number: number, changes: Partial<Incident> = {}): Incident {
  const id = `6f9c2b1e-8a54-4c57-9f0e-${String(number).padStart(12, '0')}`;
  return sampleIncident({ ...changes, id });
}

const [ONE, TWO, THREE] = [numbered(1), numbered(2), numbered(3)];
const NOTHING_WRONG = { problems: [], unreadableCount: 0 };

function read(text: string): ReadExport {
  return readExports([{ text, name: 'log.json' }], upgradedIncident);
}

describe('what Assay has written', () => {
  it('comes back from a document, with its device and its time', () => {
    expect(read(incidentsToJson([ONE, TWO], envelopeOf('PC-1')))).toEqual({
      ...NOTHING_WRONG,
      incidents: [ONE, TWO],
      exportedAtMs: AT,
      devices: [deviceOf('PC-1')],
      deviceOf: new Map([ONE, TWO].map(({ id }) => [id, deviceOf('PC-1')])),
    });
  });

  it('comes back from lines of several devices one behind the other', () => {
    const text =
      incidentsToJsonLines([ONE], envelopeOf('PC-1')) +
      incidentsToJsonLines([TWO, THREE], envelopeOf('PC-2', AT + 1));
    const { incidents, devices, deviceOf: owners, exportedAtMs, problems } = read(text);
    expect([incidents, problems]).toEqual([[ONE, TWO, THREE], []]);
    expect(devices).toEqual([deviceOf('PC-1'), deviceOf('PC-2')]);
    expect(owners.get(THREE.id)).toEqual(deviceOf('PC-2'));
    expect(exportedAtMs).toBe(AT + 1);
  });

  it('comes back from documents and lines one behind the other, and with other ends of lines', () => {
    const text =
      incidentsToJson([ONE], envelopeOf('PC-1')) +
      incidentsToJson([], envelopeOf('PC-2')) +
      incidentsToJsonLines([TWO], envelopeOf('PC-3'));
    for (const given of [text, `\ufeff${text.replaceAll('\n', '\r\n')}`, text.trim()]) {
      const { incidents, devices, problems } = read(given);
      expect([incidents, problems]).toEqual([[ONE, TWO], []]);
      expect(devices.map(({ deviceLabel }) => deviceLabel)).toEqual(['PC-1', 'PC-2', 'PC-3']);
    }
  });

  it('comes back from single incidents, and from lists of anything of it', () => {
    const single = JSON.stringify(ONE, null, 2);
    const document = JSON.parse(incidentsToJson([TWO], envelopeOf('PC-1'))) as unknown;
    const line = JSON.parse(incidentsToJsonLines([THREE], envelopeOf('PC-1'))) as unknown;
    expect(read(single)).toMatchObject({ ...NOTHING_WRONG, incidents: [ONE], devices: [] });
    const list = read(JSON.stringify([ONE, [document], line]));
    expect(list).toMatchObject({ ...NOTHING_WRONG, incidents: [ONE, TWO, THREE] });
    expect([list.deviceOf.get(ONE.id), list.deviceOf.size]).toEqual([undefined, 2]);
  });

  it('comes back unchanged, whatever pages chose', () => {
    fc.assert(
      fc.property(anyIncident, (incident) => {
        for (const write of [incidentsToJson, incidentsToJsonLines])
          expect(read(write([incident], envelopeOf('PC-1')))).toMatchObject({
            ...{ ...NOTHING_WRONG, incidents: [incident] },
          });
      }),
    );
  });

  it('of an older version is brought to the present one', () => {
    const { frameUrl: _1, cost: _2, load: _3, feedback: _4, ...older } = ONE;
    const { incidents, problems } = read(JSON.stringify({ ...older, schemaVersion: 2 }));
    expect(problems).toEqual([]);
    expect(incidents).toMatchObject([{ schemaVersion: 3, feedback: null, site: ONE.site }]);
  });

  it('is there once when it comes twice: as it was seen last, with that device', () => {
    const later = { ...ONE, count: 9, lastSeenAt: ONE.lastSeenAt + 1 };
    const files = [ONE, later, ONE].map((one, at) => ({
      ...{ name: `${at}.jsonl`, text: incidentsToJsonLines([one], envelopeOf(`PC-${at}`)) },
    }));
    const {
      incidents,
      deviceOf: owners,
      problems,
      unreadableCount,
    } = readExports(files, upgradedIncident);
    expect([incidents, unreadableCount]).toEqual([[later], 0]);
    expect(owners.get(ONE.id)?.deviceLabel).toBe('PC-1');
    expect(problems.map((problem) => problem.slice(0, 9))).toEqual(['1.jsonl: ', '2.jsonl: ']);
  });
});

describe('what is broken', () => {
  const line = (one: Incident) => incidentsToJsonLines([one], envelopeOf('PC-1'));

  it('in one line costs no other line, wherever it stands', () => {
    const broken = line(TWO).slice(0, 100);
    for (const torn of [broken, 'garbage', '}', '   ,', '\u0000']) {
      const { incidents, problems } = read(`${line(ONE)}${torn}\n${line(THREE)}`);
      expect(incidents).toEqual([ONE, THREE]);
      expect(problems).toEqual([
        'log.json, line 2: not JSON. Export it again, or remove these lines.',
      ]);
    }
  });

  it('in one incident costs no other, and says where and what to do', () => {
    const document = JSON.stringify({
      incidents: [ONE, { ...TWO, count: 'x' }, null, { ...TWO, schemaVersion: 9 }, THREE],
    });
    const { incidents, problems, unreadableCount } = read(document);
    expect([incidents, unreadableCount]).toEqual([[ONE, THREE], 3]);
    expect(problems).toEqual([
      expect.stringMatching(
        /^log\.json, line 1, incident 2: .*changed by hand\. Export it again\.$/,
      ),
      expect.stringMatching(/^log\.json, line 1, incident 3: this is no export of Assay\./),
      expect.stringMatching(
        /incident 4: the incident is of schema version 9\. Read it with a newer/,
      ),
    ]);
  });

  it('as a whole document says up to which line', () => {
    const text = incidentsToJson([ONE], envelopeOf('PC-1')).slice(0, -20);
    expect(read(text).problems).toEqual([
      expect.stringMatching(/line 1: not JSON up to line \d+\./),
    ]);
  });

  it.each(['', ' \n ', '7', '"x"', 'null', '{}', '[[[[1]]]]', 'PK\u0003\u0004', '<html></html>'])(
    '%j is named',
    (text) => {
      const { incidents, problems, unreadableCount } = read(text);
      expect([incidents, unreadableCount]).toEqual([[], 1]);
      expect(problems[0]).toMatch(/^log\.json.*(Export|Choose)/);
    },
  );

  it('a thousand times is named a hundred times and counted', () => {
    const { problems, unreadableCount } = read('{x}\n'.repeat(1_000));
    expect(problems).toHaveLength(101);
    expect([problems.at(-1), unreadableCount]).toEqual(['and 900 more', 1_000]);
  });

  it('in time or size is left out: a calendar ends, and so does patience', () => {
    const wrong = [
      { ...ONE, lastSeenAt: 8.7e15 },
      { ...ONE, firstSeenAt: -1 },
      { ...ONE, load: [[9e15, 1]] },
      { ...ONE, feedback: { isRight: true, at: 9e15, note: '' } },
      { ...ONE, action: 'x'.repeat(300_000) },
      { ...ONE, hosts: Array.from({ length: 200_000 }, () => 'h') },
    ];
    expect(read(JSON.stringify(wrong))).toMatchObject({ incidents: [], unreadableCount: 6 });
  });
});

describe('what is meant to harm', () => {
  const nested = '['.repeat(1e6) + ']'.repeat(1e6);
  it.each([
    ['deep lists', nested],
    ['a deep incident', `{"incidents":[${nested}]}`],
    ['a deep fact', JSON.stringify(ONE).replace('"facts":{', `"facts":{"x":${nested},`)],
    ['a line of 10 MB', `"${'a'.repeat(1e7)}"`],
    ['a million values', `[${'1,'.repeat(1e6)}1]`],
    ['a million braces', '{\n'.repeat(1e6)],
    ['an old incident without its parts', '{"schemaVersion":1,"evidence":[null],"action":7}'],
  ])('%s ends soon and throws nothing', (_, text) => {
    const { incidents, problems } = read(text);
    expect(incidents).toEqual([]);
    expect(problems.length).toBeGreaterThan(0);
  });

  it('reaches no prototype', () => {
    const text = JSON.stringify({ incidents: [ONE] })
      .replace('"facts":{', '"facts":{"__proto__":"x",')
      .replace('{', '{"__proto__":{"deviceLabel":"forged","polluted":true},');
    const { incidents, devices } = read(text);
    expect(incidents).toHaveLength(1);
    expect(devices).toEqual([]);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('as a device is bounded text or nothing', () => {
    const device = { deviceLabel: 'x'.repeat(1e6), deviceTags: [7, 'a\u202eb'], userLabel: {} };
    const [found] = read(JSON.stringify({ ...device, incidents: [ONE] })).devices;
    expect(found?.deviceLabel).toHaveLength(200);
    expect([found?.deviceTags, found?.userLabel]).toEqual([['', 'a\ufffdb'], '']);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string({ unit: 'binary' })), fc.json(), (a, b) => {
        const text = `${a}\n{"incidents":[${b}]}\n${line1}`;
        expect(read(text).incidents).toContainEqual(ONE);
      }),
      { numRuns: 300 },
    );
  });
  const line1 = incidentsToJsonLines([ONE], envelopeOf('PC-1'));
});
