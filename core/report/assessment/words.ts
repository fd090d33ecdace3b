// Numbers, times and amounts of the report, by Intl in the language and time zone that were asked for. The formatters are made
// once for a report, because making one is slow.
import { energyOf, type CostBasis } from '../../incident/energy.ts';
import type { Incident } from '../../incident/incident.ts';
import { plainText } from '../plain-text.ts';

export interface Words {
  readonly number: (value: number) => string;
  /** @param share 0 to 1 */
  readonly percent: (share: number) => string;
  /** Such as `23 November 2026`. */
  readonly day: (atMs: number) => string;
  /** Date and time to the minute. */
  readonly time: (atMs: number) => string;
  /** From one day to another; one day where they are the same. */
  readonly days: (fromMs: number, toMs: number) => string;
  /** Number of the day in the calendar of the time zone, to count days by. */
  readonly dayNumber: (atMs: number) => number;
  readonly list: (parts: readonly string[]) => string;
  /** Such as `1 site`, `1,204 sites`. */
  readonly count: (value: number, noun: string, nouns?: string) => string;
  /** Computing time, such as `12 core-minutes`. */
  readonly coreTime: (coreMs: number) => string;
  /** Such as `1.2 kWh`; null where the watts are not set. */
  readonly energy: (coreMs: number, basis: CostBasis) => string | null;
  /** Such as `€0.38`; null where watts or price are not set. */
  readonly price: (coreMs: number, basis: CostBasis) => string | null;
  /** An amount of a currency, such as `€0.38`. */
  readonly amount: (value: number, currency: string) => string;
}

export interface Place {
  readonly locale?: string;
  readonly timeZone?: string;
}

const DAY_MS = 86_400_000;

export function wordsOf({ locale = 'en-GB', timeZone = 'UTC' }: Place): Words {
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone });
  const time = new Intl.DateTimeFormat(locale, {
    ...{ dateStyle: 'medium', timeStyle: 'short', timeZone },
  });
  // This locale writes dates as ISO 8601 has them.
  const isoDay = new Intl.DateTimeFormat('en-CA', {
    ...{ year: 'numeric', month: '2-digit', day: '2-digit', timeZone },
  });
  const list = new Intl.ListFormat('en-GB', { type: 'conjunction' });
  return {
    number: (value) => number.format(value),
    percent: (share) => percent.format(share),
    day: (atMs) => day.format(atMs),
    time: (atMs) => time.format(atMs),
    days: (fromMs, toMs) => day.formatRange(fromMs, toMs),
    dayNumber: (atMs) => Date.parse(`${isoDay.format(atMs)}T00:00:00Z`) / DAY_MS,
    list: (parts) => list.format(parts),
    count: (value, noun, nouns = `${noun}s`) =>
      `${number.format(value)} ${value === 1 ? noun : nouns}`,
    coreTime: (coreMs) => coreTime(coreMs, number),
    energy: (coreMs, basis) => energyText(coreMs, basis, number),
    price: (coreMs, basis) => priceText(coreMs, basis, locale),
    amount: (value, currency) => amount(value, currency, locale),
  };
}

const CORE_UNITS: readonly (readonly [fromMs: number, ms: number, unit: string])[] = [
  [7_200_000, 3_600_000, 'core-hours'],
  [120_000, 60_000, 'core-minutes'],
];

function coreTime(coreMs: number, number: Intl.NumberFormat): string {
  const [, ms, unit] = CORE_UNITS.find(([fromMs]) => coreMs >= fromMs) ?? [
    0,
    1_000,
    'core-seconds',
  ];
  return `${number.format(coreMs / ms)} ${unit}`;
}

function energyText(coreMs: number, basis: CostBasis, number: Intl.NumberFormat): string | null {
  const { wattHours } = energyOf(coreMs, basis);
  if (wattHours === null) return null;
  return wattHours < 1_000
    ? `${number.format(wattHours)} Wh`
    : `${number.format(wattHours / 1_000)} kWh`;
}

function priceText(coreMs: number, basis: CostBasis, locale: string): string | null {
  const { price } = energyOf(coreMs, basis);
  return price === null ? null : amount(price, basis.currency, locale);
}

/** Less than the smallest coin is said as that. */
function amount(value: number, currency: string, locale: string): string {
  const isTiny = value > 0 && value < 0.01;
  // A currency that no one knows is a mistake in a policy, not a reason to have no report.
  const text = /^[A-Z]{3}$/.test(currency)
    ? new Intl.NumberFormat(locale, { style: 'currency', currency }).format(isTiny ? 0.01 : value)
    : `${(isTiny ? 0.01 : value).toFixed(2)} ${plainText(currency, 10)}`;
  return isTiny ? `less than ${text}` : text;
}

/** Host names are long at most by mistake or in bad faith. */
const MAX_SITE_CHARS = 120;

export function siteName(site: string): string {
  return plainText(site, MAX_SITE_CHARS) || 'a page without a host name';
}

export const CATEGORY_NAMES: Readonly<Record<Incident['category'], string>> = {
  cryptojacking: 'Cryptojacking',
  'deliberate-mining': 'Mining on purpose',
};

/** Each once, without empty ones. */
export function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)].filter((text) => text !== '');
}

/** At most so many, and how many more there are. */
export function some(parts: readonly string[], most: number, words: Words): string {
  if (parts.length <= most) return words.list(parts);
  return words.list([...parts.slice(0, most), `${words.number(parts.length - most)} more`]);
}
