// The self-test of a rule pack: run on the rules that it would make, before they are in force and again at each start. It
// asks those rules as the background does. A pack that fails is not applied, however well it is signed: a signature says
// who made it, not that it is right.
import type { Evidence, EvidenceKind, VerdictLevel } from '../evidence/evidence.ts';
import { fuse, type Thresholds } from '../evidence/fuse.ts';
import type { Model } from '../model/evaluate.ts';
import { matchHost, type HostList } from '../rules/host-match.ts';
import type { HostRules } from '../rules/host-rules.ts';
import { firstWrongName, NameList, namesIn } from '../rules/name-list.ts';
import { frozenVectors } from './frozen-vectors.ts';
import { neverListed, sharedSuffixIn } from './never-listed.ts';
import type { RulePack } from './rule-pack.ts';

/** What is to be tested: the pack, and the rules made of it and of the shipped ones. */
export interface Candidate {
  readonly pack: RulePack;
  readonly hosts: HostRules;
  readonly thresholds: Thresholds;
  /** Null where the pack brings none. */
  readonly model: Model | null;
}

/** More than these were not measured. */
export const MOST_HOSTS = 300_000;
const MOST_SAMPLES = 1_000;
/** Share of the shipped blocked hosts that a pack may take back. */
const MOST_WITHDRAWN_SHARE = 0.25;
/** Within these every artefact of its own confirms, and work alone stays clear. */
const SUSPECTED_RANGE = [46, 65] as const;
const CONFIRMED_RANGE = [66, 85] as const;

/**
 * What the rules answer; the names have passed `wrongNames`.
 * @returns in words the first thing that is wrong, or null when the pack may be applied
 */
export function selfTest(candidate: Candidate, shipped: readonly HostList[]): string | null {
  const { pack, thresholds, model } = candidate;
  return (
    wrongIndex(candidate) ??
    wronglyListed(candidate) ??
    wronglyFreed(candidate, shipped) ??
    (pack.thresholds && wrongThresholds(thresholds)) ??
    (model && wrongModel(model)) ??
    null
  );
}

/** Every name parses, is sorted, and is no root of strangers. Must be well before an index is made of them. */
export function wrongNames({ hosts, withdrawn = '', expect = {} }: RulePack): string | null {
  const { blocked = '', clear = '' } = expect;
  for (const text of [...hosts.map(({ names }) => names), withdrawn, blocked, clear]) {
    const wrong = firstWrongName(text);
    if (wrong !== null) return `"${wrong.slice(0, 60)}" is no host name or is out of order`;
  }
  const sizes = hosts.map(({ names }) => new NameList(names).size);
  if (sizes.reduce((sum, size) => sum + size, 0) > MOST_HOSTS)
    return `it lists more than ${MOST_HOSTS} hosts`;
  const shared = hosts.map(({ names }) => sharedSuffixIn(names)).find((name) => name !== undefined);
  return shared === undefined ? null : `"${shared}" is a name under which strangers register`;
}

/** Sampled hosts are found by the name below them, in a category that the pack gives them. */
function wrongIndex({ pack, hosts: { index } }: Candidate): string | null {
  for (const { names } of pack.hosts) {
    const all = new NameList(names);
    const step = Math.max(1, Math.floor(all.size / MOST_SAMPLES));
    for (let at = 0; at < all.size; at += step) {
      const host = all.at(at);
      const found = matchHost(index, `self-test.${host}`);
      if (found?.host !== host || !pack.hosts.some((list) => list.category === found.category))
        return `the index does not find "${host}"`;
    }
  }
  return null;
}

function wronglyListed({ pack, hosts: { index, isBlocked } }: Candidate): string | null {
  const { blocked = '', clear = '' } = pack.expect ?? {};
  const listed = [...neverListed, ...namesIn(clear)].find((host) => matchHost(index, host));
  if (listed !== undefined) return `it lists "${listed}", which must stay free`;
  const missed = namesIn(blocked).find((host) => {
    const entry = matchHost(index, host);
    return !entry || !isBlocked(entry.category);
  });
  return missed === undefined ? null : `it expects "${missed}" to be blocked, which it is not`;
}

/** A pack corrects the shipped lists; it must not switch them off. */
function wronglyFreed(
  { hosts: { index, isBlocked } }: Candidate,
  shipped: readonly HostList[],
): string | null {
  const blocked = shipped
    .filter(({ category }) => isBlocked(category))
    .flatMap(({ hosts }) => hosts);
  const freed = blocked.filter(({ host }) => {
    const entry = matchHost(index, host);
    return !entry || !isBlocked(entry.category);
  });
  return freed.length > blocked.length * MOST_WITHDRAWN_SHARE
    ? `it takes back ${freed.length} of ${blocked.length} shipped hosts`
    : null;
}

type Sign = readonly [kind: EvidenceKind, weight: number];

/** Signs, and what every set of thresholds must make of them. */
const VERDICTS: readonly (readonly [level: VerdictLevel, ...signs: Sign[]])[] = [
  ['confirmed', ['host', 100]],
  ['confirmed', ['artefact', 88]],
  ['confirmed', ['work', 25], ['network', 60]],
  ['suspected', ['network', 60], ['code', 30]],
  ['clear', ['work', 25]],
  ['clear', ['work', 25], ['code', 20]],
  ['clear', ['network', 40]],
];

function wrongThresholds(thresholds: Thresholds): string | null {
  const { suspectedFrom, confirmedFrom } = thresholds;
  const isWithin = (value: number, [least, most]: readonly [number, number]): boolean =>
    value >= least && value <= most;
  if (!isWithin(suspectedFrom, SUSPECTED_RANGE) || !isWithin(confirmedFrom, CONFIRMED_RANGE))
    return `its thresholds are not within ${SUSPECTED_RANGE.join('–')} and ${CONFIRMED_RANGE.join('–')}`;
  for (const [level, ...signs] of VERDICTS) {
    const evidence = signs.map(([kind, weight]) => ({ kind, weight, id: kind }) as Evidence);
    const found = fuse(evidence, thresholds).level;
    if (found !== level)
      return `by its thresholds ${signs.map(([kind]) => kind).join(' and ')} is ${found}`;
  }
  return null;
}

const RISING: readonly VerdictLevel[] = ['clear', 'suspected', 'confirmed'];

function wrongModel(model: Model): string | null {
  for (const [column, ...steps] of model.columns) {
    if (!frozenVectors.every(({ measured }) => Object.hasOwn(measured, column)))
      return `its model looks at "${column}", which this version does not measure`;
    const isNumeric = steps.every((step) => step.length === 2 && step.every(Number.isFinite));
    if (steps.length === 0 || !isNumeric) return `its model has no numbers for "${column}"`;
  }
  for (const { of, sha256, measured, atLeast, atMost } of frozenVectors) {
    const found = RISING.indexOf(model.score(measured).level);
    if (found < RISING.indexOf(atLeast) || found > RISING.indexOf(atMost))
      return `its model calls ${sha256.slice(0, 8)} (${of}) ${String(RISING[found])}`;
  }
  return null;
}
