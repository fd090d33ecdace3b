// What people do on purpose: downloads of miners, dashboards, extensions. Each has its own detector and its own key in the
// policy. Nothing that is seen later makes one surer, so what is suspected is told of as well, and ended where that is
// demanded. Pure.
import type {
  MinerDownloaded,
  MiningExtensionFound,
  Observation,
  PageTraitsSeen,
} from '../protocol/observation.ts';
import type { Demand } from '../policy/modes.ts';
import { NO_STOPS, type Decision } from './decision.ts';
import type { Judged } from './ledger.ts';
import { partOf } from './part-of.ts';

type OnPurpose = MinerDownloaded | PageTraitsSeen | MiningExtensionFound;

interface Words {
  /** The one detector that speaks of it. */
  readonly detector: string;
  /** What was told to end, and what was not, as the first half of a sentence. */
  readonly ended: string;
  readonly left: string;
}

const WORDS: Readonly<Record<OnPurpose['kind'], Words>> = {
  'miner-downloaded': {
    detector: 'detect/miner-download',
    ended: 'The download was told to end.',
    left: 'The download was let through',
  },
  'page-traits-seen': {
    detector: 'detect/mining-dashboard',
    ended: 'The page was left for the page that says why.',
    left: 'The page was left open',
  },
  'mining-extension-found': {
    detector: 'detect/mining-extension',
    ended: 'The extension was told to end.',
    left: 'The extension was left on',
  },
};
const DETECTORS: readonly string[] = Object.values(WORDS).map(({ detector }) => detector);

export function isOnPurpose(observation: Observation): observation is OnPurpose {
  return observation.kind in WORDS;
}

/** Whether a detector speaks of these alone: it says nothing of a page that mines. */
export function speaksOfPurpose(detectorId: string): boolean {
  return DETECTORS.includes(detectorId);
}

/** @returns null when nothing has to be logged */
export function decideOnPurpose(
  observation: OnPurpose,
  judged: Judged,
  { mode, why }: Demand,
): Decision | null {
  const { detector, ended, left } = WORDS[observation.kind];
  const seen = partOf(judged, ({ id }) => id === detector);
  if (seen.verdict.level === 'clear' || mode === 'off') return null;
  const about = { ...NO_STOPS, category: 'deliberate-mining', judged: seen } as const;
  if (mode === 'block')
    return { ...about, response: 'block', action: ended, ...endingOf(observation) };
  if (mode === 'warn')
    return { ...about, response: 'warn', action: `${left}, and the person was warned.` };
  return { ...about, response: 'observe', action: `${left}: ${why}.` };
}

function endingOf(observation: OnPurpose): Partial<Decision> {
  if (observation.kind === 'miner-downloaded') return { download: observation };
  if (observation.kind === 'mining-extension-found') return { extension: observation };
  return { leave: 'dashboard' };
}
