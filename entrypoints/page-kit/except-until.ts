// When an exception ends, as the policy writes it: the last day where the device is, a moment, or nothing. Pure.
import { dayOf } from './save-file.ts';

/** How people choose an end. */
export const ENDS = ['hour', 'today', 'week', 'month', 'date', 'never'] as const;
export type End = (typeof ENDS)[number];

const DAYS: Readonly<Partial<Record<End, number>>> = { today: 0, week: 7, month: 30 };
const HOUR_MS = 3_600_000;

/**
 * As in `NamedHost.until`.
 * @param day the chosen last day, `YYYY-MM-DD`; only `date` asks for it
 */
export function untilOf(end: End, nowMs: number, day: string): string {
  if (end === 'never') return '';
  if (end === 'date') return day;
  if (end === 'hour') return `${new Date(nowMs + HOUR_MS).toISOString().slice(0, 19)}Z`;
  return dayAfter(nowMs, DAYS[end] ?? 0);
}

/** So many calendar days later, by local time: a day is not always 24 hours. */
export function dayAfter(nowMs: number, days: number): string {
  const now = new Date(nowMs);
  return dayOf(new Date(now.getFullYear(), now.getMonth(), now.getDate() + days).getTime());
}
