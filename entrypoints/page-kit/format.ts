// How numbers, times and page-controlled text look in our pages. It keeps no state but the formatters, which are
// slow to make and therefore made once.
import type { Incident } from '../../core/incident/incident.ts';
import type { Response, VerdictLevel } from '../../core/evidence/evidence.ts';
import { plainText } from '../../core/report/plain-text.ts';
import { element } from './dom.ts';

const dateAndTime = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
const dateAndSeconds = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'long' });
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const number = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 });

const STEPS: readonly (readonly [unit: Intl.RelativeTimeFormatUnit, ms: number])[] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
];

export const LEVEL_WORDS: Readonly<Record<VerdictLevel, string>> = {
  clear: 'Clear',
  suspected: 'Suspected',
  confirmed: 'Confirmed',
};

export const RESPONSE_WORDS: Readonly<Record<Response, string>> = {
  observe: 'Observed',
  warn: 'Warned',
  block: 'Blocked',
};

export const CATEGORY_WORDS: Readonly<Record<string, string>> = {
  cryptojacking: 'Cryptojacking',
  'deliberate-mining': 'Mining on purpose',
};

/** `1,234 incidents`, `1 incident`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${number.format(count)} ${count === 1 ? one : many}`;
}

/** `318,204 bytes (318 kB)`: the exact number for analysts, the rounded one for everybody. */
export function bytesText(sizeBytes: number): string {
  const exact = counted(sizeBytes, 'byte');
  return sizeBytes < 1000 ? exact : `${exact} (${number.format(Math.round(sizeBytes / 1000))} kB)`;
}

export function percentText(percent: number): string {
  return `${number.format(percent)} %`;
}

/** `3 minutes ago`; both in milliseconds since the epoch. */
export function relativeText(atMs: number, nowMs: number): string {
  const awayMs = atMs - nowMs;
  const [unit, ms] = STEPS.find(([, step]) => Math.abs(awayMs) >= step) ?? ['second', 1_000];
  return relative.format(Math.trunc(awayMs / ms), unit);
}

/** A `time` element in local time; the relative time is its tooltip. */
export function timeElement(atMs: number, nowMs: number): HTMLTimeElement {
  const attributes = { datetime: new Date(atMs).toISOString(), title: relativeText(atMs, nowMs) };
  return element('time', { attributes }, dateAndTime.format(atMs));
}

/** Local time to the second, with the zone. */
export function exactTime(atMs: number): string {
  return dateAndSeconds.format(atMs);
}

/** Page-controlled text in its own direction, bounded; the whole element can be selected and copied. */
export function pageText(text: string, maxChars: number): HTMLElement {
  const shown = plainText(text, maxChars);
  return element(
    'bdi',
    { class: shown === '' ? 'none' : 'page-text' },
    shown === '' ? 'none' : shown,
  );
}

/** The site of an incident, or a phrase when the page had no host name. */
export function siteText(incident: Incident): string {
  return plainText(incident.site, 120) || 'page without a host';
}
