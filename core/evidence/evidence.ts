// Evidence: one detector's weighted statement with the facts behind it. A verdict is the fusion of all evidence
// of a tab (fuse.ts); an incident keeps both, so that an analyst can redo the sum.

/** How far the source can be trusted: the page can lie, the background measured it itself. */
export type Trust = 'page' | 'background';

export type Fact = string | number | boolean | readonly string[];

export interface Evidence {
  /** Path of the detector that speaks, e.g. `detect/worker-duty`. */
  readonly id: string;
  /** Points, 0 to 100. */
  readonly weight: number;
  readonly trust: Trust;
  readonly facts: Readonly<Record<string, Fact>>;
  /** One plain sentence: what was seen. */
  readonly sentence: string;
}

export type VerdictLevel = 'clear' | 'suspected' | 'confirmed';

export interface Verdict {
  readonly level: VerdictLevel;
  /** 0 to 100: the sum of all contributions, capped. */
  readonly score: number;
  /** Strongest first. */
  readonly contributions: readonly { readonly id: string; readonly points: number }[];
}

export type Response = 'observe' | 'warn' | 'block';
