// The listed hosts: how a list is read, indexed and asked. Knows names only, never addresses or paths.
// Must stay tiny and pure: the background asks it for every request. Must never match across a label boundary.
import type { Category } from '../protocol/observation.ts';

/** One file of `rules/hosts/`, as JSON gives it. */
export interface RawHostList {
  readonly category: string;
  readonly defaultResponse: string;
  /** Short source id -> who says so, under which licence. Shown with every match: Sigma's DRL 1.1 asks for it. */
  readonly sourcesNamed: Readonly<Record<string, string>>;
  readonly hosts: readonly {
    readonly host: string;
    readonly sources: readonly string[];
    readonly note?: string;
  }[];
}

export interface HostList extends RawHostList {
  readonly category: Category;
  readonly defaultResponse: 'block' | 'observe';
}

export interface HostEntry {
  readonly host: string;
  readonly category: Category;
  /** Short ids, keys of the list's `sourcesNamed`. */
  readonly sources: readonly string[];
  readonly note?: string;
}

/** Whatever finds an entry by its exact name: a map, or the lists of a rule pack over one (`host-rules.ts`). */
export interface HostIndex {
  readonly byHost: { get(host: string): HostEntry | undefined };
}

/** Longest name DNS can hold, with room for a final dot; longer ones never resolve. */
const longestNameChars = 254;

/** Narrows a JSON list. Throws a TypeError on a category or response this version does not know. */
export function readHostList(raw: RawHostList): HostList {
  const { category, defaultResponse } = raw;
  if (category !== 'cryptojacking' && category !== 'deliberate-mining') {
    throw new TypeError(`host list: unknown category "${category}"`);
  }
  if (defaultResponse !== 'block' && defaultResponse !== 'observe') {
    throw new TypeError(`host list ${category}: unknown default response "${defaultResponse}"`);
  }
  return { ...raw, category, defaultResponse };
}

/** All hosts of one list, each with its category. */
export function hostEntries(list: HostList): HostEntry[] {
  return list.hosts.map((entry) => ({ ...entry, category: list.category }));
}

/** One index over all lists. A host that stands in two lists keeps the first: lists come strictest first. */
export function buildHostIndex(lists: readonly HostList[]): HostIndex & {
  readonly byHost: ReadonlyMap<string, HostEntry>;
} {
  const byHost = new Map<string, HostEntry>();
  for (const entry of lists.flatMap(hostEntries)) {
    if (!byHost.has(entry.host)) byHost.set(entry.host, entry);
  }
  return { byHost };
}

/**
 * The entry for a host or for the nearest listed parent of it, or null. Case, a port and any number of trailing dots
 * do not matter (`a.coinhive.com.:443` is coinhive.com); addresses match only exactly.
 */
export function matchHost(index: HostIndex, hostname: string): HostEntry | null {
  const host = bareHost(hostname);
  if (host === '' || host.length > longestNameChars) return null;
  if (isAddress(host)) return index.byHost.get(host) ?? null;
  for (let name = host; ;) {
    const entry = index.byHost.get(name);
    if (entry !== undefined) return entry;
    const dot = name.indexOf('.');
    if (dot < 0) return null;
    name = name.slice(dot + 1);
  }
}

/** Bare host of an http, https, ws or wss URL: lower case, no port, no trailing dot. Null for all else. */
export function hostOfUrl(url: string): string | null {
  if (!/^(?:https?|wss?):/i.test(url.slice(0, 6)) || !URL.canParse(url)) return null;
  const host = bareHost(new URL(url).hostname);
  return host === '' ? null : host;
}

/**
 * The names for `requestDomains` of a declarativeNetRequest rule: sorted, each once, without trailing dots.
 * Measured in Chromium 156: an entry covers its subdomains, http, https, ws, wss, requests of workers, and the forms
 * with one or more trailing dots; an entry that itself ends in a dot matches nothing. A rule that names no
 * resourceTypes leaves main_frame out (see docs/decisions/002-host-lists.md).
 */
export function dnrDomains(hosts: readonly string[]): string[] {
  return [...new Set(hosts.map(bareHost))].sort();
}

function bareHost(hostname: string): string {
  const lower = hostname.toLowerCase();
  if (lower.startsWith('[')) return lower.slice(0, lower.indexOf(']') + 1);
  const colon = lower.indexOf(':');
  if (colon >= 0 && lower.includes(':', colon + 1)) return lower;
  let end = colon < 0 ? lower.length : colon;
  while (end > 0 && lower[end - 1] === '.') end -= 1;
  return lower.slice(0, end);
}

/** An IPv6 or IPv4 address: its parts are no labels, so parents mean nothing. */
function isAddress(host: string): boolean {
  return host.includes(':') || /(?:^|\.)\d+$/.test(host);
}
