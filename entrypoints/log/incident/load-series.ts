// The page's load as a reader needs it: the figures, the moment of the response among them, and what to say to whoever does not
// see the chart. Pure.
import type { Incident, LoadPoint } from '../../../core/incident/incident.ts';

/** A response this long before or after the figures still belongs to them. */
const NEAR_MS = 60_000;

export interface LoadSeries {
  readonly points: readonly LoadPoint[];
  /** When it was first acted, ms since the epoch; null where nothing was, or at another time. */
  readonly respondedAt: number | null;
  readonly mostPercent: number;
  /** The last figure after the response; null where there is none. */
  readonly lastPercent: number | null;
}

/** Null where no figures were kept. */
export function loadSeries({ load, steps, response }: Incident): LoadSeries | null {
  const points = load.toSorted(([a], [b]) => a - b);
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return null;
  const isNear = (at: number): boolean => at >= first[0] - NEAR_MS && at <= last[0] + NEAR_MS;
  const acted = response === 'observe' ? [] : steps.map(({ at }) => at).filter(isNear);
  const respondedAt = acted.length === 0 ? null : Math.min(...acted);
  return {
    points,
    respondedAt,
    mostPercent: Math.max(...points.map(([, percent]) => percent)),
    lastPercent: respondedAt !== null && last[0] > respondedAt ? last[1] : null,
  };
}
