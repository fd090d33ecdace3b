// Rates as people should read them: count, per cent and the Wilson 95 % interval, so that 3 of 3 does not look like
// certainty. Pure arithmetic and its text.

export interface Rate {
  readonly hits: number;
  readonly all: number;
}

/** How many of the items hold. */
export function rateOf<T>(items: readonly T[], holds: (item: T) => boolean): Rate {
  return { hits: items.filter(holds).length, all: items.length };
}

/** Wilson score interval at 95 %, as shares of 1. E. B. Wilson, JASA 22 (1927). Of nothing: 0 to 1. */
export function wilson({ hits, all }: Rate): { readonly low: number; readonly high: number } {
  if (all === 0) return { low: 0, high: 1 };
  const z = 1.959964;
  const share = hits / all;
  const scale = 1 + (z * z) / all;
  const middle = (share + (z * z) / (2 * all)) / scale;
  const half = (z / scale) * Math.sqrt((share * (1 - share)) / all + (z * z) / (4 * all * all));
  // Exactly 0 and 1 where the formula says so: rounding of doubles would show as 6e-15 or 99.9.
  return { low: hits === 0 ? 0 : middle - half, high: hits === all ? 1 : middle + half };
}

/** `97.6 % (83 of 85; 91.8–99.4)`. */
export function rateText(rate: Rate): string {
  if (rate.all === 0) return 'none measured';
  const { low, high } = wilson(rate);
  return `${percent(rate.hits / rate.all)} % (${rate.hits} of ${rate.all}; ${percent(low)}–${percent(high)})`;
}

/** One decimal, and never 100.0 for less than all, nor 0.0 for more than none. */
export function percent(share: number): string {
  const rounded = (share * 100).toFixed(1);
  if (rounded === '100.0' && share < 1) return '99.9';
  if (rounded === '0.0' && share > 0) return (share * 100).toPrecision(1);
  return rounded;
}

/** A table in Markdown. Cells may hold anything but line breaks; bars are escaped. */
export function tableText(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line), ''].join('\n');
}
