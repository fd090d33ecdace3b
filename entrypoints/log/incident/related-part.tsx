// Other incidents that have to do with this one, each with the reason, and the way to all of the same site or family.
import { useMemo } from 'preact/hooks';
import type { Incident } from '../../../core/incident/incident.ts';
import type { IncidentSummary } from '../../../core/incident/summary.ts';
import { listText, siteText } from '../../page-kit/format.ts';
import { LevelChip, Time } from '../../page-kit/parts.tsx';
import { text, type TextKey } from '../../page-kit/text.ts';
import { incidentHash } from '../list/columns.tsx';
import { Part } from './part.tsx';
import { isNamed, relatedOf, type Related, type Relation } from './related.ts';

const RELATION_KEYS = {
  module: 'incident_same_module',
  host: 'incident_same_host',
  family: 'incident_same_family',
  site: 'incident_same_site',
} as const satisfies Record<Relation, TextKey>;

interface Properties {
  readonly incident: Incident;
  readonly known: readonly IncidentSummary[];
}

export function RelatedPart({ incident, known }: Properties) {
  const related = useMemo(() => relatedOf(incident, known), [incident, known]);
  return (
    <Part title={text('incident_related')} name="related">
      {related.length === 0 ? (
        <p class="quiet">{text('incident_related_none')}</p>
      ) : (
        <ul class="related-list">
          {related.map((one) => (
            <RelatedItem of={one} key={one.summary.id} />
          ))}
        </ul>
      )}
      <AllLinks incident={incident} />
    </Part>
  );
}

function RelatedItem({ of: { summary, why } }: { of: Related }) {
  const { id, site, level, lastSeenAt } = summary;
  return (
    <li>
      <a href={incidentHash(id)}>
        <bdi>{siteText(site)}</bdi>
      </a>
      <LevelChip level={level} />
      <span class="quiet">
        <Time at={lastSeenAt} now={Date.now()} />
        {' · '}
        {listText(why.map((one) => text(RELATION_KEYS[one])))}
      </span>
    </li>
  );
}

function AllLinks({ incident: { site, family } }: { incident: Incident }) {
  return (
    <p class="related-all">
      {site !== '' && (
        <a href={`#${new URLSearchParams({ site }).toString()}`}>{text('incident_all_of_site')}</a>
      )}
      {isNamed(family) && (
        <a href={`#${new URLSearchParams({ family }).toString()}`}>
          {text('incident_all_of_family')}
        </a>
      )}
    </p>
  );
}
