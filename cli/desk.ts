// The desk: one of Assay's own pages, kept open to ask the background what people would see: the incidents and the
// state of a tab. It asks as the log page does and changes nothing.
import type { Page } from 'playwright';
import type { Incident } from '../core/incident/incident.ts';
import type { Answer, Questions, TabState } from '../core/protocol/questions.ts';
import { openOurPage, type Launched } from './browser.ts';

export interface Desk {
  readonly page: Page;
  /** Newest first. */
  incidents(): Promise<readonly Incident[]>;
  /** State of the tab whose address begins with `url`, or null when there is none. */
  tabState(url: string): Promise<TabState | null>;
  ask<Name extends keyof Questions>(
    name: Name,
    about: Questions[Name]['ask'],
  ): Promise<Questions[Name]['answer']>;
}

/** Opens the desk in its own tab. */
export async function openDesk(launched: Launched): Promise<Desk> {
  const page = await openOurPage(launched, 'log.html');
  const ask: Desk['ask'] = async (name, about) => {
    const message = { assay: 'ask', name, ...about };
    const answer = (await page.evaluate(
      (sent) => chrome.runtime.sendMessage(sent),
      message,
    )) as Answer<typeof name>;
    if (!answer.ok) throw new Error(answer.error);
    return answer.value;
  };
  return {
    page,
    ask,
    incidents: () => ask('incidents', { ids: null }),
    async tabState(url) {
      const tabId = await page.evaluate(
        async (start) =>
          (await chrome.tabs.query({})).find((tab) => tab.url?.startsWith(start))?.id,
        url,
      );
      if (tabId === undefined) return null;
      return ask('tab-state', { tabId }).catch((error: unknown) => {
        // It was closed, or unloaded and so given another id, between the two questions.
        if (String(error).includes('No tab with id')) return null;
        throw error;
      });
    },
  };
}

/** The part of the extension API that runs inside the desk's page. */
declare const chrome: {
  readonly runtime: { sendMessage(message: unknown): Promise<unknown> };
  readonly tabs: { query(about: object): Promise<{ id?: number; url?: string }[]> };
};
