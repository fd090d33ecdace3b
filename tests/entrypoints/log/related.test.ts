// Related incidents: by what they share, the strongest first, ten at most.
import { describe, expect, it } from 'vitest';
import { summaryOf } from '../../../core/incident/summary.ts';
import { MOST_RELATED, relatedOf } from '../../../entrypoints/log/incident/related.ts';
import type { Incident } from '../../../core/incident/incident.ts';
import { sampleIncident } from '../../core/report/incident-samples.ts';

const incident = sampleIncident();
const strange = { site: 'other.example', family: null, module: null, hosts: [] } as const;
let next = 0;

function another(changes: Partial<Incident>) {
  next += 1;
  const id = `00000000-0000-4000-8000-${String(next).padStart(12, '0')}`;
  return summaryOf(sampleIncident({ id, ...strange, ...changes }));
}

describe('related incidents', () => {
  it('says why, and puts the same module before host, family and site', () => {
    const bySite = another({ site: incident.site, lastSeenAt: incident.lastSeenAt + 9 });
    const byFamily = another({ family: incident.family });
    const byHost = another({ hosts: ['x.example', 'pool.example'] });
    const byModule = another({ module: incident.module });
    const byAll = another({ ...incident, id: '11111111-0000-4000-8000-000000000000' });
    const known = [bySite, byFamily, byHost, byModule, byAll, another({})];
    expect(relatedOf(incident, known)).toEqual([
      { summary: byAll, why: ['module', 'host', 'family', 'site'] },
      { summary: byModule, why: ['module'] },
      { summary: byHost, why: ['host'] },
      { summary: byFamily, why: ['family'] },
      { summary: bySite, why: ['site'] },
    ]);
  });

  it('is not related to itself, nor by what nobody knows', () => {
    const unknown = sampleIncident({ ...strange, site: '', family: 'unknown' });
    const same = another({ site: '', family: 'unknown' });
    expect(relatedOf(unknown, [same, summaryOf(unknown)])).toEqual([]);
    expect(relatedOf(incident, [summaryOf(incident)])).toEqual([]);
  });

  it('takes the newest where they share the same, at most ten', () => {
    const many = Array.from({ length: 40 }, (_, at) =>
      another({ site: incident.site, lastSeenAt: at }),
    );
    const found = relatedOf(incident, many);
    expect(found.length).toBe(MOST_RELATED);
    expect(found.map(({ summary }) => summary.lastSeenAt)).toEqual(
      Array.from({ length: MOST_RELATED }, (_, at) => 39 - at),
    );
  });
});
