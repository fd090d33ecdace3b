// What may leave for a sink: which events, each field that is left out, and that no format lets anything of it through.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FleetEvent } from '../../../core/fleet/event.ts';
import { formats } from '../../../core/fleet/formats.ts';
import { leaving } from '../../../core/fleet/leaving.ts';
import type { Incident } from '../../../core/incident/incident.ts';
import type { Sink } from '../../../core/policy/sink.ts';
import { sampleIncident } from '../report/incident-samples.ts';
import { batchOf, EVENTS, heartbeatEvent, incidentEvent } from './event-samples.ts';

const SINK: Sink = {
  ...{ name: 'soc', format: 'ndjson', address: 'https://soc.example/in', scheme: 'bearer' },
  ...{ severity: 'informational', category: 'all', health: true },
  ...{ addresses: 'full', titles: true, user: 'label' },
};

/** An incident that names the word wherever an address, a title or a name of a host can stand. */
function naming(word: string, host: string): Incident {
  const address = `https://${host}/${word}/a.wasm?key=${word}`;
  const evidence: Incident['evidence'] = [
    {
      ...{ id: 'detect/dark-code', kind: 'artefact', weight: 95, trust: 'background' },
      facts: { url: address, family: 'cryptonight', sizeBytes: 888_000 },
      sentence: `Cryptonight miner: a shared worker of ${host} asked for a script that is one.`,
    },
    {
      ...{ id: 'detect/listed-host', kind: 'host', weight: 90, trust: 'background' },
      facts: { host, hosts: [host], listedAs: host, sources: ['NoCoin'] },
      sentence: `The page asked for ${host}, a known host of mining scripts.`,
    },
  ];
  return sampleIncident({
    ...{
      site: host,
      url: address,
      frameUrl: address,
      title: `Films ${word}`,
      hosts: [host],
      evidence,
    },
    action: `The request to ${host} was blocked.`,
    steps: [{ at: 1, what: `1 socket to ${host} ended`, outcome: 'done' }],
  });
}

function incidentOf(event: FleetEvent | null): Incident {
  if (event?.kind !== 'incident') throw new Error('no incident');
  return event.incident;
}

describe('which events leave', () => {
  it('all of them for a sink that asks for all', () => {
    for (const event of EVENTS) expect(leaving(event, SINK)).toEqual(event);
  });

  it.each([
    ['high', [true, false, false, false]],
    ['medium', [true, true, false, false]],
    ['low', [true, true, true, false]],
    ['informational', [true, true, true, true]],
  ] as const)('incidents from %s on', (severity, expected) => {
    const severities = ['high', 'medium', 'low', 'informational'] as const;
    const left = severities.map((one) =>
      leaving({ ...incidentEvent(), severity: one }, { ...SINK, severity }),
    );
    expect(left.map((event) => event !== null)).toEqual(expected);
    // Health is no matter of severity.
    expect(leaving(heartbeatEvent(), { ...SINK, severity })).not.toBeNull();
  });

  it('by category, and health only where it is asked for', () => {
    const mining = incidentEvent(sampleIncident({ category: 'deliberate-mining' }));
    const sink = { ...SINK, category: 'deliberate-mining' } as const;
    expect([leaving(mining, sink), leaving(incidentEvent(), sink)]).toEqual([mining, null]);
    const left = EVENTS.map((event) => leaving(event, { ...SINK, health: false })?.kind ?? null);
    expect(left).toEqual(['incident', null, null, null]);
  });
});

describe('what of an incident leaves', () => {
  const host = 'films.example';
  const event = incidentEvent(naming('word', host));

  it('everything, once the policy says so', () => {
    expect(leaving(event, SINK)).toEqual(event);
  });

  it('no title where titles are not sent, whatever of addresses is', () => {
    for (const addresses of ['full', 'site', 'nothing'] as const)
      expect(incidentOf(leaving(event, { ...SINK, addresses, titles: false })).title).toBe('');
  });

  it('of addresses the site alone', () => {
    const left = incidentOf(leaving(event, { ...SINK, addresses: 'site' }));
    expect(left).toMatchObject({
      site: host,
      hosts: [host],
      url: '',
      frameUrl: '',
      title: 'Films word',
    });
    expect(left.evidence.map(({ facts }) => facts)).toEqual([
      { url: host, family: 'cryptonight', sizeBytes: 888_000 },
      { host, hosts: [host], listedAs: host, sources: ['NoCoin'] },
    ]);
  });

  it('nothing that names a site', () => {
    const left = incidentOf(leaving(event, { ...SINK, addresses: 'nothing' }));
    expect(left).toMatchObject({ site: '', hosts: [], url: '', frameUrl: '', title: '' });
    expect(left.action).toBe('The request to … was blocked.');
    expect(left.steps.map(({ what }) => what)).toEqual(['1 socket to … ended']);
    expect(left.evidence.map(({ facts, sentence }) => [facts, sentence])).toEqual([
      [
        { family: 'cryptonight', sizeBytes: 888_000 },
        'Cryptonight miner: a shared worker of … asked for a script that is one.',
      ],
      [{ sources: ['NoCoin'] }, 'The page asked for …, a known host of mining scripts.'],
    ]);
  });

  it('what was judged stays as it is', () => {
    const left = incidentOf(leaving(event, { ...SINK, addresses: 'nothing', titles: false }));
    const kept = ['id', 'verdict', 'category', 'response', 'family', 'module', 'cost'] as const;
    for (const name of kept) expect(left[name]).toEqual(incidentOf(event)[name]);
  });
});

/** All that a format sends, as text; bytes that are no text count one by one. */
function sentBy(name: keyof typeof formats, incident: Incident, changes: Partial<Sink>): string {
  const event = leaving(incidentEvent(incident), { ...SINK, ...changes });
  if (!event) throw new Error('it does not leave');
  const { body } = formats[name].encode(batchOf([event]));
  return Buffer.from(body).toString('latin1').toLowerCase();
}

describe.each(Object.keys(formats) as (keyof typeof formats)[])(
  '%s lets nothing through',
  (name) => {
    const anyWord = fc.stringMatching(/^q[a-z]{9,14}x$/);

    it('of paths, frames, titles and addresses in evidence', () => {
      fc.assert(
        fc.property(anyWord, (word) => {
          const incident = naming(word, 'films.example');
          expect(sentBy(name, incident, { addresses: 'site', titles: false })).not.toContain(word);
          expect(sentBy(name, incident, { addresses: 'nothing', titles: false })).not.toContain(
            word,
          );
        }),
        { numRuns: 50 },
      );
    });

    it('of hosts, where nothing may name a site', () => {
      fc.assert(
        fc.property(anyWord, (word) => {
          const incident = naming(word, `cdn.${word}.example`);
          expect(sentBy(name, incident, { addresses: 'nothing', titles: true })).not.toContain(
            word,
          );
        }),
        { numRuns: 50 },
      );
    });

    it('but would have sent it', () => {
      const incident = naming('qsecretwordx', 'films.example');
      expect(sentBy(name, incident, {})).toContain('qsecretwordx');
      expect(sentBy(name, incident, { addresses: 'site', titles: false })).toContain(
        'films.example',
      );
    });
  },
);
