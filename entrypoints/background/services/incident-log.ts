// Records incidents: stored first, then told to whoever listens. Repeats within an hour are counted on the incident they
// repeat; a site that produces ever new ones is bounded and the rest counted. Writes go one after the other.
import { mergeKey } from '../../../core/incident/compose-incident.ts';
import type { Incident } from '../../../core/incident/incident.ts';
import type { IncidentStore } from '../store/incident-store.ts';
import type { DiagnosticCounters } from './diagnostics.ts';

const HOUR_MS = 3_600_000;
/** New incidents of one site in an hour; a page could otherwise fill the log. */
export const MAX_PER_SITE_AND_HOUR = 50;
/** Incidents kept; at about 2 kB each this is 20 MB. */
export const MAX_KEPT = 10_000;

export class IncidentLog {
  #last: Promise<unknown> = Promise.resolve();
  readonly #store: IncidentStore;
  readonly #diagnostics: DiagnosticCounters;
  readonly #changed: (incident: Incident | null) => void;

  /** @param changed told after each durable change; null when the log was cleared */
  constructor(
    store: IncidentStore,
    diagnostics: DiagnosticCounters,
    changed: (incident: Incident | null) => void,
  ) {
    this.#store = store;
    this.#diagnostics = diagnostics;
    this.#changed = changed;
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

  list(): Promise<Incident[]> {
    return this.#store.list();
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
    const stored = earlier
      ? { ...incident, id: earlier.id, firstSeenAt: earlier.firstSeenAt, count: earlier.count + 1 }
      : incident;
    if (
      !earlier &&
      (await this.#store.countOfSite(incident.site, since)) >= MAX_PER_SITE_AND_HOUR
    ) {
      this.#diagnostics.count('incidents over the bound of a site, counted only');
      return null;
    }
    await this.#store.put(stored, key);
    if (!earlier)
      this.#diagnostics.count('incidents removed, oldest first', await this.#store.trim(MAX_KEPT));
    this.#changed(stored);
    return stored;
  }

  #inTurn<Result>(action: () => Promise<Result>): Promise<Result> {
    const result = this.#last.then(action, action);
    this.#last = result.catch(() => this.#diagnostics.count('incident writes failed'));
    return result;
  }
}
