// Decides what one new observation leads to: nothing, or an incident with its response. Pure, so that the whole table of
// responses can be tested without a browser. The background carries the decision out, the gentlest step first.
import { frameOf } from '../protocol/in-frame.ts';
import type { ListedHostRequested, Observation } from '../protocol/observation.ts';
import { BLOCK, type Demand } from '../policy/modes.ts';
import { NO_STOPS, type Decision, type FrameStop, type StopStage } from './decision.ts';
import type { Evidence } from './evidence.ts';
import type { Judged } from './ledger.ts';
import { decideOnPurpose, isOnPurpose, speaksOfPurpose } from './on-purpose.ts';
import { partOf } from './part-of.ts';

export type { Decision, FrameStop, StopStage } from './decision.ts';

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
  if (isOnPurpose(observation)) return decideOnPurpose(observation, judged, before.demand);
  const seen = partOf(judged, ({ id }) => id !== LISTED && !speaksOfPurpose(id));
  if (seen.verdict.level !== 'confirmed') return null;
  return refused(observation, seen) ?? demanded(running(observation, seen, before), before.demand);
}

const MINING = { response: 'block', category: 'cryptojacking' } as const;

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
  const seen = { ...NO_STOPS, category, judged: partOf(judged, ({ id }) => id === LISTED) };
  if (blocked) {
    const action = 'The request was blocked before it left the browser.';
    return { ...seen, response: 'block', action };
  }
  if (demand.mode === 'off') return null;
  if (demand.mode === 'warn') {
    const action = 'The request was let through, and the person was warned.';
    return { ...seen, response: 'warn', action };
  }
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
