// What the guard costs at the start of a frame: the time of its own run, measured by the page's clock in a copy of the
// extension, in turn with an empty script of the same kind in the same browser run.
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtExtension, launch } from '../../cli/browser.ts';
import { median, type BenchTable } from './bench-table.ts';
import { isolatedSite } from './isolated-site.ts';

const FRAMES = 30;
const ROUNDS = 8;

/** Median and 95th percentile of the guard's start, cold frames of one page, beside an empty script. */
export async function benchStart(): Promise<BenchTable> {
  const site = await isolatedSite((path) => {
    const frames = path === '/' ? '<iframe src="/f"></iframe>'.repeat(FRAMES) : '';
    return `<!doctype html><title>bench</title>${frames}`;
  });
  const folder = await mkdtemp(join(tmpdir(), 'assay-bench-'));
  try {
    const guard: number[] = [];
    const empty: number[] = [];
    const withGuard = await timedCopy(folder, 'guard', (code) => code);
    const withEmpty = await timedCopy(folder, 'empty', () => '');
    for (const [extension, into] of [
      [withGuard, guard],
      [withEmpty, empty],
    ] as const) {
      into.push(...(await frameStarts(extension, site.url)));
    }
    return {
      title: `Start of the guard in a frame (${FRAMES} frames a page, ${ROUNDS} pages)`,
      rows: [
        {
          name: 'guard, median',
          value: milliseconds(median(guard)),
          goal: 'at most 1 ms more than empty',
        },
        { name: 'guard, 95th percentile', value: milliseconds(percentile(guard, 0.95)) },
        { name: 'empty script, median', value: milliseconds(median(empty)) },
        {
          name: 'difference of the medians',
          value: milliseconds(median(guard) - median(empty)),
          goal: 'at most 1 ms',
        },
      ],
    };
  } finally {
    site.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** A copy of the built extension whose guard is timed by two marks around it. */
async function timedCopy(
  folder: string,
  name: string,
  change: (code: string) => string,
): Promise<string> {
  const copy = join(folder, name);
  await cp(builtExtension, copy, { recursive: true });
  const path = join(copy, 'content-scripts', 'guard.js');
  const code = change(await readFile(path, 'utf8'));
  await writeFile(
    path,
    `{const t=performance.now();\n${code}\n;window.__start=performance.now()-t}`,
  );
  return copy;
}

async function frameStarts(extension: string, url: string): Promise<number[]> {
  const launched = await launch({ headless: true, extension });
  try {
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const page = await launched.context.newPage();
      await page.goto(url, { waitUntil: 'load' });
      for (const frame of page.frames()) {
        times.push(
          await frame.evaluate(() => (globalThis as unknown as { __start: number }).__start),
        );
      }
      await page.close();
    }
    return times;
  } finally {
    await launched.close();
  }
}

function percentile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? NaN;
}

function milliseconds(value: number): string {
  return `${value.toFixed(3)} ms`;
}
