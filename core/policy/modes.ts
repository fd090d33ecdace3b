// What the policy demands where mining is seen: block it, warn of it, only log it, or nothing; and whether the site is excepted.
import type { Category, Observation } from '../protocol/observation.ts';
import { namedBy, wordsOf } from './exceptions.ts';
import type { Policy } from './policy-keys.ts';

export interface Demand {
  readonly mode: 'block' | 'warn' | 'monitor' | 'off';
  /** Why nothing is blocked, as the second half of a sentence; empty when it is blocked. */
  readonly why: string;
}

export const BLOCK: Demand = { mode: 'block', why: '' };
export const WARN: Demand = { mode: 'warn', why: 'the policy warns and leaves it to the person' };

/** What happens with a category, wherever it is seen. */
export function modeOf(policy: Policy, category: Category): Demand['mode'] {
  return inMode(policy, KEY_OF_CATEGORY[category]);
}

/** Who takes part in what was seen. Empty names are nobody's. */
export interface Parties {
  /** Host names of the page and of the frame. */
  readonly sites: readonly string[];
  /** A listed host that was asked for. */
  readonly host?: string;
}

/** The keys that each say what happens with one kind of thing. */
export type ResponseKey =
  'cryptojacking' | 'deliberateMining' | 'miningDashboards' | 'minerDownloads' | 'miningExtensions';

/** The key that speaks of an observation. */
export function responseKeyOf(observation: Observation): ResponseKey {
  switch (observation.kind) {
    case 'listed-host-requested':
      return KEY_OF_CATEGORY[observation.category];
    case 'miner-downloaded':
      return 'minerDownloads';
    case 'page-traits-seen':
      return 'miningDashboards';
    case 'mining-extension-found':
      return 'miningExtensions';
    default:
      return 'cryptojacking';
  }
}

const KEY_OF_CATEGORY: Readonly<Record<Category, ResponseKey>> = {
  cryptojacking: 'cryptojacking',
  'deliberate-mining': 'deliberateMining',
};

/** What is switched off, and what is only monitored, in words. */
const WORDS: Readonly<Record<ResponseKey, { readonly off: string; readonly only: string }>> = {
  cryptojacking: { off: 'this category', only: 'this category is' },
  deliberateMining: { off: 'this category', only: 'this category is' },
  miningDashboards: { off: 'mining dashboards', only: 'mining dashboards are' },
  minerDownloads: { off: 'downloads of miners', only: 'downloads of miners are' },
  miningExtensions: { off: 'mining extensions', only: 'mining extensions are' },
};

/** What happens with a category where these take part. @param at ms since the epoch */
export function demandOf(policy: Policy, category: Category, parties: Parties, at: number): Demand {
  return demandBy(policy, KEY_OF_CATEGORY[category], parties, at);
}

/**
 * What happens with what a key speaks of. Where the whole policy only monitors, nobody is told either: people must see nothing
 * of a trial. @param at ms since the epoch
 */
export function demandBy(
  policy: Policy,
  key: ResponseKey,
  { sites, host = '' }: Parties,
  at: number,
): Demand {
  const { off, only } = WORDS[key];
  const mode = inMode(policy, key);
  if (mode === 'off') return { mode, why: `the policy switches ${off} off` };
  if (mode === 'monitor') {
    const isAll = policy.mode === 'monitor';
    return { mode, why: isAll ? 'Assay only monitors here' : `${only} only monitored` };
  }
  const excepted =
    sites.map((site) => namedBy(policy.exceptedSites, site, at)).find((one) => one !== null) ??
    namedBy(policy.exceptedHosts, host, at);
  if (excepted) return { mode: 'monitor', why: wordsOf(excepted) };
  return mode === 'warn' ? WARN : BLOCK;
}

function inMode(policy: Policy, key: ResponseKey): Demand['mode'] {
  const own = policy[key];
  return policy.mode === 'monitor' && own !== 'off' ? 'monitor' : own;
}
