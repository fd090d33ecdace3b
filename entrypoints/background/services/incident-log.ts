// Records incidents: stored first, then told to whoever listens. Repeats within an hour are counted on the incident they
// repeat; a site that produces ever new ones is bounded and the rest counted. Writes go one after the other.
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

const HOUR_MS = 3_600_000;
/** New incidents of one site in an hour; a page could otherwise fill the log. */
export const MAX_PER_SITE_AND_HOUR = 50;
const DAY_MS = 86_400_000;

/** What the log keeps, as keys of the policy. */
export type Bounds = Pick<Policy, 'keepIncidents' | 'keepDays'>;

export class IncidentLog {
  #last: Promise<unknown> = Promise.resolve();
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
  }

  /** @returns the stored incident (an earlier one with its count raised), or null when the site is over its bound */
  record(incident: Incident): Promise<Incident | null> {
    return this.#inTurn(() => this.#record(incident));
  }

  /** Replaces the sentence of what was done, once the page answered. */
  amend(id: string, action: string): Promise<void> {
    return this.#inTurn(async () => {
      const incident = await this.#store.get(id);
      if (!incident) return;
      const amended = { ...incident, action };
      await this.#store.put(amended, mergeKey(amended));
      this.#changed(amended);
    });
  }

  /** Notes one thing that was done, once; the number of steps is bounded. */
  addStep(id: string, step: Step): Promise<void> {
    return this.#inTurn(async () => {
      const incident = await this.#store.get(id);
      const what = step.what.slice(0, MAX_STEP_CHARS);
      if (!incident || incident.steps.length >= MAX_STEPS) return;
      if (incident.steps.some((known) => known.what === what)) return;
      const amended = { ...incident, steps: [...incident.steps, { ...step, what }] };
      await this.#store.put(amended, mergeKey(amended));
      this.#changed(amended);
    });
  }

  list(): Promise<Incident[]> {
    return this.#store.list();
  }

  /** The incidents with these ids that still exist, in this order. */
  async withIds(ids: readonly string[]): Promise<Incident[]> {
    const found = await Promise.all(ids.map((id) => this.#store.get(id)));
    return found.filter((incident) => incident !== null);
  }

  /** @returns how many incidents were removed */
  clear(): Promise<number> {
    return this.#inTurn(async () => {
      const removed = await this.#store.clear();
      this.#changed(null);
      return removed;
    });
  }

  async #record(incident: Incident): Promise<Incident | null> {
    const key = mergeKey(incident);
    const since = incident.firstSeenAt - HOUR_MS;
    const earlier = await this.#store.findRecent(key, since);
    const stored = earlier ? seenAgain(earlier, incident) : incident;
    if (
      !earlier &&
      (await this.#store.countOfSite(incident.site, since)) >= MAX_PER_SITE_AND_HOUR
    ) {
      this.#diagnostics.count('incidents over the bound of a site, counted only');
      return null;
    }
    await this.#store.put(stored, key);
    if (!earlier) await this.#trim();
    this.#changed(stored);
    return stored;
  }

  /** Resolves when all writes so far are done. */
  settled(): Promise<unknown> {
    return this.#last;
  }

  /** Cuts the log to its bounds, as after a change of these. */
  trim(): Promise<void> {
    return this.#inTurn(() => this.#trim());
  }

  /** The incident is stored already: a log that could not be cut must not look like one that was lost. */
  async #trim(): Promise<void> {
    try {
      const { keepIncidents, keepDays } = this.#bounds();
      const removed = await this.#store.trim(keepIncidents, Date.now() - keepDays * DAY_MS);
      this.#diagnostics.count('incidents removed, oldest first', removed);
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

/** The newer incident under the older one's id. The clock may have been set back in between. */
function seenAgain(earlier: Incident, incident: Incident): Incident {
  const { id, firstSeenAt, count } = earlier;
  const news = incident.steps.filter(
    ({ what }) => !earlier.steps.some((known) => known.what === what),
  );
  const steps = [...earlier.steps, ...news].slice(0, MAX_STEPS);
  const lastSeenAt = Math.max(earlier.lastSeenAt, incident.lastSeenAt);
  return { ...incident, id, firstSeenAt, lastSeenAt, count: count + 1, steps };
}
