// What the log keeps of whose page it was: by the policy's word, and less for private windows.
import { describe, expect, it } from 'vitest';
import { emptyLedger, enter, judge } from '../../../core/evidence/ledger.ts';
import { decide, NOTHING_BEFORE } from '../../../core/evidence/respond.ts';
import { composeIncident } from '../../../core/incident/compose-incident.ts';
import { incidentSchema, type Incident } from '../../../core/incident/incident.ts';
import { kept, keepingOf, nameless } from '../../../core/incident/keep.ts';
import { demandOf } from '../../../core/policy/modes.ts';
import { resolvePolicy, type Layer } from '../../../core/policy/resolve.ts';
import type { Observation } from '../../../core/protocol/observation.ts';
import { minerModule } from '../sample-observations.ts';

const AT = 1_800_000_000_000;
const request: Observation = {
  kind: 'listed-host-requested',
  host: 'ws.coinhive.com',
  listedAs: 'coinhive.com',
  category: 'cryptojacking',
  sources: ['nocoin'],
  resourceType: 'script',
  blocked: true,
};
const dark: Observation = {
  ...{ kind: 'dark-code-judged', what: 'script', url: 'https://cdn.video.test/w.js?u=anna' },
  ...{ place: 'worker', level: 'confirmed', score: 95, family: 'cryptonight', ruleIds: [] },
  ...{ reasons: [], sha256: null, sizeBytes: 1, kernelSharePercent: 1 },
};

function incidentOf(observation: Observation): Incident {
  const decision = decide(observation, judge(enter(emptyLedger(), observation, AT), AT));
  if (!decision) throw new Error('this leads to no incident');
  const page = {
    url: 'https://video.test/watch?v=1',
    title: 'Private video',
    frameUrl: 'https://ad.test/',
  };
  const id = '1b4e28ba-2fa1-4b1d-883f-0016d3cca427';
  const composed = composeIncident(decision, page, { id, at: AT, engineVersion: '0.3.0' });
  const what = 'WebAssembly, workers and sockets of ad.test refused until the browser is closed';
  return { ...composed, steps: [{ at: AT, what, outcome: 'done' }] };
}

/** An incident as the policy has it named: of a page below the site that the company excepts. */
function exceptedIncident(): Incident {
  const { policy } = resolvePolicy(
    { exceptedSites: [{ host: 'video.test', reason: 'trial', by: 'it@corp.test' }] },
    null,
  );
  const demand = demandOf(policy, 'cryptojacking', { sites: ['www.eu.video.test'] }, AT);
  const seen = judge(enter(emptyLedger(), dark, AT), AT);
  const decision = decide(dark, seen, { ...NOTHING_BEFORE, demand });
  if (!decision) throw new Error('this leads to no incident');
  const page = { url: 'https://www.eu.video.test/watch', title: '' };
  const id = '1b4e28ba-2fa1-4b1d-883f-0016d3cca427';
  return composeIncident(decision, page, { id, at: AT, engineVersion: '0.3.0' });
}

function keptAs(company: Layer, isPrivate: boolean, observation: Observation = request): Incident {
  const { policy } = resolvePolicy(company, null);
  return kept(incidentOf(observation), keepingOf(policy, isPrivate));
}

describe('an incident keeps', () => {
  it('address and title by default', () => {
    expect(keptAs({}, false)).toEqual(incidentOf(request));
  });

  it('no title where the policy wants none', () => {
    expect(keptAs({ storeTitles: false }, false)).toEqual({ ...incidentOf(request), title: '' });
  });

  it('the host name only, of the page and of scripts', () => {
    const { site, url, evidence } = keptAs({ storedAddress: 'site' }, false, dark);
    expect([site, url]).toEqual(['video.test', '']);
    expect(evidence[0]?.facts['url']).toBe('cdn.video.test');
  });

  it('of a private window the host name, and no title', () => {
    expect(keptAs({}, true)).toMatchObject({ site: 'video.test', url: '', title: '' });
  });

  it.each([request, dark, minerModule])('nothing that names anybody: $kind', (observation) => {
    const incident = keptAs({ storedAddressOfPrivateWindows: 'nothing' }, true, observation);
    expect(incidentSchema.safeParse(incident).success).toBe(true);
    expect(JSON.stringify(incident)).not.toMatch(/video\.test|ad\.test|coinhive|Private|anna/);
    expect(incident.evidence.map(({ sentence }) => sentence).join()).not.toBe('');
  });

  it('nothing of the site either that the exception names', () => {
    const incident = kept(exceptedIncident(), { address: 'nothing', isTitleKept: false });
    expect(JSON.stringify(incident)).not.toContain('video.test');
    const action = 'Nothing was blocked: … is excepted: trial, by it@corp.test.';
    expect(incident).toMatchObject({ action, steps: [{ what: action }] });
  });

  it('numbers of a sentence, where the host is one', () => {
    const incident = { ...incidentOf(request), site: '10.0.1.2', action: 'Of 10.0.1.2: 1.2 cores' };
    expect(kept(incident, { address: 'nothing', isTitleKept: false }).action).toBe(
      'Of …: 1.2 cores',
    );
  });
});

describe('nameless', () => {
  it('takes the longest name first', () => {
    expect(nameless('a.b.test and b.test', ['b.test', 'a.b.test', ''])).toBe('… and …');
  });
});
