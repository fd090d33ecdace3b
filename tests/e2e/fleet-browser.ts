// Test aid: a browser of a fleet that mines where it should not, and is killed.
import { expect } from 'vitest';
import type { Incident } from '../../core/incident/incident.ts';
import type { Site } from '../pages/site/server.ts';
import { browserProcess } from './browser-process.ts';
import type { ManagedBrowser } from './managed-browser.ts';

export const PATIENCE = { timeout: 50_000, interval: 200 };

/** A page that is refused before its first hash, under a name of its own: another site, another incident. */
export async function mine(browser: ManagedBrowser, site: Site, name: string): Promise<Incident> {
  const page = await browser.open(
    `${site.origin(`${name}.mine.localhost`)}/miner/cryptonight-page/`,
  );
  await expect.poll(() => browser.incidentOf(page.url()), PATIENCE).toBeDefined();
  const incident = await browser.incidentOf(page.url());
  await page.close();
  if (!incident) throw new Error('there is no incident');
  return incident;
}

/** As a power cut would (SIGKILL). @param profile folder that it was started with */
export async function kill(browser: ManagedBrowser, profile: string): Promise<void> {
  const closed = new Promise((done) => browser.assay.context.once('close', done));
  process.kill(await browserProcess(profile), 'SIGKILL');
  await closed;
}
