// The head of an incident's page and its one paragraph: what was seen, how sure we are, what was done and whether it worked.
import { useEffect, useRef } from 'preact/hooks';
import { explain, sentencesOf, type Meaning } from '../../../core/evidence/explain.ts';
import type { Incident, Step } from '../../../core/incident/incident.ts';
import { plainText } from '../../../core/report/plain-text.ts';
import { siteText } from '../../page-kit/format.ts';
import { CATEGORY_KEYS, LEVEL_KEYS, LevelChip, RESPONSE_KEYS } from '../../page-kit/parts.tsx';
import { counted, text, type TextKey } from '../../page-kit/text.ts';
import { CopyActions } from './copy.tsx';
import { Recorded, Spaced } from './part.tsx';

/** More sentences than this are no lead; all of them stand below. */
const SENTENCES_IN_LEAD = 2;

const MEANING_KEYS = {
  clear: 'incident_means_clear',
  suspected: 'incident_means_suspected',
  confirmed: 'incident_means_confirmed',
  listed: 'incident_means_listed',
  download: 'incident_means_download',
  dashboard: 'incident_means_dashboard',
  extension: 'incident_means_extension',
} as const satisfies Record<Meaning, TextKey>;

export function IncidentHead({ incident }: { incident: Incident }) {
  const { verdict, category, family, response } = incident;
  const title = useRef<HTMLHeadingElement>(null);
  const level = text(LEVEL_KEYS[verdict.level]);
  const words = [
    text(CATEGORY_KEYS[category]),
    family === 'unknown' ? '' : plainText(family ?? '', 60),
    text(RESPONSE_KEYS[response]),
  ];
  useEffect(() => title.current?.focus(), []);
  return (
    <header class="incident-head">
      <div>
        <h1 id="detail-title" tabIndex={-1} ref={title}>
          <bdi>{siteText(incident.site)}</bdi>
        </h1>
        <div class="tags">
          <LevelChip
            level={verdict.level}
            word={text('how_sure', { level, points: Math.round(verdict.score) })}
          />
          {words.filter(Boolean).map((word) => (
            <span class="tag" key={word}>
              {word}
            </span>
          ))}
        </div>
      </div>
      <CopyActions incident={incident} />
    </header>
  );
}

export function Lead({ incident }: { incident: Incident }) {
  const { verdict, evidence, action, steps, response } = incident;
  const seen = sentencesOf(verdict, evidence).slice(0, SENTENCES_IN_LEAD);
  return (
    <p class="lead">
      <Spaced>
        {[
          ...seen.map((sentence) => <Recorded of={sentence} key={sentence} />),
          text(MEANING_KEYS[explain(verdict, evidence).meaning]),
          <Recorded of={action} key="action" />,
          response === 'block' && outcomeText(steps),
        ]}
      </Spaced>
    </p>
  );
}

/** Whether what was done worked: the last step decides, because it is the one that was left to try. */
function outcomeText(steps: readonly Step[]): string {
  const inOrder = steps.toSorted((a, b) => a.at - b.at);
  const failed = inOrder.filter(({ outcome }) => outcome === 'failed').length;
  if (inOrder.length === 0) return '';
  if (failed === 0) return counted('incident_worked', inOrder.length);
  const filling = { failed, count: inOrder.length };
  const isEndGood = inOrder.at(-1)?.outcome === 'done';
  return isEndGood ? text('incident_worked_at_last', filling) : text('incident_failed', filling);
}
