// Opens the welcome page once, for people who have installed Assay themselves. Where a company manages the browser, or a
// developer (or a test) loaded the files, nobody is greeted.
import browser from 'webextension-polyfill';
import type { Services } from './services.ts';

/** Managed storage can be empty for some seconds after the start (services/policy.ts). */
export const WELCOME_AFTER_MS = 9_000;
const BY_PEOPLE: readonly string[] = ['normal', 'sideload', 'other'];

/** Registers the listener. Call it in the first turn. */
export function watchFirstRun(services: Pick<Services, 'policy' | 'diagnostics'>): void {
  browser.runtime.onInstalled.addListener(({ reason }) => {
    if (reason !== 'install') return;
    welcome(services).catch(() => services.diagnostics.count('welcome pages that failed'));
  });
}

async function welcome({ policy }: Pick<Services, 'policy'>): Promise<void> {
  const { installType } = await browser.management.getSelf();
  if (!BY_PEOPLE.includes(installType)) return;
  await new Promise((done) => setTimeout(done, WELCOME_AFTER_MS));
  await policy.ready;
  if (policy.state.isManaged) return;
  await browser.tabs.create({ url: browser.runtime.getURL('/welcome.html') });
}
