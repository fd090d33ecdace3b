// What was decided of one observation: the incident that is written, and what has to be ended. Plain data.
import type {
  Category,
  DarkCodeJudged,
  MinerDownloaded,
  MiningExtensionFound,
} from '../protocol/observation.ts';
import type { Response } from './evidence.ts';
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
  /** Set when the page must be left for ours, and nothing else is to be ended. */
  readonly leave: 'dashboard' | null;
  /** Set when an extension must be switched off. */
  readonly extension: MiningExtensionFound | null;
}

/** Nothing is done to anything. */
export const NO_STOPS = {
  ...{ stops: [], letRun: [], dark: null, download: null, leave: null, extension: null },
} as const;
