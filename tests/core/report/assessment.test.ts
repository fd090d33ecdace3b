// The report as a whole: it says what the figures say, no incident is a result as well, and nothing that a page chose becomes markup.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Incident } from '../../../core/incident/incident.ts';
import { assessmentReport } from '../../../core/report/assessment.ts';
import {
  ALL,
  CONTEXT,
  DEVICE,
  DEVICES,
  DOWNLOAD,
  GONE_ON,
  incidentOn,
  MONDAY,
} from './assessment-samples.ts';
import { anyIncident, hostileText, sampleIncident } from './incident-samples.ts';
import { elementsOf, parseReport, shapeOf, textOf } from './markup.ts';

const deviceOf = new Map(ALL.map(({ id }, at) => [id, DEVICES[at % 2] ?? DEVICE]));
const documentOf = (incidents: readonly Incident[], changes: object = {}) =>
  parseReport(assessmentReport(incidents, { ...CONTEXT, deviceOf, ...changes }));

describe('assessmentReport', () => {
  const document = documentOf(ALL);

  it('is one file: no script, no address but those of its own parts', () => {
    const report = assessmentReport(ALL, CONTEXT);
    expect(report).toMatch(/^<!DOCTYPE html>\n<html /);
    expect(report).toContain(
      `content="default-src 'none'; style-src 'unsafe-inline'; img-src data:"`,
    );
    expect(report.replace('http://www.w3.org/1999/xhtml', '')).not.toMatch(
      /https?:|url\(|@import|<script/,
    );
    const links = elementsOf(document).flatMap((one) => one.getAttribute('href') ?? []);
    expect(links.length).toBe(9);
    for (const link of links) expect(textOf(document, link.slice(1))).not.toBe('');
  });

  it('says in five sentences what was found, how bad it is, what was stopped, what it cost and what to do', () => {
    expect(textOf(document, 'summary')).toContain(
      'Assay recorded 6 incidents at 6 sites on 2 devices in the period 3 – 8 November 2026: 4 of pages that mined without being asked (cryptojacking) and 2 of mining on purpose. ' +
        '2 of them are of high severity, because confirmed mining was not stopped (stubborn.example and games.example). ' +
        '1 of 5 was stopped (20%); 4 confirmed incidents were not stopped. ' +
        'The mining that was measured used 10 core-hours (120.1 Wh, €0.04); stopping avoided an estimated 4.1 core-minutes (0.8 Wh, less than €0.01) more. ' +
        'First of all: have confirmed mining blocked.',
    );
  });

  it('tells each finding with what was seen and what was done', () => {
    const findings = textOf(document, 'findings');
    for (const { site, action, evidence } of ALL)
      for (const said of [site, action, evidence[0]?.sentence ?? ''])
        expect(findings).toContain(said);
    expect(findings.indexOf(GONE_ON.site)).toBeLessThan(findings.indexOf(DOWNLOAD.site));
    expect(findings).toContain('The wallet of our treasury.');
  });

  it('holds every incident, its hash and what ATT&CK calls it', () => {
    const rows = textOf(document, 'incidents');
    for (const { site } of ALL) expect(rows).toContain(site);
    expect(rows).toContain('Blocking failed');
    const appendix = textOf(document, 'appendix');
    for (const said of ['ab'.repeat(32), 'detect/miner-download', 'T1496.001', 'ATT&CK 16.1'])
      expect(appendix).toContain(said);
  });

  it('shows cost that nobody has priced as not set', () => {
    const costBasis = { wattsPerCore: 0, energyPriceCents: 0, currency: 'EUR' };
    const cost = textOf(documentOf(ALL, { costBasis }), 'cost');
    expect(cost.match(/not set/g)?.length).toBeGreaterThan(7);
    expect(cost).not.toContain('€');
  });

  it('bounds what it tells and says how much there is more', () => {
    const many = Array.from({ length: 700 }, (_, at) => incidentOn(at, { site: `s${at}.example` }));
    const long = documentOf(many);
    expect(textOf(long, 'findings')).toContain('650 more findings with 650 incidents are not told');
    expect(textOf(long, 'incidents')).toContain('200 more incidents are not shown.');
    expect(textOf(long, 'summary')).toContain('700 incidents at 700 sites');
  });
});

describe('without an incident', () => {
  const period = { fromMs: MONDAY, toMs: MONDAY + 86_400_000 };

  it('is a report as well, and claims no more than it knows', () => {
    const document = documentOf([], { period });
    expect(textOf(document, 'summary')).toBe(
      'Summary Assay recorded no incident on 2 devices in the period 2 – 3 November 2026. ' +
        'No page was confirmed to mine, no known mining host was asked for, and no miner program was downloaded in what this report covers, as far as Assay can see (section “Coverage and limits”). ' +
        'Nothing had to be stopped, and no computing time was measured for mining. ' +
        'Assay was in force in the mode “block” with 1,204 listed hosts when this report was made. ' +
        'Next: keep Assay on all devices, and look again in a month.',
    );
    expect(textOf(document, 'coverage')).toContain('not a proof');
  });

  it('says where nobody knows what was in force, not even which device it was', () => {
    const document = documentOf([], { inForce: null, devices: [] });
    expect(textOf(document, 'summary')).toContain('cannot say whether the devices were protected');
    expect(textOf(document, 'in-force')).toContain('do not say which policy was in force');
  });
});

describe('what pages and people choose', () => {
  it('is text: no element and no attribute is theirs', () => {
    const ours = new Set([
      ...shapeOf(documentOf(ALL)),
      ...shapeOf(documentOf([STOPPED_TWICE, ...ALL])),
    ]);
    const markup = fc.constantFrom(
      '<img src=x onerror=alert(1)>',
      '"><script>1</script>',
      '</style>',
      ']]>',
      '<!--',
    );
    const text = fc.oneof(hostileText, markup);
    fc.assert(
      fc.property(fc.array(anyIncident, { maxLength: 3 }), text, text, (incidents, one, other) => {
        const feedback = { isRight: one < other, at: 0, note: one };
        const hostile = incidents.map((incident) => ({
          ...{
            ...incident,
            feedback,
            site: other,
            family: one,
            action: other,
            hosts: [one, other],
          },
          ...{ engineVersion: one, cost: { observedCoreMs: 1, avoidedCoreMs: 1 } },
          evidence: incident.evidence.map((item) => ({ ...item, id: one, sentence: other })),
        }));
        const device = { deviceLabel: one, deviceTags: [other], userLabel: other };
        const document = documentOf([...hostile, ...ALL], {
          ...{
            scope: one,
            devices: [device],
            deviceOf: new Map(hostile.map(({ id }) => [id, device])),
          },
          costBasis: { wattsPerCore: 1, energyPriceCents: 1, currency: other },
          inForce: { mode: one, listedHosts: 1, policyHash: other },
          envelope: { ...CONTEXT.envelope, engineVersion: one },
        });
        expect([...shapeOf(document)].filter((shape) => !ours.has(shape))).toEqual([]);
        expect(document.documentElement?.textContent).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
      }),
      { numRuns: 150 },
    );
  });

  it('is bounded: texts of a megabyte make no report of a megabyte', () => {
    const long = 'A<'.repeat(500_000);
    const evidence = [
      ...sampleIncident().evidence.map((one) => ({ ...one, id: long, sentence: long })),
    ];
    const incident = {
      ...GONE_ON,
      evidence,
      ...{ site: long, action: long, family: long, hosts: [long] },
    };
    expect(assessmentReport([incident], { ...CONTEXT, scope: long }).length).toBeLessThan(40_000);
  });
});

/** Two days and a device without a name: what the others do not show. */
const STOPPED_TWICE = incidentOn(9, { site: 'films.example' });
