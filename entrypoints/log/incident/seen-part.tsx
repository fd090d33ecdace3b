// Why we are sure: every finding with its points, who measured it and its facts, and the sum of the points in a form that a
// reader can redo.
import {
  explain,
  USUAL_BOUNDS,
  type ExplainedEvidence,
  type Explanation,
  type Ground,
} from '../../../core/evidence/explain.ts';
import type { EvidenceKind, Trust } from '../../../core/evidence/evidence.ts';
import type { Incident } from '../../../core/incident/incident.ts';
import { plainText } from '../../../core/report/plain-text.ts';
import { numberText } from '../../page-kit/format.ts';
import { Pairs, PointsBar } from '../../page-kit/parts.tsx';
import { counted, text, type TextKey } from '../../page-kit/text.ts';
import { factLabel, factText } from './fact-text.ts';
import { Part, Recorded, Spaced } from './part.tsx';

const GROUND_KEYS = {
  'decides-by-itself': 'incident_ground_decides',
  'work-beside-another-kind': 'incident_ground_work',
  'lacks-work': 'incident_ground_lacks_work',
  'below-confirmed': 'incident_ground_below_confirmed',
  'below-suspected': 'incident_ground_below_suspected',
  'own-bounds': 'incident_ground_own_bounds',
} as const satisfies Record<Ground, TextKey>;

const TRUST_KEYS = {
  background: 'incident_by_background',
  page: 'incident_by_page',
} as const satisfies Record<Trust, TextKey>;

const KIND_KEYS = {
  host: 'incident_kind_host',
  artefact: 'incident_kind_artefact',
  code: 'incident_kind_code',
  work: 'incident_kind_work',
  network: 'incident_kind_network',
} as const satisfies Record<EvidenceKind, TextKey>;

export function SeenPart({ incident }: { incident: Incident }) {
  const explanation = explain(incident.verdict, incident.evidence);
  const { ground, evidence } = explanation;
  return (
    <Part title={text('incident_seen')} name="seen">
      <p class="quiet">
        <Spaced>
          {[<Sum of={explanation} key="sum" />, text(GROUND_KEYS[ground], USUAL_BOUNDS)]}
        </Spaced>
      </p>
      <ol class="evidence">
        {evidence.map((item, at) => (
          <EvidenceItem item={item} key={`${item.id} ${at}`} />
        ))}
      </ol>
      {evidence.some(({ trust }) => trust === 'page') && (
        <p class="quiet footnote">{text('incident_trust')}</p>
      )}
    </Part>
  );
}

/** `60 + 25 + 20 = 105`. */
function Sum({ of: { evidence, totalPoints } }: { of: Explanation }) {
  const parts = evidence.filter(({ points }) => points > 0).map(({ points }) => numberText(points));
  if (parts.length === 0) return <>{text('incident_sum_none')}</>;
  if (parts.length === 1) return <>{counted('incident_sum_one', totalPoints)}</>;
  const terms = `${parts.join(' + ')} = ${numberText(totalPoints)}`;
  const key = Math.round(totalPoints) > 100 ? 'incident_sum_capped' : 'incident_sum';
  const [before = '', behind = ''] = text(key).split('{terms}');
  return (
    <>
      {before}
      <span class="sum">{terms}</span>
      {behind}
    </>
  );
}

function EvidenceItem({ item }: { item: ExplainedEvidence }) {
  const { id, sentence, points, trust, kind, facts } = item;
  const note = noteOn(item);
  return (
    <li>
      <div class="points">
        <b>{numberText(points)}</b> {counted('incident_points', points)}
        <PointsBar points={points} />
      </div>
      <div class="evidence-text">
        <p class="sentence">
          {sentence === '' ? text('incident_not_kept') : <Recorded of={sentence} />}
        </p>
        {note !== '' && <p class="quiet">{note}</p>}
        <p class="quiet source">
          {trust !== null && <span class={`tag trust-${trust}`}>{text(TRUST_KEYS[trust])}</span>}
          {kind !== null && <span class="tag">{text(KIND_KEYS[kind])}</span>}
          <code>{plainText(id, 80)}</code>
        </p>
        {facts.length > 0 && (
          <Pairs
            kind="facts"
            of={facts.map((fact) => [factLabel(fact), <bdi key="value">{factText(fact)}</bdi>])}
          />
        )}
      </div>
    </li>
  );
}

/** Why fewer points counted than it weighs. */
function noteOn({ points, weight }: ExplainedEvidence): string {
  if (points >= weight) return '';
  return points === 0
    ? text('incident_weighs_none', { weight })
    : text('incident_weighs_some', { weight, points });
}
