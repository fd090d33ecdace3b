// The way to ask the company for an exception: its own page with the incident filled in, or a prepared e-mail. Whom to ask comes
// from the policy; a page that was blocked can choose words in it, but never where it leads.
import { plainText } from '../../core/report/plain-text.ts';

/** What is asked; all of it may be chosen by a page, and is cut. */
export interface ExceptionRequest {
  /** Empty where there is none. */
  readonly incidentId: string;
  readonly site: string;
  readonly reason: string;
  /** Of the e-mail. */
  readonly subject: string;
  /** Of the e-mail, line by line. */
  readonly body: readonly string[];
}

const MAX_NAME_CHARS = 253;
const MAX_REASON_CHARS = 300;
/** Mail programs are started with an address of about 2,000 characters at most. */
const MAX_LINE_CHARS = 300;
const MAX_LINES = 12;

/**
 * An address to link to; null where the contact is neither an address with https:// nor an e-mail address.
 * `{incident}`, `{site}` and `{reason}` in the company's address are filled in, behind its host only.
 */
export function exceptionRequestHref(contact: string, request: ExceptionRequest): string | null {
  if (/^https?:\/\//i.test(contact)) return filledIn(contact, request);
  if (!/^[^\s@<>"]+@[^\s@<>"]+$/.test(contact)) return null;
  const body = request.body.slice(0, MAX_LINES).map((line) => plainText(line, MAX_LINE_CHARS));
  const to = encoded(contact).replace('%40', '@');
  const subject = encoded(plainText(request.subject, MAX_LINE_CHARS));
  return `mailto:${to}?subject=${subject}&body=${encoded(body.join('\r\n'))}`;
}

function filledIn(contact: string, { incidentId, site, reason }: ExceptionRequest): string | null {
  const [origin = '', rest = ''] = halves(contact);
  if (URL.parse(origin) === null) return null;
  const values: Readonly<Record<string, string>> = {
    incident: plainText(incidentId, MAX_NAME_CHARS),
    site: plainText(site, MAX_NAME_CHARS),
    reason: plainText(reason, MAX_REASON_CHARS),
  };
  return (
    origin +
    rest.replace(/\{(incident|site|reason)\}/g, (_, name: string) => encoded(values[name] ?? ''))
  );
}

/** Scheme and host, and what comes behind them. */
function halves(address: string): readonly string[] {
  const [origin = ''] = /^https?:\/\/[^/?#]*/i.exec(address) ?? [];
  return [origin, address.slice(origin.length)];
}

function encoded(text: string): string {
  // A path of `..` would lead elsewhere on the company's host; dots alone are not encoded.
  return /^\.+$/.test(text) ? '' : encodeURIComponent(text.toWellFormed());
}
