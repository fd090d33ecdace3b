// What a company's policy may say so far: sites whose load is agreed to, and whether the debugger may look into a tab. Each
// key is read by itself: a wrong one falls back to its default alone.
import * as z from 'zod/mini';

/** Host names; `example.org` stands for its subdomains as well. */
const sites = z.readonly(z.array(z.string().check(z.maxLength(253))).check(z.maxLength(10_000)));

export interface Policy {
  /** Sites that may compute as they like, such as volunteer computing. Recognised miners are refused there, too. */
  readonly exceptedSites: readonly string[];
  /** Managed build: the debugger may be attached to a tab whose load nothing explains. */
  readonly forensics: boolean;
  /** Address of the rule packs; empty: the packaged one, `off`: none. */
  readonly ruleFeedUrl: string;
  /** Base64 of the raw Ed25519 public key of the rule packs; empty: the packaged one. Several, separated by spaces. */
  readonly ruleFeedKey: string;
}

export const DEFAULT_POLICY: Policy = {
  ...{ exceptedSites: [], forensics: false },
  ...{ ruleFeedUrl: '', ruleFeedKey: '' },
};

const KEYS = {
  exceptedSites: sites,
  forensics: z.boolean(),
  ruleFeedUrl: z.string().check(z.maxLength(2_000)),
  ruleFeedKey: z.string().check(z.maxLength(200)),
} as const;

/**
 * Reads what managed storage holds.
 * @returns the policy, and the keys that were there and could not be read
 */
export function readPolicy(stored: unknown): {
  readonly policy: Policy;
  readonly wrong: readonly string[];
} {
  const given = (stored ?? {}) as Readonly<Record<string, unknown>>;
  const wrong: string[] = [];
  const read = <Name extends keyof Policy>(name: Name): Policy[Name] => {
    if (!Object.hasOwn(given, name)) return DEFAULT_POLICY[name];
    const parsed = KEYS[name].safeParse(given[name]);
    if (parsed.success) return parsed.data as Policy[Name];
    wrong.push(name);
    return DEFAULT_POLICY[name];
  };
  const policy = {
    ...{ exceptedSites: read('exceptedSites'), forensics: read('forensics') },
    ...{ ruleFeedUrl: read('ruleFeedUrl'), ruleFeedKey: read('ruleFeedKey') },
  };
  return { policy, wrong };
}

/** Whether a host, or a domain that it belongs to, is among the excepted sites. */
export function isExcepted({ exceptedSites }: Policy, site: string): boolean {
  const host = site.toLowerCase();
  return exceptedSites.some((excepted) => {
    const domain = excepted.toLowerCase().replace(/^\*\./, '');
    return domain !== '' && (host === domain || host.endsWith(`.${domain}`));
  });
}
