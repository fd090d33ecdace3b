// The arguments of `assay report`: what they are called, what they may be, and what to do when one is wrong.
import { parseArgs } from 'node:util';
import type { CostBasis } from '../core/incident/energy.ts';
import { numberOf } from './number-argument.ts';

export const FORMATS = ['html', 'csv', 'jsonl', 'ocsf'] as const;
export type Format = (typeof FORMATS)[number];

export interface Wanted {
  readonly files: readonly string[];
  readonly format: Format;
  /** Null: the usual name; `-`: standard output. */
  readonly out: string | null;
  /** Ends of the period in ms since the epoch, both within; null: open. */
  readonly fromMs: number | null;
  readonly toMs: number | null;
  readonly scope: string;
  readonly costBasis: CostBasis;
  readonly help: boolean;
}

export const usage = `Usage: assay report FILE… [options]

Makes an assessment report out of exports of the log (JSON or JSON Lines), of one device or of many. An incident that is in two
files counts once. Exports of older versions of Assay are read as well.

  --out FILE       where to (assay-report.html, .csv, .jsonl or .ocsf.jsonl); - is standard output
  --format NAME    html (a page that prints well), csv, jsonl (JSON Lines) or ocsf (OCSF Detection Findings)
  --from DAY       only what was seen on this day or later, such as 2026-11-01
  --to DAY         only what was seen on this day or before
  --scope TEXT     what the report is about, in your words
  --watts N        watts of a busy processor core, for the energy
  --price CENTS    price of a kilowatt-hour in hundredths of the currency
  --currency CODE  such as EUR

Exit status: 0 written; 1 written, but a part of the files could not be read (it says which); 2 nothing was written.
`;

/** What was asked for, or what is wrong with it. */
export function readArguments(args: string[]): Wanted | string {
  try {
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options: OPTIONS });
    if (positionals.length === 0 && !values.help)
      throw new Error('name at least one file: an export of the log as JSON or JSON Lines');
    const { out = null, scope, help } = values;
    return {
      ...{ files: positionals, out, scope, help },
      format: formatOf(values.format),
      fromMs: values.from === undefined ? null : dayStart('--from', values.from),
      toMs: values.to === undefined ? null : dayStart('--to', values.to, 1) - 1,
      costBasis: {
        wattsPerCore: numberOf('--watts', values.watts, { most: 200 }),
        energyPriceCents: numberOf('--price', values.price, { most: 1_000 }),
        currency: currencyOf(values.currency),
      },
    };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const OPTIONS = {
  out: { type: 'string' },
  format: { type: 'string', default: 'html' },
  from: { type: 'string' },
  to: { type: 'string' },
  scope: { type: 'string', default: '' },
  watts: { type: 'string', default: '0' },
  price: { type: 'string', default: '0' },
  currency: { type: 'string', default: 'EUR' },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

function formatOf(name: string): Format {
  const format = FORMATS.find((one) => one === name);
  if (format === undefined)
    throw new Error(`--format must be one of ${FORMATS.join(', ')}, not "${name}"`);
  return format;
}

/** Midnight in the time zone of this machine, so many days later. */
function dayStart(option: string, text: string, daysLater = 0): number {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? [];
  const date = new Date(Number(year), Number(month) - 1, Number(day));
  if (date.getDate() !== Number(day) || date.getMonth() !== Number(month) - 1)
    throw new Error(`${option} must be a day such as 2026-11-01, not "${text}"`);
  date.setDate(date.getDate() + daysLater);
  return date.getTime();
}

function currencyOf(text: string): string {
  if (!/^[A-Z]{3}$/.test(text))
    throw new Error(`--currency must be a code of three letters such as EUR, not "${text}"`);
  return text;
}
