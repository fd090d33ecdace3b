// Writes docs/coverage.md from the rows of the coverage matrix, which tests/e2e/coverage.test.ts runs in a browser. A test
// compares the page with the rows.
import prettier from 'prettier';
import { allPlaces } from '../tests/coverage/all-places.ts';
import { groups, type Place } from '../tests/coverage/place.ts';

export const COVERAGE_PAGE = 'docs/coverage.md';

const SEEN: Readonly<Record<Place['expect'], string>> = {
  before: 'seen before it runs',
  after: 'seen after',
  unseen: '**not seen**',
};

/** What a group is about. */
const ABOUT: Readonly<Record<Place['group'], string>> = {
  frames: 'Documents and windows of a page.',
  'realm race':
    'A frame or popup with an address has a realm at once and a document only later. These are the ways by which a page ' +
    'can reach that realm in between, or change it.',
  workers: 'Dedicated, shared and service workers.',
  worklets: 'Audio worklets.',
  'ways to a module': 'Ways by which bytes become a module.',
};

/** The page as it must be for the rows as they are. */
export async function coveragePage(): Promise<string> {
  const text = [
    '# Where Assay sees WebAssembly',
    '',
    'Written by `npm run docs` from `tests/coverage`; do not edit. Each row is one place in which a page can run',
    'WebAssembly, and one test of `tests/e2e/coverage.test.ts`: a real miner is compiled there, in Chromium with Assay and',
    'without it. Seen before it runs means that the miner is refused; seen after, that it runs and Assay tells of the place.',
    'What follows from it: the [threat model](threat-model.md).',
    '',
    ...summary(),
    ...groups.flatMap(table),
  ].join('\n');
  return prettier.format(text, { parser: 'markdown', printWidth: 100, singleQuote: true });
}

function summary(): string[] {
  const count = (group: Place['group'], seen: Place['expect']): number =>
    allPlaces.filter(
      ({ group: of, expect, isAbsent }) => of === group && expect === seen && !isAbsent,
    ).length;
  return [
    '| places | seen before it runs | seen after | not seen |',
    '|-|-:|-:|-:|',
    ...groups.map((group) => {
      const counts = (['before', 'after', 'unseen'] as const).map((seen) => count(group, seen));
      return `| ${group} | ${counts.join(' | ')} |`;
    }),
    '',
  ];
}

function table(group: Place['group']): string[] {
  const rows = allPlaces.filter((place) => place.group === group);
  return [
    `## ${group.charAt(0).toUpperCase()}${group.slice(1)}`,
    '',
    ABOUT[group],
    '',
    '| place | Chromium | what still catches it | since |',
    '|-|-|-|-|',
    ...rows.map((place) => `| ${cells(place).join(' | ')} |`),
    '',
  ];
}

function cells({ title, expect, isAbsent, caughtBy = '', since }: Place): string[] {
  if (isAbsent) return [title, 'not there by default', '', ''];
  return [title, SEEN[expect], caughtBy, expect === 'unseen' ? '' : since];
}
