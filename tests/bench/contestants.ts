// Browsers that are measured in turn within one run: without any extension, with one whose scripts are empty (what the
// browser itself takes for content scripts in every frame), and with Assay.
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtExtension, launch, type Launched } from '../../cli/browser.ts';
import { median } from './bench-table.ts';

export type Contestant = 'bare' | 'empty' | 'assay';

export interface Contestants {
  readonly browsers: Readonly<Record<Contestant, Launched>>;
  close(): Promise<void>;
}

/** Starts all three. Close them. */
export async function openContestants(args: readonly string[] = []): Promise<Contestants> {
  const folder = await mkdtemp(join(tmpdir(), 'assay-bench-'));
  const empty = join(folder, 'empty');
  await cp(builtExtension, empty, { recursive: true });
  for (const script of ['content-scripts/guard.js', 'bridge.js', 'background.js'])
    await writeFile(join(empty, script), '');
  const open = (extension: string | null): Promise<Launched> =>
    launch({ headless: true, extension, args });
  const browsers = {
    bare: await open(null),
    empty: await open(empty),
    assay: await open(builtExtension),
  };
  const close = async (): Promise<void> => {
    for (const launched of Object.values(browsers)) await launched.close();
    await rm(folder, { recursive: true, force: true });
  };
  return { browsers, close };
}

export type Figures = Readonly<Record<Contestant, readonly number[]>>;

/** Measures each browser once a round, in an order that changes; the first two rounds warm up and are not counted. */
export async function inTurn(
  { browsers }: Contestants,
  rounds: number,
  measure: (launched: Launched) => Promise<number>,
): Promise<Figures> {
  const figures = { bare: [] as number[], empty: [] as number[], assay: [] as number[] };
  const names = Object.keys(figures) as Contestant[];
  for (let round = -2; round < rounds; round++) {
    names.push(names.shift() as Contestant);
    for (const name of names) {
      const figure = await measure(browsers[name]);
      if (round >= 0) figures[name].push(figure);
    }
  }
  return figures;
}

/** Medians and their ratios in words. */
export function compared({ bare, empty, assay }: Figures, unit: string, digits = 1): string {
  const [without, scripts, withAssay] = [median(bare), median(empty), median(assay)];
  const figure = (value: number): string => `${value.toFixed(digits)} ${unit}`;
  const ratio = (value: number): string => (value / without).toFixed(3);
  return `${figure(withAssay)} (ratio ${ratio(withAssay)}); without ${figure(without)}; empty scripts ${figure(scripts)} (${ratio(scripts)})`;
}
