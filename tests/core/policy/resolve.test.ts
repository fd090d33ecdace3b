// Whose word holds, key by key, and that a wrong value harms no other.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICY, keyNames, keyOf } from '../../../core/policy/policy-keys.ts';
import { resolvePolicy, type Layer } from '../../../core/policy/resolve.ts';

const excepted = (host: string) => ({ host, reason: '', by: '', until: '' });

/** What was ignored, as `name: why`. */
function ignored(company: Layer | null, person: Layer | null = null): string[] {
  return resolvePolicy(company, person).ignored.map(({ name, why }) => `${name}: ${why}`);
}

describe('without a policy', () => {
  it.each([null, {}])('the defaults hold: %j', (stored) => {
    const { policy, sources, ignored } = resolvePolicy(stored, null);
    expect([policy, ignored]).toEqual([DEFAULT_POLICY, []]);
    expect(new Set(Object.values(sources))).toEqual(new Set(['default']));
  });

  it('a person may set what is for people', () => {
    const { policy, sources } = resolvePolicy(null, { mode: 'monitor', organisationName: 'Mine' });
    expect([policy.mode, sources.mode]).toEqual(['monitor', 'person']);
    expect([policy.organisationName, sources.organisationName]).toEqual(['', 'default']);
  });
});

describe('with a policy', () => {
  it('the company has the last word', () => {
    const { policy, sources } = resolvePolicy({ mode: 'block' }, { mode: 'monitor', keepDays: 7 });
    expect([policy.mode, sources.mode]).toEqual(['block', 'company']);
    expect([policy.keepDays, sources.keepDays]).toEqual([7, 'person']);
  });

  it('what people except adds up with what the company excepts', () => {
    const { policy, sources } = resolvePolicy(
      { exceptedSites: [{ host: 'a.test' }] },
      { exceptedSites: [{ host: 'b.test' }] },
    );
    expect(policy.exceptedSites).toEqual([excepted('a.test'), excepted('b.test')]);
    expect(sources.exceptedSites).toBe('company and person');
  });

  it('people set nothing that they have no right to, and are told so', () => {
    const company = { peopleMay: ['see-log'] };
    const person = { exceptedSites: [{ host: 'b.test' }], mode: 'monitor' };
    expect(resolvePolicy(company, person).policy).toMatchObject({
      exceptedSites: [],
      mode: 'block',
    });
    expect(ignored(company, person)).toEqual([
      'exceptedSites: people may not set this here',
      'mode: people may not set this here',
    ]);
  });
});

describe('a wrong value', () => {
  it.each([
    [{ mode: 'monitr' }, 'mode: must be one of "block", "monitor", but is "monitr"'],
    [{ keepDays: 1.5 }, 'keepDays: must be a whole number from 1 to 3650 (days), but is 1.5'],
    [{ keepDays: '7' }, 'keepDays: must be a whole number from 1 to 3650 (days), but is "7"'],
    [{ forensics: 'yes' }, 'forensics: must be true or false, but is "yes"'],
    [{ Mode: 'block' }, 'Mode: no key of this version; is "mode" meant?'],
    [{ modus: 1 }, 'modus: no key of this version'],
    [{ __proto__: null, constructor: 1 }, 'constructor: no key of this version'],
    [
      { ruleFeedUrl: 'http://feed.example' },
      'ruleFeedUrl: must be an address that begins with https:// and holds no password, but is "http://feed.example"',
    ],
  ])('is named, and why: %j', (company, sentence) => {
    expect(ignored(company)).toEqual([sentence]);
    expect(resolvePolicy(company, null).policy).toEqual(DEFAULT_POLICY);
  });

  it('of a list is left out alone', () => {
    const items = [
      { host: '*.A.test' },
      { host: 'not a host' },
      7,
      { host: 'b.test', until: '2027-02-31' },
    ];
    const { policy, ignored } = resolvePolicy({ exceptedSites: items, mode: 'monitor' }, null);
    expect(policy.exceptedSites).toEqual([excepted('a.test')]);
    expect(policy.mode).toBe('monitor');
    expect(ignored.map(({ name }) => name)).toEqual([1, 2, 3].map((at) => `exceptedSites[${at}]`));
  });

  it.each(['detect/static-module', 'detect/listed-host', 'work'])(
    'is a detector that cannot be disabled: %s',
    (id) => {
      const { policy, ignored } = resolvePolicy({ disabledDetectors: [id, 'detect/work'] }, null);
      expect(policy.disabledDetectors).toEqual(['detect/work']);
      expect(ignored.map(({ name }) => name)).toEqual(['disabledDetectors[0]']);
    },
  );

  it('that is secret is never shown', () => {
    const secret = { sink: 'soc', token: 4711 };
    expect(ignored({ fleetSecrets: [secret] })).toEqual([
      'fleetSecrets[0]: must be like {"sink": "soc", "token": "…"}, but is something else',
    ]);
  });

  it('whatever it is, every key has a value of its kind', () => {
    const anything = fc.dictionary(fc.constantFrom(...keyNames), fc.anything());
    fc.assert(
      fc.property(anything, anything, (company, person) => {
        const { policy } = resolvePolicy(company, person);
        for (const name of keyNames)
          expect(keyOf(name).shape.schema.safeParse(policy[name]).success).toBe(true);
      }),
    );
  });
});
