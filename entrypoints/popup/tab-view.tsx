// What the popup says about one tab: a word, a sentence, what was seen, its incidents and what they cost. Sentences may carry
// names that a page chose: they are shown as bounded text.
import { sentencesOf } from '../../core/evidence/explain.ts';
import { sumOfCosts, type CostBasis } from '../../core/incident/energy.ts';
import type { Incident } from '../../core/incident/incident.ts';
import { plainText } from '../../core/report/plain-text.ts';
import type { TabState } from '../../core/protocol/questions.ts';
import { coreTimeText, energyText, listText, relativeText } from '../page-kit/format.ts';
import { Foreign, LevelChip, Pairs, RESPONSE_KEYS } from '../page-kit/parts.tsx';
import { counted, text } from '../page-kit/text.ts';
import { headlineOf } from './headline.ts';

/** More would not be read in a popup; the log has them all. */
const MAX_SENTENCES = 3;
const MAX_INCIDENTS = 3;
/** Less rounds to nothing. */
const SHOWN_FROM_CORE_MS = 500;

export function TabView({ state, now }: { state: TabState; now: number }) {
  const { kind, word, sentence } = headlineOf(state);
  const { site, incidents, sentences } = state;
  return (
    <>
      <section class={`headline headline-${kind}`}>
        {kind !== 'unwatched' && (
          <p class="site">
            <Foreign of={site} most={80} />
          </p>
        )}
        <h1>{text(word)}</h1>
        <p>{text(sentence)}</p>
      </section>
      {kind !== 'unwatched' && incidents.length > 0 && (
        <Incidents of={incidents} now={now} isLinked={state.peopleMay.includes('see-log')} />
      )}
      {kind !== 'unwatched' && incidents.length === 0 && <Signs of={sentences} />}
      {kind !== 'unwatched' && <Costs of={incidents} basis={state.costBasis} />}
      {kind !== 'unwatched' && <Programs of={state} />}
    </>
  );
}

function Signs({ of }: { of: readonly string[] }) {
  if (of.length === 0) return null;
  const more = of.length - MAX_SENTENCES;
  return (
    <section>
      <h2>{text('popup_seen')}</h2>
      <ul class="signs">
        {of.slice(0, MAX_SENTENCES).map((sentence) => (
          <li key={sentence}>{plainText(sentence, 200)}</li>
        ))}
        {more > 0 && <li class="quiet">{counted('popup_more_signs', more)}</li>}
      </ul>
    </section>
  );
}

interface IncidentsProperties {
  readonly of: readonly Incident[];
  readonly now: number;
  readonly isLinked: boolean;
}

function Incidents({ of, now, isLinked }: IncidentsProperties) {
  const more = of.length - MAX_INCIDENTS;
  return (
    <section>
      <h2>{text('popup_incidents')}</h2>
      <ul class="incidents">
        {of.slice(0, MAX_INCIDENTS).map((incident) => (
          <Item key={incident.id} incident={incident} now={now} isLinked={isLinked} />
        ))}
      </ul>
      {more > 0 && <p class="quiet more">{counted('popup_more_incidents', more)}</p>}
    </section>
  );
}

interface ItemProperties {
  readonly incident: Incident;
  readonly now: number;
  readonly isLinked: boolean;
}

function Item({ incident, now, isLinked }: ItemProperties) {
  const { id, verdict, evidence, response, lastSeenAt, count } = incident;
  const sentence = plainText(sentencesOf(verdict, evidence)[0] ?? incident.action, 140);
  const said = [text(RESPONSE_KEYS[response]), relativeText(lastSeenAt, now)];
  if (count > 1) said.push(counted('popup_times', count));
  return (
    <li>
      {isLinked ? (
        <a href={`/log.html#incident=${encodeURIComponent(id)}`}>{sentence}</a>
      ) : (
        sentence
      )}
      <p class="meta">
        <LevelChip level={verdict.level} /> <span class="quiet">{said.join(' · ')}</span>
      </p>
    </li>
  );
}

/** Measured and estimated stay apart: they are never added. */
function Costs({ of, basis }: { of: readonly Incident[]; basis: CostBasis }) {
  const { observedCoreMs, avoidedCoreMs } = sumOfCosts(of.map(({ cost }) => cost));
  const shown = (
    [
      [text('popup_cost_avoided'), avoidedCoreMs],
      [text('popup_cost_used'), observedCoreMs],
    ] as const
  ).filter(([, coreMs]) => coreMs >= SHOWN_FROM_CORE_MS);
  if (shown.length === 0) return null;
  return (
    <section>
      <Pairs kind="figures" of={shown.map(([label, coreMs]) => [label, costText(coreMs, basis)])} />
    </section>
  );
}

function costText(coreMs: number, basis: CostBasis): string {
  const time = coreTimeText(coreMs);
  return basis.wattsPerCore === 0 ? time : `${time}, ${energyText(coreMs, basis)}`;
}

/** In one line: what runs in the tab and was looked at. */
function Programs({ of: { workers, modules } }: { of: TabState }) {
  // The count of judged modules comes later than the report of a refused one.
  const judged = Math.max(modules.judged, modules.refused + modules.suspected);
  const unseen = workers.uninstrumented;
  const notes = [
    modules.refused > 0 ? text('popup_modules_refused', { count: modules.refused }) : '',
    modules.suspected > 0 ? text('popup_modules_suspected', { count: modules.suspected }) : '',
  ].filter(Boolean);
  const parts = [
    counted('popup_workers', workers.running),
    ...(unseen > 0 ? [text('popup_workers_unseen', { count: unseen })] : []),
    counted('popup_modules', judged) + (notes.length > 0 ? ` (${listText(notes)})` : ''),
  ];
  return <p class="programs quiet">{parts.join(' · ')}</p>;
}
