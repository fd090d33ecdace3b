// Rules of the browser for sites where mining was confirmed: until the browser is closed their frames get no WebAssembly
// by the network, no workers and no sockets, so that a reload does not start it again. Kept in session rules alone; the
// rules themselves are the record.
import browser, { type DeclarativeNetRequest } from 'webextension-polyfill';
import type { DiagnosticCounters } from './diagnostics.ts';

/** Below are the rules that this extension sets once (policy-mark.ts). */
const FIRST_RULE_ID = 1_000;
const RULES_PER_SITE = 4;
/** A session has room for 5,000 rules. */
const MAX_SITES = 500;

type Rule = DeclarativeNetRequest.Rule;

export class SiteRules {
  #last: Promise<unknown> = Promise.resolve();
  readonly #diagnostics: DiagnosticCounters;
  /** Firefox: sites whose modules the response filter cancels, because no rule can. */
  readonly #sites = new Set<string>();

  constructor(diagnostics: DiagnosticCounters) {
    this.#diagnostics = diagnostics;
    if (import.meta.env.FIREFOX) void this.#recall();
  }

  /** Whether a site, or one that it belongs to, is refused what miners need. */
  isRefused(site: string): boolean {
    return [...this.#sites].some((refused) => site === refused || site.endsWith(`.${refused}`));
  }

  /** Rules outlive the background. */
  async #recall(): Promise<void> {
    const rules = await browser.declarativeNetRequest.getSessionRules().catch(() => []);
    const own = rules.filter(({ id }) => id >= FIRST_RULE_ID);
    for (const site of own.flatMap(({ condition }) => sitesOf(condition))) this.#sites.add(site);
  }

  /**
   * Refuses a site what miners need.
   * @param site host name of the frame that mined
   * @param hosts hosts of its pool, with or without port
   * @returns whether the rules are in place
   */
  refuse(site: string, hosts: readonly string[]): Promise<boolean> {
    if (site === '') return Promise.resolve(false);
    const done = this.#last.then(() => this.#refuse(site, hosts));
    this.#last = done;
    return done;
  }

  async #refuse(site: string, hosts: readonly string[]): Promise<boolean> {
    const { declarativeNetRequest: rules } = browser;
    try {
      const present = (await rules.getSessionRules()).filter(({ id }) => id >= FIRST_RULE_ID);
      const own = present.filter(({ condition }) => sitesOf(condition).includes(site));
      const free = own.length > 0 ? (own[0]?.id ?? FIRST_RULE_ID) : nextId(present);
      if (free >= FIRST_RULE_ID + MAX_SITES * RULES_PER_SITE) return false;
      const removeRuleIds = own.map(({ id }) => id);
      const poolHosts = [...new Set([...hostsOf(own), ...hosts.map(hostName)])].filter(Boolean);
      const addRules = rulesFor(site, poolHosts, free - ((free - FIRST_RULE_ID) % RULES_PER_SITE));
      await rules.updateSessionRules({ removeRuleIds, addRules: addRules as never });
      this.#sites.add(site);
      return true;
    } catch {
      this.#diagnostics.count('rules for a site that mined could not be set');
      return false;
    }
  }
}

/** Firefox knows neither a condition on response headers nor `webtransport`: there the response filter cancels modules. */
function rulesFor(site: string, poolHosts: readonly string[], firstId: number): object[] {
  const from = { initiatorDomains: [site] };
  const sockets = import.meta.env.FIREFOX ? ['websocket'] : ['websocket', 'webtransport'];
  const block = { type: 'block' };
  const noWorkers = {
    type: 'modifyHeaders',
    responseHeaders: [
      { header: 'content-security-policy', operation: 'append', value: "worker-src 'none'" },
    ],
  };
  return [
    { condition: { ...from, resourceTypes: sockets }, action: block },
    {
      condition: { requestDomains: [site], resourceTypes: ['main_frame', 'sub_frame'] },
      action: noWorkers,
    },
    ...(import.meta.env.FIREFOX
      ? []
      : [
          {
            condition: {
              ...from,
              resourceTypes: ['xmlhttprequest', 'script', 'other'],
              responseHeaders: [{ header: 'content-type', values: ['application/wasm*'] }],
            },
            action: block,
          },
        ]),
    ...(poolHosts.length > 0
      ? [
          {
            condition: {
              ...from,
              requestDomains: poolHosts.filter((host) => host !== site),
              resourceTypes: ['xmlhttprequest', ...sockets],
            },
            action: block,
          },
        ]
      : []),
  ]
    .filter(
      ({ condition }) => !('requestDomains' in condition) || condition.requestDomains.length > 0,
    )
    .map((rule, index) => ({ ...rule, id: firstId + index, priority: 50 }));
}

interface Condition {
  readonly initiatorDomains?: readonly string[];
  readonly requestDomains?: readonly string[];
  readonly resourceTypes?: readonly string[];
}

function sitesOf(condition: Rule['condition']): readonly string[] {
  const { initiatorDomains, requestDomains, resourceTypes } = condition as Condition;
  return initiatorDomains ?? (resourceTypes?.includes('main_frame') ? (requestDomains ?? []) : []);
}

/** The pool's hosts that a site's rules name already. */
function hostsOf(own: readonly Rule[]): readonly string[] {
  return own.flatMap(({ condition }) => {
    const { initiatorDomains, requestDomains } = condition as Condition;
    return initiatorDomains ? (requestDomains ?? []) : [];
  });
}

function nextId(present: readonly Rule[]): number {
  const last = Math.max(FIRST_RULE_ID - 1, ...present.map(({ id }) => id));
  const used = Math.ceil((last + 1 - FIRST_RULE_ID) / RULES_PER_SITE);
  return FIRST_RULE_ID + used * RULES_PER_SITE;
}

/** A host name without port; empty for what is none, such as the far end of a data channel. */
function hostName(host: string): string {
  const url = URL.parse(`http://${host}`);
  return url && /^[a-z0-9.-]+$/.test(url.hostname) ? url.hostname : '';
}
