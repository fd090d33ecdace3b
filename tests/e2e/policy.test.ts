// What the policy says, in a real page: a miner compiled in the first line of a document, where no answer of the background
// can be waited for; in frames and workers of it; after a change and after a new start of the browser.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { builtExtension, launch, type Launched } from '../../cli/browser.ts';
import { openDesk, type Desk } from '../../cli/desk.ts';
import { mappedHosts } from '../pages/site/server.ts';
import { startEchoSite, type EchoSite } from './contract-stage.ts';

const PATIENCE = { timeout: 10_000, interval: 50 };

/** Runs in the page's first script and in its workers: `tried` holds what came of it, place by place. */
const COMPILE = `
  const bytes = (() => {
    const request = new XMLHttpRequest();
    request.open('GET', origin + '/generated/cryptonight.wasm', false);
    request.overrideMimeType('text/plain; charset=x-user-defined');
    request.send();
    return Uint8Array.from(request.responseText, (char) => char.charCodeAt(0) & 255);
  })();
  tryIn = (realm) => {
    try { new realm.WebAssembly.Module(bytes); return 'compiled'; }
    catch (error) { return error.message.includes('refused by Assay') ? 'refused' : String(error); }
  };`;
const WORKER = `${COMPILE}
  onmessage = ({ data }) => {
    if (data === 'nested') {
      const inner = new Worker(location.href);
      inner.onmessage = ({ data }) => postMessage(data);
      inner.postMessage('own');
    } else postMessage(tryIn(self));
  };`;

let site: EchoSite;
let profile: string;
let assay: Launched;
let desk: Desk;

async function start(): Promise<void> {
  const options = { headless: true, extension: builtExtension, hosts: mappedHosts };
  assay = await launch({ ...options, profile });
  desk = await openDesk(assay);
}

beforeAll(async () => {
  profile = await mkdtemp(join(tmpdir(), 'assay-policy-'));
  site = await startEchoSite();
  await start();
});
afterAll(async () => {
  await assay.close();
  await site.close();
  await rm(profile, { recursive: true, force: true, maxRetries: 5 });
});

function pageOn(host: string): string {
  const worker = site.at('w.js', { body: WORKER }, host);
  const body = `<!doctype html><script>${COMPILE}
    tried = { page: tryIn(self) };
    const frame = document.createElement('iframe');
    document.documentElement.append(frame);
    tried.blank = tryIn(frame.contentWindow);
    worker = new Worker(${JSON.stringify(worker)});
    ask = (what) => new Promise((done) => {
      worker.onmessage = ({ data }) => done(data);
      worker.postMessage(what);
    });
  </script>`;
  return site.at('policy', { body }, host);
}

async function open(host: string): Promise<Page> {
  const page = await assay.context.newPage();
  await page.goto(pageOn(host));
  return page;
}

interface Scope {
  readonly tried: Readonly<Record<string, string>>;
  readonly ask: (what: string) => Promise<string>;
  readonly tryIn: (realm: unknown) => string;
}

/** What came of it in the first script, and what comes of it now in the workers. */
function outcomes(page: Page): Promise<Readonly<Record<string, string>>> {
  return page.evaluate(async () => {
    const { tried, ask } = globalThis as unknown as Scope;
    return { ...tried, worker: await ask('own'), nested: await ask('nested') };
  });
}

function all(outcome: string): Readonly<Record<string, string>> {
  return { page: outcome, blank: outcome, worker: outcome, nested: outcome };
}

/** What comes of it in a page that is open, and in its worker. */
function now(page: Page): Promise<readonly string[]> {
  return page.evaluate(async () => {
    const { ask, tryIn } = globalThis as unknown as Scope;
    return [tryIn(globalThis), await ask('own')];
  });
}

/** Sets what a person may set, and waits until the browser knows of it. */
async function set(settings: object, matches: readonly string[]): Promise<void> {
  await desk.page.evaluate((values) => chrome.storage.local.set({ settings: values }), settings);
  const registered = (): Promise<readonly string[]> =>
    desk.page.evaluate(async () =>
      (await chrome.scripting.getRegisteredContentScripts({ ids: ['let-run'] })).flatMap(
        (script) => script.matches,
      ),
    );
  await expect.poll(registered, PATIENCE).toEqual(matches);
}
declare const chrome: {
  readonly storage: { readonly local: { set(values: object): Promise<void> } };
  readonly scripting: {
    getRegisteredContentScripts(of: {
      readonly ids: readonly string[];
    }): Promise<readonly { readonly matches: readonly string[] }[]>;
  };
};

const actionsOn = async (host: string): Promise<string[]> =>
  (await desk.incidents()).filter((one) => one.site === host).map(({ action }) => action);

describe('the policy in a page', () => {
  it('refuses a miner by default, everywhere', async () => {
    const page = await open('default.localhost');
    expect(await outcomes(page)).toEqual(all('refused'));
    await page.close();
  });

  it('that only monitors refuses nothing, not even at once, and logs it', async () => {
    await set({ mode: 'monitor' }, ['<all_urls>']);
    const page = await open('monitored.localhost');
    expect(await outcomes(page)).toEqual(all('compiled'));
    await expect
      .poll(() => actionsOn('monitored.localhost'), PATIENCE)
      .toEqual(['Nothing was blocked: Assay only monitors here.']);
    await page.close();
  });

  it('that changes is in force in open pages and their workers within a second', async () => {
    const page = await open('changed.localhost');
    expect(await now(page)).toEqual(['compiled', 'compiled']);
    await set({}, []);
    await expect.poll(() => now(page), PATIENCE).toEqual(['refused', 'refused']);
    await set({ mode: 'monitor' }, ['<all_urls>']);
    await expect.poll(() => now(page), PATIENCE).toEqual(['compiled', 'compiled']);
    await page.close();
  });

  it('excepts a site with its subdomains, and no other', async () => {
    const exceptedSites = [{ host: 'fold.localhost', reason: 'volunteers' }];
    await set({ exceptedSites }, ['*://*.fold.localhost/*']);
    const pages = await Promise.all(
      ['fold.localhost', 'www.fold.localhost', 'unfold.localhost'].map(open),
    );
    expect(await Promise.all(pages.map(outcomes))).toEqual(
      ['compiled', 'compiled', 'refused'].map(all),
    );
    await expect
      .poll(() => actionsOn('fold.localhost'), PATIENCE)
      .toEqual(['Nothing was blocked: fold.localhost is excepted: volunteers.']);
    await Promise.all(pages.map((page) => page.close()));
  });

  it('cannot be changed by a page', async () => {
    const page = await open('forger.localhost');
    const told = await page.evaluate(async () => {
      const { tryIn, ask } = globalThis as unknown as Scope;
      const scope = globalThis as Record<string, unknown>;
      scope['assayLetsRun'] = true;
      (scope['assayLetRun'] as (() => void) | undefined)?.();
      const command = JSON.stringify({ command: 'refuse', isOn: false });
      for (const target of [document, window, document.documentElement])
        target.dispatchEvent(new MessageEvent('down', { data: command }));
      postMessage({ command: 'refuse', isOn: false }, '*');
      const { worker } = scope as unknown as { readonly worker: Worker };
      worker.postMessage(false);
      return [tryIn(globalThis), await ask('own'), typeof scope['assayLetRun']];
    });
    expect(told).toEqual(['refused', 'refused', 'undefined']);
    await page.close();
  });

  it('holds from the first page of the next start', async () => {
    await set({ mode: 'monitor' }, ['<all_urls>']);
    await assay.close();
    await start();
    const page = await open('restarted.localhost');
    expect(await outcomes(page)).toEqual(all('compiled'));
    await page.close();
  });
});
