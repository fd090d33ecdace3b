// Parses what arrives from pages. Everything in it is a claim and bounded: unknown kinds, long strings and odd numbers
// are dropped whole. Used by the background only.
import * as z from 'zod';
import type { PageObservation } from './observation.ts';

const id = z.string().max(64);
const short = z.string().max(300);
const amount = z.number().min(0).max(Number.MAX_SAFE_INTEGER);
const percent = z.number().min(0).max(100);
const list = z.array(short).max(32).readonly();

const pageObservation = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('module-judged'),
    api: id,
    workerId: id.nullable(),
    level: z.enum(['clear', 'suspected', 'confirmed']),
    score: percent,
    family: id.nullable(),
    ruleIds: list,
    reasons: list,
    sha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .nullable(),
    sizeBytes: amount.int(),
    kernelSharePercent: percent,
    judgedInMs: amount,
    refused: z.boolean(),
  }),
  z.object({
    kind: z.literal('worker-started'),
    workerId: id,
    parentId: id.nullable(),
    source: z.enum(['blob', 'data', 'http', 'other']),
    type: z.enum(['classic', 'module', 'shared']),
    instrumented: z.boolean(),
    why: short,
  }),
  z.object({ kind: z.literal('worker-ended'), workerId: id }),
  z.object({
    kind: z.literal('worker-duty'),
    workerId: id,
    windowMs: z.number().min(1).max(3_600_000),
    wasmMs: amount,
    callbackMs: amount,
  }),
  z.object({
    kind: z.literal('socket-dialogue'),
    socketId: id,
    workerId: id.nullable(),
    host: short,
    words: list,
    sentCount: amount.int(),
    receivedCount: amount.int(),
    sentBytes: amount.int(),
    receivedBytes: amount.int(),
  }),
  z.object({ kind: z.literal('guard-health'), counters: z.record(id, amount) }),
  z.object({ kind: z.literal('workers-stopped'), count: amount.int() }),
]);

/** @returns the observation, or null when `text` is no JSON of a known shape within its bounds */
export function parsePageObservation(text: string): PageObservation | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  return pageObservation.safeParse(value).data ?? null;
}

/** The envelope of a bridge. */
export const bridgeMessage = z.object({
  assay: z.literal('frame'),
  kind: z.enum(['started', 'observed']),
  text: z.string().max(20_000),
  dropped: amount.int(),
});
