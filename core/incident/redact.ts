// Cuts page-controlled strings to what an incident may hold. Text stays text; nothing is interpreted here.
import { MAX_TITLE_CHARS, MAX_URL_CHARS } from './incident.ts';

/** Address without user name, password and fragment, bounded. Not an address: empty. */
export function boundedUrl(href: string | undefined): string {
  if (!href || !URL.canParse(href.slice(0, 4 * MAX_URL_CHARS))) return '';
  const url = new URL(href.slice(0, 4 * MAX_URL_CHARS));
  url.username = '';
  url.password = '';
  url.hash = '';
  return cut(url.href, MAX_URL_CHARS);
}

/** Title with control and direction-changing characters taken out (they could reorder a log line), bounded. */
export function boundedTitle(title: string | undefined): string {
  const head = (title ?? '').slice(0, 4 * MAX_TITLE_CHARS);
  return cut(
    head.replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, ' ').trim(),
    MAX_TITLE_CHARS,
  );
}

/** Host name of an address as the log names a site; empty when there is none. */
export function siteOf(href: string | undefined): string {
  if (!href || !URL.canParse(href.slice(0, 4 * MAX_URL_CHARS))) return '';
  return new URL(href.slice(0, 4 * MAX_URL_CHARS)).hostname.replace(/\.+$/, '');
}

function cut(text: string, maxChars: number): string {
  if (text.length <= maxChars) return text;
  // Never half of a surrogate pair.
  const end = /[\ud800-\udbff]/.test(text.charAt(maxChars - 2)) ? maxChars - 2 : maxChars - 1;
  return `${text.slice(0, end)}…`;
}
