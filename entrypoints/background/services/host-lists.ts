// The rules that ship with this version. What is in force is asked of rules-in-force.ts: a rule pack may lie over them.
import cryptojacking from '../../../rules/hosts/cryptojacking.json';
import deliberateMining from '../../../rules/hosts/deliberate-mining.json';
import { readHostList, type HostList } from '../../../core/rules/host-match.ts';

export const hostLists: readonly HostList[] = [
  readHostList(cryptojacking),
  readHostList(deliberateMining),
];
