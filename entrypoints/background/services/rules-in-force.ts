// The rules in force, as one value that is replaced whole. Whoever asks for hosts, thresholds or the model asks here at
// the moment of use and keeps nothing: the next rule pack may have come meanwhile.
import { shippedRules, type RuleSet } from '../../../core/rule-pack/rule-set.ts';
import { shippedLists } from './shipped-lists.ts';

/** A database that does not answer must not keep requests from being judged. */
const LOADS_WITHIN_MS = 3_000;

export class RulesInForce {
  /** The rules that ship: what holds where no pack does. */
  readonly shipped: RuleSet = shippedRules(shippedLists);
  #current: RuleSet = this.shipped;
  #loading: Promise<void> | null = null;

  get current(): RuleSet {
    return this.#current;
  }

  /** Resolves when what was in force before the background was ended is in force again; null once it is. */
  get loading(): Promise<void> | null {
    return this.#loading;
  }

  /** In one step. */
  use(rules: RuleSet): void {
    this.#current = rules;
  }

  /** @param load puts the last good rules in force */
  loadBy(load: Promise<void>): void {
    const late = new Promise<void>((done) => setTimeout(done, LOADS_WITHIN_MS));
    const loaded = (): void => void (this.#loading = null);
    this.#loading = Promise.race([load, late]).then(loaded, loaded);
  }
}
