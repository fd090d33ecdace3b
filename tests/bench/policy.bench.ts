// How fast a policy is in force in a real deployment: from the start of the browser until it is installed and refuses a miner,
// from the browser's event until every open page and worker does what a changed policy says, and what the first page after a
// new start is told.
import type { Page } from 'playwright';
import type { Launched } from '../../cli/browser.ts';
import { openDeployment, type Deployment } from '../e2e/deployed-browser.ts';
import { whyNotManaged } from '../e2e/managed-browser.ts';
import { startEchoSite, type EchoSite } from '../e2e/contract-stage.ts';
import { median, type BenchTable } from './bench-table.ts';

const CHANGES = 6;
const STARTS = 5;

/** Compiles a miner now; `refused` or `compiled`, and when. */
const TRY = `
  const request = new XMLHttpRequest();
  request.open('GET', origin + '/generated/cryptonight.wasm', false);
  request.overrideMimeType('text/plain; charset=x-user-defined');
  request.send();
  const bytes = Uint8Array.from(request.responseText, (char) => char.charCodeAt(0) & 255);
  attempt = () => {
    try { new WebAssembly.Module(bytes); return 'compiled'; } catch { return 'refused'; }
  };
  first = attempt();`;

export async function benchPolicy(): Promise<BenchTable> {
  const title = 'A policy, from its arrival until it is in force';
  const why = whyNotManaged();
  if (why !== null) return { title, rows: [{ name: 'not measured here', value: why }] };
  const site = await startEchoSite();
  const deployment = await openDeployment();
  try {
    await deployment.offer('1.0.0');
    await deployment.setPolicy('assay.json', deployment.installing({ mode: 'block' }));
    const startedAt = Date.now();
    const { assay, desk } = await deployment.start();
    const installedMs = Date.now() - startedAt;
    const page = await openPage(assay, site);
    const isProtected = (await page.evaluate('first')) === 'refused';
    const protectedMs = Date.now() - startedAt;
    await arrived(desk.page, 'mode', 'company');
    const arrivedMs = Date.now() - startedAt;
    const changes = await measureChanges(deployment, desk.page, page);
    await assay.close();
    const blocked = await measureStarts(deployment, site, ['block', 'refused']);
    const letRun = await measureStarts(deployment, site, ['monitor', 'compiled']);
    return {
      title,
      rows: [
        {
          name: 'new profile: start of the browser to Assay installed',
          value: seconds(installedMs),
        },
        {
          name: `… to a miner refused in a page (${isProtected ? 'refused' : 'NOT refused'})`,
          value: seconds(protectedMs),
          goal: 'at most 5 s',
        },
        { name: '… to the values of the company', value: seconds(arrivedMs) },
        {
          name: `changed policy: event of the browser to in force in an open page, median of ${CHANGES}`,
          value: `${Math.round(median(changes))} ms`,
          goal: 'at most 1 s',
        },
        { name: '… slowest', value: `${Math.round(Math.max(...changes))} ms` },
        {
          name: 'new start, mode block: a miner in the first line of the first page is refused',
          value: `${blocked} of ${STARTS}`,
          goal: 'all',
        },
        {
          name: 'new start, mode monitor: it is let run',
          value: `${letRun} of ${STARTS}`,
          goal: 'all',
        },
      ],
    };
  } finally {
    await deployment.close();
    await site.close();
  }
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}

async function openPage(assay: Launched, site: EchoSite): Promise<Page> {
  const page = await assay.context.newPage();
  await page.goto(site.at('bench', { body: `<!doctype html><script>${TRY}</script>` }));
  return page;
}

/** Waits until a key has its value from there. */
async function arrived(ours: Page, name: string, source: string): Promise<void> {
  await ours.waitForFunction(
    async ([key, from]) => {
      const { value } = (await chrome.runtime.sendMessage({ assay: 'ask', name: 'in-force' })) as {
        readonly value: { readonly keys: readonly { name: string; source: string }[] };
      };
      return value.keys.some((one) => one.name === key && one.source === from);
    },
    [name, source] as const,
    { polling: 100, timeout: 20_000 },
  );
}

interface Clocked {
  changedAt?: number;
}
declare const chrome: {
  readonly runtime: { sendMessage(message: unknown): Promise<unknown> };
  readonly storage: {
    readonly onChanged: { addListener(listener: (of: object, area: string) => void): void };
  };
};

/** ms from the browser's event to the first attempt of an open page that goes the other way. */
async function measureChanges(
  deployment: Deployment,
  ours: Page,
  page: Page,
): Promise<readonly number[]> {
  await ours.evaluate(() => {
    chrome.storage.onChanged.addListener((_changes, area) => {
      if (area === 'managed') (globalThis as Clocked).changedAt = Date.now();
    });
  });
  const times: number[] = [];
  for (let change = 0; change < CHANGES; change++) {
    const [mode, wanted] = change % 2 === 0 ? ['monitor', 'compiled'] : ['block', 'refused'];
    await deployment.setPolicy('assay.json', deployment.installing({ mode }));
    const inForceAt = await page.evaluate(async (outcome) => {
      const { attempt } = globalThis as unknown as { readonly attempt: () => string };
      while (attempt() !== outcome) await new Promise((done) => setTimeout(done, 5));
      return Date.now();
    }, wanted);
    times.push(inForceAt - (await ours.evaluate(() => (globalThis as Clocked).changedAt ?? NaN)));
  }
  return times;
}

/** The browser writes what it must remember some seconds late. */
const WRITTEN_AFTER_MS = 10_000;

/** How many starts treat their first page as a mode says, before the browser has delivered the policy again. */
async function measureStarts(
  deployment: Deployment,
  site: EchoSite,
  [mode, wanted]: readonly [string, string],
): Promise<number> {
  let right = 0;
  await deployment.setPolicy('assay.json', deployment.installing({ mode }));
  const learnt = await deployment.start();
  await learnt.desk.page.waitForTimeout(WRITTEN_AFTER_MS);
  await arrived(learnt.desk.page, 'mode', 'company');
  await learnt.assay.close();
  for (let start = 0; start < STARTS; start++) {
    const url = site.at('bench', { body: `<!doctype html><script>${TRY}</script>` });
    const { assay } = await deployment.start(url);
    const page = assay.context.pages().find((one) => one.url() === url);
    if ((await page?.evaluate('first')) === wanted) right++;
    await assay.close();
  }
  return right;
}
