// What a rule pack may say: hosts of each category, hosts that are listed no longer, thresholds, the numbers of the model.
// Data only, each part bounded; there is no field for code, for an address to ask, or for what is done about a host. What
// this version does not know makes the whole pack refused, never half of it applied.
import * as z from 'zod/mini';
import type { Thresholds } from '../evidence/fuse.ts';
import type { ModelData } from '../model/evaluate.ts';
import type { PackedHosts } from '../rules/host-rules.ts';

export interface RulePack {
  /** Counts up with each pack of a key; an older one is never taken again. */
  readonly version: number;
  readonly issuedAt: string;
  /** From then on it is not applied any more; where it is in force it stays. */
  readonly expiresAt: string;
  /** Who publishes it, for people. */
  readonly from: string;
  readonly hosts: readonly PackedHosts[];
  /** Shipped hosts that are listed no longer, as `PackedHosts.names`. */
  readonly withdrawn?: string | undefined;
  readonly thresholds?: Thresholds | undefined;
  readonly model?: ModelData | undefined;
  /** What must hold once the pack is in force; said by whoever made it. */
  readonly expect?: PackExpectation | undefined;
}

export interface PackExpectation {
  /** Hosts, as `PackedHosts.names`. */
  readonly blocked?: string | undefined;
  readonly clear?: string | undefined;
}

/** Lists in a pack; each lookup asks all of them. */
const MOST_LISTS = 20;
const names = z.string().check(z.maxLength(16 << 20));
const words = z.string().check(z.minLength(1), z.maxLength(300));
const time = z.string().check(z.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/));
const points = z.int().check(z.minimum(0), z.maximum(100));
const logOdds = z.number().check(z.minimum(-100), z.maximum(100));

const rulePack = z.strictObject({
  version: z.int().check(z.minimum(1), z.maximum(2 ** 31 - 1)),
  issuedAt: time,
  expiresAt: time,
  from: words,
  hosts: z
    .array(
      z.strictObject({
        category: z.enum(['cryptojacking', 'deliberate-mining']),
        sources: z.array(words).check(z.minLength(1), z.maxLength(20)),
        names,
      }),
    )
    .check(z.maxLength(MOST_LISTS)),
  withdrawn: z.optional(names),
  thresholds: z.optional(z.strictObject({ suspectedFrom: points, confirmedFrom: points })),
  model: z.optional(
    z.strictObject({
      points: z.string().check(z.maxLength(20_000)),
      start: logOdds,
      suspected: logOdds,
      confirmed: logOdds,
    }),
  ),
  expect: z.optional(z.strictObject({ blocked: z.optional(names), clear: z.optional(names) })),
});

/** @returns the pack, or in words what is wrong with the payload */
export function readRulePack(payload: string): RulePack | string {
  let json: unknown;
  try {
    json = JSON.parse(payload);
  } catch {
    return 'the payload is no JSON';
  }
  const parsed = rulePack.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return `the payload does not fit the schema at "${(issue?.path ?? []).map(String).join('.')}"`;
  }
  const pack = parsed.data;
  const [issued, expires] = [Date.parse(pack.issuedAt), Date.parse(pack.expiresAt)];
  if (Number.isNaN(issued) || Number.isNaN(expires)) return 'a time of it does not exist';
  return expires > issued ? pack : 'it expires before it was issued';
}

/** Whether the pack's time is over. @param at ms since the epoch */
export function isExpired({ expiresAt }: RulePack, at: number): boolean {
  return Date.parse(expiresAt) <= at;
}
