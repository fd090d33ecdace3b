// The incidents of the last hour of the sites that produce some now, in memory: whether one is a repeat, and whether its site is
// over its bound, must not cost a look at the disk each time. What is here is on the disk as well, but for counts (`unwritten`).
import type { Incident } from '../../../core/incident/incident.ts';
import type { Keyed } from '../store/incident-store.ts';

/** Incidents in memory, about; a page decides how many sites it is. */
const MOST_IN_MEMORY = 1_000;

export interface Recent {
  /** As it is now; the disk may have an older state of it. */
  incident: Incident;
  readonly mergeKey: string;
}

export class RecentIncidents {
  /** The site that was asked for last is the last one. */
  readonly #sites = new Map<string, readonly Recent[]>();
  readonly #unwritten = new Map<string, Recent>();

  has(site: string): boolean {
    return this.#sites.has(site);
  }

  /** Takes what the disk has of a site. */
  load(site: string, stored: readonly Keyed[]): void {
    this.#sites.set(
      site,
      stored.map(({ incident, mergeKey }) => ({ incident, mergeKey })),
    );
    this.#makeRoom(site);
  }

  add(incident: Incident, mergeKey: string): void {
    const { site } = incident;
    this.#sites.set(site, [...(this.#sites.get(site) ?? []), { incident, mergeKey }]);
  }

  /** The newest with this key that began at or after `since`, ms since the epoch. */
  find(site: string, mergeKey: string, since: number): Recent | undefined {
    return this.#of(site, since).findLast((one) => one.mergeKey === mergeKey);
  }

  /** How many incidents of a site began at or after `since`. */
  count(site: string, since: number): number {
    return this.#of(site, since).length;
  }

  withId(id: string): Recent | undefined {
    for (const all of this.#sites.values())
      for (const one of all) if (one.incident.id === id) return one;
    return undefined;
  }

  /** Notes that the disk has an older state of it. */
  mark(recent: Recent): void {
    this.#unwritten.set(recent.incident.id, recent);
  }

  /** All that the disk has an older state of; from now on they count as written. */
  takeUnwritten(): readonly Recent[] {
    const all = [...this.#unwritten.values()];
    this.#unwritten.clear();
    return all;
  }

  get hasUnwritten(): boolean {
    return this.#unwritten.size > 0;
  }

  /** @param ids null for all */
  forget(ids: readonly string[] | null): void {
    if (ids === null) {
      this.#sites.clear();
      this.#unwritten.clear();
      return;
    }
    const gone = new Set(ids);
    for (const id of gone) this.#unwritten.delete(id);
    for (const [site, all] of this.#sites)
      if (all.some(({ incident }) => gone.has(incident.id)))
        this.#sites.set(
          site,
          all.filter(({ incident }) => !gone.has(incident.id)),
        );
  }

  /** Those of a site that began since then; older ones are let go, unless they wait to be written. */
  #of(site: string, since: number): readonly Recent[] {
    const all = this.#sites.get(site) ?? [];
    const recent = all.filter(({ incident }) => incident.firstSeenAt >= since);
    if (recent.length < all.length && !all.some((one) => this.#isUnwritten(one)))
      this.#sites.set(site, recent);
    return recent;
  }

  #isUnwritten({ incident }: Recent): boolean {
    return this.#unwritten.has(incident.id);
  }

  /** Sites that came first go first; what was counted and not written yet must stay. */
  #makeRoom(newest: string): void {
    let held = [...this.#sites.values()].reduce((sum, all) => sum + all.length + 1, 0);
    for (const [site, all] of this.#sites) {
      if (held <= MOST_IN_MEMORY) return;
      if (site === newest || all.some((one) => this.#isUnwritten(one))) continue;
      this.#sites.delete(site);
      held -= all.length + 1;
    }
  }
}
