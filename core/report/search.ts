// Search over incidents as people type it: every word must occur somewhere in what the incident says. Plain
// substring search on purpose: a pattern typed or pasted here can never become slow or wrong.
import type { Incident } from '../incident/incident.ts';

/** Longer queries are cut: nobody types them, and pasted pages would only slow the search. */
export const MAX_QUERY_CHARS = 200;

/** An incident with its searchable text, built once per answer of the background. */
export interface Searchable {
  readonly incident: Incident;
  readonly text: string;
}

/** Newest first (last seen), ready to be searched. */
export function searchable(incidents: readonly Incident[]): readonly Searchable[] {
  return incidents
    .map((incident) => ({ incident, text: searchText(incident) }))
    .sort((a, b) => b.incident.lastSeenAt - a.incident.lastSeenAt);
}

/** Incidents that hold every word of the query, in the order given; an empty query finds all. */
export function search(all: readonly Searchable[], query: string): readonly Incident[] {
  const words = query.slice(0, MAX_QUERY_CHARS).toLowerCase().split(/\s+/).filter(Boolean);
  return all
    .filter(({ text }) => words.every((word) => text.includes(word)))
    .map((s) => s.incident);
}

function searchText(incident: Incident): string {
  const { site, url, title, family, action, hosts, module, verdict, response, category } = incident;
  const said = incident.evidence.flatMap((e) => [e.id, e.sentence]);
  const parts = [
    site,
    url,
    title,
    family ?? '',
    action,
    verdict.level,
    response,
    category,
    incident.id,
  ];
  return [...parts, ...hosts, ...said, module?.sha256 ?? ''].join('\n').toLowerCase();
}
