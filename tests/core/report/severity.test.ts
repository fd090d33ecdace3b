// How serious: every combination of verdict, category and outcome, and what a person's word does to it.
import { describe, expect, it } from 'vitest';
import type { Incident } from '../../../core/incident/incident.ts';
import { hasStopFailed, severityOf, wasStopped } from '../../../core/report/severity.ts';
import { sampleIncident } from './incident-samples.ts';

function incidentOf(level: Incident['verdict']['level'], changes: Partial<Incident>): Incident {
  return sampleIncident({ ...changes, verdict: { ...sampleIncident().verdict, level } });
}

describe('severityOf', () => {
  it.each([
    ['confirmed', 'cryptojacking', 'observe', 'high'],
    ['confirmed', 'cryptojacking', 'warn', 'high'],
    ['confirmed', 'cryptojacking', 'block', 'medium'],
    ['confirmed', 'deliberate-mining', 'observe', 'medium'],
    ['confirmed', 'deliberate-mining', 'block', 'low'],
    ['suspected', 'cryptojacking', 'observe', 'low'],
    ['suspected', 'deliberate-mining', 'block', 'low'],
    ['clear', 'cryptojacking', 'observe', 'informational'],
  ] as const)('%s %s with %s is %s', (level, category, response, expected) => {
    expect(severityOf(incidentOf(level, { category, response }))).toBe(expected);
  });

  it('is as high as that of mining that goes on when nothing could stop it', () => {
    const failed = { at: 0, what: 'the frame was removed', outcome: 'failed' } as const;
    const done = { ...failed, outcome: 'done' } as const;
    expect(severityOf(sampleIncident({ steps: [failed] }))).toBe('high');
    expect(hasStopFailed(sampleIncident({ steps: [failed] }))).toBe(true);
    expect(wasStopped(sampleIncident({ steps: [failed, done] }))).toBe(true);
    expect(severityOf(sampleIncident({ steps: [failed, done] }))).toBe('medium');
  });

  it('is information when a person says that it is wrong, and stays when it is right', () => {
    const said = { at: 0, note: '' };
    expect(severityOf(sampleIncident({ feedback: { ...said, isRight: false } }))).toBe(
      'informational',
    );
    expect(severityOf(sampleIncident({ feedback: { ...said, isRight: true } }))).toBe('medium');
  });
});
