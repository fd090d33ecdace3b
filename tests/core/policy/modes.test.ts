// What the policy demands where mining is seen, and exceptions that end.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inForce, namedBy, nextEnd } from '../../../core/policy/exceptions.ts';
import { demandBy, demandOf, responseKeyOf } from '../../../core/policy/modes.ts';
import type { Policy } from '../../../core/policy/policy-keys.ts';
import { resolvePolicy, type Layer } from '../../../core/policy/resolve.ts';
import { anyObservation } from '../observations.ts';

const NOON = new Date(2027, 4, 31, 12).getTime();
const MIDNIGHT = new Date(2027, 5, 1).getTime();

function policyOf(company: Layer): Policy {
  return resolvePolicy(company, null).policy;
}

describe('demandOf', () => {
  const exceptedSites = [{ host: 'fold.test', reason: 'volunteers', until: '2027-05-31' }];
  const exceptedHosts = [{ host: 'pool.test' }];
  it.each([
    [{}, 'cryptojacking', 'block', ''],
    [{}, 'deliberate-mining', 'monitor', 'this category is only monitored'],
    [{ deliberateMining: 'block' }, 'deliberate-mining', 'block', ''],
    [{ mode: 'monitor' }, 'cryptojacking', 'monitor', 'Assay only monitors here'],
    [
      { mode: 'monitor', deliberateMining: 'block' },
      'deliberate-mining',
      'monitor',
      'Assay only monitors here',
    ],
    [{ cryptojacking: 'off' }, 'cryptojacking', 'off', 'the policy switches this category off'],
    [
      { exceptedSites },
      'cryptojacking',
      'monitor',
      'fold.test is excepted: volunteers, until 2027-05-31',
    ],
    [{ exceptedHosts }, 'cryptojacking', 'monitor', 'pool.test is excepted'],
  ] as const)('%j, %s: %s', (company, category, mode, why) => {
    const parties = { sites: ['', 'www.fold.test'], host: 'eu.pool.test' };
    expect(demandOf(policyOf(company), category, parties, NOON)).toEqual({ mode, why });
  });

  it.each([
    [{}, 'monitor', 'downloads of miners are only monitored'],
    [{ minerDownloads: 'block' }, 'block', ''],
    [{ minerDownloads: 'block', mode: 'monitor' }, 'monitor', 'Assay only monitors here'],
    [{ minerDownloads: 'block', deliberateMining: 'off' }, 'block', ''],
    [{ minerDownloads: 'off' }, 'off', 'the policy switches downloads of miners off'],
    [{ minerDownloads: 'block', exceptedHosts }, 'monitor', 'pool.test is excepted'],
    [
      { minerDownloads: 'block', exceptedSites },
      'monitor',
      'fold.test is excepted: volunteers, until 2027-05-31',
    ],
  ] as const)('of downloads, %j: %s', (company, mode, why) => {
    const parties = { sites: ['www.fold.test'], host: 'eu.pool.test' };
    expect(demandBy(policyOf(company), 'minerDownloads', parties, NOON)).toEqual({ mode, why });
  });

  it.each(['deliberateMining', 'miningDashboards', 'minerDownloads', 'miningExtensions'] as const)(
    '%s: each of its modes, and none but off beside a mode that only monitors',
    (key) => {
      const modeOf = (company: Layer, sites: readonly string[] = []): string =>
        demandBy(policyOf(company), key, { sites }, NOON).mode;
      expect(modeOf({})).toBe('monitor');
      const modes = ['block', 'warn', 'monitor', 'off'];
      expect(modes.map((own) => modeOf({ [key]: own }))).toEqual(modes);
      // Where the whole policy only monitors, people are not warned either.
      const trial = modes.map((own) => modeOf({ mode: 'monitor', [key]: own }));
      expect(trial).toEqual(['monitor', 'monitor', 'monitor', 'off']);
      const excepted = modes.map((own) => modeOf({ [key]: own, exceptedSites }, ['fold.test']));
      expect(excepted).toEqual(['monitor', 'monitor', 'monitor', 'off']);
    },
  );

  it('each kind of observation has its key', () => {
    const keys = fc
      .sample(anyObservation, { numRuns: 400, seed: 3 })
      .map((one) => [one.kind, responseKeyOf(one)] as const);
    expect(Object.fromEntries(keys.filter(([kind]) => kind !== 'listed-host-requested'))).toEqual({
      ...Object.fromEntries(
        keys
          .filter(([kind]) => kind !== 'listed-host-requested')
          .map(([kind]) => [kind, 'cryptojacking']),
      ),
      'miner-downloaded': 'minerDownloads',
      'page-traits-seen': 'miningDashboards',
      'mining-extension-found': 'miningExtensions',
    });
  });

  it('an exception ends with its last day', () => {
    const policy = policyOf({ exceptedSites });
    const mode = (at: number) =>
      demandOf(policy, 'cryptojacking', { sites: ['fold.test'] }, at).mode;
    expect([mode(MIDNIGHT - 1), mode(MIDNIGHT)]).toEqual(['monitor', 'block']);
    expect(nextEnd(policy, NOON)).toBe(MIDNIGHT);
    expect(nextEnd(policy, MIDNIGHT)).toBeNull();
    expect(inForce(policy.exceptedSites, MIDNIGHT)).toEqual([]);
  });
});

describe('namedBy', () => {
  const { exceptedSites } = policyOf({
    exceptedSites: [{ host: 'Example.org' }, { host: '*.fold.test' }],
  });
  it.each([
    ['example.org', true],
    ['EXAMPLE.org.', true],
    ['www.example.org', true],
    ['notexample.org', false],
    ['example.org.evil.test', false],
    ['fold.test', true],
    ['a.b.fold.test', true],
    ['', false],
  ])('%s: %s', (site, isNamed) => {
    expect(namedBy(exceptedSites, site, NOON) !== null).toBe(isNamed);
  });
});
