// What managed storage may hold: each key by itself, a wrong one falls back alone and is named; and the schema that the
// browser reads says the same as the reader.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MANAGED_SCHEMA } from '../../../core/policy/managed-schema.ts';
import { DEFAULT_POLICY, isExcepted, readPolicy } from '../../../core/policy/policy.ts';

describe('readPolicy', () => {
  it('gives the defaults where there is nothing', () => {
    for (const stored of [undefined, null, {}])
      expect(readPolicy(stored)).toEqual({ policy: DEFAULT_POLICY, wrong: [] });
  });

  it('takes what is right and names what is not', () => {
    expect(readPolicy({ exceptedSites: ['a.test'], forensics: 'yes', other: 1 })).toEqual({
      policy: { ...DEFAULT_POLICY, exceptedSites: ['a.test'] },
      wrong: ['forensics'],
    });
    expect(readPolicy({ exceptedSites: [7], forensics: true })).toEqual({
      policy: { ...DEFAULT_POLICY, forensics: true },
      wrong: ['exceptedSites'],
    });
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (exceptedSites, forensics) => {
        const { policy } = readPolicy({ exceptedSites, forensics });
        expect(typeof policy.forensics).toBe('boolean');
        expect(Array.isArray(policy.exceptedSites)).toBe(true);
      }),
    );
  });
});

describe('isExcepted', () => {
  const policy = { ...DEFAULT_POLICY, exceptedSites: ['Example.org', '*.fold.test', ''] };

  it.each([
    ['example.org', true],
    ['www.example.org', true],
    ['notexample.org', false],
    ['fold.test', true],
    ['a.fold.test', true],
    ['', false],
    ['other.test', false],
  ])('%s: %s', (site, excepted) => {
    expect(isExcepted(policy, site)).toBe(excepted);
  });
});

describe('the schema of managed storage', () => {
  it('has the keys of the policy, each with words for people', () => {
    expect(Object.keys(MANAGED_SCHEMA.properties).sort()).toEqual(
      Object.keys(DEFAULT_POLICY).sort(),
    );
    for (const { title, description } of Object.values(MANAGED_SCHEMA.properties))
      expect([title, description]).toEqual([
        expect.stringMatching(/\S/),
        expect.stringMatching(/\.$/),
      ]);
  });

  it('uses only keywords with which Chromium loads an extension', () => {
    const allowed = ['type', 'title', 'description', 'properties', 'items'];
    const keywords = (schema: object): string[] =>
      Object.entries(schema).flatMap(([key, value]) =>
        key === 'properties'
          ? [key, ...Object.values(value as Record<string, object>).flatMap(keywords)]
          : [key, ...(key === 'items' ? keywords(value as object) : [])],
      );
    expect(keywords(MANAGED_SCHEMA).filter((key) => !allowed.includes(key))).toEqual([]);
  });
});
