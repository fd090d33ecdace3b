// Evidence: one detector's weighted statement with the facts behind it. A verdict is the fusion of all evidence
// of a tab (fuse.ts); an incident keeps both, so that an analyst can redo the sum.

/** How far the source can be trusted: the page can lie, the background measured it itself. */
export type Trust = 'page' | 'background';

/**
 * What a statement is about. `host` and `artefact` (code that a rule recognises as a miner) decide by themselves; `code`,
 * `work` and `network` are signs that honest programs show as well.
 */
export type EvidenceKind = 'host' | 'artefact' | 'code' | 'work' | 'network';

export type Fact = string | number | boolean | readonly string[];

export interface Evidence {
  /** Path of the detector that speaks, e.g. `detect/work`. */
  readonly id: string;
  readonly kind: EvidenceKind;
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

/** What was done: nothing but a record, a hint to the user, or stopping it. */
export type Response = 'observe' | 'warn' | 'block';
