// Rules in force: the shipped ones, or those with a pack over them. Made whole or not at all, so that nobody ever sees
// the hosts of one pack beside the thresholds of another.
import type { Thresholds } from '../evidence/fuse.ts';
import { DEFAULT_THRESHOLDS } from '../evidence/fuse.ts';
import { Model } from '../model/evaluate.ts';
import type { HostList } from '../rules/host-match.ts';
import { hostRules, type HostRules } from '../rules/host-rules.ts';
import type { RulePack } from './rule-pack.ts';
import { selfTest, wrongNames } from './self-test.ts';

export interface RuleSet {
  readonly hosts: HostRules;
  readonly thresholds: Thresholds;
  /** Null: the model that ships judges. */
  readonly model: Model | null;
  /** Null: the rules that ship. */
  readonly pack: PackFacts | null;
}

/** What is said of a pack in force. */
export interface PackFacts {
  readonly version: number;
  readonly from: string;
  readonly issuedAt: string;
  readonly expiresAt: string;
  readonly keyId: string;
}

/** The rules that ship. */
export function shippedRules(shipped: readonly HostList[]): RuleSet {
  return { hosts: hostRules(shipped), thresholds: DEFAULT_THRESHOLDS, model: null, pack: null };
}

/** @returns the rules with the pack, or in words why it fails its self-test */
export function packedRules(
  shipped: readonly HostList[],
  pack: RulePack,
  keyId: string,
): RuleSet | string {
  const wrong = wrongNames(pack);
  if (wrong !== null) return wrong;
  const { version, from, issuedAt, expiresAt } = pack;
  const rules: RuleSet = {
    hosts: hostRules(shipped, pack.hosts, pack.withdrawn),
    thresholds: pack.thresholds ?? DEFAULT_THRESHOLDS,
    model: pack.model ? new Model(pack.model) : null,
    pack: { version, from, issuedAt, expiresAt, keyId },
  };
  return selfTest({ ...rules, pack }, shipped) ?? rules;
}
