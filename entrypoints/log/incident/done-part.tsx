// What was done, step by step in its order, and what came of each step.
import type { Incident, Step } from '../../../core/incident/incident.ts';
import { exactTime } from '../../page-kit/format.ts';
import { RESPONSE_KEYS } from '../../page-kit/parts.tsx';
import { text, type TextKey } from '../../page-kit/text.ts';
import { Part, Recorded } from './part.tsx';

const OUTCOME_KEYS = {
  done: 'incident_step_done',
  failed: 'incident_step_failed',
} as const satisfies Record<Step['outcome'], TextKey>;

export function DonePart({ incident: { action, steps, response } }: { incident: Incident }) {
  const inOrder = steps.toSorted((a, b) => a.at - b.at);
  return (
    <Part title={text('incident_done')} name="done">
      <p>
        <strong>{text(RESPONSE_KEYS[response])}.</strong> <Recorded of={action} />
      </p>
      {inOrder.length === 0 ? (
        <p class="quiet">{text('incident_no_steps')}</p>
      ) : (
        <ol class="steps">
          {inOrder.map(({ at, what, outcome }, place) => (
            <li key={place}>
              <span class={`outcome outcome-${outcome}`}>{text(OUTCOME_KEYS[outcome])}</span>
              <Recorded of={what} />
              <time class="quiet" dateTime={new Date(at).toISOString()}>
                {exactTime(at)}
              </time>
            </li>
          ))}
        </ol>
      )}
    </Part>
  );
}
