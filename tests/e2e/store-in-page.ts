// The store of the background, as it is in the code, for one of our own pages: to fill the log with as much as a test needs.
import { build } from 'vite';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { projectFolder } from '../../cli/browser.ts';
import type { Incident } from '../../core/incident/incident.ts';
import type {
  IncidentStore,
  openIncidentStore,
} from '../../entrypoints/background/store/incident-store.ts';

let bundled: Promise<string> | null = null;

/** Puts `store` into a page, as often as it is asked for. */
export async function withStore(page: Page): Promise<void> {
  bundled ??= bundle();
  await page.evaluate(await bundled);
}

/** What a page has then. */
export interface StoreInPage {
  readonly openIncidentStore: typeof openIncidentStore;
  /** That of the background. */
  readonly log: IncidentStore;
}

declare const store: StoreInPage;
/** Incidents in one step. */
const AT_ONCE = 1_000;

/** Puts incidents where the background keeps them. The page must be one of ours. */
export async function storeIncidents(page: Page, incidents: readonly Incident[]): Promise<void> {
  await withStore(page);
  for (let from = 0; from < incidents.length; from += AT_ONCE)
    await page.evaluate(
      (all) => store.log.put(all.map((one) => ({ incident: one, mergeKey: one.id }))),
      incidents.slice(from, from + AT_ONCE),
    );
}

/** The same as an expression, for a browser that is driven in another way. It resolves when they are stored. */
export async function storing(incidents: readonly Incident[]): Promise<string> {
  bundled ??= bundle();
  const all = incidents.map((incident) => ({ incident, mergeKey: incident.id }));
  return `(async () => { ${await bundled}; await globalThis.store.log.put(${JSON.stringify(all)}); return true; })()`;
}

async function bundle(): Promise<string> {
  const entry = join(projectFolder, 'entrypoints/background/store/incident-store.ts');
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: { write: false, minify: false, lib: { entry, formats: ['iife'], name: 'store' } },
  });
  const [made] = [built].flat();
  if (!made || !('output' in made)) throw new Error('the store was not built');
  return `if (!globalThis.store) {${made.output[0].code}
    const { openIncidentStore } = store;
    globalThis.store = { openIncidentStore, log: openIncidentStore() };}`;
}
