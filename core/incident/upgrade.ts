// Brings an incident that an older version stored to the present schema. Nothing is judged again: what was not known then
// is left empty.
import type { EvidenceKind } from '../evidence/evidence.ts';
import { INCIDENT_SCHEMA_VERSION, incidentSchema, type Incident } from './incident.ts';

/** What the detectors of version 1 spoke of. */
const KINDS: Readonly<Record<string, EvidenceKind>> = {
  'detect/listed-host': 'host',
  'detect/worker-duty': 'work',
  'detect/pool-dialogue': 'network',
};

interface Version1 {
  readonly schemaVersion: 1;
  readonly action: string;
  readonly firstSeenAt: number;
  readonly verdict: { readonly level: string };
  readonly evidence: readonly { readonly id: string; readonly weight: number }[];
}

/** @returns the incident of today, or null when it is none of any known version */
export function upgradedIncident(stored: unknown): Incident | null {
  const { schemaVersion } = (stored ?? {}) as { readonly schemaVersion?: unknown };
  if (schemaVersion === 1) return parsed(fromVersion1(stored as Version1));
  return schemaVersion === INCIDENT_SCHEMA_VERSION ? parsed(stored) : null;
}

function parsed(stored: unknown): Incident | null {
  return incidentSchema.safeParse(stored).data ?? null;
}

function fromVersion1(stored: Version1): unknown {
  return {
    ...stored,
    schemaVersion: INCIDENT_SCHEMA_VERSION,
    evidence: stored.evidence.map((one) => ({ ...one, kind: kindOf(one) })),
    steps: [{ at: stored.firstSeenAt, what: stored.action.slice(0, 300), outcome: 'done' }],
  };
}

/** Judged code confirmed from 85 points on, and was only watched below. */
function kindOf({ id, weight }: Version1['evidence'][number]): EvidenceKind {
  return KINDS[id] ?? (weight >= 85 ? 'artefact' : 'code');
}
