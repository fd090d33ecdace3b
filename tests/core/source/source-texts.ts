// Test aid: rules and lexicons as the guard and the scan use them, texts made of published constants, and texts of
// installed packages.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadSourceRules } from '../../../cli/load-rules.ts';
import { constantSets } from '../../../core/features/constants.ts';
import type { SourceKind } from '../../../core/source/define-source-rule.ts';
import { fullLexicon } from '../../../core/source/full-lexicon.ts';
import { judgeSource, type SourceJudgement } from '../../../core/source/judge-source.ts';
import { smallLexicon } from '../../../core/source/lexicon.ts';

const rules = await loadSourceRules();
const guardRules = rules.filter(({ id }) => !id.startsWith('source/scan/'));
const nodeModules = fileURLToPath(new URL('../../../node_modules/', import.meta.url));

/** As `npm run scan` judges. */
export function scanned(text: string, kind: SourceKind = 'script'): SourceJudgement {
  return judgeSource(text, kind, rules, fullLexicon());
}

/** As the guard in a page judges. */
export function guardSays(text: string, kind: SourceKind = 'script'): SourceJudgement {
  return judgeSource(text, kind, guardRules, smallLexicon());
}

/** Text of a file below node_modules. */
export function packageText(path: string): string {
  return readFileSync(join(nodeModules, path), 'utf8');
}

/** The words of a set, unsigned. */
export function wordsOf(name: string): number[] {
  const set = constantSets().find((one) => one.name === name);
  if (!set) throw new Error(`no constant set ${name}`);
  return set.words.map((word) => word >>> 0);
}

/** A declaration that holds all words of the sets, each written by `written`. */
export function tableText(
  sets: readonly string[],
  written: (word: number) => string = (word) => `0x${word.toString(16)}`,
): string {
  return sets.map((name) => `var t = [${wordsOf(name).map(written).join(',')}];`).join('\n');
}
