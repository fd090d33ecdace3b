// Runs rows of the coverage matrix in one browser: each in a fresh document, by itself, in one of a few tabs. A new tab
// for each would be a new process for each, which takes twice as long. It asserts nothing.
import type { Page } from 'playwright';
import type { Launched } from '../../cli/browser.ts';
import type { Outcome } from '../coverage/kit.ts';
import type { Place } from '../coverage/place.ts';
import type { EchoSite } from './contract-stage.ts';
import { addressOf, isApart } from './coverage-address.ts';

const TABS = 3;
const PATIENCE_MS = 20_000;
export class CoverageBrowser {
  readonly #launched: Launched;
  readonly #site: EchoSite;
  readonly #free: (Page | null)[] = Array.from({ length: TABS }, () => null);
  readonly #waiting: ((tab: Page | null) => void)[] = [];

  constructor(launched: Launched, site: EchoSite) {
    this.#launched = launched;
    this.#site = site;
  }

  /**
   * Opens the row's page and runs the row there.
   * @param then called with the page's address when something compiled, while it is still open
   * @returns `closed` when Assay has taken the page away
   */
  async run(
    place: Place,
    then: (url: string) => Promise<void> = () => Promise.resolve(),
  ): Promise<Outcome | 'closed'> {
    const url = addressOf(this.#site, place, { asModule: true });
    const tab = (await this.#take()) ?? (await this.#launched.context.newPage());
    const popups: Page[] = [];
    const onPopup = (popup: Page): unknown => popups.push(popup);
    tab.on('popup', onPopup);
    let outcome: Outcome | 'closed' = 'failed: no answer';
    try {
      await tab.goto(url, { waitUntil: 'domcontentloaded' });
      const run = tab.evaluate<Outcome>(`(${place.run.toString()})(kit)`);
      outcome = await Promise.race([run.catch(failed), patience()]);
      if (isLeft(tab)) outcome = 'closed';
      if (outcome === 'compiled') await then(url);
      return outcome;
    } finally {
      tab.off('popup', onPopup);
      await this.#closePopups(tab, popups, place);
      // Who knows what hangs there, or what is still found out about it.
      if (outcome.startsWith('failed') || isApart(place)) await tab.close();
      this.#give(tab.isClosed() ? null : tab);
    }
  }

  #take(): Promise<Page | null> {
    const tab = this.#free.pop();
    if (tab !== undefined) return Promise.resolve(tab);
    return new Promise((done) => this.#waiting.push(done));
  }

  #give(tab: Page | null): void {
    const next = this.#waiting.shift();
    if (next) next(tab);
    else this.#free.push(tab);
  }

  /** Most popups close themselves; one in another browsing context group may not, and is nobody's popup. */
  async #closePopups(tab: Page, popups: readonly Page[], { id }: Place): Promise<void> {
    const { context } = this.#launched;
    const others = context.pages().filter((page) => page.url().includes(`/echo/${id}/`));
    const left = new Set([...popups, ...others].filter((page) => page !== tab));
    await Promise.all([...left].map((page) => page.close()));
  }
}

/** Assay unloads a page and then shows its own instead; a tab that is unloaded is gone for us. */
function isLeft(tab: Page): boolean {
  return tab.isClosed() || tab.url().startsWith('chrome-extension:');
}

function failed(error: unknown): Outcome {
  return `failed: ${String(error)}`;
}

function patience(): Promise<Outcome> {
  return new Promise((done) => {
    setTimeout(() => done('failed: no answer'), PATIENCE_MS).unref();
  });
}
