// Which other incidents have to do with one, and why: the same module, a host that took part in both, the same family, the same
// site. Pure; it knows only the summaries that it is given.
import type { Incident } from '../../../core/incident/incident.ts';
import type { IncidentSummary } from '../../../core/incident/summary.ts';

export const MOST_RELATED = 10;

export type Relation = 'module' | 'host' | 'family' | 'site';

export interface Related {
  readonly summary: IncidentSummary;
  /** Strongest first. */
  readonly why: readonly Relation[];
}

/** So much more does each say than all that follow it. */
const STRENGTH = { module: 8, host: 4, family: 2, site: 1 } as const satisfies Record<
  Relation,
  number
>;

/** At most ten: what they share first, then the newest. */
export function relatedOf(
  incident: Incident,
  known: readonly IncidentSummary[],
): readonly Related[] {
  const hosts = new Set(incident.hosts);
  const found: Related[] = [];
  for (const summary of known) {
    if (summary.id === incident.id) continue;
    const why = relationsOf(incident, hosts, summary);
    if (why.length > 0) found.push({ summary, why });
  }
  return found.sort(byStrength).slice(0, MOST_RELATED);
}

/** Whether a family was recognised. */
export function isNamed(family: string | null): family is string {
  return family !== null && family !== 'unknown';
}

function relationsOf(
  { module, family, site }: Incident,
  hosts: ReadonlySet<string>,
  summary: IncidentSummary,
): readonly Relation[] {
  const sha256 = module?.sha256 ?? null;
  const why: Relation[] = [];
  if (sha256 !== null && summary.sha256 === sha256) why.push('module');
  if (summary.hosts.some((host) => hosts.has(host))) why.push('host');
  if (isNamed(family) && summary.family === family) why.push('family');
  if (site !== '' && summary.site === site) why.push('site');
  return why;
}

function byStrength(a: Related, b: Related): number {
  const strength = ({ why }: Related): number => why.reduce((sum, one) => sum + STRENGTH[one], 0);
  return strength(b) - strength(a) || b.summary.lastSeenAt - a.summary.lastSeenAt;
}
