// Finds all heavy cases: every folder tests/pages/heavy/<name>/ that has a case.ts. It only lists; it starts nothing.
import { loadFolders } from './cases.ts';
import { type HeavyCase } from './heavy-case.ts';

export interface HeavyEntry extends HeavyCase {
  /** `heavy/<name>`. */
  readonly id: string;
  /** Path of the page on the site; `?seconds=20` makes it work for twenty seconds instead of ten. */
  readonly path: string;
}

/** Loads all heavy cases by name. Throws when a folder has no valid case.ts. */
export async function loadHeavyCases(): Promise<readonly HeavyEntry[]> {
  return loadFolders<HeavyCase>('heavy');
}
