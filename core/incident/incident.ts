// The Incident: what people and the SIEM get. It is stored before anything else happens to it. Every string in it
// may come from a page: it is bounded here and is text, never HTML, wherever it is shown.
import * as z from 'zod/mini';

export const INCIDENT_SCHEMA_VERSION = 2;

/** Bounds of page-controlled strings, in UTF-16 units. Longer ones are cut by `redact.ts`. */
export const MAX_TITLE_CHARS = 200;
export const MAX_URL_CHARS = 2_000;
/** Steps kept of one incident, the first ones: later ones only repeat them. */
export const MAX_STEPS = 20;
export const MAX_STEP_CHARS = 300;

const fact = z.union([z.string(), z.number(), z.boolean(), z.readonly(z.array(z.string()))]);
const points = z.number().check(z.minimum(0), z.maximum(100));

const evidence = z.readonly(
  z.object({
    id: z.string(),
    kind: z.enum(['host', 'artefact', 'code', 'work', 'network']),
    weight: points,
    trust: z.enum(['page', 'background']),
    facts: z.record(z.string(), fact),
    sentence: z.string(),
  }),
);

const verdict = z.readonly(
  z.object({
    level: z.enum(['clear', 'suspected', 'confirmed']),
    score: points,
    contributions: z.readonly(
      z.array(z.readonly(z.object({ id: z.string(), points: z.number() }))),
    ),
  }),
);

const module = z.readonly(
  z.object({
    sha256: z.nullable(z.string()),
    sizeBytes: z.int(),
    kernelSharePercent: z.number(),
  }),
);

/** One thing that was done, and what became of it. */
const step = z.readonly(
  z.object({
    /** Milliseconds since the epoch. */
    at: z.int(),
    /** In plain words, such as `3 workers ended`. */
    what: z.string().check(z.maxLength(MAX_STEP_CHARS)),
    outcome: z.enum(['done', 'failed']),
  }),
);

export const incidentSchema = z.readonly(
  z.object({
    schemaVersion: z.literal(INCIDENT_SCHEMA_VERSION),
    /** UUID; stable for the life of the incident. */
    id: z.uuid(),
    /** Milliseconds since the epoch, browser's clock. */
    firstSeenAt: z.int(),
    lastSeenAt: z.int(),
    /** How often the same thing was seen (same site, category, response and strongest evidence). */
    count: z.int().check(z.minimum(1)),
    /** Host name of the page in the address bar. */
    site: z.string(),
    url: z.string().check(z.maxLength(MAX_URL_CHARS)),
    title: z.string().check(z.maxLength(MAX_TITLE_CHARS)),
    category: z.enum(['cryptojacking', 'deliberate-mining']),
    verdict,
    evidence: z.readonly(z.array(evidence)),
    response: z.enum(['observe', 'warn', 'block']),
    /** What was done, in one plain sentence. */
    action: z.string(),
    /** All that was done, in its order. */
    steps: z.readonly(z.array(step).check(z.maxLength(MAX_STEPS))),
    /** Miner family, such as `cryptonight`, or null when only behaviour or a host name spoke. */
    family: z.nullable(z.string()),
    /** Hosts that took part: listed hosts and the pool's host. */
    hosts: z.readonly(z.array(z.string())),
    module: z.nullable(module),
    engineVersion: z.string(),
  }),
);

export type Incident = z.infer<typeof incidentSchema>;
export type Step = z.infer<typeof step>;
