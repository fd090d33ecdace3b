// Exceptions: which are in force for this incident, and the way to one: set here where people may, asked of the company where
// they may only ask. The background decides; this part only offers.
import { useState } from 'preact/hooks';
import type { Incident } from '../../../core/incident/incident.ts';
import type { PeoplePolicy } from '../../../core/protocol/questions.ts';
import { plainText } from '../../../core/report/plain-text.ts';
import { ask, errorText } from '../../page-kit/ask.ts';
import { ExceptDialog } from '../../page-kit/except-dialog.tsx';
import { exceptionRequestHref } from '../../page-kit/exception-request.ts';
import { exactTime, timeText } from '../../page-kit/format.ts';
import { text } from '../../page-kit/text.ts';
import { useAnswer } from '../../page-kit/use-answer.ts';
import { endOf } from '../../../core/policy/exceptions.ts';
import { exceptionsOf, type InForce } from './exceptions-of.ts';
import { Part } from './part.tsx';

export function ExceptionPart({ incident }: { incident: Incident }) {
  const { value: settings, askAgain } = useAnswer('settings', {});
  const { value: people } = useAnswer('people', {});
  const [isOpen, setOpen] = useState(false);
  const [said, setSaid] = useState('');
  if (settings === null || people === null) return null;
  const inForce = exceptionsOf(incident, settings, Date.now());
  const maySet = people.peopleMay.includes('add-exceptions');
  const changed = (what: string): void => {
    setSaid(what);
    askAgain();
  };
  return (
    <Part title={text('incident_exceptions')} name="exceptions">
      {inForce.map((one) => (
        <InForceItem of={one} mayEnd={maySet && one.isOwn} onDone={changed} key={one.host} />
      ))}
      {inForce.length === 0 && <p class="quiet">{text('incident_exceptions_none')}</p>}
      {maySet ? (
        <div class="part-actions">
          <button type="button" id="except" onClick={() => setOpen(true)}>
            {text('incident_except')}
          </button>
        </div>
      ) : (
        <Request incident={incident} people={people} />
      )}
      <p class="quiet" role="status">
        {said}
      </p>
      {isOpen && (
        <ExceptDialog
          site={incident.site}
          hosts={incident.hosts}
          onClose={() => setOpen(false)}
          onDone={() => {
            setOpen(false);
            changed(text('incident_excepted'));
          }}
        />
      )}
    </Part>
  );
}

interface InForceProperties {
  readonly of: InForce;
  readonly mayEnd: boolean;
  readonly onDone: (said: string) => void;
}

function InForceItem({ of, mayEnd, onDone }: InForceProperties) {
  const [problem, setProblem] = useState('');
  const { what, host, reason } = of;
  const end = (): void => {
    ask('end-exception', { what, host })
      .then(() => onDone(text('incident_exception_ended')))
      .catch((error: unknown) => setProblem(errorText(error)));
  };
  return (
    <div class="in-force">
      <p>
        <strong>
          <bdi>{plainText(host, 253)}</bdi>
        </strong>{' '}
        {untilText(of)}
      </p>
      {reason !== '' && (
        <p class="quiet">
          <bdi>{plainText(reason, 300)}</bdi>
        </p>
      )}
      {!of.isOwn && <p class="quiet">{text('incident_exception_companys')}</p>}
      {mayEnd && (
        <button type="button" onClick={end}>
          {text('incident_end_exception')}
        </button>
      )}
      <p class="problem" role="alert">
        {problem}
      </p>
    </div>
  );
}

function untilText(one: InForce): string {
  const end = endOf(one);
  if (end === Infinity) return text('incident_excepted_always');
  // A day ends with its last minute, not with the first of the next.
  return text('incident_excepted_until', { time: timeText(end - 1) });
}

interface RequestProperties {
  readonly incident: Incident;
  readonly people: PeoplePolicy;
}

function Request({ incident, people }: RequestProperties) {
  const [reason, setReason] = useState('');
  const { peopleMay, contact, organisationName } = people;
  const who = plainText(contact, 200);
  const href = hrefOf(incident, contact, reason);
  if (!peopleMay.includes('ask-for-exceptions') || href === null)
    return (
      <p>
        {organisationName === ''
          ? text('incident_no_exceptions')
          : text('incident_exceptions_by', { who: plainText(organisationName, 100) })}{' '}
        {who !== '' && <bdi>{who}</bdi>}
      </p>
    );
  return (
    <div class="feedback">
      <label class="field">
        <span>{text('incident_ask_reason')}</span>
        <textarea
          rows={2}
          maxLength={300}
          value={reason}
          onInput={({ currentTarget }) => setReason(currentTarget.value)}
        />
      </label>
      <p>
        {/* The one kind of link that leads out: its address comes from the policy, never from a page. */}
        <a class="button" id="ask-exception" href={href} rel="noreferrer" target="_blank">
          {text('incident_ask')}
        </a>{' '}
        <bdi class="quiet">{who}</bdi>
      </p>
    </div>
  );
}

function hrefOf({ id, site, url, lastSeenAt }: Incident, contact: string, reason: string) {
  return exceptionRequestHref(contact, {
    incidentId: id,
    site,
    reason,
    subject: text('incident_ask_subject', { site: plainText(site, 120) }),
    body: [
      text('incident_ask_page', { page: plainText(url || site, 250) }),
      text('incident_ask_incident', { id }),
      text('incident_ask_when', { time: exactTime(lastSeenAt) }),
      text('incident_ask_why', { reason }),
    ],
  });
}
