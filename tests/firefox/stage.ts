// What the tests in Firefox share: the built extension in a real Firefox, the demo site beside it, and the desk, a page of
// Assay's own that is asked what people would see.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../../cli/browser.ts';
import type { Incident } from '../../core/incident/incident.ts';
import type { Answer, Questions, TabState } from '../../core/protocol/questions.ts';
import { mappedHosts, startSite, type Site } from '../pages/site/server.ts';
import { findFirefox, startFirefox, type Firefox } from './bidi.ts';

export const EXTENSION_ID = 'assay@assay.example';
export const builtForFirefox = join(projectFolder, '.output', 'firefox-mv3');

export interface FirefoxStage {
  readonly firefox: Firefox;
  readonly site: Site;
  readonly desk: FirefoxDesk;
  close(): Promise<void>;
}

export interface FirefoxDesk {
  /** Newest first. */
  incidents(): Promise<readonly Incident[]>;
  /** State of the tab whose address begins with `url`, or null when there is none. */
  tabState(url: string): Promise<TabState | null>;
  diagnostics(): Promise<Questions['diagnostics']['answer']>;
}

/** Title of a suite that needs Firefox; it says why it is skipped where there is none. */
export function titled(title: string): string {
  return findFirefox()
    ? title
    : `${title} (skipped: no Firefox found; install one or set ASSAY_FIREFOX to its path)`;
}

/** Browser, desk and demo site. Close it in `afterAll`. */
export async function openFirefoxStage(folder = builtForFirefox): Promise<FirefoxStage> {
  if (!existsSync(join(folder, 'manifest.json')))
    throw new Error(`${folder} is not there: build it with "wxt build -b firefox" first.`);
  const site = await startSite();
  const started: { close(): Promise<void> }[] = [site];
  const close = async (): Promise<void> => {
    for (const one of started.toReversed()) await one.close();
  };
  try {
    const firefox = await startFirefox(findFirefox() ?? '', { folder, id: EXTENSION_ID }, [
      ...mappedHosts,
    ]);
    started.push(firefox);
    return { firefox, site, desk: await openDesk(firefox), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Opens the desk in its own tab. */
export async function openDesk(firefox: Firefox): Promise<FirefoxDesk> {
  const page = await firefox.open(firefox.ownPage('log.html'));
  const ask = async <Name extends keyof Questions>(
    name: Name,
    about: Questions[Name]['ask'],
  ): Promise<Questions[Name]['answer']> => {
    const question = JSON.stringify({ assay: 'ask', name, ...about });
    const expression = `browser.runtime.sendMessage(${question})`;
    const answer = await firefox.evaluate<Answer<Name>>(page, expression);
    if (!answer.ok) throw new Error(answer.error);
    return answer.value;
  };
  return {
    incidents: () => ask('incidents', { ids: null }),
    diagnostics: () => ask('diagnostics', {}),
    async tabState(url) {
      const isThere = `({ url }) => url?.startsWith(${JSON.stringify(url)})`;
      const find = `browser.tabs.query({}).then((tabs) => tabs.find(${isThere})?.id ?? null)`;
      const tabId = await firefox.evaluate<number | null>(page, find);
      return tabId === null ? null : ask('tab-state', { tabId });
    },
  };
}

/** Browser and desk beside a site of the caller's own. `close` ends both. */
export async function openFirefoxBeside(
  site: { close(): Promise<void> },
  hosts: readonly string[] = [],
): Promise<Omit<FirefoxStage, 'site'>> {
  const extension = { folder: builtForFirefox, id: EXTENSION_ID };
  try {
    const firefox = await startFirefox(findFirefox() ?? '', extension, [...hosts]);
    const close = async (): Promise<void> => {
      await firefox.close();
      await site.close();
    };
    return { firefox, desk: await openDesk(firefox), close };
  } catch (error) {
    await site.close();
    throw error;
  }
}
