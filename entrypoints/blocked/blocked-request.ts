// What the address of the blocked page says was blocked. Whoever made the blocked link chose every letter of it, so
// it is read as bounded text and never becomes a link, markup or a place to go.
import { plainText } from '../../core/report/plain-text.ts';

/** RFC 1035: a name has at most 253 characters. */
const MAX_HOST_CHARS = 253;
const MAX_ADDRESS_CHARS = 600;

const CLOSED = ['mining', 'dashboard'] as const;

export interface BlockedRequest {
  /** Host name in lower case as the list knows it, or empty when the address names none. */
  readonly host: string;
  /** The address as text, bounded. */
  readonly address: string;
  readonly why: BlockedWhy;
  /** Id of the incident, or empty. */
  readonly incidentId: string;
}

/** `mining`: the page was there and mined; `dashboard`: it showed miners at work; `listed`: it was never opened. */
export type BlockedWhy = (typeof CLOSED)[number] | 'listed';

/** Reads `?host=…&url=…` or the same after `#`. */
export function readBlockedRequest(location: { search: string; hash: string }): BlockedRequest {
  const query = new URLSearchParams(location.search);
  const hash = new URLSearchParams(location.hash.slice(1));
  const named = (name: string) => query.get(name) ?? hash.get(name) ?? '';
  const url = named('url');
  const host = hostName(named('host')) || hostName(URL.parse(url)?.hostname ?? '');
  const why = CLOSED.find((one) => one === named('why')) ?? 'listed';
  const [incidentId = ''] = /^[0-9a-f-]{36}$/.exec(named('incident')) ?? [];
  return { host, address: plainText(url, MAX_ADDRESS_CHARS) || host, why, incidentId };
}

/** A host name is letters, digits, dots, hyphens (and colons, brackets for IPv6); anything else is not one. */
function hostName(text: string): string {
  const host = text
    .slice(0, MAX_HOST_CHARS + 1)
    .toLowerCase()
    .replace(/\.$/, '');
  return host.length <= MAX_HOST_CHARS && /^[a-z0-9._:[\]-]+$/.test(host) ? host : '';
}
