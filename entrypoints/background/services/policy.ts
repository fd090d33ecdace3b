// What is in force, kept up to date while the browser runs: the company's policy from managed storage, what the person has
// set, and the defaults (core/policy). Managed storage answers seconds after the start: until then the copy of the last time
// holds, so that nothing is blocked meanwhile that the company lets be.
import browser from 'webextension-polyfill';
import { nextEnd } from '../../../core/policy/exceptions.ts';
import type { Policy } from '../../../core/policy/policy-keys.ts';
import { resolvePolicy, type Layer, type Resolved } from '../../../core/policy/resolve.ts';
import type { DiagnosticCounters } from './diagnostics.ts';

const COPY = 'companyPolicy';
const PERSON = 'settings';
const ENDING = 'an exception ends';
/** At a start managed storage can be empty for some seconds. */
const BELIEVED_EMPTY_AFTER_MS = 8_000;

interface Copy {
  readonly values: Layer | null;
  /** ms since the epoch */
  readonly readAt: number;
}

/** What the company's policy is known from. */
export interface PolicyState extends Resolved {
  /** When managed storage was read last, in ms since the epoch; null when it has not answered yet. */
  readonly readAt: number | null;
  readonly isManaged: boolean;
  /** True while only the copy of an earlier time is known. */
  readonly isCopy: boolean;
}

export class PolicyStore {
  /** Resolves when the copy is read; never rejects. Nothing may be decided before. */
  readonly ready: Promise<void>;
  /** True once `ready` has resolved: where an order of events must not be lost, nobody waits for what is there. */
  isReady = false;
  #company: Copy = { values: null, readAt: 0 };
  #person: Layer | null = null;
  #isCopy = true;
  #resolved: Resolved = resolvePolicy(null, null);
  readonly #diagnostics: DiagnosticCounters;
  readonly #listeners: (() => void)[] = [];

  constructor(diagnostics: DiagnosticCounters) {
    this.#diagnostics = diagnostics;
    browser.storage.onChanged.addListener((changes, area) => {
      if (area === 'managed') void this.#readCompany(true);
      if (area === 'local' && PERSON in changes) this.#setPerson(changes[PERSON].newValue);
    });
    browser.alarms.onAlarm.addListener(({ name }) => {
      if (name === ENDING) void this.ready.then(() => this.#applied());
    });
    this.ready = this.#readCopy();
    void this.ready.then(() => this.#readCompany(false));
  }

  get current(): Policy {
    return this.#resolved.policy;
  }

  get state(): PolicyState {
    const { values, readAt } = this.#company;
    return {
      ...this.#resolved,
      readAt: readAt === 0 ? null : readAt,
      isManaged: !isEmpty(values),
      isCopy: this.#isCopy,
    };
  }

  /** @param listener called once the policy is known, and again whenever something else may be in force */
  onKnown(listener: () => void): void {
    void this.ready.then(() => {
      this.onChange(listener);
      listener();
    });
  }

  /** @param listener called whenever something else may be in force: a value changed, or an exception has ended */
  onChange(listener: () => void): void {
    this.#listeners.push(listener);
  }

  async #readCopy(): Promise<void> {
    try {
      const stored = await browser.storage.local.get([COPY, PERSON]);
      this.#company = (stored[COPY] as Copy | undefined) ?? this.#company;
      this.#person = layerOf(stored[PERSON]);
    } catch {
      this.#diagnostics.count('the copy of the policy could not be read');
    }
    this.isReady = true;
    this.#resolve();
  }

  /** @param isNews true when the browser said that it changed */
  async #readCompany(isNews: boolean): Promise<void> {
    const values = await managedValues();
    if (isEmpty(values) && !isNews && !isEmpty(this.#company.values)) {
      // Believed only when it still is so later.
      setTimeout(() => void this.#readCompany(true), BELIEVED_EMPTY_AFTER_MS);
      return;
    }
    this.#company = { values, readAt: Date.now() };
    this.#isCopy = false;
    this.#resolve();
    await browser.storage.local
      .set({ [COPY]: this.#company })
      .catch(() => this.#diagnostics.count('the copy of the policy could not be stored'));
  }

  #setPerson(value: unknown): void {
    this.#person = layerOf(value);
    this.#resolve();
  }

  #resolve(): void {
    const before = JSON.stringify(this.#resolved.policy);
    this.#resolved = resolvePolicy(this.#company.values, this.#person);
    if (JSON.stringify(this.#resolved.policy) !== before) this.#applied();
  }

  #applied(): void {
    const end = nextEnd(this.current, Date.now());
    if (end !== null) void browser.alarms.create(ENDING, { when: end });
    for (const listener of this.#listeners) listener();
  }
}

/** @returns null where there is no policy: Firefox rejects then */
async function managedValues(): Promise<Layer | null> {
  try {
    return layerOf(await browser.storage.managed.get(null));
  } catch {
    return null;
  }
}

/** Chromium and Edge say so where there is no policy. */
function isEmpty(values: Layer | null): boolean {
  return values === null || Object.keys(values).length === 0;
}

function layerOf(value: unknown): Layer | null {
  return typeof value === 'object' && value !== null ? (value as Layer) : null;
}
