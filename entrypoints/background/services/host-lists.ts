// The host lists in force: those that ship with this version, and what the policy adds to them. Indexed once, and again when
// the policy changes.
import cryptojacking from '../../../rules/hosts/cryptojacking.json';
import deliberateMining from '../../../rules/hosts/deliberate-mining.json';
import { inForce } from '../../../core/policy/exceptions.ts';
import type { Policy } from '../../../core/policy/policy-keys.ts';
import {
  buildHostIndex,
  matchHost,
  readHostList,
  type HostEntry,
  type HostIndex,
  type HostList,
} from '../../../core/rules/host-match.ts';
import type { PolicyStore } from './policy.ts';

const SHIPPED: readonly HostList[] = [readHostList(cryptojacking), readHostList(deliberateMining)];
const COMPANY = 'company';

export class HostLists {
  #lists: readonly HostList[] = SHIPPED;
  #index: HostIndex = buildHostIndex(SHIPPED);
  readonly #policy: PolicyStore;

  /** Asks the policy before anybody else who is told of its changes. */
  constructor(policy: PolicyStore) {
    this.#policy = policy;
    policy.onChange(() => this.#renew());
  }

  get lists(): readonly HostList[] {
    return this.#lists;
  }

  /** The entry for a host, or for the nearest listed parent of it. */
  match(host: string): HostEntry | null {
    return matchHost(this.#index, host);
  }

  /** Category -> number of listed hosts. */
  counts(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#lists.map(({ category, hosts }) => [category, hosts.length]));
  }

  /** Who lists a host, in words and with the licence: Sigma's asks that every match names its authors. */
  sourceNames({ category, sources }: HostEntry): string[] {
    const named = this.#lists.find((list) => list.category === category)?.sourcesNamed ?? {};
    return sources.map((id) => named[id] ?? id);
  }

  #renew(): void {
    this.#lists = SHIPPED.map((list) => withAdditional(list, this.#policy.current));
    this.#index = buildHostIndex(this.#lists);
  }
}

function withAdditional(list: HostList, policy: Policy): HostList {
  const added = inForce(policy.additionalHosts, Date.now())
    .filter(({ category }) => category === list.category)
    .map(({ host, reason }) => ({ host, sources: [COMPANY], note: reason }));
  const named = `${policy.organisationName || 'the company'}, by its policy`;
  const sourcesNamed = { ...list.sourcesNamed, [COMPANY]: named };
  return added.length === 0 ? list : { ...list, sourcesNamed, hosts: [...list.hosts, ...added] };
}
