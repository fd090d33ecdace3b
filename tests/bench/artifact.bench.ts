// Sizes of what is shipped, as built: every byte of the guard is loaded in every frame.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { execFileSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { builtExtension, projectFolder } from '../../cli/browser.ts';
import type { BenchTable } from './bench-table.ts';

/** Bytes of the bundles and of the zip that a store gets. */
export async function benchArtifact(): Promise<BenchTable> {
  const guard = await readFile(join(builtExtension, 'content-scripts', 'guard.js'));
  const bridge = await readFile(join(builtExtension, 'bridge.js'));
  execFileSync(process.execPath, ['node_modules/wxt/bin/wxt.mjs', 'zip'], { cwd: projectFolder });
  const output = join(projectFolder, '.output');
  const zip = readdirSync(output).find((name) => name.endsWith('chrome.zip')) ?? '';
  return {
    title: 'Sizes',
    rows: [
      {
        name: 'guard, minified',
        value: kilobytes(guard.length),
        goal: 'at most 107 kB (first plan 56, decision 008)',
      },
      {
        name: 'guard, gzipped',
        value: kilobytes(gzipSync(guard).length),
        goal: 'at most 43 kB',
      },
      { name: 'bridge, minified', value: kilobytes(bridge.length), goal: 'at most 2 kB' },
      {
        name: 'extension, zipped',
        value: kilobytes(statSync(join(output, zip)).size),
        goal: 'at most 400 kB',
      },
    ],
  };
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`;
}
