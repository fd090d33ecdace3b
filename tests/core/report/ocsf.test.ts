// The OCSF export against the published schema, whatever pages chose, and what each outcome is called there.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Incident } from '../../../core/incident/incident.ts';
import { incidentsToOcsf, incidentToOcsf, OCSF_VERSION } from '../../../core/report/ocsf.ts';
import { anyIncident, sampleIncident } from './incident-samples.ts';
import { ocsfProblems, recommendedMissing } from './ocsf-check.ts';

const DEVICE = { deviceLabel: 'PC-0042', deviceTags: ['berlin'], userLabel: 'u-3817' };
const ENVELOPE = { exportedAtMs: Date.UTC(2026, 10, 29), engineVersion: '0.3.0', device: DEVICE };
const FEEDBACK = { at: Date.UTC(2026, 10, 25), note: '' };

type Event = Readonly<Record<string, unknown>>;
function eventOf(changes: Partial<Incident> = {}): Event {
  return incidentToOcsf(sampleIncident(changes), ENVELOPE) as Event;
}

describe('incidentToOcsf', () => {
  it('is a valid Detection Finding with all that the schema recommends but the code of a status', () => {
    expect(OCSF_VERSION).toBe('1.5.0');
    expect(ocsfProblems(eventOf())).toEqual([]);
    expect(recommendedMissing(eventOf())).toEqual(['status_code']);
  });

  it('is valid whatever pages chose, with and without a device', () => {
    fc.assert(
      fc.property(anyIncident, fc.boolean(), (incident, isNamed) => {
        const { device, ...unnamed } = ENVELOPE;
        const event = incidentToOcsf(incident, isNamed ? { ...unnamed, device } : unnamed);
        expect(ocsfProblems(JSON.parse(JSON.stringify(event)))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('the check sees what is wrong', () => {
    const wrong = { ...eventOf(), severity_id: 77, class_uid: '2004', time: undefined, more: 1 };
    expect(ocsfProblems(JSON.parse(JSON.stringify({ ...wrong, action: 'Allowed' })))).toEqual([
      'detection_finding.more: unknown',
      'detection_finding.time: missing',
      'detection_finding.class_uid: no integer_t',
      'detection_finding.severity_id: 77 is no value of it',
      'detection_finding.severity: "Medium" is not ',
      'detection_finding.action: "Allowed" is not Denied',
    ]);
  });

  it('says what, when, where and what it is called by others', () => {
    const incident = sampleIncident();
    expect(eventOf()).toMatchObject({
      ...{ class_uid: 2004, category_uid: 2, activity_id: 2, type_uid: 200402 },
      ...{ time: incident.firstSeenAt, end_time: incident.lastSeenAt, count: 3 },
      confidence_score: 95,
      finding_info: {
        uid: incident.id,
        title: 'Cryptojacking at films.example, confirmed, stopped',
        types: ['Cryptojacking'],
        analytic: { uid: 'rules/wasm/cryptonight', type_id: 1 },
      },
      attacks: [
        { tactic: { uid: 'TA0040' }, sub_technique: { uid: 'T1496.001' }, version: '16.1' },
      ],
      malware: [{ classification_ids: [13], name: 'cryptonight' }],
      device: { uid: 'PC-0042', owner: { name: 'u-3817' } },
      unmapped: { assay: { cost: incident.cost, evidence: incident.evidence, feedback: null } },
    });
  });

  it('is created once and updated from then on', () => {
    const at = sampleIncident().firstSeenAt;
    const once = { count: 1, lastSeenAt: at };
    expect(eventOf(once)).toMatchObject({ activity_id: 1, type_uid: 200401 });
    expect(eventOf({ ...once, feedback: { ...FEEDBACK, isRight: true } })).toMatchObject({
      activity_id: 2,
      metadata: { modified_time: FEEDBACK.at },
    });
  });

  it.each([
    ['block', 'done', { action_id: 2, disposition_id: 2 }],
    ['block', 'failed', { action_id: 3, disposition_id: 27 }],
    ['warn', 'done', { action_id: 3, disposition_id: 19 }],
    ['observe', 'done', { action_id: 3, disposition_id: 17 }],
  ] as const)('%s that is %s becomes %o', (response, outcome, expected) => {
    const steps = [{ at: 0, what: '2 workers ended', outcome }];
    expect(eventOf({ response, steps })).toMatchObject(expected);
  });

  it('carries what a person said, down to the evidence', () => {
    const wrong = eventOf({ feedback: { ...FEEDBACK, isRight: false } });
    expect(wrong).toMatchObject({ status_id: 3, severity_id: 1, is_alert: false });
    expect(wrong['evidences']).toMatchObject([{ verdict_id: 1 }, { verdict_id: 1 }, {}]);
    const right = eventOf({ feedback: { ...FEEDBACK, isRight: true } });
    expect(right).toMatchObject({ status_id: 2, severity_id: 3, is_alert: true });
  });

  it('names addresses, hosts and the module as evidence and as values to search by', () => {
    const frameUrl = 'https://[2001:db8::1]:8443/frame?a=1';
    const event = eventOf({ frameUrl, hosts: ['pool.example', '203.0.113.7', '[2001:db8::1]'] });
    expect(event['evidences']).toMatchObject([
      { name: 'page', url: { hostname: 'films.example', path: '/watch', query_string: 'v=12' } },
      { name: 'frame', url: { port: 8443, scheme: 'https' } },
      { file: { size: 318_204, hashes: [{ value: 'ab'.repeat(32) }] } },
      { dst_endpoint: { hostname: 'pool.example' } },
      { dst_endpoint: { ip: '203.0.113.7' } },
      { dst_endpoint: { ip: '2001:db8::1' } },
    ]);
    const found = event['observables'] as readonly { readonly name: string; value: string }[];
    expect(found).toContainEqual({
      ...{ name: 'evidences[2].file.hashes[0].value', type_id: 8, type: 'Hash' },
      value: 'ab'.repeat(32),
    });
    for (const { name, value } of found) expect(valueAt(event, name)).toBe(value);
  });

  it('names a download, and calls a visit to a pool no malware', () => {
    const download: Incident['evidence'][0] = {
      ...{ id: 'detect/miner-download', kind: 'host', weight: 95, trust: 'background' },
      ...{ facts: { fileName: 'xmrig.zip' }, sentence: 'A file came from the release page.' },
    };
    const of = { category: 'deliberate-mining', module: null } as const;
    const event = eventOf({ ...of, family: 'xmrig', evidence: [download] });
    expect(event['evidences']).toMatchObject([
      { name: 'page' },
      { name: 'download', file: { name: 'xmrig.zip' } },
      { name: 'host' },
    ]);
    expect(event['malware']).toMatchObject([{ name: 'xmrig' }]);
    expect(eventOf({ ...of, family: null })).not.toHaveProperty('malware');
  });
});

describe('incidentsToOcsf', () => {
  it('writes one event a line', () => {
    const lines = incidentsToOcsf([sampleIncident(), sampleIncident()], ENVELOPE).split('\n');
    expect(lines.pop()).toBe('');
    expect(lines.map((line) => ocsfProblems(JSON.parse(line)))).toEqual([[], []]);
    expect(incidentsToOcsf([], ENVELOPE)).toBe('');
  });
});

/** What a pointer such as `evidences[0].url.hostname` leads to. */
function valueAt(event: unknown, pointer: string): unknown {
  return pointer
    .split(/[.[\]]+/)
    .filter((part) => part !== '')
    .reduce<unknown>((value, part) => (value as Record<string, unknown>)[part], event);
}
