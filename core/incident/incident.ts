// The Incident: what people and the SIEM get. It is stored before anything else happens to it. Every string in it
// may come from a page: it is bounded here and is text, never HTML, wherever it is shown.
import * as z from 'zod/mini';

export const INCIDENT_SCHEMA_VERSION = 3;

/** Bounds of page-controlled strings, in UTF-16 units. Longer ones are cut by `redact.ts`. */
export const MAX_TITLE_CHARS = 200;
export const MAX_URL_CHARS = 2_000;
/** Steps kept of one incident, the first ones: later ones only repeat them. */
export const MAX_STEPS = 20;
export const MAX_STEP_CHARS = 300;
/** Points kept of the load over time, the newest. */
export const MAX_LOAD_POINTS = 60;
export const MAX_NOTE_CHARS = 500;

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

const coreMs = z.int().check(z.minimum(0));

/** Computing time in milliseconds of one core. The two are never added: one was measured, the other is an estimate. */
const cost = z.readonly(
  z.object({
    /** Measured: busy time of the page's threads while the mining that this incident tells of ran. */
    observedCoreMs: coreMs,
    /** Estimated: what the stopped threads would have used until the page was left (docs/cost.md). */
    avoidedCoreMs: coreMs,
  }),
);

/** Load of the page at one time: ms since the epoch, and percent of one core that its threads used (300: three cores). */
const loadPoint = z.readonly(z.tuple([z.int(), coreMs]));

/** What a person said of the verdict. */
const feedback = z.readonly(
  z.object({
    isRight: z.boolean(),
    /** Milliseconds since the epoch. */
    at: z.int(),
    note: z.string().check(z.maxLength(MAX_NOTE_CHARS)),
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
    /** Address of the frame where it happened; empty where it was the page itself. */
    frameUrl: z.string().check(z.maxLength(MAX_URL_CHARS)),
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
    cost,
    /** The page's load before and after, oldest first. */
    load: z.readonly(z.array(loadPoint).check(z.maxLength(MAX_LOAD_POINTS))),
    feedback: z.nullable(feedback),
    engineVersion: z.string(),
  }),
);

export type Incident = z.infer<typeof incidentSchema>;
export type Cost = z.infer<typeof cost>;
export type LoadPoint = z.infer<typeof loadPoint>;
export type Feedback = z.infer<typeof feedback>;
export type Step = z.infer<typeof step>;
