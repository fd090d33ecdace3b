// What the page of an incident reads out of it: the path of addresses, the load with its moment, the exceptions that apply.
import { describe, expect, it } from 'vitest';
import type { Settings } from '../../../core/protocol/questions.ts';
import { exceptionsOf } from '../../../entrypoints/log/incident/exceptions-of.ts';
import { loadSeries } from '../../../entrypoints/log/incident/load-series.ts';
import { pathOf } from '../../../entrypoints/log/incident/path-of.ts';
import { withoutPort } from '../../../entrypoints/page-kit/host-name.ts';
import { sampleIncident } from '../../core/report/incident-samples.ts';

const [finding] = sampleIncident().evidence;
if (!finding) throw new Error('the sample has no evidence');

describe('the path', () => {
  it('leads from the page over its frame to what was loaded there, each address once', () => {
    const url = 'https://cdn.example/worker.js';
    const evidence = [
      { ...finding, id: 'detect/dark-code', facts: { url, what: 'script' } },
      { ...finding, id: 'detect/other', facts: { url } },
      { ...finding, id: 'detect/listed-host', facts: { host: 'coinhive.com' } },
    ];
    const incident = sampleIncident({ frameUrl: 'https://ads.example/f', evidence });
    expect(pathOf(incident)).toEqual({
      page: { kind: 'page', address: incident.url },
      frame: { kind: 'frame', address: 'https://ads.example/f' },
      loaded: [
        { kind: 'script', address: url },
        { kind: 'request', address: 'coinhive.com' },
      ],
    });
  });

  it('names the site where the policy keeps no address', () => {
    const { page, frame, loaded } = pathOf(sampleIncident({ url: '' }));
    expect([page.address, frame, loaded]).toEqual(['films.example', null, []]);
  });
});

describe('the load', () => {
  const load: [number, number][] = [
    [3_000, 4],
    [1_000, 300],
    [2_000, 396],
  ];

  it('is in its order, with the first response among it', () => {
    const steps = [
      { at: 2_600, what: 'b', outcome: 'done' as const },
      { at: 2_100, what: 'a', outcome: 'failed' as const },
    ];
    expect(loadSeries(sampleIncident({ load, steps }))).toEqual({
      points: [
        [1_000, 300],
        [2_000, 396],
        [3_000, 4],
      ],
      respondedAt: 2_100,
      mostPercent: 396,
      lastPercent: 4,
    });
  });

  it('marks nothing where nothing was done, or only long before', () => {
    const long = [{ at: 2_000, what: 'a', outcome: 'done' as const }];
    const later = load.map(([at, percent]): [number, number] => [at + 600_000, percent]);
    const series = loadSeries(sampleIncident({ load: later, steps: long }));
    expect(series).toMatchObject({ respondedAt: null, lastPercent: null });
    const observed = sampleIncident({ load, steps: long, response: 'observe' });
    expect(loadSeries(observed)?.respondedAt).toBeNull();
    expect(loadSeries(sampleIncident())).toBeNull();
  });
});

describe('the exceptions that apply', () => {
  const named = (host: string, until = '') => ({ host, reason: 'r', by: '', until });
  const at = Date.UTC(2026, 10, 28, 12);

  it('are those in force of its site and hosts, each once, and only own ones can be ended', () => {
    const found = exceptionsOf(
      { site: 'www.films.example', hosts: ['a.pool.example:8443', 'b.pool.example'] },
      settings([named('films.example'), named('gone.example')], [named('pool.example')]),
      at,
    );
    expect(found).toEqual([
      { ...named('films.example'), what: 'site', isOwn: false },
      { ...named('pool.example'), what: 'host', isOwn: true },
    ]);
  });

  it('are none where they have ended', () => {
    const ended = settings([named('films.example', '2026-11-20')], []);
    expect(exceptionsOf({ site: 'films.example', hosts: [] }, ended, at)).toEqual([]);
  });

  function settings(sites: readonly object[], ownHosts: readonly object[]): Settings {
    const list = (name: string, value: readonly object[], own?: readonly object[]) => ({
      ...{
        name,
        title: '',
        section: '',
        description: '',
        expects: '',
        default: [],
        isSecret: false,
      },
      ...{ kind: { type: 'toggle' as const }, source: 'company', locked: '' as const },
      ...{ value, ...(own && { own }) },
    });
    return {
      isManaged: true,
      organisationName: '',
      maySeeExtensions: false,
      settings: [list('exceptedSites', sites), list('exceptedHosts', ownHosts, ownHosts)],
    };
  }
});

describe('a host of a socket', () => {
  it('is named without its port', () => {
    expect(
      ['a.example:80', 'a.example', '[::1]:80', '::1', '10.0.0.1:3333'].map(withoutPort),
    ).toEqual(['a.example', 'a.example', '[::1]', '::1', '10.0.0.1']);
  });
});
