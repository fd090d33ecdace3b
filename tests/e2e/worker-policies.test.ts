// Workers of pages whose content security policy has no word for blob: they must run as without Assay, whether the
// policy is announced by a header, hidden in a meta element, or inherited by a document that has no response at all.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDesk, type Desk } from '../../cli/desk.ts';
import type { Launched } from '../../cli/browser.ts';
import { startEchoSite, type EchoSite, type Reply } from './contract-stage.ts';
import { launchAssay } from './extension.ts';

const POLICY = "default-src 'self'; script-src 'self' 'unsafe-inline'; worker-src 'self'";
const WORKER: Reply = {
  body: 'let seen = []; onmessage = ({ data }) => { seen.push(data); if (seen.length === 3) postMessage(seen.join()); };',
};

let site: EchoSite;
let assay: Launched;
let desk: Desk;

beforeAll(async () => {
  [site, assay] = await Promise.all([startEchoSite(), launchAssay()]);
  desk = await openDesk(assay);
});
afterAll(async () => {
  await assay.close();
  await site.close();
});

/** Starts a worker and posts to it at once: nothing may be lost or change its order while it is decided who runs. */
function script(workerUrl: string): string {
  return `<script>
    const worker = new Worker(${JSON.stringify(workerUrl)});
    worker.onmessage = ({ data }) => { top.document.title = 'answer ' + data; };
    worker.onerror = () => { top.document.title = 'error'; };
    worker.postMessage(1); worker.postMessage(2); worker.postMessage(3);
  </script>`;
}

async function titleOf(reply: Reply): Promise<string> {
  const page = await assay.context.newPage();
  await page.goto(site.at('page', reply));
  await expect.poll(() => page.title(), { timeout: 10_000 }).toMatch(/answer|error/);
  const state = await desk.tabState(page.url());
  expect(state?.workers, 'one worker that Assay cannot see into').toEqual({
    running: 1,
    uninstrumented: 1,
  });
  const title = await page.title();
  await page.close();
  return title;
}

describe('an http worker under a policy without blob:', () => {
  it('runs when the policy is a header', async () => {
    const body = script(site.at('w.js', WORKER));
    expect(await titleOf({ headers: { 'content-security-policy': POLICY }, body })).toBe(
      'answer 1,2,3',
    );
  });

  it('runs when the policy is a meta element', async () => {
    const meta = `<meta http-equiv="Content-Security-Policy" content="${POLICY}">`;
    expect(await titleOf({ body: meta + script(site.at('w.js', WORKER)) })).toBe('answer 1,2,3');
  });

  it('runs in a document that inherited the policy, where only its refusal tells', async () => {
    const inner = script(site.at('w.js', WORKER)).replaceAll('"', '&quot;');
    const body = `<iframe srcdoc="${inner}"></iframe>`;
    expect(await titleOf({ headers: { 'content-security-policy': POLICY }, body })).toBe(
      'answer 1,2,3',
    );
    const { counters } = await desk.ask('diagnostics', {});
    expect(counters).not.toHaveProperty(['page: failed: worker']);
  });
});

describe('a shared worker', () => {
  it('is left alone and reported as not seen into', async () => {
    const shared: Reply = {
      body: 'onconnect = ({ ports: [port] }) => port.postMessage("shared");',
    };
    const body = `<script>
      new SharedWorker(${JSON.stringify(site.at('s.js', shared))}).port.onmessage = ({ data }) => {
        document.title = 'answer ' + data;
      };
    </script>`;
    expect(await titleOf({ body })).toBe('answer shared');
  });
});
