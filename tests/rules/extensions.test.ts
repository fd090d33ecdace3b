// Lint of the known extensions, and every case of names, homes and hosts that match or must not.
import { describe, expect, it } from 'vitest';
import { matchExtension } from '../../core/rules/extension-match.ts';
import { buildHostIndex, matchHost, readHostList } from '../../core/rules/host-match.ts';
import { cases } from '../../rules/extensions/cases.ts';
import { knownExtensions } from '../../rules/extensions/known.ts';
import { notes } from '../../rules/extensions/notes.ts';
import cryptojacking from '../../rules/hosts/cryptojacking.json' with { type: 'json' };
import deliberateMining from '../../rules/hosts/deliberate-mining.json' with { type: 'json' };

const index = buildHostIndex([readHostList(cryptojacking), readHostList(deliberateMining)]);
const isListed = (host: string): boolean => matchHost(index, host) !== null;

describe('the known extensions', () => {
  it('have notes and sources, each, and there are no others', () => {
    expect(Object.keys(notes)).toEqual(knownExtensions.map(({ extension }) => extension));
    for (const { why, sources } of Object.values(notes)) {
      expect(why).toMatch(/^[A-Z].*\.$/);
      for (const source of sources) expect(new URL(source).protocol).toBe('https:');
    }
  });

  it('have names as they are compared, and sites', () => {
    for (const { names, sites } of knownExtensions) {
      for (const name of names) expect(name).toMatch(/^[a-z0-9]+(?: [a-z0-9]+)*$/);
      expect(sites.length).toBeGreaterThan(0);
    }
  });

  it('that rest on the host lists are on them', () => {
    const resting = knownExtensions.filter(({ extension }) =>
      notes[extension]?.sources.some((source) => source.includes('nocoin')),
    );
    expect(resting.length).toBeGreaterThan(2);
    for (const { sites } of resting) expect(sites.filter(isListed)).toEqual(sites);
  });

  it('are told from at least 40 near misses', () => {
    expect(cases.clean.length).toBeGreaterThan(40);
  });
});

it.each(cases.match)('$asked.name mines', ({ asked, ...match }) => {
  expect(matchExtension(knownExtensions, asked, isListed)).toMatchObject(match);
});

it.each(cases.clean)('$name does not', (asked) => {
  const match = matchExtension(knownExtensions, asked, isListed);
  // A monitor of pools is matched by its hosts alone, and the detector says nothing of it.
  expect(match && (match.isNamed || match.reaches.includes('coinhive.com'))).toBeFalsy();
});

it('a name is read in no time, however long', () => {
  const name = 'Bitcoin '.repeat(100_000);
  const begun = performance.now();
  matchExtension(knownExtensions, { name, homepageUrl: '', hostPermissions: [] }, isListed);
  expect(performance.now() - begun).toBeLessThan(500);
});
