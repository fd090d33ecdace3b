// How serious an incident is, for people who sort work by it: from how sure we are, what it is and what became of it. It
// judges nothing anew: the three are those of the incident. Exports and the report use the same answer.
import type { Incident } from '../incident/incident.ts';

/** Worst first. There is no `critical`: one browser does not tell that a company is at stake. */
export const SEVERITIES = ['high', 'medium', 'low', 'informational'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** The rules below, in words, in the same order. */
export const SEVERITY_MEANINGS: Readonly<Record<Severity, string>> = {
  high: 'A page was confirmed to mine without being asked, and it was not stopped.',
  medium:
    'A page was confirmed to mine without being asked and was stopped; or mining on purpose was confirmed and went on.',
  low: 'It was only suspected; or mining on purpose was confirmed and stopped.',
  informational: 'A person has marked the verdict as wrong, or nothing pointed to mining.',
};

export function severityOf(incident: Incident): Severity {
  const { verdict, category } = incident;
  if (isRefuted(incident) || verdict.level === 'clear') return 'informational';
  if (verdict.level === 'suspected') return 'low';
  const isStopped = wasStopped(incident);
  if (category === 'cryptojacking') return isStopped ? 'medium' : 'high';
  return isStopped ? 'low' : 'medium';
}

/** Whether it was to be stopped, and at least one of the steps did it. */
export function wasStopped({ response, steps }: Incident): boolean {
  if (response !== 'block') return false;
  return steps.length === 0 || steps.some(({ outcome }) => outcome === 'done');
}

/** Whether it was to be stopped and nothing did it. */
export function hasStopFailed(incident: Incident): boolean {
  return incident.response === 'block' && !wasStopped(incident);
}

/** Whether a person has said that the verdict is wrong. */
export function isRefuted({ feedback }: Incident): boolean {
  return feedback?.isRight === false;
}
