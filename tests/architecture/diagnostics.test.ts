// Every counter that an administrator can meet in the log's footer is explained in the admin guide, word for word, and the
// guide explains none that is gone.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { projectFolder } from './imports.ts';

const BACKGROUND = join(projectFolder, 'entrypoints/background');
/** The name of a counter, of one with a variable end what stands before it. */
const COUNTED = /diagnostics\.count\(\s*['`"]([^'`"$]+)/g;
const ROW = /^\| `([^`]+)`/gm;

it('the admin guide explains each line of the diagnostics, and no other', () => {
  const counted = readdirSync(BACKGROUND, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join(BACKGROUND, name), 'utf8'))
    .flatMap((text) => [...text.matchAll(COUNTED)].map(([, name = '']) => name));
  const guide = readFileSync(join(projectFolder, 'docs/admin-guide.md'), 'utf8');
  const [, section = ''] = /### What the diagnostics say\n([^]*?)\n## /.exec(guide) ?? [];
  const explained = [...section.matchAll(ROW)].map(([, name = '']) => name.replace('…', ''));
  const words = [...new Set(counted.map((name) => name.replace(/: (?:no debugger.*)?$/, ': ')))];
  expect(explained.filter((name) => name !== 'page: ').sort()).toEqual(words.sort());
});
