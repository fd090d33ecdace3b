// The request for an exception as it is prepared where nobody has typed a reason yet: on the blocked page and in the notice.
import { exceptionRequestHref } from './exception-request.ts';
import { text } from './text.ts';

/** All of it may be chosen by a page. */
export interface Prepared {
  readonly site: string;
  /** Address or site, as the person saw it. */
  readonly page: string;
  /** Empty where there is none. */
  readonly incidentId: string;
  /** What was seen, in a sentence; empty where it is not known. */
  readonly seen: string;
}

/** An address to link to; null where the contact is none that can be asked. */
export function preparedRequestHref(contact: string, prepared: Prepared): string | null {
  const { site, page, incidentId, seen } = prepared;
  const body = [
    text('request_page', { page }),
    ...(incidentId === '' ? [] : [text('request_incident', { incident: incidentId })]),
    ...(seen === '' ? [] : [seen]),
    '',
    `${text('request_reason')} `,
  ];
  const subject = text('request_subject');
  return exceptionRequestHref(contact, { incidentId, site, reason: '', subject, body });
}
