// Brings an incident that an older version stored to the present schema. Nothing is judged again: what was not known then
// is left empty.
import * as z from 'zod/mini';
import type { EvidenceKind } from '../evidence/evidence.ts';
import { INCIDENT_SCHEMA_VERSION, incidentSchema, type Incident } from './incident.ts';

/** What the detectors of version 1 spoke of. */
const KINDS: Readonly<Record<string, EvidenceKind>> = {
  'detect/listed-host': 'host',
  'detect/worker-duty': 'work',
  'detect/pool-dialogue': 'network',
};

/** What is read of version 1; the rest is judged by the present schema. */
const version1 = z.looseObject({
  action: z.string(),
  firstSeenAt: z.number(),
  evidence: z.array(z.looseObject({ id: z.string(), weight: z.number() })),
});
type Version1 = z.infer<typeof version1>;

/** @returns the incident of today, or null when it is none of any known version, whatever was forged */
export function upgradedIncident(stored: unknown): Incident | null {
  const { schemaVersion } = (stored ?? {}) as { readonly schemaVersion?: unknown };
  if (schemaVersion === 1) {
    const { data } = version1.safeParse(stored);
    return data ? parsed(fromVersion2(fromVersion1(data))) : null;
  }
  if (schemaVersion === 2) return parsed(fromVersion2(stored as object));
  return schemaVersion === INCIDENT_SCHEMA_VERSION ? parsed(stored) : null;
}

function parsed(stored: unknown): Incident | null {
  return incidentSchema.safeParse(stored).data ?? null;
}

/** What version 3 knows more; empty where nobody has looked. */
const SINCE_VERSION_3 = {
  frameUrl: '',
  cost: { observedCoreMs: 0, avoidedCoreMs: 0 },
  load: [],
  feedback: null,
};

function fromVersion2(stored: object): object {
  return { ...stored, ...SINCE_VERSION_3, schemaVersion: INCIDENT_SCHEMA_VERSION };
}

function fromVersion1(stored: Version1): object {
  return {
    ...stored,
    evidence: stored.evidence.map((one) => ({ ...one, kind: kindOf(one) })),
    steps: [{ at: stored.firstSeenAt, what: stored.action.slice(0, 300), outcome: 'done' }],
  };
}

/** Judged code confirmed from 85 points on, and was only watched below. */
function kindOf({ id, weight }: Version1['evidence'][number]): EvidenceKind {
  return KINDS[id] ?? (weight >= 85 ? 'artefact' : 'code');
}
