// Tells people of incidents by notifications of the desktop: of each once at most, also after a restart of the background, and of
// several within seconds by one. It says which site and what was done; titles and addresses never leave the log.
import browser from 'webextension-polyfill';
import type { Incident } from '../../../core/incident/incident.ts';
import type { Policy } from '../../../core/policy/policy-keys.ts';
import type { DiagnosticCounters } from './diagnostics.ts';
import type { Services } from './services.ts';
import { noteOf } from './notice-words.ts';
import { showLog } from './show-log.ts';

/** What comes so soon after a notification is told of by one more, in its place. */
export const GATHER_MS = 10_000;
const MOST_TOLD = 500;
const TOLD = 'told';
/** Ids of notifications say what a click opens: the background may have been started anew by then. */
const ONE = 'incident:';
const GROUP = 'incidents:';

/**
 * Tells the person of an incident that was stored, as far as the policy says so. Never throws and never waits.
 * @param tabId -1 where no page is there to say it: a warning is then told whatever the policy says of notifications
 */
export function tellPerson({ policy, notices }: Services, incident: Incident, tabId = -1): void {
  if (isTold(policy.current, incident, tabId >= 0)) void notices.tell(incident);
}

function isTold(policy: Policy, { response }: Incident, hasPage: boolean): boolean {
  const { notifications, pageNotice } = policy;
  if (response === 'warn') return notifications === 'all' || !hasPage || !pageNotice;
  return notifications === 'all' || (notifications === 'blocked' && response === 'block');
}

export class Notices {
  /** Ids of incidents that were told of, the newest. */
  #told = new Set<string>();
  /** The incident whose notification is shown, and those that came soon after it; empty when nothing is gathered. */
  #gathered: Incident[] = [];
  readonly #diagnostics: DiagnosticCounters;
  readonly #ready: Promise<void>;

  constructor(diagnostics: DiagnosticCounters) {
    this.#diagnostics = diagnostics;
    this.#ready = this.#restore().catch(() => this.#count());
  }

  /** Opens what a notification tells of. Call it in the first turn. */
  watch({ policy }: Pick<Services, 'policy'>): void {
    browser.notifications.onClicked.addListener((id) => {
      if (!id.startsWith(ONE) && !id.startsWith(GROUP)) return;
      void browser.notifications.clear(id);
      const incidentId = id.startsWith(ONE) ? id.slice(ONE.length) : null;
      void policy.ready.then(() => {
        if (policy.current.peopleMay.includes('see-log')) return showLog(incidentId);
        return undefined;
      });
    });
  }

  async tell(incident: Incident): Promise<void> {
    await this.#ready;
    if (this.#told.has(incident.id)) return;
    this.#told.add(incident.id);
    this.#gathered.push(incident);
    if (this.#gathered.length > 1) return;
    setTimeout(() => void this.#endGathering(), GATHER_MS);
    await this.#show(ONE + incident.id, [incident]);
  }

  async #endGathering(): Promise<void> {
    const [first, ...others] = this.#gathered;
    this.#gathered = [];
    if (!first || others.length === 0) return;
    await browser.notifications.clear(ONE + first.id).catch(() => this.#count());
    await this.#show(GROUP + first.id, [first, ...others]);
  }

  async #show(id: string, incidents: readonly Incident[]): Promise<void> {
    const iconUrl = browser.runtime.getURL('/icons/128.png');
    try {
      await browser.notifications.create(id, { type: 'basic', iconUrl, ...noteOf(incidents) });
      const told = [...this.#told].slice(-MOST_TOLD);
      this.#told = new Set(told);
      await browser.storage.session.set({ [TOLD]: told });
    } catch {
      this.#count();
    }
  }

  async #restore(): Promise<void> {
    const { [TOLD]: told } = await browser.storage.session.get(TOLD);
    if (Array.isArray(told)) this.#told = new Set(told as readonly string[]);
  }

  #count(): void {
    this.#diagnostics.count('notifications that failed');
  }
}
