// Records incidents: stored first, then told to whoever listens. Repeats within an hour are counted on the incident they
// repeat; a site that produces ever new ones is bounded and the rest counted. However fast a page makes them happen: counts are
// kept in memory and written together once a second, and nothing waits without bound. What changes goes one after the other.
import { mergeKey } from '../../../core/incident/compose-incident.ts';
import {
  MAX_STEP_CHARS,
  MAX_STEPS,
  type Incident,
  type Step,
} from '../../../core/incident/incident.ts';
import { DEFAULT_POLICY, type Policy } from '../../../core/policy/policy-keys.ts';
import type { IncidentStore } from '../store/incident-store.ts';
import type { DiagnosticCounters } from './diagnostics.ts';
import { RecentIncidents, type Recent } from './recent-incidents.ts';

const HOUR_MS = 3_600_000;
/** New incidents of one site in an hour; a page could otherwise fill the log. */
export const MAX_PER_SITE_AND_HOUR = 50;
/** New incidents that wait to be stored. */
export const MOST_WAITING = 1_000;
/** Repeats are written at most so often, all together. */
const WRITE_EVERY_MS = 1_000;
const DAY_MS = 86_400_000;

/** What the log keeps, as keys of the policy. */
export type Bounds = Pick<Policy, 'keepIncidents' | 'keepDays'>;

type Reading = Pick<
  IncidentStore,
  'newest' | 'summaries' | 'summariesSince' | 'figuresSince' | 'deletions'
>;

export class IncidentLog {
  /** What only reads: the disk, with all that was counted so far. */
  readonly store: Reading;
  #last: Promise<unknown> = Promise.resolve();
  #waiting = 0;
  #writtenAt = -Infinity;
  #isDue = false;
  readonly #recent = new RecentIncidents();
  readonly #store: IncidentStore;
  readonly #diagnostics: DiagnosticCounters;
  readonly #changed: (incident: Incident | null) => void;
  readonly #bounds: () => Bounds;

  /**
   * @param changed told after each durable change; null when the log was cleared
   * @param bounds asked each time the log is cut
   */
  constructor(
    store: IncidentStore,
    diagnostics: DiagnosticCounters,
    changed: (incident: Incident | null) => void,
    bounds: () => Bounds = () => DEFAULT_POLICY,
  ) {
    this.#store = store;
    this.#diagnostics = diagnostics;
    this.#changed = changed;
    this.#bounds = bounds;
    this.store = readingAfter(() => this.#writeCounts(), store);
  }

  /** @returns the stored incident (an earlier one with its count raised), or null when it was counted only */
  record(incident: Incident): Promise<Incident | null> {
    const key = mergeKey(incident);
    const known = this.#recent.has(incident.site) ? this.#counted(incident, key) : null;
    if (known) return known;
    if (this.#waiting >= MOST_WAITING) {
      this.#diagnostics.count('incidents that came too fast to be stored, counted only');
      return Promise.resolve(null);
    }
    this.#waiting++;
    return this.#inTurn(() => this.#record(incident, key)).finally(() => this.#waiting--);
  }

  /**
   * Changes an incident that is stored. @param change gives the changed one, or the same when there is nothing to change
   * @returns what is stored now; null when it is gone
   */
  change(id: string, change: (incident: Incident) => Incident): Promise<Incident | null> {
    return this.#inTurn(async () => {
      const stored = this.#recent.withId(id) ? null : await this.#store.get(id);
      const recent = this.#recent.withId(id);
      const incident = recent?.incident ?? stored;
      if (!incident) return null;
      const changed = change(incident);
      if (changed === incident) return incident;
      if (recent) recent.incident = changed;
      await this.#putChanged(changed, recent);
      this.#changed(changed);
      return changed;
    });
  }

  /** Replaces the sentence of what was done, once the page answered. */
  async amend(id: string, action: string): Promise<void> {
    await this.change(id, (incident) => ({ ...incident, action }));
  }

  /** Notes one thing that was done, once; the number of steps is bounded. */
  async addStep(id: string, step: Step): Promise<void> {
    const what = step.what.slice(0, MAX_STEP_CHARS);
    await this.change(id, (incident) => {
      const isKnown = incident.steps.some((known) => known.what === what);
      if (isKnown || incident.steps.length >= MAX_STEPS) return incident;
      return { ...incident, steps: [...incident.steps, { ...step, what }] };
    });
  }

  /** The incidents with these ids that still exist, in this order. */
  async withIds(ids: readonly string[]): Promise<Incident[]> {
    const found = await Promise.all(
      ids.map(async (id) => this.#recent.withId(id)?.incident ?? (await this.#store.get(id))),
    );
    return found.filter((incident) => incident !== null);
  }

  /** @param ids null for all @returns how many incidents were removed */
  clear(ids: readonly string[] | null): Promise<number> {
    return this.#inTurn(async () => {
      this.#recent.forget(ids);
      const removed = await this.#store.clear(ids, Date.now());
      this.#changed(null);
      return removed;
    });
  }

  /** Resolves when all writes so far are done. */
  async settled(): Promise<void> {
    await this.#last;
    await this.#writeCounts();
  }

  /** Cuts the log to its bounds, as after a change of these. */
  trim(): Promise<void> {
    return this.#inTurn(() => this.#trim());
  }

  async #record(incident: Incident, key: string): Promise<Incident | null> {
    const { site, firstSeenAt } = incident;
    if (!this.#recent.has(site))
      this.#recent.load(site, await this.#store.recentOfSite(site, firstSeenAt - HOUR_MS));
    const counted = this.#counted(incident, key);
    if (counted) return counted;
    await this.#store.put([{ incident, mergeKey: key }]);
    this.#recent.add(incident, key);
    await this.#trim();
    this.#changed(incident);
    return incident;
  }

  async #putChanged(incident: Incident, recent: Recent | undefined): Promise<void> {
    try {
      await this.#store.put([{ incident, mergeKey: mergeKey(incident) }]);
    } catch (error) {
      if (recent) this.#recent.mark(recent);
      throw error;
    }
  }

  /** What needs no place of its own: a repeat, or one too many of its site. Null: it must be stored. */
  #counted(incident: Incident, key: string): Promise<Incident | null> | null {
    const { site, firstSeenAt } = incident;
    const since = firstSeenAt - HOUR_MS;
    const earlier = this.#recent.find(site, key, since);
    if (earlier) return this.#repeated(earlier, incident);
    if (this.#recent.count(site, since) < MAX_PER_SITE_AND_HOUR) return null;
    this.#diagnostics.count('incidents over the bound of a site, counted only');
    return Promise.resolve(null);
  }

  async #repeated(earlier: Recent, incident: Incident): Promise<Incident> {
    const again = seenAgain(earlier.incident, incident);
    earlier.incident = again;
    this.#recent.mark(earlier);
    const waitMs = this.#writtenAt + WRITE_EVERY_MS - performance.now();
    if (waitMs <= 0) await this.#writeCounts();
    else this.#writeIn(waitMs);
    return again;
  }

  #writeIn(waitMs: number): void {
    if (this.#isDue) return;
    this.#isDue = true;
    setTimeout(() => {
      this.#isDue = false;
      void this.#writeCounts();
    }, waitMs);
  }

  /** Writes what was counted since. What cannot be written now is written with what is counted next. */
  async #writeCounts(): Promise<void> {
    if (!this.#recent.hasUnwritten) return;
    const all = this.#recent.takeUnwritten();
    this.#writtenAt = performance.now();
    try {
      await this.#store.put(
        all.map(({ incident, mergeKey: key }) => ({ incident, mergeKey: key })),
      );
      for (const { incident } of all) this.#changed(incident);
    } catch {
      this.#diagnostics.count('incident writes failed');
      // Those that were cleared meanwhile are gone.
      for (const one of all)
        if (this.#recent.withId(one.incident.id) === one) this.#recent.mark(one);
    }
  }

  /** The incident is stored already: a log that could not be cut must not look like one that was lost. */
  async #trim(): Promise<void> {
    try {
      const { keepIncidents: keep, keepDays } = this.#bounds();
      const now = Date.now();
      const bound = { keep, notBefore: now - keepDays * DAY_MS };
      const removed = await this.#store.trim(bound, now);
      this.#recent.forget(removed);
      this.#diagnostics.count('incidents removed, oldest first', removed.length);
    } catch {
      this.#diagnostics.count('log could not be cut to its bound');
    }
  }

  #inTurn<Result>(action: () => Promise<Result>): Promise<Result> {
    const result = this.#last.then(action, action);
    this.#last = result.catch(() => this.#diagnostics.count('incident writes failed'));
    return result;
  }
}

/** The same questions, each answered by the store once that is done. */
function readingAfter(done: () => Promise<void>, store: IncidentStore): Reading {
  return {
    newest: async (most) => (await done(), store.newest(most)),
    summaries: async (below, limit) => (await done(), store.summaries(below, limit)),
    summariesSince: async (seq) => (await done(), store.summariesSince(seq)),
    figuresSince: async (since) => (await done(), store.figuresSince(since)),
    deletions: () => store.deletions(),
  };
}

/** The newer incident under the older one's id. The clock may have been set back in between. */
function seenAgain(earlier: Incident, incident: Incident): Incident {
  const { id, firstSeenAt, count } = earlier;
  const news = incident.steps.filter(
    ({ what }) => !earlier.steps.some((known) => known.what === what),
  );
  const steps = [...earlier.steps, ...news].slice(0, MAX_STEPS);
  const lastSeenAt = Math.max(earlier.lastSeenAt, incident.lastSeenAt);
  const { cost, load, feedback } = earlier;
  return {
    ...incident,
    ...{ id, firstSeenAt, lastSeenAt, steps, cost, load, feedback },
    count: count + 1,
  };
}
