// What an analyst takes along of a module: its hash, size and family, and what was measured of it, as one JSON document. Never
// the binary, which no incident holds; and nothing of who visited the page.
import { explain } from '../evidence/explain.ts';
import type { Incident } from '../incident/incident.ts';

export const FEATURE_REPORT_VERSION = 1;

/** One document, ended by a line feed. */
export function featureReport(incident: Incident): string {
  const { id, engineVersion, family, module, verdict, evidence } = incident;
  const document = {
    format: 'assay-feature-report',
    schemaVersion: FEATURE_REPORT_VERSION,
    engineVersion,
    incident: id,
    seenAt: new Date(incident.lastSeenAt).toISOString(),
    family,
    module,
    verdict: { level: verdict.level, score: verdict.score },
    evidence: explain(verdict, evidence).evidence.map((item) => ({
      ...{ id: item.id, kind: item.kind, trust: item.trust },
      ...{ weight: item.weight, points: item.points, sentence: item.sentence },
      facts: Object.fromEntries(item.facts.map(({ name, value }) => [name, value])),
    })),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
