// The record itself: when it was seen and how often, its number, what judged it, and its place in MITRE ATT&CK, without a link.
import type { Incident } from '../../../core/incident/incident.ts';
import { ATTACK_ID, ATTACK_NAME } from '../../../core/report/markdown.ts';
import { exactTime, relativeText } from '../../page-kit/format.ts';
import { Foreign, Pairs } from '../../page-kit/parts.tsx';
import { counted, text } from '../../page-kit/text.ts';
import { Copyable } from './copy.tsx';
import { Part } from './part.tsx';

export function RecordPart({ incident }: { incident: Incident }) {
  const { firstSeenAt, lastSeenAt, count, id, engineVersion } = incident;
  return (
    <Part title={text('incident_record')} name="record">
      <Pairs
        of={[
          [text('incident_first_seen'), <Moment at={firstSeenAt} key="first" />],
          [text('incident_last_seen'), <Moment at={lastSeenAt} key="last" />],
          [text('incident_seen_times'), counted('incident_times', count)],
          [
            text('incident_number'),
            <Copyable value={id} label={text('incident_copy_number')} key="id" />,
          ],
          [text('incident_engine'), <Foreign of={engineVersion} most={40} key="engine" />],
          [
            'MITRE ATT&CK',
            <>
              <span lang="en">{ATTACK_NAME}</span>
              <Copyable value={ATTACK_ID} label={text('incident_copy_attack')} />
            </>,
          ],
        ]}
      />
    </Part>
  );
}

function Moment({ at }: { at: number }) {
  return (
    <span class="moment">
      <time dateTime={new Date(at).toISOString()}>{exactTime(at)}</time>{' '}
      <span class="quiet">{relativeText(at, Date.now())}</span>
    </span>
  );
}
