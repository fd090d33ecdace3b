// Parses what arrives from pages. Everything in it is a claim and bounded: unknown kinds, long strings and odd numbers
// are dropped whole. Used by the background only. zod/mini, because the whole zod tries to make code from text.
import * as z from 'zod/mini';
import { MAX_COUNT, TRAIT_NAMES, type TraitName } from '../source/page-traits.ts';
import type { PageObservation } from './observation.ts';

const id = z.string().check(z.maxLength(64));
/** An address of http, cut by the guard. */
const address = z.string().check(z.maxLength(8_000));
const short = z.string().check(z.maxLength(300));
const amount = z.number().check(z.minimum(0), z.maximum(Number.MAX_SAFE_INTEGER));
const count = z.int().check(z.minimum(0));
/** What can happen in a window: sums of it stay exact. */
const few = z.int().check(z.minimum(0), z.maximum(1_000_000));
const percent = z.number().check(z.minimum(0), z.maximum(100));
const windowMs = z.number().check(z.minimum(1), z.maximum(3_600_000));
const list = z.readonly(z.array(short).check(z.maxLength(32)));

const pageObservation = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('module-judged'),
    api: id,
    workerId: z.nullable(id),
    level: z.enum(['clear', 'suspected', 'confirmed']),
    score: percent,
    family: z.nullable(id),
    ruleIds: list,
    reasons: list,
    sha256: z.nullable(z.string().check(z.regex(/^[0-9a-f]{64}$/))),
    sizeBytes: count,
    kernelSharePercent: percent,
    judgedInMs: amount,
    refused: z.boolean(),
  }),
  z.object({
    kind: z.literal('modules-compiled'),
    workerId: z.nullable(id),
    windowMs,
    freshBySize: z.readonly(z.array(few).check(z.maxLength(36))),
    floatCount: few,
    scratchpadCount: few,
    memoryPages: count,
  }),
  z.object({
    kind: z.literal('source-judged'),
    api: id,
    workerId: z.nullable(id),
    source: z.enum(['script', 'shader']),
    level: z.enum(['clear', 'suspected', 'confirmed']),
    score: percent,
    family: z.nullable(id),
    ruleIds: list,
    reasons: list,
    sizeChars: count,
    judgedInMs: amount,
    refused: z.boolean(),
  }),
  z.object({
    kind: z.literal('worker-started'),
    workerId: id,
    parentId: z.nullable(id),
    source: z.enum(['blob', 'data', 'http', 'other']),
    type: z.enum(['classic', 'module', 'shared', 'service']),
    instrumented: z.boolean(),
    why: short,
    url: address,
  }),
  z.object({ kind: z.literal('worker-ended'), workerId: id }),
  z.object({
    kind: z.literal('duty-measured'),
    workerId: z.nullable(id),
    windowMs,
    wasmMs: amount,
    callbackMs: amount,
    taskMs: amount,
    parkedMs: amount,
  }),
  z.object({
    kind: z.literal('worker-silent'),
    workerId: id,
    silentMs: amount,
    parked: z.boolean(),
  }),
  z.object({
    kind: z.literal('gpu-used'),
    workerId: z.nullable(id),
    api: z.enum(['webgpu', 'webgl']),
    windowMs,
    runs: few,
    smallReadbacks: few,
    frames: few,
  }),
  z.object({
    kind: z.literal('socket-dialogue'),
    socketId: id,
    workerId: z.nullable(id),
    transport: z.enum(['websocket', 'webtransport', 'datachannel', 'eventsource', 'http']),
    host: short,
    words: list,
    sentCount: count,
    receivedCount: count,
    sentBytes: count,
    receivedBytes: count,
    openMs: amount,
    jobs: few,
    shares: few,
    shareBytes: z.readonly(z.tuple([count, count])),
  }),
  z.object({
    kind: z.literal('module-unseen'),
    workerId: z.nullable(id),
    importCount: few,
    exportCount: few,
  }),
  z.object({ kind: z.literal('guard-health'), counters: z.record(id, amount) }),
  z.object({ kind: z.literal('stopped'), workers: few, sockets: few, gpus: few }),
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

/** What a notice in a page may say (core/protocol/notice.ts). */
export const noticeMessage = z.strictObject({
  assay: z.literal('notice'),
  kind: z.literal('details'),
  incidentId: z.uuid(),
});

/** The envelope of a bridge. */
export const bridgeMessage = z.object({
  assay: z.literal('frame'),
  kind: z.enum(['started', 'observed']),
  text: z.string().check(z.maxLength(20_000)),
  dropped: count,
});

const traitCount = z.int().check(z.minimum(0), z.maximum(MAX_COUNT));
const traits = Object.fromEntries(TRAIT_NAMES.map((name) => [name, traitCount])) as Record<
  TraitName,
  typeof traitCount
>;

/** The one message of the script that reads a page's words. */
export const traitsMessage = z.object({ assay: z.literal('traits'), traits: z.object(traits) });
