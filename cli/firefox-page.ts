// Writes docs/firefox.md from the rows that the tests in Firefox assert: page cases, places of the coverage matrix, and what
// is known to differ. A test compares the page with the rows.
import prettier from 'prettier';
import { allPlaces } from '../tests/coverage/all-places.ts';
import type { Place } from '../tests/coverage/place.ts';
import { loadPageCases, type PageEntry } from '../tests/pages/cases.ts';
import type { PageExpectation } from '../tests/pages/page-case.ts';
import { caseDifferences, placeDifferences } from '../tests/firefox/differences.ts';
import { known } from '../tests/firefox/known.ts';

export const FIREFOX_PAGE = 'docs/firefox.md';

/** The page as it must be for the rows as they are. */
export async function firefoxPage(): Promise<string> {
  const cases = await loadPageCases();
  const text = [
    '# Assay in Firefox',
    '',
    'Written by `npm run docs` from `tests/firefox`; do not edit. All of it is about Firefox ESR 153 on Linux, headless. What a',
    'test asserts names the test; the rest was seen by hand, or follows from how it works.',
    '',
    ...known.flatMap(({ title, points }) => [
      `## ${title}`,
      '',
      ...points.map((point) => `- ${point}`),
      '',
    ]),
    ...casesTable(cases),
    ...placesTable(),
  ].join('\n');
  return prettier.format(text, { parser: 'markdown', printWidth: 100, singleQuote: true });
}

function casesTable(cases: readonly PageEntry[]): string[] {
  return [
    '## Page cases',
    '',
    'The same as in Chromium, run by `tests/firefox/page-cases.test.ts`; slow ones if `ASSAY_SLOW=1` is set.',
    '',
    '| case | expected | in Firefox | known difference |',
    '|-|-|-|-|',
    ...cases.map((entry) => `| ${caseCells(entry).join(' | ')} |`),
    '',
  ];
}

function caseCells({ id, expect, slow }: PageEntry): string[] {
  const difference = caseDifferences[id];
  const name = `\`${id}\`${slow || difference?.isSlow ? ' (slow)' : ''}`;
  if (!difference) return [name, wordsOf(expect), 'the same', ''];
  const { isAbsent, isSlow, why, expect: own } = difference;
  if (isSlow) return [name, wordsOf(expect), 'the same', why];
  const result = isAbsent
    ? 'not run'
    : own?.result
      ? 'its own result'
      : wordsOf({ ...expect, ...own });
  return [name, wordsOf(expect), result, why];
}

function wordsOf({ level, incident, hashes }: PageExpectation): string {
  if (!incident)
    return level === 'clear'
      ? 'clear, its result as without Assay'
      : `at most ${level}, no incident`;
  return hashes === 'none' ? `${level}, no hash` : `${level}, stopped`;
}

const SEEN: Readonly<Record<Place['expect'], string>> = {
  before: 'refused before it runs',
  after: 'runs, seen after',
  unseen: 'runs, not seen',
};

function placesTable(): string[] {
  const differing = allPlaces.filter(({ id }) => id in placeDifferences);
  return [
    '## Places in which WebAssembly can run',
    '',
    `Of the ${allPlaces.length} places of [coverage.md](coverage.md) these ${differing.length} are otherwise in Firefox; the others are the same.`,
    'Workers and worklets whose script comes in a response are run by `tests/firefox/coverage.test.ts`, all places if `ASSAY_SLOW=1` is set.',
    '',
    '| place | Chromium | Firefox | why |',
    '|-|-|-|-|',
    ...differing.map((place) => `| ${placeCells(place).join(' | ')} |`),
    '',
  ];
}

function placeCells({ id, title, expect, isAbsent }: Place): string[] {
  const { outcome, why } = placeDifferences[id] ?? { outcome: 'compiled', why: '' };
  const words = { refused: SEEN.before, compiled: 'runs', 'not here': 'not there' } as const;
  return [title, isAbsent ? 'not there' : SEEN[expect], words[outcome], why];
}
