// The host rules in force: the lists that ship and, over them, those of a rule pack. A pack adds hosts and takes hosts
// back; it never decides what is done about a category. Everything that blocks or logs a host asks here, so that both
// always speak of the same hosts.
import type { Category } from '../protocol/observation.ts';
import {
  buildHostIndex,
  dnrDomains,
  hostEntries,
  type HostEntry,
  type HostIndex,
  type HostList,
} from './host-match.ts';
import { NameList } from './name-list.ts';

/** Hosts that a rule pack adds to one category. */
export interface PackedHosts {
  readonly category: Category;
  /** Who lists them and under which licence, in words. */
  readonly sources: readonly string[];
  /** Sorted, separated by spaces (`name-list.ts`). */
  readonly names: string;
}

export interface HostRules {
  readonly index: HostIndex;
  /** Category -> number of listed hosts. */
  readonly counts: Readonly<Record<string, number>>;
  /** Strictest first. */
  readonly categories: readonly Category[];
  /** Whether hosts of the category are blocked where no policy says otherwise; else they are observed. */
  readonly isBlocked: (category: Category) => boolean;
  /** Every host of a category, each once: good for `requestDomains`. */
  readonly hostsOf: (category: Category) => string[];
  /** Who lists a host, in words and with the licence: Sigma's asks that every match names its authors. */
  readonly sourceNames: (entry: HostEntry) => string[];
}

interface Layered {
  readonly hosts: PackedHosts;
  readonly list: NameList;
}

/**
 * Puts a pack's hosts over the shipped lists. A host that both know is the pack's; one that stands twice in the pack is
 * the first list's.
 * @param withdrawn shipped hosts that are listed no longer, sorted
 */
export function hostRules(
  shipped: readonly HostList[],
  packed: readonly PackedHosts[] = [],
  withdrawn = '',
): HostRules {
  const layers = packed.map((hosts) => ({ hosts, list: new NameList(hosts.names) }));
  const gone = new NameList(withdrawn);
  const hidden = (host: string): boolean =>
    gone.has(host) || layers.some(({ list }) => list.has(host));
  const kept = shipped.map((list) => ({
    ...list,
    hosts: list.hosts.filter(({ host }) => !hidden(host)),
  }));
  const { byHost } = buildHostIndex(kept);
  const isBlocked = (category: Category): boolean =>
    shipped.some((list) => list.category === category && list.defaultResponse === 'block');
  return {
    index: { byHost: { get: (host) => entryOf(layers, host) ?? byHost.get(host) } },
    counts: countsOf(kept, layers),
    categories: kept.map(({ category }) => category),
    isBlocked,
    hostsOf: (category) => dnrDomains(shippedIn(kept, category)).concat(packedIn(layers, category)),
    sourceNames: (entry) => sourceNames(shipped, entry),
  };
}

function entryOf(layers: readonly Layered[], host: string): HostEntry | undefined {
  const layer = layers.find(({ list }) => list.has(host));
  return layer && { host, category: layer.hosts.category, sources: layer.hosts.sources };
}

function shippedIn(lists: readonly HostList[], category: Category): string[] {
  return lists
    .filter((list) => list.category === category)
    .flatMap(hostEntries)
    .map(({ host }) => host);
}

/** Without those of which an earlier list of the pack says something else. */
function packedIn(layers: readonly Layered[], category: Category): string[] {
  return layers.flatMap(({ hosts, list }, index) =>
    hosts.category === category ? unlessBefore(list.names(), layers.slice(0, index)) : [],
  );
}

function unlessBefore(names: string[], earlier: readonly Layered[]): string[] {
  if (earlier.length === 0) return names;
  return names.filter((host) => !earlier.some(({ list }) => list.has(host)));
}

function countsOf(lists: readonly HostList[], layers: readonly Layered[]): Record<string, number> {
  const packed = (category: Category): number =>
    layers.length === 1 && layers[0]?.hosts.category === category
      ? layers[0].list.size
      : packedIn(layers, category).length;
  return Object.fromEntries(
    lists.map(({ category, hosts }) => [category, hosts.length + packed(category)]),
  );
}

/** A pack's entries carry the words themselves. */
function sourceNames(lists: readonly HostList[], { category, sources }: HostEntry): string[] {
  const named = lists.find((list) => list.category === category)?.sourcesNamed ?? {};
  return sources.map((id) => (Object.hasOwn(named, id) ? (named[id] ?? id) : id));
}
