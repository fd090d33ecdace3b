// What the policy demands where mining is seen: block it, only log it, or neither; and whether the site is excepted.
import type { Category } from '../protocol/observation.ts';
import { namedBy, wordsOf } from './exceptions.ts';
import type { Policy } from './policy-keys.ts';

export interface Demand {
  readonly mode: 'block' | 'monitor' | 'off';
  /** Why nothing is blocked, as the second half of a sentence; empty when it is. */
  readonly why: string;
}

export const BLOCK: Demand = { mode: 'block', why: '' };

/** What happens with a category, wherever it is seen. */
export function modeOf(policy: Policy, category: Category): Demand['mode'] {
  const own = category === 'cryptojacking' ? policy.cryptojacking : policy.deliberateMining;
  return own === 'block' ? policy.mode : own;
}

/** Who takes part in what was seen. Empty names are nobody's. */
export interface Parties {
  /** Host names of the page and of the frame. */
  readonly sites: readonly string[];
  /** A listed host that was asked for. */
  readonly host?: string;
}

/** What happens with a category where these take part. @param at ms since the epoch */
export function demandOf(policy: Policy, category: Category, parties: Parties, at: number): Demand {
  const own = category === 'cryptojacking' ? policy.cryptojacking : policy.deliberateMining;
  return demandBy(policy, { own, off: 'this category', only: 'this category is' }, parties, at);
}

/** What happens with a download of a miner where these take part. @param at ms since the epoch */
export function demandOfDownload(policy: Policy, parties: Parties, at: number): Demand {
  const words = { off: 'downloads of miners', only: 'downloads of miners are' };
  return demandBy(policy, { own: policy.minerDownloads, ...words }, parties, at);
}

interface Own {
  /** What the policy says of this alone. */
  readonly own: Demand['mode'];
  /** What is switched off, and what is only monitored, in words. */
  readonly off: string;
  readonly only: string;
}

function demandBy(
  policy: Policy,
  { own, off, only }: Own,
  { sites, host = '' }: Parties,
  at: number,
): Demand {
  const mode = own === 'block' ? policy.mode : own;
  if (mode === 'off') return { mode, why: `the policy switches ${off} off` };
  if (mode === 'monitor') {
    const isAll = policy.mode === 'monitor';
    return { mode, why: isAll ? 'Assay only monitors here' : `${only} only monitored` };
  }
  const excepted =
    sites.map((site) => namedBy(policy.exceptedSites, site, at)).find((one) => one !== null) ??
    namedBy(policy.exceptedHosts, host, at);
  return excepted ? { mode: 'monitor', why: wordsOf(excepted) } : BLOCK;
}
