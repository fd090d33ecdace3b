// Figures of the log by the day, kept up with each write and removal: to count 100,000 incidents takes a browser a fifth of a
// second, to add them up half of one, and the popup asks whenever it opens.
import type { IncidentSummary } from '../../../core/incident/summary.ts';
import type { PeriodFigures } from '../../../core/protocol/questions.ts';
import {
  quietly,
  type DayFigures,
  type IncidentDatabase,
  type StoredSummary,
  type Upgrading,
  type Writing,
} from './incident-database.ts';

/** Stands for all days. */
const WHOLE_LOG = 0;
const NOTHING: DayFigures = { incidents: 0, blocked: 0, observedCoreMs: 0, avoidedCoreMs: 0 };

/** The local day of a moment, such as 20261129. @param at ms since the epoch */
export function dayOf(at: number): number {
  const date = new Date(at);
  return date.getFullYear() * 10_000 + (date.getMonth() + 1) * 100 + date.getDate();
}

/** What a step does to the figures. */
export class FigureChanges {
  readonly #days = new Map<number, DayFigures>();
  /** Day -> site -> incidents more or fewer. */
  readonly #sites = new Map<number, Map<string, number>>();

  add(summary: IncidentSummary, day: number): void {
    this.#count(summary, day, 1);
  }

  remove(summary: StoredSummary): void {
    this.#count(summary, summary.day, -1);
  }

  /** Part of the step: nothing else is awaited. */
  async apply(transaction: Writing | Upgrading): Promise<void> {
    const days = transaction.objectStore('days');
    const sites = transaction.objectStore('daySites');
    const ofDays = [...this.#days].map(async ([day, change]) => {
      const now = sum((await days.get(day)) ?? NOTHING, change);
      quietly(now.incidents > 0 ? days.put(now, day) : days.delete(day));
    });
    const ofSites = [...this.#sites].flatMap(([day, all]) =>
      [...all].map(async ([site, change]) => {
        if (change === 0) return;
        const now = ((await sites.get([day, site])) ?? 0) + change;
        quietly(now > 0 ? sites.put(now, [day, site]) : sites.delete([day, site]));
      }),
    );
    await Promise.all([...ofDays, ...ofSites]);
  }

  #count(summary: IncidentSummary, day: number, by: 1 | -1): void {
    const { site, response, observedCoreMs, avoidedCoreMs } = summary;
    const change = {
      incidents: by,
      blocked: response === 'block' ? by : 0,
      observedCoreMs: by * observedCoreMs,
      avoidedCoreMs: by * avoidedCoreMs,
    };
    for (const one of [day, WHOLE_LOG])
      this.#days.set(one, sum(this.#days.get(one) ?? NOTHING, change));
    const sites = this.#sites.get(day) ?? new Map<string, number>();
    this.#sites.set(day, sites.set(site, (sites.get(site) ?? 0) + by));
  }
}

/** @param since a moment of the first day that counts, ms since the epoch */
export async function figuresSince(
  database: IncidentDatabase,
  since: number,
): Promise<PeriodFigures> {
  const from = dayOf(since);
  const transaction = database.transaction(['days', 'daySites']);
  const [days, sites] = await Promise.all([
    transaction.objectStore('days').getAll(IDBKeyRange.lowerBound(from)),
    transaction.objectStore('daySites').getAllKeys(IDBKeyRange.lowerBound([from])),
  ]);
  const { incidents, blocked, ...cost } = days.reduce(sum, NOTHING);
  return { incidents, blocked, sites: new Set(sites.map(([, site]) => site)).size, cost };
}

/** Incidents in the log. */
export async function totalIn(days: {
  get(day: number): Promise<DayFigures | undefined>;
}): Promise<number> {
  return (await days.get(WHOLE_LOG))?.incidents ?? 0;
}

function sum(a: DayFigures, b: DayFigures): DayFigures {
  return {
    incidents: a.incidents + b.incidents,
    blocked: a.blocked + b.blocked,
    observedCoreMs: a.observedCoreMs + b.observedCoreMs,
    avoidedCoreMs: a.avoidedCoreMs + b.avoidedCoreMs,
  };
}
