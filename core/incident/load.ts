// The load of a page over time, as points: read off a meter, and put together to what an incident keeps. Pure.
import { MAX_LOAD_POINTS, type LoadPoint } from './incident.ts';
import { SLOT_MS, type Meter } from './meter.ts';

/** Load is kept until so long after the stop. */
export const AROUND_MS = 60_000;

/** A point for each slot, the newest of them; a slot of which nothing was heard is one of rest. */
export function loadBetween({ slots }: Meter, from: number, until: number): LoadPoint[] {
  const byIndex = new Map(slots);
  const first = Math.max(from, until - AROUND_MS / SLOT_MS);
  return Array.from({ length: Math.max(0, until - first) }, (_, at) => [
    (first + at) * SLOT_MS,
    Math.round((100 * (byIndex.get(first + at) ?? 0)) / SLOT_MS),
  ]);
}

/** Both in order of time; what two documents used at the same time is added. The newest points stay as they are. */
export function mergedLoad(
  before: readonly LoadPoint[],
  more: readonly LoadPoint[],
): readonly LoadPoint[] {
  const byTime = new Map(before);
  for (const [at, percent] of more) byTime.set(at, (byTime.get(at) ?? 0) + percent);
  let points: LoadPoint[] = [...byTime].sort(([a], [b]) => a - b);
  while (points.length > MAX_LOAD_POINTS) points = thinned(points);
  return points;
}

/** The older half with every second point, each the mean of two. */
function thinned(points: readonly LoadPoint[]): LoadPoint[] {
  const half = 2 * Math.floor(MAX_LOAD_POINTS / 4);
  const older: LoadPoint[] = [];
  for (let at = 0; at < half; at += 2) {
    const [[from, first], [, second]] = [points[at], points[at + 1]] as [LoadPoint, LoadPoint];
    older.push([from, Math.round((first + second) / 2)]);
  }
  return [...older, ...points.slice(half)];
}
