// The host lists that ship with this version, indexed once.
import cryptojacking from '../../../rules/hosts/cryptojacking.json';
import deliberateMining from '../../../rules/hosts/deliberate-mining.json';
import { buildHostIndex, readHostList, type HostList } from '../../../core/rules/host-match.ts';

export const hostLists: readonly HostList[] = [
  readHostList(cryptojacking),
  readHostList(deliberateMining),
];
export const hostIndex = buildHostIndex(hostLists);

/** Category -> number of listed hosts. */
export const listedCounts: Readonly<Record<string, number>> = Object.fromEntries(
  hostLists.map(({ category, hosts }) => [category, hosts.length]),
);
