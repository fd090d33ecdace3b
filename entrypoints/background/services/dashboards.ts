// Mining dashboards: keeps the script that reads the words of pages where the policy wants it, and takes what it counted.
// No text of a page comes here.
import browser, { type Tabs as BrowserTabs } from 'webextension-polyfill';
import type { PageTraitsSeen } from '../../../core/protocol/observation.ts';
import type { DiagnosticCounters } from './diagnostics.ts';
import { isOfShownDocument, observed, type Frame } from './judgement.ts';
import type { Services } from './services.ts';
import { LISTED_KEY } from '../../../core/evidence/ledger.ts';
import type { PolicyStore } from './policy.ts';

const SCRIPT_ID = 'page-traits';
const SCRIPT = {
  id: SCRIPT_ID,
  js: ['page-traits.js'],
  matches: ['http://*/*', 'https://*/*'],
  allFrames: false,
  runAt: 'document_idle',
  persistAcrossSessions: true,
} as const;

/** Registers the script while the policy looks for dashboards, and takes it away when it does not. */
export class DashboardScript {
  readonly #policy: PolicyStore;
  readonly #diagnostics: DiagnosticCounters;
  #last: Promise<void> = Promise.resolve();

  constructor(policy: PolicyStore, diagnostics: DiagnosticCounters) {
    this.#policy = policy;
    this.#diagnostics = diagnostics;
  }

  /** One change after the other, so that the last word holds. */
  watch(): void {
    this.#policy.onKnown(() => {
      this.#last = this.#last.then(() => this.#keep());
    });
  }

  async #keep(): Promise<void> {
    const isWanted = this.#policy.current.miningDashboards !== 'off';
    const ids = [SCRIPT_ID];
    try {
      const [present] = await browser.scripting.getRegisteredContentScripts({ ids });
      if (isWanted === (present !== undefined)) return;
      if (isWanted) await browser.scripting.registerContentScripts([SCRIPT] as never);
      else await browser.scripting.unregisterContentScripts({ ids });
    } catch {
      this.#diagnostics.count('the script that looks for dashboards could not be registered');
    }
  }
}

/** What the script counted in the main frame of a tab. */
export async function traitsSeen(
  services: Services,
  tab: BrowserTabs.Tab & { readonly id: number },
  frame: Frame,
  traits: PageTraitsSeen['traits'],
): Promise<void> {
  if (!(await isOfShownDocument(services, tab.id, frame))) return;
  // The frame's own address: the tab may be on its way elsewhere.
  const page = { url: frame.url, title: tab.title, isPrivate: tab.incognito };
  const observation: PageTraitsSeen = { kind: 'page-traits-seen', traits };
  // Beside what the browser said of the document: the words of a page make its work no more and no less suspicious.
  await observed(services, { tabId: tab.id, key: LISTED_KEY, page, observation });
}
