// Reads every file of a pack back, as the browser or system that gets it would, and compares it with the answers. A pack
// that does not say what was meant is not written.
import { isDeepStrictEqual } from 'node:util';
import { keyNames, keyOf, type KeyName } from '../../core/policy/policy-keys.ts';
import type { Answers, Values } from './answers.ts';
import { kindOf } from './kinds.ts';
import type { Pack } from './pack.ts';
import { readAdmx } from './read-admx.ts';
import { valuesIn } from './read-values.ts';
import { valuesKey } from './reg.ts';

/** @throws Error that names the file and what is wrong with it */
export function checkPack(pack: Pack, all: Answers): void {
  for (const [path, text] of pack) {
    try {
      if (path.endsWith('.md')) continue;
      if (path.endsWith('.adml'))
        readAdmx(fileOf(pack, path.replace('en-US/', '').replace(/adml$/, 'admx')), text);
      else if (path.endsWith('.admx')) checkOffer(pack, path, all);
      else same(valuesIn(path, text, all), all.values);
    } catch (error) {
      throw new Error(`${path}: ${error instanceof Error ? error.message : String(error)}`, {
        cause: error,
      });
    }
  }
}

function fileOf(pack: Pack, path: string): string {
  const text = pack.get(path);
  if (text === undefined) throw new Error(`there is no ${path} beside it`);
  return text;
}

/** Says which keys differ, and not how: a value can be a secret. */
function same(found: unknown, meant: Values): void {
  if (isDeepStrictEqual(found, meant)) return;
  const read = (found ?? {}) as Values;
  const names = [...new Set([...Object.keys(read), ...Object.keys(meant)])] as KeyName[];
  const other = names.filter((name) => !isDeepStrictEqual(read[name], meant[name]));
  throw new Error(`it does not hold what was meant of: ${other.join(', ')}`);
}

/** The template offers every key, at its place, with its own bounds. */
function checkOffer(pack: Pack, path: string, all: Answers): void {
  const browser = path.includes('edge') ? 'edge' : 'chrome';
  const words = fileOf(pack, path.replace('admx/', 'admx/en-US/').replace(/admx$/, 'adml'));
  const offered = readAdmx(fileOf(pack, path), words);
  if (offered.size !== keyNames.length) throw new Error('it does not offer each key once');
  for (const name of keyNames) {
    const found = offered.get(name);
    const isRight =
      found?.title === keyOf(name).title &&
      found.key === valuesKey(browser, all[browser]?.id ?? '') &&
      isDeepStrictEqual(meant(name), bounds(found));
    if (!isRight) throw new Error(`what it offers for ${name} is not the key's own`);
  }
}

function meant(name: KeyName): unknown {
  const kind = kindOf(name);
  return kind.is === 'list' ? { is: 'text' } : kind;
}

function bounds(found: NonNullable<ReturnType<ReturnType<typeof readAdmx>['get']>>): unknown {
  const { is, minimum, maximum, choices, maxChars = 0 } = found;
  switch (is) {
    case 'toggle':
      return { is };
    case 'decimal':
      return { is: 'whole', minimum, maximum };
    case 'enum':
      return { is: 'choice', choices };
    case 'text':
      // More than any text of ours may have: the JSON of a list.
      return maxChars > 100_000 ? { is: 'text' } : { is: 'text', maxChars };
  }
}
