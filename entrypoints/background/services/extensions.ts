// Extensions that mine or pay for computing, where the permission to see extensions is granted: looked at when the background
// starts, when one comes or is switched on, and when the permission or the policy changes. Of any other nothing is kept.
import browser, { type Management } from 'webextension-polyfill';
import { demandBy, type Demand } from '../../../core/policy/modes.ts';
import type { MiningExtensionFound } from '../../../core/protocol/observation.ts';
import { plainText } from '../../../core/report/plain-text.ts';
import { matchExtension } from '../../../core/rules/extension-match.ts';
import { knownExtensions } from '../../../rules/extensions/known.ts';
import { observedAlone } from './judgement.ts';
import type { Services } from './services.ts';

const MOST_NAME_CHARS = 80;
const MOST_HOSTS = 8;
/** What was told of in this session of the browser: the background starts many times in it. */
const TOLD = 'extensions told';
const KINDS: readonly Management.ExtensionType[] = ['extension'];

type Info = Management.ExtensionInfo;

/** Looks now and whenever something may be otherwise. */
export class Extensions {
  readonly #services: Services;
  #isListening = false;
  #last: Promise<void> = Promise.resolve();

  constructor(services: Services) {
    this.#services = services;
  }

  watch(): void {
    this.#listen();
    browser.permissions.onAdded.addListener(() => {
      this.#listen();
      this.#lookInTurn();
    });
    this.#services.policy.onKnown(() => this.#lookInTurn());
  }

  /** The browser has these events only where the permission is granted. */
  #listen(): void {
    const { onInstalled, onEnabled } = managementOf() ?? {};
    if (this.#isListening || !onInstalled || !onEnabled) return;
    this.#isListening = true;
    onEnabled.addListener((info) => this.#inTurn(() => this.#look(info)));
    // Where one that is new was told of as switched on already, it is not told of again.
    onInstalled.addListener((info) => this.#inTurn(() => this.#lookAtNew(info)));
  }

  #lookInTurn(): void {
    this.#inTurn(() => this.#lookAtAll());
  }

  /** One after the other, so that nothing is told of twice. */
  #inTurn(act: () => Promise<void>): void {
    this.#last = this.#last
      .then(act)
      .catch(() => this.#services.diagnostics.count('extensions that could not be looked at'));
  }

  async #lookAtAll(): Promise<void> {
    if (this.#mode === 'off') return;
    const all = (await managementOf()?.getAll()) ?? [];
    const told = await toldBefore();
    for (const info of all) if (!told.includes(this.#nameOf(info))) await this.#look(info);
  }

  async #lookAtNew(info: Info): Promise<void> {
    if (!(await toldBefore()).includes(this.#nameOf(info))) await this.#look(info);
  }

  async #look(info: Info): Promise<void> {
    const { policy, rules } = this.#services;
    await policy.ready;
    if (rules.loading) await rules.loading;
    const observation = this.#observationOf(info);
    if (!observation) return;
    // A private window has no extensions of its own, and an extension has no page.
    await observedAlone(this.#services, { url: undefined, title: undefined }, observation);
    const told = await toldBefore();
    await browser.storage.session.set({ [TOLD]: [...new Set([...told, this.#nameOf(info)])] });
  }

  #observationOf(info: Info): MiningExtensionFound | null {
    const { id, name, version, type, enabled, homepageUrl = '', hostPermissions = [] } = info;
    if (!enabled || id === browser.runtime.id || !KINDS.includes(type)) return null;
    const { hosts } = this.#services;
    const isListed = (host: string): boolean => hosts.match(host) !== null;
    const match = matchExtension(knownExtensions, { name, homepageUrl, hostPermissions }, isListed);
    if (!match) return null;
    const { known, isNamed, isFromMaker, reaches } = match;
    return {
      kind: 'mining-extension-found',
      extensionId: plainText(id, MOST_NAME_CHARS),
      name: plainText(name, MOST_NAME_CHARS),
      version: plainText(version, MOST_NAME_CHARS),
      ...{ known, isNamed, isFromMaker },
      hosts: reaches.slice(0, MOST_HOSTS),
      reachesScripts: reaches.some((host) => hosts.match(host)?.category === 'cryptojacking'),
    };
  }

  /** A new version, or another word of the policy, is news. */
  #nameOf({ id, version }: Info): string {
    return `${id} ${version} ${this.#mode}`;
  }

  get #mode(): Demand['mode'] {
    const { current } = this.#services.policy;
    return demandBy(current, 'miningExtensions', { sites: [] }, Date.now()).mode;
  }
}

/** Undefined where the permission is not granted: then there is at most a part of it. */
function managementOf(): Management.Static | undefined {
  const management = browser.management as Partial<Management.Static> | undefined;
  return management?.getAll ? (management as Management.Static) : undefined;
}

async function toldBefore(): Promise<readonly string[]> {
  const stored = (await browser.storage.session.get(TOLD)) as { [TOLD]?: readonly string[] };
  return stored[TOLD] ?? [];
}
