// The file of frozen rows: read, merged, written. The same rows must give the same bytes on every machine and day.
import { readFile, writeFile } from 'node:fs/promises';
import { gunzipSync, gzipSync } from 'node:zlib';
import { frozenLine, readFrozenLine, type FrozenModule } from '../core/features/freeze.ts';

/** The place of the "operating system" in a gzip header, and the number that says "unknown" (RFC 1952). */
const gzipSystemAt = 9;
const unknownSystem = 255;

/** Rows as lines, by their sha256. */
export type FrozenLines = Map<string, string>;

export interface MergeCounts {
  added: number;
  replaced: number;
  unchanged: number;
}

/** The rows of a file; none when there is no such file. Throws with the line that is at fault. */
export async function readFrozen(path: string): Promise<FrozenLines> {
  let packed: Uint8Array;
  try {
    packed = await readFile(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return new Map();
    throw error;
  }
  const lines: FrozenLines = new Map();
  for (const [i, line] of gunzipSync(packed).toString('utf8').split('\n').entries()) {
    if (line === '') continue;
    try {
      lines.set(readFrozenLine(line).sha256, line);
    } catch (error) {
      throw new Error(`${path}, line ${i + 1}: ${messageOf(error)}. Freeze with --fresh.`, {
        cause: error,
      });
    }
  }
  return lines;
}

/** Puts a row in; one with the same sha256 gives way. */
export function merge(lines: FrozenLines, row: FrozenModule, counts: MergeCounts): void {
  const line = frozenLine(row);
  const before = lines.get(row.sha256);
  if (before === undefined) counts.added += 1;
  else if (before === line) counts.unchanged += 1;
  else counts.replaced += 1;
  lines.set(row.sha256, line);
}

/** Writes all rows, sorted by sha256, one a line. */
export async function writeFrozen(path: string, lines: FrozenLines): Promise<void> {
  const sorted = [...lines].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, line]) => `${line}\n`);
  const packed = gzipSync(sorted.join(''), { level: 9 });
  packed[gzipSystemAt] = unknownSystem;
  await writeFile(path, packed);
}

/** How many rows were measured with other features than those of `newest`: training refuses such a mixture. */
export function measuredOtherwise(lines: FrozenLines, newest: FrozenModule): number {
  const wanted = Object.keys(newest.features).sort().join();
  return [...lines.values()].filter(
    (line) => Object.keys(readFrozenLine(line).features).join() !== wanted,
  ).length;
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
