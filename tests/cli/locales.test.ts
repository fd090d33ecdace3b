// The texts of our pages: every language says the same things with the same names in braces, nothing is said nowhere, and no page
// holds words of its own beside them.
import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { languages, textsOf } from '../../cli/locales.ts';
import { projectFolder } from '../architecture/imports.ts';

/** Put together from names by `textOfName`. */
const COMPUTED = ['policy_', 'status_source_'];
/** Of `counted`: one text for each form of a language. */
const FORM = /_(?:zero|one|two|few|many|other)$/;
/** Said to people by attributes of HTML. */
const SPOKEN = ['title', 'aria-label', 'placeholder', 'alt', 'aria-description', 'aria-valuetext'];
const WORD = /\p{L}/u;

const english = textsOf('en');
const pages = readdirSync(join(projectFolder, 'entrypoints'), { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name))
  .map((name) => posix.join('entrypoints', name.replaceAll('\\', '/')));
const sources = pages.map((path) => parsed(path, readFileSync(join(projectFolder, path), 'utf8')));
const manifest = readFileSync(join(projectFolder, 'wxt.config.ts'), 'utf8');

function parsed(path: string, source: string): ts.SourceFile {
  return ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true);
}

function nodesOf(file: ts.SourceFile): readonly ts.Node[] {
  const nodes: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    nodes.push(node);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return nodes;
}

/** Every text in quotes of a file, and what stands around the blanks of a template. */
function quoted(file: ts.SourceFile): readonly string[] {
  return nodesOf(file)
    .filter((node) => ts.isStringLiteralLike(node))
    .map((node) => node.text);
}

/** The keys that a file hands to `text(…)` and `counted(…)`. */
function keysIn(file: ts.SourceFile): readonly (readonly [by: string, key: string])[] {
  return nodesOf(file).flatMap((node) => {
    if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression)) return [];
    const by = node.expression.text;
    const [first] = node.arguments;
    if (!first || (by !== 'text' && by !== 'counted')) return [];
    const keys = ts.isConditionalExpression(first) ? [first.whenTrue, first.whenFalse] : [first];
    return keys.filter((key) => ts.isStringLiteralLike(key)).map((key) => [by, key.text] as const);
  });
}

/** Words that stand in the markup itself. */
function rawWords(file: ts.SourceFile): readonly string[] {
  return nodesOf(file).flatMap((node) => {
    if (ts.isJsxText(node)) return WORD.test(node.text) ? [node.text.trim()] : [];
    if (!ts.isJsxAttribute(node) || !SPOKEN.includes(node.name.getText())) return [];
    const value = node.initializer;
    const said = value && ts.isJsxExpression(value) ? value.expression : value;
    return said && ts.isStringLiteralLike(said) && WORD.test(said.text) ? [said.text] : [];
  });
}

const blanks = (text: string): readonly string[] => [...new Set(text.match(/\{\w+\}/g))].sort();
/** The key of `counted` for one of its forms. */
const base = (key: string): string => key.replace(FORM, '');

describe.each(languages.filter((language) => language !== 'en'))('%s', (language) => {
  const texts = textsOf(language);

  it('says all that English says, and nothing else', () => {
    // A language may have more forms than English, never fewer than it needs.
    const { pluralCategories: forms } = new Intl.PluralRules(texts['locale']).resolvedOptions();
    const counted = Object.keys(english).filter((key) => FORM.test(key));
    const plain = Object.keys(english).filter((key) => !FORM.test(key));
    const expected = counted.map(base).flatMap((key) => forms.map((form) => `${key}_${form}`));
    expect(Object.keys(texts).sort()).toEqual([...new Set([...plain, ...expected])].sort());
  });

  it('fills in what English fills in', () => {
    const other = Object.keys(texts).filter((key) => {
      const same = english[key] ?? english[`${base(key)}_other`] ?? '';
      return blanks(texts[key] ?? '').join() !== blanks(same).join();
    });
    expect(other).toEqual([]);
  });
});

it.each(languages)(
  '%s leaves nothing empty, and no blank or space where nobody sees it',
  (language) => {
    const odd = Object.entries(textsOf(language)).filter(
      ([, text]) => text.trim() === '' || text !== text.trim() || /[<>]|\{\W|\{\}/.test(text),
    );
    expect(odd).toEqual([]);
  },
);

it('every text is used somewhere', () => {
  const said = new Set(sources.flatMap(quoted));
  const unused = Object.keys(english)
    .filter((key) => !said.has(key) && !said.has(base(key)))
    .filter((key) => !COMPUTED.some((prefix) => key.startsWith(prefix)))
    .filter((key) => !manifest.includes(`__MSG_${key}__`));
  expect(unused, 'Take them out, or say them').toEqual([]);
});

it('every key that is used has a text', () => {
  const used = sources.flatMap(keysIn);
  const missing = used.filter(([by, key]) => !((by === 'text' ? key : `${key}_other`) in english));
  expect(missing).toEqual([]);
  expect(used.length).toBeGreaterThan(50);
});

it('no page holds words of its own', () => {
  const raw = sources.flatMap((file) =>
    rawWords(file).map((words) => `${file.fileName}: ${words}`),
  );
  expect(raw, 'Put them into assets/locales, in every language').toEqual([]);
});

describe('the reader of pages itself', () => {
  it('sees words in text and in what is said by attributes, and lets signs be', () => {
    const file = parsed(
      'a.tsx',
      `const a = <p title="one" class="not" aria-label={\`two\`}>three {text('x')} · <b>{'…'}</b></p>;`,
    );
    expect(rawWords(file)).toEqual(['one', 'two', 'three']);
  });

  it('sees the keys of both ways to say something', () => {
    const file = parsed('a.ts', `text('a'); counted('b', 1); text(is ? 'c' : 'd'); other('e');`);
    expect(keysIn(file).map((pair) => pair.join(' '))).toEqual([
      'text a',
      'counted b',
      'text c',
      'text d',
    ]);
  });
});
