// Incidents that tell the same story (one site, one family, one category) as one finding of the report. Pure.
import { sentencesOf } from '../../evidence/explain.ts';
import { sumOfCosts } from '../../incident/energy.ts';
import type { Cost, Incident } from '../../incident/incident.ts';
import { isRefuted, SEVERITIES, type Severity } from '../severity.ts';
import type { Finding } from './findings.ts';
import { distinct } from './words.ts';

/** Of what is said of one group. */
const MAX_SENTENCES = 4;
const MAX_ACTIONS = 3;

export interface Group {
  readonly site: string;
  readonly family: string | null;
  readonly category: Incident['category'];
  /** The worst in it. */
  readonly severity: Severity;
  readonly findings: readonly Finding[];
  readonly sightings: number;
  readonly stopped: number;
  readonly firstSeenAt: number;
  readonly lastSeenAt: number;
  /** Names, without the devices that have none. */
  readonly devices: readonly string[];
  readonly hosts: readonly string[];
  /** What was seen, the worst incident first, each sentence once. */
  readonly sentences: readonly string[];
  /** What was done, the most frequent first. */
  readonly actions: readonly { readonly text: string; readonly times: number }[];
  readonly notes: readonly string[];
  /** Without those that were marked as wrong. */
  readonly cost: Cost;
}

/** Worst first, then by the number of incidents. */
export function groupsOf(findings: readonly Finding[]): readonly Group[] {
  const byStory = new Map<string, Finding[]>();
  for (const finding of findings) {
    const { site, family, category } = finding.incident;
    // JSON, because a page chooses its family's name: a separator could be forged.
    const story = JSON.stringify([site, family, category]);
    const told = byStory.get(story);
    if (told) told.push(finding);
    else byStory.set(story, [finding]);
  }
  return [...byStory.values()].map(groupOf).sort(worstFirst);
}

function groupOf(findings: readonly Finding[]): Group {
  // Never empty: a group is made by its first finding, and the findings come worst first.
  const worst = findings[0] as Finding;
  const incidents = findings.map(({ incident }) => incident);
  const { site, family, category } = worst.incident;
  const sentences = incidents.flatMap(({ verdict, evidence }) => sentencesOf(verdict, evidence));
  return {
    ...{ site, family, category, severity: worst.severity, findings },
    sightings: incidents.reduce((sum, { count }) => sum + count, 0),
    stopped: findings.filter(({ isStopped }) => isStopped).length,
    firstSeenAt: incidents.reduce((first, one) => Math.min(first, one.firstSeenAt), Infinity),
    lastSeenAt: incidents.reduce((last, one) => Math.max(last, one.lastSeenAt), 0),
    devices: distinct(findings.map(({ device }) => device)).sort(),
    hosts: distinct(incidents.flatMap(({ hosts }) => hosts)),
    sentences: distinct(sentences).slice(0, MAX_SENTENCES),
    actions: actionsOf(incidents),
    notes: distinct(incidents.map(({ feedback }) => feedback?.note ?? '')).slice(0, MAX_ACTIONS),
    cost: sumOfCosts(incidents.filter((one) => !isRefuted(one)).map(({ cost }) => cost)),
  };
}

function actionsOf(incidents: readonly Incident[]): Group['actions'] {
  const times = new Map<string, number>();
  for (const { action } of incidents) times.set(action, (times.get(action) ?? 0) + 1);
  return [...times]
    .sort(([, a], [, b]) => b - a)
    .slice(0, MAX_ACTIONS)
    .map(([text, count]) => ({ text, times: count }));
}

function worstFirst(a: Group, b: Group): number {
  const bySeverity = SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity);
  return bySeverity || b.findings.length - a.findings.length || b.lastSeenAt - a.lastSeenAt;
}
