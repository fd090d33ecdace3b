// Honest modules out of npm packages, pinned by the lock file: the donors of dilution. Nothing of them is committed.
import { corpusModules } from '../../corpus-modules.ts';

/** Modules without any hash: a codec, a parser, a database. */
const NAMES = ['source-map', '@bokuweb/zstd-wasm', 'playwright webp codec', 'sql.js'];

let found: readonly Uint8Array[] | null = null;

export function honestModules(): readonly Uint8Array[] {
  found ??= corpusModules()
    .filter(({ name }) => NAMES.includes(name))
    .map(({ bytes }) => bytes);
  if (found.length < NAMES.length)
    throw new Error(`some of ${NAMES.join(', ')} are missing: have the packages changed?`);
  return found;
}
