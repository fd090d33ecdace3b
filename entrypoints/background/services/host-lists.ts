// The host lists that ship with this version, indexed once.
import cryptojacking from '../../../rules/hosts/cryptojacking.json';
import deliberateMining from '../../../rules/hosts/deliberate-mining.json';
import {
  buildHostIndex,
  readHostList,
  type HostEntry,
  type HostList,
} from '../../../core/rules/host-match.ts';

export const hostLists: readonly HostList[] = [
  readHostList(cryptojacking),
  readHostList(deliberateMining),
];
export const hostIndex = buildHostIndex(hostLists);

/** Category -> number of listed hosts. */
export const listedCounts: Readonly<Record<string, number>> = Object.fromEntries(
  hostLists.map(({ category, hosts }) => [category, hosts.length]),
);

/** Who lists a host, in words and with the licence: Sigma's asks that every match names its authors. */
export function sourceNames({ category, sources }: HostEntry): string[] {
  const named = hostLists.find((list) => list.category === category)?.sourcesNamed ?? {};
  return sources.map((id) => named[id] ?? id);
}
