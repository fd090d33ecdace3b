// Each recommendation comes from a finding, and from no other.
import { describe, expect, it } from 'vitest';
import type { Incident } from '../../../../core/incident/incident.ts';
import type { AssessmentContext } from '../../../../core/report/assessment.ts';
import { figuresOf } from '../../../../core/report/assessment/findings.ts';
import {
  recommendationsOf,
  type Recommendation,
} from '../../../../core/report/assessment/recommendations.ts';
import { wordsOf } from '../../../../core/report/assessment/words.ts';
import { sampleIncident } from '../incident-samples.ts';
import * as samples from '../assessment-samples.ts';

const NAMED: AssessmentContext = {
  ...samples.CONTEXT,
  envelope: { ...samples.CONTEXT.envelope, device: samples.DEVICE },
};

function recommended(
  incidents: readonly Incident[],
  changes: Partial<AssessmentContext> = {},
): readonly Recommendation[] {
  const context = { ...NAMED, ...changes };
  return recommendationsOf(figuresOf(incidents, context), context, wordsOf({}));
}

const idsOf = (...given: Parameters<typeof recommended>): string[] =>
  recommended(...given).map(({ id }) => id);

describe('recommendationsOf', () => {
  it.each([
    [[], ['keep-on']],
    [[samples.STOPPED], ['close-pools', 'tell-sites', 'keep-on']],
    [[samples.GONE_ON], ['stop-mining', 'tell-sites', 'keep-on']],
    [[samples.FAILED], ['failed-stops', 'close-pools', 'tell-sites', 'keep-on']],
    [[samples.POOL], ['talk-about-mining', 'keep-on']],
    [[samples.DOWNLOAD], ['check-devices', 'keep-on']],
    [[samples.MISTAKE], ['except-mistakes', 'keep-on']],
  ])('%# asks for what follows from it', (incidents, expected) => {
    expect(idsOf(incidents)).toEqual(expected);
  });

  it('asks for the mode only where it is monitor', () => {
    const [first] = recommended([samples.GONE_ON], {
      inForce: { mode: 'monitor', listedHosts: 1, policyHash: '' },
    });
    expect(first).toMatchObject({ title: 'Switch the mode from monitor to block', urgency: 'now' });
    expect(first?.why).toContain('1 incident of confirmed mining went on');
    expect(recommended([samples.GONE_ON])[0]?.title).toBe('Have confirmed mining blocked');
  });

  it('asks for a policy where there is none, and for names where devices have none', () => {
    const inForce = { mode: 'block', listedHosts: 1, policyHash: '', isManaged: false };
    expect(recommended([], { inForce })[0]?.title).toBe('Manage Assay by policy');
    const unnamed = { envelope: samples.CONTEXT.envelope, devices: [] };
    expect(recommended([samples.STOPPED], unnamed).map(({ title }) => title)).toContain(
      'Name the devices by policy',
    );
    expect(idsOf([], unnamed)).toEqual(['keep-on']);
  });

  it('asks for one version, and for the price of energy', () => {
    const older = samples.incidentOn(8, { engineVersion: '0.2.0' });
    expect(idsOf([samples.STOPPED, older])).toContain('update');
    const costBasis = { wattsPerCore: 12, energyPriceCents: 0, currency: 'EUR' };
    expect(idsOf([samples.STOPPED], { costBasis })).toContain('set-cost');
    const free = { observedCoreMs: 0, avoidedCoreMs: 0 };
    expect(idsOf([sampleIncident({ cost: free })], { costBasis })).not.toContain('set-cost');
  });

  it('does not count mistakes as findings', () => {
    const mistake = { ...samples.GONE_ON, feedback: samples.MISTAKE.feedback };
    expect(idsOf([mistake])).toEqual(['except-mistakes', 'keep-on']);
  });
});
