// How numbers, times, amounts and page-controlled text look in our pages, in the language of the texts. It keeps no state but
// the formatters, which are slow to make and therefore made once.
import { energyOf, type CostBasis } from '../../core/incident/energy.ts';
import { plainText } from '../../core/report/plain-text.ts';
import { counted, locale, number, text } from './text.ts';

const dayFormat = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' });
const dateAndTime = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
const dateAndSeconds = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'long' });
const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
const list = new Intl.ListFormat(locale, { type: 'conjunction' });

const STEPS: readonly (readonly [unit: Intl.RelativeTimeFormatUnit, ms: number])[] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
];

export function numberText(value: number): string {
  return number.format(value);
}

/** `318,204 bytes (318 kB)`: the exact number for analysts, the rounded one for everybody. */
export function bytesText(sizeBytes: number): string {
  const exact = counted('bytes', sizeBytes);
  return sizeBytes < 1_000
    ? exact
    : `${exact} (${number.format(Math.round(sizeBytes / 1_000))} kB)`;
}

/** @param value 0 to 100 */
export function percentText(value: number): string {
  return percent.format(value / 100);
}

/** `one, two and three`. */
export function listText(parts: readonly string[]): string {
  return list.format(parts);
}

/** `3 minutes ago`; both in milliseconds since the epoch. */
export function relativeText(atMs: number, nowMs: number): string {
  const awayMs = atMs - nowMs;
  const [unit, ms] = STEPS.find(([, step]) => Math.abs(awayMs) >= step) ?? ['second', 1_000];
  return relative.format(Math.trunc(awayMs / ms), unit);
}

/** Local date and time to the minute. */
export function timeText(atMs: number): string {
  return dateAndTime.format(atMs);
}

/** The end of an exception, as `NamedHost` has it; empty where there is none. */
export function endText(until: string): string {
  if (until === '') return '';
  const hasTime = until.includes('T');
  const at = Date.parse(hasTime ? until : `${until}T00:00`);
  if (Number.isNaN(at)) return until;
  return hasTime ? timeText(at) : dayFormat.format(at);
}

/** Local time to the second, with the zone. */
export function exactTime(atMs: number): string {
  return dateAndSeconds.format(atMs);
}

/** Computing time, as people compare it: `61 core-seconds`. */
export function coreTimeText(coreMs: number): string {
  return counted('core_seconds', Math.round(coreMs / 1_000));
}

/** Energy and price of computing time, as far as the company has set the figures. */
export function energyText(coreMs: number, basis: CostBasis): string {
  const { wattHours, price } = energyOf(coreMs, basis);
  if (wattHours === null) return text('not_set');
  const energy = text('watt_hours', { count: Math.round(wattHours * 10) / 10 });
  return price === null ? energy : `${energy}, ${priceText(price, basis.currency)}`;
}

function priceText(price: number, currency: string): string {
  // Less than a cent is the rule for one page; two figures of it still tell pages apart.
  const digits = { maximumSignificantDigits: price < 1 ? 2 : 4 };
  return new Intl.NumberFormat(locale, { style: 'currency', currency, ...digits }).format(price);
}

/** The site of an incident, or a phrase when the page had no host name. Names in other scripts stay in punycode. */
export function siteText(site: string): string {
  return plainText(site, 120) || text('page_without_host');
}

/** All of them together. */
export function sumOf(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}
