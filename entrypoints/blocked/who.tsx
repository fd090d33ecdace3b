// What the company says on the blocked page: its text, whom to ask, and the way to ask. All of it is text from the policy.
import type { PeoplePolicy } from '../../core/protocol/questions.ts';
import { plainText } from '../../core/report/plain-text.ts';
import { preparedRequestHref } from '../page-kit/prepared-request.ts';
import { text } from '../page-kit/text.ts';
import type { BlockedRequest } from './blocked-request.ts';

interface Properties {
  /** Null where the policy is not known. */
  readonly people: PeoplePolicy | null;
  readonly request: BlockedRequest;
}

/** What the page says by itself stays where the company says nothing. */
export function Who({ people, request }: Properties) {
  const { organisationName = '', contact = '', blockedPageText = '' } = people ?? {};
  if (!people || !(organisationName || contact || blockedPageText))
    return <p>{text('blocked_who_default')}</p>;
  const name = plainText(organisationName, 100).replace(/\.$/, '');
  return (
    <>
      {blockedPageText !== '' && <p>{plainText(blockedPageText, 1_000)}</p>}
      {name !== '' && <p class="quiet">{text('blocked_managed', { name })}</p>}
      {contact !== '' && <Contact people={people} request={request} />}
    </>
  );
}

function Contact({ people, request }: { people: PeoplePolicy; request: BlockedRequest }) {
  const { contact, peopleMay } = people;
  const { host, address, incidentId } = request;
  const who = plainText(contact, 200);
  const href = peopleMay.includes('ask-for-exceptions')
    ? preparedRequestHref(contact, { site: host, page: address, incidentId, seen: '' })
    : null;
  if (href === null) return <p>{text('blocked_contact', { contact: who })}</p>;
  // The one kind of link that leads out: its address comes from the policy, never from a page.
  return (
    <p class="ask">
      <a class="button" href={href} rel="noreferrer">
        {text('blocked_ask')}
      </a>{' '}
      <span>{who}</span>
    </p>
  );
}
