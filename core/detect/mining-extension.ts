// Speaks for extensions of the browser that mine or pay for computing. Nobody has read their code: a name is a claim that is
// only suspected; a name beside the maker's own site, or beside listed hosts that it asks to reach, confirms.
import type { Evidence } from '../evidence/evidence.ts';
import type { MiningExtensionFound } from '../protocol/observation.ts';
import { defineDetector } from './define-detector.ts';

interface State {
  readonly found: MiningExtensionFound | null;
}

const POINTS = { reach: 95, maker: 90, name: 60, scripts: 60 } as const;

export default defineDetector<State>({
  id: 'detect/mining-extension',
  title: 'An extension that mines or pays for computing',
  consumes: ['mining-extension-found'],
  ceiling: POINTS.reach,
  begin: () => ({ found: null }),
  step(state, observation) {
    if (observation.kind !== 'mining-extension-found') return state;
    return { found: observation };
  },
  judge({ found }) {
    const claim = found && claimOf(found);
    if (!found || !claim) return null;
    const { name, extensionId, version, known, hosts } = found;
    return {
      id: this.id,
      kind: claim === 'reach' || claim === 'maker' ? 'host' : 'code',
      weight: POINTS[claim],
      trust: 'background',
      facts: {
        extension: name,
        extensionId,
        version,
        ...(known !== null && { family: known }),
        ...(hosts.length > 0 && { hosts }),
      },
      sentence: SENTENCES[claim](name),
    } satisfies Evidence;
  },
});

/** The strongest of what is claimed. Pools alone are asked by programs that only watch them. */
function claimOf(found: MiningExtensionFound): keyof typeof POINTS | null {
  const { isNamed, isFromMaker, hosts, reachesScripts } = found;
  if (isNamed && hosts.length > 0) return 'reach';
  if (isNamed) return isFromMaker ? 'maker' : 'name';
  return reachesScripts ? 'scripts' : null;
}

const SENTENCES: Readonly<Record<keyof typeof POINTS, (name: string) => string>> = {
  reach: (name) =>
    `The extension “${name}” says that it mines, and asks to reach known mining hosts.`,
  maker: (name) =>
    `The extension “${name}” is known to pay for computing, and names its maker’s site.`,
  name: (name) =>
    `The extension “${name}” says by its name that it mines; nobody has read its code.`,
  scripts: (name) => `The extension “${name}” asks to reach known hosts of mining scripts.`,
};

const found = {
  kind: 'mining-extension-found',
  extensionId: 'abcdefghijklmnopabcdefghijklmnop',
  name: 'Monero Miner',
  version: '1.2.0',
  known: null,
  isNamed: true,
  isFromMaker: false,
  hosts: [],
  reachesScripts: false,
} as const;

export const cases = {
  match: [
    { title: 'a name alone', observations: [found], points: 60 },
    {
      title: 'a name, and a pool that it asks to reach',
      observations: [{ ...found, hosts: ['supportxmr.com'] }],
      points: 95,
    },
    {
      title: 'a known one, from its maker',
      observations: [{ ...found, name: 'CryptoTab', known: 'cryptotab', isFromMaker: true }],
      points: 90,
    },
    {
      title: 'an innocent name, and a host of mining scripts',
      observations: [
        {
          ...found,
          name: 'Tab tools',
          isNamed: false,
          hosts: ['coinhive.com'],
          reachesScripts: true,
        },
      ],
      points: 60,
    },
  ],
  clean: [
    { title: 'no extension', observations: [] },
    {
      title: 'a monitor of pools: it asks to reach them, and says nothing of mining (near miss)',
      observations: [{ ...found, isNamed: false, hosts: ['nanopool.org'] }],
    },
    { title: 'neither name nor host (near miss)', observations: [{ ...found, isNamed: false }] },
  ],
} as const;
