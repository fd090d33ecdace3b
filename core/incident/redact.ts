// Cuts page-controlled strings to what an incident may hold. Text stays text; nothing is interpreted here.
import { MAX_TITLE_CHARS, MAX_URL_CHARS } from './incident.ts';

/** Address without user name, password, fragment and the content of a data: address, bounded. Not an address: empty. */
export function boundedUrl(href: string | undefined): string {
  const address = unwrapped(href);
  if (!address) return '';
  const { wrapping, url } = address;
  return cut(wrapping + (url ? withoutSecrets(url) : '…'), MAX_URL_CHARS);
}

/** Title with control, line and direction-changing characters taken out (they could reorder a log line), bounded. */
export function boundedTitle(title: string | undefined): string {
  const head = (title ?? '').slice(0, 4 * MAX_TITLE_CHARS).toWellFormed();
  return cut(head.replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu, ' ').trim(), MAX_TITLE_CHARS);
}

/** Host name of an address as the log names a site; empty when there is none. */
export function siteOf(href: string | undefined): string {
  return unwrapped(href)?.url?.hostname.replace(/\.+$/, '') ?? '';
}

interface Address {
  /** Schemes around the address, such as `blob:`; usually empty. */
  readonly wrapping: string;
  /** Null when what is wrapped is no address by itself. */
  readonly url: URL | null;
}

/** Whole addresses are read (the browser bounds them): a cut one could show a password as its host. */
function unwrapped(href: string | undefined): Address | null {
  if (!href || !URL.canParse(href)) return null;
  const whole = new URL(href).href;
  // The parser takes what follows these schemes as plain text, credentials included.
  const [wrapping = ''] = /^(?:(?:blob|filesystem|view-source):)*/.exec(whole) ?? [];
  const inner = whole.slice(wrapping.length);
  return { wrapping, url: URL.canParse(inner) ? new URL(inner) : null };
}

function withoutSecrets(url: URL): string {
  if (url.protocol === 'data:') return url.href.replace(/,[^]*/, ',…');
  url.username = '';
  url.password = '';
  url.hash = '';
  return url.href;
}

function cut(text: string, maxChars: number): string {
  if (text.length <= maxChars) return text;
  // Never half of a surrogate pair.
  const end = /[\ud800-\udbff]/.test(text.charAt(maxChars - 2)) ? maxChars - 2 : maxChars - 1;
  return `${text.slice(0, end)}…`;
}
