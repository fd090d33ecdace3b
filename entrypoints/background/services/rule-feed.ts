// Rule packs from the company's or the public feed: fetched after a start of the browser, every six hours and when our
// own pages ask; opened by core/rule-pack, applied in one step, and undone when the browser or the disk does not take
// them. Whatever goes wrong, the last good rules stay in force and the reason is kept for people.
import browser from 'webextension-polyfill';
import type { RulesState } from '../../../core/protocol/questions.ts';
import { feedOf, type Feed } from '../../../core/rule-pack/feed.ts';
import {
  isRefusal,
  openPack,
  orderOf,
  refusal,
  type OpenedPack,
  type Refusal,
} from '../../../core/rule-pack/open-pack.ts';
import { isExpired } from '../../../core/rule-pack/rule-pack.ts';
import { packedRules, type PackFacts } from '../../../core/rule-pack/rule-set.ts';
import packagedFeed from '../../../rules/feed.json';
import type { RulePackStore } from '../store/rule-pack-store.ts';
import type { DiagnosticCounters } from './diagnostics.ts';
import { fetchPack, verifyEd25519 } from './fetch-pack.ts';
import type { PolicyStore } from './policy.ts';
import type { RulesInForce } from './rules-in-force.ts';
import { shippedLists } from './shipped-lists.ts';

const ALARM = 'rule feed';
const PERIOD_MINUTES = 360;
/** Not all browsers of a company ask at nine o'clock sharp. */
const FIRST_AFTER_MINUTES = [0.5, 10] as const;
/** Session storage goes with the browser: its absence means that the browser has just started. */
const SCHEDULED = 'rule-feed-scheduled';

export interface FeedParts {
  readonly rules: RulesInForce;
  readonly policy: PolicyStore;
  readonly diagnostics: DiagnosticCounters;
  readonly store: RulePackStore;
  /** Sets the browser's block rules by the rules in force. @returns false when it did not take them */
  readonly block: () => Promise<boolean>;
}

export class RuleFeed {
  readonly #parts: FeedParts;
  #last: Promise<unknown> = Promise.resolve();
  #updating: Promise<RulesState> | null = null;
  /** Address and keys by which the present rules were loaded. */
  #loadedFor = '';

  constructor(parts: FeedParts) {
    this.#parts = parts;
  }

  /** Registers listeners in the first turn, puts the last good rules in force and sets the clock. */
  start(): void {
    browser.alarms.onAlarm.addListener(({ name }) => {
      if (name === ALARM) void this.update();
    });
    this.#parts.policy.onChange(() => void this.#inTurn(() => this.#policyChanged()));
    this.#parts.rules.loadBy(this.#inTurn(() => this.#load()));
    void this.#schedule();
  }

  /** Looks for a newer pack and applies it. Never rejects; whoever asks meanwhile gets the same answer. */
  update(): Promise<RulesState> {
    this.#updating ??= this.#inTurn(() => this.#update())
      .then(() => this.state())
      .finally(() => (this.#updating = null));
    return this.#updating;
  }

  async state(): Promise<RulesState> {
    const { rules, store } = this.#parts;
    const { url, problem } = await this.#feed();
    const check = await store.lastCheck().catch(() => null);
    const { pack } = rules.current;
    const nothing = url === null && problem === null;
    const outcome = nothing ? 'No feed is set up.' : (check?.outcome ?? 'Not looked for yet.');
    return { pack, feed: url ?? '', checkedAt: check?.at ?? null, outcome };
  }

  async #feed(): Promise<Feed> {
    const { policy } = this.#parts;
    await policy.ready;
    return feedOf(policy.current, packagedFeed);
  }

  async #schedule(): Promise<void> {
    const { session } = browser.storage;
    try {
      if (SCHEDULED in (await session.get(SCHEDULED))) return;
      const [least, most] = FIRST_AFTER_MINUTES;
      const delayInMinutes = least + Math.random() * (most - least);
      await browser.alarms.create(ALARM, { delayInMinutes, periodInMinutes: PERIOD_MINUTES });
      await session.set({ [SCHEDULED]: true });
    } catch {
      this.#parts.diagnostics.count('clock of the rule feed could not be set');
    }
  }

  /** Another key or another feed: what is in force must still be allowed. */
  async #policyChanged(): Promise<void> {
    if (nameOf(await this.#feed()) === this.#loadedFor) return;
    await this.#load();
    await browser.storage.session.remove(SCHEDULED).catch(() => undefined);
    await this.#schedule();
  }

  /** The newest stored pack that a key of today has signed and that passes its self-test; else the shipped rules. */
  async #load(): Promise<void> {
    const { rules, store, diagnostics, block } = this.#parts;
    const feed = await this.#feed();
    this.#loadedFor = nameOf(feed);
    let found = rules.shipped;
    try {
      const isOff = feed.url === null && feed.problem === null;
      for (const file of isOff ? [] : await store.lastGood()) {
        const opened = await openPack(file, feed.keys, verifyEd25519);
        const made = isRefusal(opened) ? opened : rulesOf(opened);
        if (!isRefusal(made)) {
          found = made;
          break;
        }
        diagnostics.count(`stored rule pack not used: ${made.refused}`);
      }
    } catch {
      diagnostics.count('stored rule packs could not be read');
    }
    rules.use(found);
    // At a start the hosts are blocked by whoever waits for this, unless it took too long.
    if (!rules.loading) await block();
  }

  async #update(): Promise<void> {
    const { store, diagnostics } = this.#parts;
    const feed = await this.#feed();
    if (feed.url === null && feed.problem === null) return;
    const outcome = await this.#lookAt(feed).catch((error: unknown) =>
      refusal('not taken by the browser', error instanceof Error ? error.message : String(error)),
    );
    if (isRefusal(outcome)) diagnostics.count(`rule pack refused: ${outcome.refused}`);
    const words = isRefusal(outcome) ? `Refused (${outcome.refused}): ${outcome.why}.` : outcome;
    await store
      .noteCheck({ at: Date.now(), outcome: words.slice(0, 400) })
      .catch(() => diagnostics.count('looks at the rule feed that were not noted'));
  }

  /** @returns what came of it in words, or why the pack was refused */
  async #lookAt({ url, keys, problem }: Feed): Promise<string | Refusal> {
    if (url === null) return refusal('feed not set up', problem ?? '');
    const file = await fetchPack(url);
    if (isRefusal(file)) return file;
    const opened = await openPack(file, keys, verifyEd25519);
    if (isRefusal(opened)) return opened;
    const { pack, keyId } = opened;
    const order = orderOf(opened, await this.#parts.store.newestOf(keyId));
    if (isRefusal(order)) return order;
    if (isExpired(pack, Date.now()))
      return refusal('expired', `version ${pack.version} expired at ${pack.expiresAt}`);
    const now = this.#parts.rules.current.pack;
    return (order === 'same' && now && againOf(opened, now)) || this.#apply(opened, file);
  }

  /** All of it or nothing: the rules, what the browser blocks, and what the next start finds. */
  async #apply(opened: OpenedPack, file: string): Promise<string | Refusal> {
    const { rules, store, block } = this.#parts;
    const made = rulesOf(opened);
    if (isRefusal(made)) return made;
    const before = rules.current;
    const { pack, keyId, signature } = opened;
    try {
      rules.use(made);
      if (!(await block())) throw new Error('the browser did not take the host rules');
      await store.keep(file, keyId, { version: pack.version, signature });
      return `Version ${pack.version} was applied.`;
    } catch (error) {
      rules.use(before);
      await block();
      const reason = error instanceof Error ? error.message : String(error);
      return refusal('not taken by the browser', reason);
    }
  }

  #inTurn<Result>(action: () => Promise<Result>): Promise<Result> {
    const result = this.#last.then(action);
    this.#last = result.catch(() => this.#parts.diagnostics.count('rule feed failed'));
    return result;
  }
}

/**
 * What is said of a pack that comes once more, or null where it may be applied once more. While keys change both count, and
 * each its own versions: what was followed by a pack of the other key is not to come back.
 */
function againOf({ pack, keyId }: OpenedPack, now: PackFacts): string | Refusal | null {
  const { version, issuedAt } = pack;
  if (now.keyId !== keyId && now.issuedAt > issuedAt)
    return refusal(
      'older than the last',
      `version ${version} of the key ${keyId} was followed by one of the key ${now.keyId}`,
    );
  const isInForce = now.version === version && now.keyId === keyId;
  return isInForce ? `Version ${version} is in force; there is no newer one.` : null;
}

function rulesOf({ pack, keyId }: OpenedPack) {
  const made = packedRules(shippedLists, pack, keyId);
  return typeof made === 'string' ? refusal('failed its self-test', made) : made;
}

function nameOf({ url, keys }: Feed): string {
  return [url ?? '', ...keys.map(({ id }) => id)].join(' ');
}
