// The host lists that ship with this version, strictest first. What is in force is asked of host-lists.ts: a rule pack and
// the policy may lie over them.
import cryptojacking from '../../../rules/hosts/cryptojacking.json';
import deliberateMining from '../../../rules/hosts/deliberate-mining.json';
import { readHostList, type HostList } from '../../../core/rules/host-match.ts';

export const shippedLists: readonly HostList[] = [
  readHostList(cryptojacking),
  readHostList(deliberateMining),
];
