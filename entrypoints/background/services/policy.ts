// The company's policy from managed storage, kept up to date while the browser runs. Until it has arrived, and where there is
// none, the defaults hold.
import browser from 'webextension-polyfill';
import {
  DEFAULT_POLICY,
  isExcepted,
  readPolicy,
  type Policy,
} from '../../../core/policy/policy.ts';
import type { DiagnosticCounters } from './diagnostics.ts';

export class PolicyStore {
  #policy: Policy = DEFAULT_POLICY;
  #reading: Promise<void>;
  readonly #diagnostics: DiagnosticCounters;

  constructor(diagnostics: DiagnosticCounters) {
    this.#diagnostics = diagnostics;
    browser.storage.onChanged.addListener((_changes, area) => {
      if (area === 'managed') this.#reading = this.#read();
    });
    this.#reading = this.#read();
  }

  /** Resolves when the latest reading is done; never rejects. */
  get ready(): Promise<void> {
    return this.#reading;
  }

  get current(): Policy {
    return this.#policy;
  }

  isExcepted(site: string): boolean {
    return site !== '' && isExcepted(this.#policy, site);
  }

  async #read(): Promise<void> {
    try {
      const { policy, wrong } = readPolicy(await browser.storage.managed.get(null));
      this.#policy = policy;
      for (const key of wrong) this.#diagnostics.count(`policy: "${key}" could not be read`);
    } catch {
      // Firefox rejects where there is no policy: the defaults hold.
      this.#policy = DEFAULT_POLICY;
    }
  }
}
