// The host lists in force: the rules in force (those that ship, or with a rule pack over them) and what the policy adds. The
// rules are asked at the moment of use, the policy's hosts are indexed again when it changes.
import { inForce } from '../../../core/policy/exceptions.ts';
import type { Policy } from '../../../core/policy/policy-keys.ts';
import type { Category } from '../../../core/protocol/observation.ts';
import { dnrDomains, matchHost, type HostEntry } from '../../../core/rules/host-match.ts';
import type { PolicyStore } from './policy.ts';
import type { RulesInForce } from './rules-in-force.ts';

const COMPANY = 'company';

export class HostLists {
  #added: ReadonlyMap<string, HostEntry> = new Map();
  readonly #policy: PolicyStore;
  readonly #rules: RulesInForce;

  /** Asks the policy before anybody else who is told of its changes. */
  constructor(policy: PolicyStore, rules: RulesInForce) {
    this.#policy = policy;
    this.#rules = rules;
    policy.onChange(() => (this.#added = addedBy(policy.current)));
  }

  /** Strictest first. */
  get categories(): readonly Category[] {
    return this.#rules.current.hosts.categories;
  }

  /** The entry for a host, or for the nearest listed parent of it. */
  match(host: string): HostEntry | null {
    return matchHost({ byHost: { get: (name) => this.#entryOf(name) } }, host);
  }

  /** Every host of a category, each once: good for `requestDomains`. */
  hostsOf(category: Category): string[] {
    const { hosts } = this.#rules.current;
    const added = [...this.#added.values()].filter(
      ({ host, category: own }) =>
        own === category && hosts.index.byHost.get(host)?.category !== category,
    );
    return hosts.hostsOf(category).concat(dnrDomains(added.map(({ host }) => host)));
  }

  /** Category -> number of listed hosts. */
  counts(): Readonly<Record<string, number>> {
    const counts: Record<string, number> = { ...this.#rules.current.hosts.counts };
    for (const { category } of this.#added.values()) counts[category] = (counts[category] ?? 0) + 1;
    return counts;
  }

  /** Who lists a host, in words and with the licence: Sigma's asks that every match names its authors. */
  sourceNames(entry: HostEntry): string[] {
    if (!entry.sources.includes(COMPANY)) return this.#rules.current.hosts.sourceNames(entry);
    return [`${this.#policy.current.organisationName || 'the company'}, by its policy`];
  }

  /** The stricter category of the two. */
  #entryOf(name: string): HostEntry | undefined {
    const listed = this.#rules.current.hosts.index.byHost.get(name);
    const added = this.#added.get(name);
    const isStricter = added?.category === 'cryptojacking' && listed?.category !== 'cryptojacking';
    return isStricter ? added : (listed ?? added);
  }
}

function addedBy({ additionalHosts }: Policy): ReadonlyMap<string, HostEntry> {
  const entries = inForce(additionalHosts, Date.now()).map(
    ({ host, category, reason }): HostEntry => ({
      host,
      category,
      sources: [COMPANY],
      note: reason,
    }),
  );
  // Of one that is named twice the stricter category holds.
  const rising = entries.toSorted(
    (a, b) => Number(a.category === 'cryptojacking') - Number(b.category === 'cryptojacking'),
  );
  return new Map(rising.map((entry) => [entry.host, entry]));
}
