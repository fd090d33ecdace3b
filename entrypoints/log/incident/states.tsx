// What the page says while it has no incident to show: it is being read, it is gone and why, or it cannot be read.
import type { Deletion } from '../../../core/protocol/questions.ts';
import { plainText } from '../../../core/report/plain-text.ts';
import { exactTime } from '../../page-kit/format.ts';
import { counted, text, type TextKey } from '../../page-kit/text.ts';
import { useAnswer } from '../../page-kit/use-answer.ts';
import type { IncidentSource } from '../incident-source.ts';

const REMOVED_KEYS = {
  person: 'incident_removed_person',
  age: 'incident_removed_age',
  number: 'incident_removed_number',
} as const satisfies Record<Deletion['why'], TextKey>;

export function Loading() {
  return (
    <h1 class="loading" aria-live="polite">
      {text('incident_loading')}
    </h1>
  );
}

export function Gone({ source }: { source: IncidentSource }) {
  return (
    <>
      <h1 id="detail-title">{text('incident_gone')}</h1>
      {source.fileName === null ? (
        <WhyGone />
      ) : (
        <p>{text('incident_gone_file', { file: plainText(source.fileName, 120) })}</p>
      )}
    </>
  );
}

function WhyGone() {
  const { value } = useAnswer('diagnostics', {});
  const [newest] = value?.deletions ?? [];
  return (
    <>
      <p>{text('incident_gone_why')}</p>
      {newest && (
        <p>
          {counted('incident_gone_last', newest.removed, {
            time: exactTime(newest.at),
            why: text(REMOVED_KEYS[newest.why]),
          })}
        </p>
      )}
    </>
  );
}

/** Stands for the heading while nothing of the incident is known. */
export function Unread() {
  return <h1 id="detail-title">{text('incident_unread')}</h1>;
}
