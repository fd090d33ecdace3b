// Speaks for pages that show somebody's miners at work, by the signs that a script of ours counted in their words. A page can
// say what it likes: however many signs there are, they are suspected and never confirm.
import type { Evidence } from '../evidence/evidence.ts';
import {
  NO_TRAITS,
  TRAIT_NAMES,
  traitSums,
  type PageTraits,
  type TraitName,
} from '../source/page-traits.ts';
import { defineDetector } from './define-detector.ts';

interface State {
  readonly traits: PageTraits | null;
}

const POINTS = { own: 20, common: 4 } as const;
/** Two signs that only running miners have, and three more; or three and one more. */
const SPEAKS_FROM = 52;

export default defineDetector<State>({
  id: 'detect/mining-dashboard',
  title: 'A page that shows somebody’s miners at work',
  consumes: ['page-traits-seen'],
  ceiling: 80,
  begin: () => ({ traits: null }),
  step(state, observation) {
    if (observation.kind !== 'page-traits-seen') return state;
    return { traits: observation.traits };
  },
  judge({ traits }) {
    if (!traits) return null;
    const { own, common } = traitSums(traits);
    const points = own * POINTS.own + common * POINTS.common;
    if (own < 2 || points < SPEAKS_FROM) return null;
    return {
      id: this.id,
      kind: 'code',
      weight: Math.min(points, this.ceiling),
      trust: 'page',
      facts: { signs: TRAIT_NAMES.filter((name) => traits[name] > 0).map((name) => SIGNS[name]) },
      sentence: sentenceOf(traits),
    } satisfies Evidence;
  },
});

const SIGNS: Readonly<Record<TraitName, string>> = {
  unpaid: 'an unpaid balance',
  shares: 'accepted or rejected shares',
  lastShare: 'the time of the last share',
  ownRate: 'a hash rate of its own',
  workerTable: 'a table of workers',
  stopControl: 'a control that stops a miner',
  wallets: 'the address of a wallet',
  minerApi: 'the answer of a miner’s own interface',
  rates: 'hash rates',
  workers: 'numbers of workers',
  payoutRules: 'rules of payout',
  stratum: 'addresses of pools',
  startControl: 'a control that starts a miner',
  rigParts: 'parts of a mining program',
  efficiency: 'hashes a watt',
  rigHealth: 'temperature and power',
  minerName: 'the name of a mining program or service',
  isLocal: 'an address of this network',
};

/** The strongest signs in words, at most four. */
function sentenceOf(traits: PageTraits): string {
  const strongest = TRAIT_NAMES.filter((name) => traits[name] > 0).slice(0, 4);
  const signs = strongest.map((name) => SIGNS[name]);
  return `The page looks like a dashboard of running miners: it shows ${signs.slice(0, -1).join(', ')} and ${signs.at(-1) ?? ''}.`;
}

const none = { kind: 'page-traits-seen' } as const;

export const cases = {
  match: [
    {
      title: 'the account of a pool',
      observations: [
        {
          ...none,
          traits: { ...NO_TRAITS, unpaid: 1, shares: 2, lastShare: 1, rates: 3, workers: 1 },
        },
      ],
      points: 68,
    },
    {
      title: 'a manager of rigs: two signs of its own, and three that others have',
      observations: [
        {
          ...none,
          traits: { ...NO_TRAITS, stopControl: 1, shares: 1, rates: 4, workers: 1, rigHealth: 6 },
        },
      ],
      points: 52,
    },
    {
      title: 'a miner’s own interface on this machine',
      observations: [{ ...none, traits: { ...NO_TRAITS, minerApi: 6, isLocal: 1 } }],
      points: 64,
    },
    {
      title: 'more signs than count',
      observations: [
        {
          ...none,
          traits: {
            ...NO_TRAITS,
            unpaid: 1,
            shares: 1,
            lastShare: 1,
            ownRate: 1,
            workerTable: 1,
            rates: 9,
          },
        },
      ],
      points: 80,
    },
  ],
  clean: [
    { title: 'nothing counted', observations: [] },
    {
      title: 'the public page of a pool',
      observations: [
        {
          ...none,
          traits: {
            ...NO_TRAITS,
            rates: 9,
            workers: 1,
            payoutRules: 2,
            stratum: 3,
            startControl: 1,
          },
        },
      ],
    },
    {
      title: 'an explorer: two signs of its own and too little beside them (near miss)',
      observations: [
        { ...none, traits: { ...NO_TRAITS, unpaid: 1, wallets: 1, rates: 2, rigParts: 1 } },
      ],
    },
    {
      title: 'a list of miners: as many addresses as nobody has (near miss)',
      observations: [
        { ...none, traits: { ...NO_TRAITS, wallets: 30, lastShare: 1, rates: 30, workers: 1 } },
      ],
    },
    {
      title: 'accounts and shares without any hash rate (near miss)',
      observations: [
        {
          ...none,
          traits: { ...NO_TRAITS, unpaid: 3, shares: 3, lastShare: 1, workers: 2, payoutRules: 1 },
        },
      ],
    },
    {
      title: 'a copy of a miner’s answer on a code host (near miss)',
      observations: [{ ...none, traits: { ...NO_TRAITS, minerApi: 6 } }],
    },
  ],
} as const;
