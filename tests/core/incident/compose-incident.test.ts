// From a decision to an incident: what is kept, what is cut, and which incidents are the same thing seen again.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyLedger, enter, judge } from '../../../core/evidence/ledger.ts';
import { decide, type Decision } from '../../../core/evidence/respond.ts';
import { composeIncident, mergeKey } from '../../../core/incident/compose-incident.ts';
import { incidentSchema, type Incident } from '../../../core/incident/incident.ts';
import type { Observation } from '../../../core/protocol/observation.ts';
import { anyObservation } from '../observations.ts';
import { minerModule } from '../sample-observations.ts';

const AT = 1_800_000_000_000;
const identity = { id: '1b4e28ba-2fa1-4b1d-883f-0016d3cca427', at: AT, engineVersion: '0.1.0' };
const page = { url: 'https://anna:secret@video.test/watch?v=1#t', title: 'Watch <b>this</b>' };

const miner = minerModule;

function request(host: string): Observation {
  return {
    kind: 'listed-host-requested',
    host,
    listedAs: 'coinhive.com',
    category: 'cryptojacking',
    sources: ['nocoin'],
    resourceType: 'script',
    blocked: true,
  };
}

/** What the background decides on the last of these observations; null for nothing. */
function decisionOn(observations: readonly Observation[]): Decision | null {
  const ledger = observations.reduce((all, one) => enter(all, one, AT), emptyLedger());
  const last = observations.at(-1);
  return last ? decide(last, judge(ledger, AT)) : null;
}

function incidentOf(observations: readonly Observation[], about = page): Incident {
  const decision = decisionOn(observations);
  if (!decision) throw new Error('these observations lead to no incident');
  return composeIncident(decision, about, identity);
}

describe('composeIncident', () => {
  it('says what was seen, where and what was done, without the secrets of the address', () => {
    expect(incidentOf([miner])).toMatchObject({
      ...{ id: identity.id, firstSeenAt: AT, lastSeenAt: AT, count: 1, engineVersion: '0.1.0' },
      site: 'video.test',
      url: 'https://video.test/watch?v=1',
      title: 'Watch <b>this</b>',
      category: 'cryptojacking',
      verdict: { level: 'confirmed', score: 100 },
      response: 'block',
      family: 'cryptonight',
      hosts: [],
      module: { sha256: 'ab'.repeat(32), sizeBytes: 318_444, kernelSharePercent: 33.1 },
    });
  });

  it('has no module and no family when a host name alone spoke', () => {
    const incident = incidentOf([miner, request('ws.coinhive.com')]);
    expect(incident).toMatchObject({ module: null, family: null, hosts: ['ws.coinhive.com'] });
  });

  it('takes the family of a refused text where there is no module', () => {
    const text = {
      kind: 'source-judged',
      api: 'Worker',
      workerId: null,
      source: 'script',
      level: 'confirmed',
      score: 95,
      family: 'cryptonight',
      ruleIds: [],
      reasons: [],
      sizeChars: 887_840,
      judgedInMs: 5,
      refused: true,
    } as const;
    expect(incidentOf([text])).toMatchObject({ family: 'cryptonight', module: null });
  });

  it('keeps no hash that is none', () => {
    expect(incidentOf([{ ...miner, sha256: null }]).module?.sha256).toBeNull();
  });

  it('works for a page that has no address and no title', () => {
    const decision = decisionOn([miner]);
    if (!decision) throw new Error('no decision');
    const nowhere = composeIncident(decision, { url: undefined, title: undefined }, identity);
    expect(incidentSchema.parse(nowhere)).toMatchObject({ site: '', url: '', title: '' });
  });

  it('always fits the schema, whatever a page says and however long its title is', () => {
    let incidents = 0;
    const title = fc.oneof(fc.string({ unit: 'binary' }), fc.constant('<b>'.repeat(300_000)));
    const url = fc.oneof(fc.webUrl(), fc.string(), fc.constant(`data:,${'x'.repeat(1_000_000)}`));
    fc.assert(
      fc.property(
        fc.array(anyObservation, { minLength: 1 }),
        fc.record({
          url: fc.option(url, { nil: undefined }),
          title: fc.option(title, { nil: undefined }),
        }),
        (observations, about) => {
          const decision = decisionOn(observations);
          if (!decision) return;
          incidents++;
          const incident = composeIncident(decision, about, identity);
          expect(incidentSchema.parse(incident)).toEqual(incident);
          expect(structuredClone(incident)).toEqual(incident);
          expect(JSON.stringify(incident).length).toBeLessThan(100_000);
        },
      ),
      { numRuns: 500 },
    );
    expect(incidents).toBeGreaterThan(20);
  });
});

describe('mergeKey', () => {
  const same = mergeKey(incidentOf([miner]));

  it('is the same for the same thing seen again', () => {
    const again = incidentOf([miner, { ...miner, judgedInMs: 9 }], {
      url: 'https://video.test/other',
      title: 'Other',
    });
    expect(mergeKey({ ...again, id: 'other', firstSeenAt: 1, count: 7 })).toBe(same);
  });

  it.each<[string, Incident]>([
    ['site', incidentOf([miner], { ...page, url: 'https://bank.test/' })],
    ['family', incidentOf([{ ...miner, family: 'randomx' }])],
    ['category', { ...incidentOf([miner]), category: 'deliberate-mining' }],
    ['response', { ...incidentOf([miner]), response: 'observe' }],
    ['kind of evidence', incidentOf([request('coinhive.com')])],
  ])('differs by %s', (_, other) => {
    expect(mergeKey(other)).not.toBe(same);
  });

  it('differs by the hosts that took part', () => {
    expect(mergeKey(incidentOf([request('a.coinhive.com')]))).not.toBe(
      mergeKey(incidentOf([request('b.coinhive.com')])),
    );
  });

  it('cannot be forged by names that hold its separator', () => {
    const incident = incidentOf([miner]);
    const strongest = incident.verdict.contributions[0]?.id ?? '';
    const forged = { ...incident, family: `x|${strongest}`, hosts: ['h'] };
    const honest = { ...incident, family: 'x', hosts: [strongest, 'h'] };
    expect(mergeKey(forged)).not.toBe(mergeKey(honest));
  });
});
