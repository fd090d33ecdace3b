// What is in force, kept up to date while the browser runs: the company's policy from managed storage, what the person has
// set, and the defaults (core/policy). Managed storage answers seconds after the start: until then the copy of the last time
// holds, so that nothing is blocked meanwhile that the company lets be.
import browser from 'webextension-polyfill';
import { nextEnd } from '../../../core/policy/exceptions.ts';
import type { KeyName, Policy } from '../../../core/policy/policy-keys.ts';
import {
  readLayer,
  resolvePolicy,
  type Layer,
  type Resolved,
} from '../../../core/policy/resolve.ts';
import type { NamedHost } from '../../../core/policy/shapes.ts';
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
  readonly #newsListeners: (() => void)[] = [];
  /** The last change of what the person has set: they come one after the other, or one would undo the other. */
  #lastChange: Promise<unknown> = Promise.resolve();

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

  /** What the person has set, as far as it can be read. */
  get persons(): Readonly<Partial<Record<KeyName, unknown>>> {
    return readLayer(this.#person, 'person').values;
  }

  /** Whether the person has named a host, and not the company alone. */
  isPersons(list: 'exceptedSites' | 'exceptedHosts', { host }: NamedHost): boolean {
    const own = this.persons[list] as readonly NamedHost[] | undefined;
    return own?.some((one) => one.host === host) ?? false;
  }

  /**
   * Changes what the person has set; in force when this resolves. Changes wait for each other.
   * @param change gets what is stored, as it was found; nothing is stored when it throws
   * @throws an Error that can be shown, where the browser stores nothing
   */
  changePersons(change: (before: Layer) => Layer): Promise<void> {
    const changed = this.#lastChange.then(async () => {
      // Asked anew: what the browser tells of changes can be late.
      const after = change((await storedSettings()) ?? {});
      await browser.storage.local.set({ [PERSON]: after }).catch(refuseToStore);
      this.#setPerson(after);
    });
    this.#lastChange = changed.catch(() => undefined);
    return changed;
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

  /** @param listener called whenever there is something else to show, also where the same is in force as before */
  onNews(listener: () => void): void {
    this.#newsListeners.push(listener);
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
    const before = this.#resolved;
    this.#resolved = resolvePolicy(this.#company.values, this.#person);
    if (!isSame(this.#resolved.policy, before.policy)) this.#applied();
    if (!isSame(this.#resolved, before)) for (const listener of this.#newsListeners) listener();
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

async function storedSettings(): Promise<Layer | null> {
  const { [PERSON]: stored } = await browser.storage.local.get([PERSON]).catch(refuseToStore);
  return layerOf(stored);
}

function refuseToStore(error: unknown): never {
  throw new Error('The browser could not store this: nothing was changed.', { cause: error });
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Chromium and Edge say so where there is no policy. */
function isEmpty(values: Layer | null): boolean {
  return values === null || Object.keys(values).length === 0;
}

function layerOf(value: unknown): Layer | null {
  return typeof value === 'object' && value !== null ? (value as Layer) : null;
}
