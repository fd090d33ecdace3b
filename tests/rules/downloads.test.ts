// Lint of the miner programs: their form, their notes, and every case of names and addresses that match or must not.
import { describe, expect, it } from 'vitest';
import { matchDownload } from '../../core/rules/download-match.ts';
import { cases } from '../../rules/downloads/cases.ts';
import { miners } from '../../rules/downloads/miners.ts';
import { notes } from '../../rules/downloads/notes.ts';

describe('the miner programs', () => {
  it('have notes and sources, each, and there are no others', () => {
    expect(Object.keys(notes)).toEqual(miners.map(({ program }) => program));
    for (const { why, sources } of Object.values(notes)) {
      expect(why).toMatch(/^[A-Z].*\.$/);
      expect(sources.length).toBeGreaterThan(0);
      for (const source of sources) expect(new URL(source).protocol).toBe('https:');
    }
  });

  it.each(miners.map((one) => [one.program, one] as const))('%s is well formed', (_, one) => {
    const { names, releases = [], places } = one;
    for (const name of names) expect(name, 'lower case words').toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    for (const release of releases) expect(release, 'has its numbers').toMatch(/^[a-z0-9.#-]*#/);
    for (const place of places) {
      expect(place, 'lower case, with a path').toMatch(/^[a-z0-9.-]+(\/[a-z0-9._-]+)+$/);
      const { host } = new URL(`https://${place}`);
      // A code host hands out everything: only one repository's releases may stand here.
      if (host === 'github.com') expect(place).toMatch(/^github\.com\/[^/]+\/[^/]+\/releases$/);
    }
  });

  it('have a place, but for those that are known by name only', () => {
    const nameOnly = miners.filter(({ places }) => places.length === 0).map((one) => one.program);
    const known = ['multiminer', 'cudominer', 'honeyminer', 'betterhash', 'unmineable'];
    expect(nameOnly).toEqual(known);
  });

  it('are told from at least 40 near misses', () => {
    expect(cases.clean.length).toBeGreaterThan(40);
    expect(new Set(cases.match.map(({ program }) => program))).toEqual(
      new Set(miners.map(({ program }) => program)),
    );
  });
});

it.each(cases.match)('$asked.fileName $asked.urls.0 is $program', (one) => {
  const { asked, program, isNamed, place } = one;
  expect(matchDownload(miners, asked)).toMatchObject({ program, isNamed, place });
});

it.each(cases.clean)('$fileName $urls.0 is clean', (asked) => {
  expect(matchDownload(miners, asked)).toBeNull();
});

it('a name is read in no time, however long', () => {
  const fileName = `xmrig${'-1'.repeat(50_000)}-analysis.zip`;
  const begun = performance.now();
  expect(matchDownload(miners, { fileName, urls: [], referrer: '' })).toBeNull();
  expect(performance.now() - begun).toBeLessThan(500);
});
