// Decides what one new observation leads to: nothing, or an incident with its response. Pure, so that the whole table of
// responses can be tested without a browser. The background carries the decision out, the gentlest step first.
import { frameOf } from '../protocol/in-frame.ts';
import type {
  Category,
  DarkCodeJudged,
  ListedHostRequested,
  MinerDownloaded,
  Observation,
} from '../protocol/observation.ts';
import { BLOCK, type Demand } from '../policy/modes.ts';
import type { Evidence, Response } from './evidence.ts';
import { fuse } from './fuse.ts';
import type { Judged } from './ledger.ts';

/**
 * How far to go against one frame. `mining`: what mines and talks to the pool; `frame`: all workers, sockets and modules of
 * the frame; `tab`: the page is left.
 */
export type StopStage = 'mining' | 'frame' | 'tab';

export interface FrameStop {
  readonly frameId: number;
  readonly stage: StopStage;
  /** Names of the threads that compute and of the sockets that talk, as the frame's own guard gave them. */
  readonly threads: readonly string[];
  readonly sockets: readonly string[];
}

export interface Decision {
  readonly response: Response;
  readonly category: Category;
  /** What was done, in one plain sentence. */
  readonly action: string;
  /** The evidence that this incident rests on, and its verdict. */
  readonly judged: Judged;
  /** Frames of the tab that must be stopped; mostly none. */
  readonly stops: readonly FrameStop[];
  /** Frames that are left to mine, because the policy demands no more: they are told of once. */
  readonly letRun: readonly number[];
  /** Set when the code that mines runs where no guard can stop it. */
  readonly dark: DarkCodeJudged | null;
  /** Set when a download must be ended. */
  readonly download: MinerDownloaded | null;
}

/** What was done before in this tab. */
export interface Before {
  /** Frame -> the furthest stage that was ordered. */
  readonly stages: Readonly<Record<number, StopStage>>;
  /** Frames that by now show another document than the one that is judged. */
  readonly elsewhere: readonly number[];
  /** Frames that were told of, and left to mine. */
  readonly letRun: readonly number[];
  /** What the policy demands here. */
  readonly demand: Demand;
}

export const NOTHING_BEFORE: Before = { stages: {}, elsewhere: [], letRun: [], demand: BLOCK };

const MAIN_FRAME = 0;
const LISTED = 'detect/listed-host';
const DOWNLOAD = 'detect/miner-download';
const NEXT: Readonly<Record<StopStage, StopStage>> = {
  mining: 'frame',
  frame: 'tab',
  tab: 'tab',
};
const ACTIONS: Readonly<Record<StopStage, string>> = {
  mining: 'The threads that mined were told to stop.',
  frame: 'It went on mining: everything of the frame was told to stop.',
  tab: 'It went on mining: the page was closed.',
};
const FURTHER: readonly StopStage[] = ['mining', 'frame', 'tab'];

/** @returns null when nothing new has to be logged */
export function decide(
  observation: Observation,
  judged: Judged,
  before: Before = NOTHING_BEFORE,
): Decision | null {
  if (observation.kind === 'listed-host-requested') return listed(observation, judged, before);
  if (observation.kind === 'miner-downloaded') return downloaded(observation, judged, before);
  const seen = only(judged, ({ id }) => id !== LISTED && id !== DOWNLOAD);
  if (seen.verdict.level !== 'confirmed') return null;
  return refused(observation, seen) ?? demanded(running(observation, seen, before), before.demand);
}

const MINING = { response: 'block', category: 'cryptojacking' } as const;
const NO_STOPS = { stops: [], letRun: [], dark: null, download: null } as const;

/** What a guard has refused before it ran: that is done, whatever the policy says by now. */
function refused(observation: Observation, judged: Judged): Decision | null {
  const { kind } = observation;
  if ((kind !== 'module-judged' && kind !== 'source-judged') || !observation.refused) return null;
  const what = kind === 'module-judged' ? 'module' : observation.source;
  const action = `The ${what} was refused before it could run.`;
  return { ...MINING, ...NO_STOPS, judged, action };
}

/** What runs and must be stopped. */
function running(observation: Observation, judged: Judged, before: Before): Decision | null {
  if (observation.kind === 'dark-code-judged' && observation.level === 'confirmed') {
    const action = `A ${observation.what} that no guard could refuse is a miner: its worker was told to stop.`;
    return { ...MINING, ...NO_STOPS, judged, action, dark: observation };
  }
  const isLetRun =
    (observation.kind === 'module-judged' || observation.kind === 'source-judged') &&
    observation.level === 'confirmed' &&
    before.demand.mode !== 'block';
  const stops = frameStops(judged.evidence, before);
  const furthest = furthestOf(stops);
  if (!furthest) return isLetRun ? { ...MINING, ...NO_STOPS, judged, action: '' } : null;
  return { ...MINING, ...NO_STOPS, judged, action: ACTIONS[furthest], stops };
}

/** The same as far as the policy demands it. */
function demanded(decision: Decision | null, { mode, why }: Demand): Decision | null {
  if (!decision || mode === 'block') return decision;
  if (mode === 'off') return null;
  const letRun = decision.stops.map(({ frameId }) => frameId);
  const action = `Nothing was blocked: ${why}.`;
  return { ...decision, ...NO_STOPS, response: 'observe', action, letRun };
}

function listed(
  { blocked, category }: ListedHostRequested,
  judged: Judged,
  { stages, demand }: Before,
): Decision | null {
  const seen = { ...NO_STOPS, category, judged: only(judged, ({ id }) => id === LISTED) };
  if (blocked) {
    const action = 'The request was blocked before it left the browser.';
    return { ...seen, response: 'block', action };
  }
  if (demand.mode === 'off') return null;
  if (demand.mode === 'monitor' || category !== 'cryptojacking') {
    const why = demand.why || 'no rule of the browser reaches it';
    return { ...seen, response: 'observe', action: `The request was let through: ${why}.` };
  }
  // Sockets of shared and service workers are seen when they are open, and no rule reaches them.
  const action = 'A worker that nothing else can end talked to a mining host: the page was closed.';
  const page: FrameStop = { frameId: MAIN_FRAME, stage: 'tab', threads: [], sockets: [] };
  const stops = stages[MAIN_FRAME] === 'tab' ? [] : [page];
  return { ...seen, response: 'block', action, stops };
}

/** Nothing that is seen later makes a download surer: what is suspected is told of as well, and ended where that is demanded. */
function downloaded(
  observation: MinerDownloaded,
  judged: Judged,
  { demand }: Before,
): Decision | null {
  const seen = only(judged, ({ id }) => id === DOWNLOAD);
  if (seen.verdict.level === 'clear' || demand.mode === 'off') return null;
  const about = { ...NO_STOPS, category: 'deliberate-mining', judged: seen } as const;
  if (demand.mode === 'block') {
    const action = 'The download was told to end.';
    return { ...about, response: 'block', action, download: observation };
  }
  return { ...about, response: 'observe', action: `The download was let through: ${demand.why}.` };
}

/**
 * Frames whose threads compute or whose sockets talk: an advertisement that mines must not cost its host page its workers.
 * Where no thread can be named (no guard sees it), all of the frame that talks is meant.
 */
function frameStops(
  evidence: readonly Evidence[],
  { stages, elsewhere, letRun, demand }: Before,
): FrameStop[] {
  // Busy threads beside a refused module are the miner's second try; a socket alone computes nothing.
  if (!evidence.some(({ kind }) => kind === 'work')) return [];
  const threads = named(evidence, 'work', 'threadIds');
  const sockets = named(evidence, 'network', 'sockets');
  const frames = new Set([...threads, ...sockets].map(frameOf).filter((id) => id >= 0));
  if (frames.size === 0) frames.add(MAIN_FRAME);
  // What was left to mine is left only as long as the policy demands no more.
  const isLeft = (frameId: number): boolean => demand.mode !== 'block' && letRun.includes(frameId);
  return [...frames]
    .filter((frameId) => stages[frameId] !== 'tab')
    .filter((frameId) => !elsewhere.includes(frameId) && !isLeft(frameId))
    .map((frameId) => {
      const known = stages[frameId];
      return {
        frameId,
        stage: known ? NEXT[known] : threads.length > 0 ? 'mining' : 'frame',
        threads: within(threads, frameId),
        sockets: within(sockets, frameId),
      };
    });
}

/** Ids that evidence of a kind names under a fact. */
function named(evidence: readonly Evidence[], kind: Evidence['kind'], fact: string): string[] {
  const values = evidence
    .filter((one) => one.kind === kind)
    .map(({ facts }) => facts[fact])
    .filter((value) => Array.isArray(value)) as (readonly string[])[];
  return [...new Set(values.flat())];
}

/** The names as the frame's guard knows them. */
function within(ids: readonly string[], frameId: number): string[] {
  const prefix = `${frameId}/`;
  return ids.filter((id) => id.startsWith(prefix)).map((id) => id.slice(prefix.length));
}

function furthestOf(stops: readonly FrameStop[]): StopStage | undefined {
  return FURTHER.findLast((stage) => stops.some((one) => one.stage === stage));
}

function only(judged: Judged, keep: (one: Evidence) => boolean): Judged {
  const evidence = judged.evidence.filter(keep);
  return { ...judged, evidence, verdict: fuse(evidence, judged.thresholds) };
}
