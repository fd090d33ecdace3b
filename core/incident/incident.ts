// The Incident: what people and the SIEM get. It is stored before anything else happens to it. Every string in it
// may come from a page: it is bounded here and is text, never HTML, wherever it is shown.
import * as z from 'zod';

export const INCIDENT_SCHEMA_VERSION = 1;

/** Bounds of page-controlled strings, in UTF-16 units. Longer ones are cut by `redact.ts`. */
export const MAX_TITLE_CHARS = 200;
export const MAX_URL_CHARS = 2_000;

const fact = z.union([z.string(), z.number(), z.boolean(), z.array(z.string()).readonly()]);

const evidence = z
  .object({
    id: z.string(),
    weight: z.number().min(0).max(100),
    trust: z.enum(['page', 'background']),
    facts: z.record(z.string(), fact),
    sentence: z.string(),
  })
  .readonly();

export const incidentSchema = z
  .object({
    schemaVersion: z.literal(INCIDENT_SCHEMA_VERSION),
    /** UUID; stable for the life of the incident. */
    id: z.uuid(),
    /** Milliseconds since the epoch, browser's clock. */
    firstSeenAt: z.number().int(),
    lastSeenAt: z.number().int(),
    /** How often the same thing was seen (same site, category, response and strongest evidence). */
    count: z.number().int().min(1),
    /** Host name of the page in the address bar. */
    site: z.string(),
    url: z.string().max(MAX_URL_CHARS),
    title: z.string().max(MAX_TITLE_CHARS),
    category: z.enum(['cryptojacking', 'deliberate-mining']),
    verdict: z
      .object({
        level: z.enum(['clear', 'suspected', 'confirmed']),
        score: z.number().min(0).max(100),
        contributions: z
          .array(z.object({ id: z.string(), points: z.number() }).readonly())
          .readonly(),
      })
      .readonly(),
    evidence: z.array(evidence).readonly(),
    response: z.enum(['observe', 'warn', 'block']),
    /** What was done, in one plain sentence. */
    action: z.string(),
    /** Miner family, such as `cryptonight`, or null when only behaviour or a host name spoke. */
    family: z.string().nullable(),
    /** Hosts that took part: listed hosts and the pool's host. */
    hosts: z.array(z.string()).readonly(),
    module: z
      .object({
        sha256: z.string().nullable(),
        sizeBytes: z.number().int(),
        kernelSharePercent: z.number(),
      })
      .readonly()
      .nullable(),
    engineVersion: z.string(),
  })
  .readonly();

export type Incident = z.infer<typeof incidentSchema>;
