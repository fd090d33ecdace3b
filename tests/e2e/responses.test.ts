// What is done against a miner that was confirmed while it ran, step by step, the gentlest first: what ends, what goes on,
// what cannot be started again, and what the incident says of it.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Page } from 'playwright';
import type { Incident } from '../../core/incident/incident.ts';
import { openStage, type Stage } from './extension.ts';
import { mineInPage } from './mine-in-page.ts';
import { Processes } from './processes.ts';

let stage: Stage;
let processes: Processes;
beforeAll(async () => {
  stage = await openStage();
  processes = await Processes.of(stage.assay);
});
afterAll(() => stage.close());

const PATIENCE = { timeout: 30_000, interval: 200 };

/** Two workers that hash, and a pool; each test has a host of its own. */
function minerOn(host: string): string {
  return `${stage.site.origin(`${host}.mine.localhost`)}/miner/argon2d-pool/`;
}

async function open(url: string): Promise<Page> {
  const page = await stage.assay.context.newPage();
  await page.goto(url);
  return page;
}

async function incidentOf(page: Page | string): Promise<Incident | undefined> {
  const url = typeof page === 'string' ? page : page.url();
  return (await stage.desk.incidents()).find((incident) => incident.url.startsWith(url));
}

/** Waits for a step of the page's incident. */
async function stepOf(page: Page | string, what: string): Promise<void> {
  const url = typeof page === 'string' ? page : page.url();
  const steps = async (): Promise<string[]> =>
    ((await incidentOf(url))?.steps ?? []).map((step) => `${step.outcome}: ${step.what}`);
  await expect.poll(steps, PATIENCE).toContain(what);
}

async function isIdle(): Promise<void> {
  await expect.poll(() => processes.busiest(500), PATIENCE).toBeLessThan(0.2);
}

const hashesOf = (page: Page): Promise<number> =>
  page.evaluate(() => (globalThis as unknown as { demo: { hashes: number } }).demo.hashes);

it('ends the workers that mine and their socket, and no other worker of the page', async () => {
  const page = await open(minerOn('gentle'));
  await page.evaluate(() => {
    const script = 'onmessage = ({ data }) => postMessage(data + 1)';
    const worker = new Worker(URL.createObjectURL(new Blob([script])));
    (globalThis as unknown as { other: Worker }).other = worker;
  });
  await stepOf(page, 'done: 2 threads and 1 socket told to stop');
  await stepOf(page, 'done: Ended: 2 workers, 1 socket');
  const asked = (): Promise<number> =>
    page.evaluate(
      () =>
        new Promise((done) => {
          const { other } = globalThis as unknown as { other: Worker };
          other.onmessage = ({ data }) => done(data as number);
          other.postMessage(1);
        }),
    );
  expect(await asked()).toBe(2);
  await isIdle();
  const [hashes, { shares }] = [await hashesOf(page), { ...stage.site.pool }];
  await isIdle();
  expect(await hashesOf(page)).toBe(hashes);
  expect(stage.site.pool.shares).toBe(shares);
  await page.close();
});

it('refuses to start them again, in the same page and after a reload', async () => {
  const url = minerOn('again');
  const page = await open(url);
  await stepOf(page, 'done: Ended: 2 workers, 1 socket');
  const started = (script: string): Promise<string> =>
    page.evaluate(
      (address) =>
        new Promise<string>((done) => {
          const worker = new Worker(address);
          worker.onmessage = () => done('it runs');
          worker.onerror = () => done('refused');
          worker.postMessage({ job: null });
        }),
      script,
    );
  expect(await started('/site/argon2d-worker.js')).toBe('refused');
  const text = await page.evaluate(() => fetch('/site/argon2d-worker.js').then((r) => r.text()));
  const copy = await page.evaluate(
    (body) => URL.createObjectURL(new Blob([`postMessage(1);${body}`])),
    text,
  );
  await started(copy);
  const socket = (): Promise<string> =>
    page.evaluate(
      () =>
        new Promise<string>((done) => {
          const opened = new WebSocket(`ws://${location.host}/pool`);
          opened.onopen = () => done('open');
          opened.onerror = () => done('refused');
        }),
    );
  expect(await socket()).toBe('refused');

  await page.reload();
  const report = (): Promise<unknown> =>
    page.evaluate(() => (globalThis as unknown as { demo: unknown }).demo);
  await expect.poll(report, PATIENCE).toMatchObject({ state: 'failed', hashes: 0 });
  expect(await socket()).toBe('refused');
  await page.close();
  const second = await open(url);
  const again = (): Promise<unknown> =>
    second.evaluate(() => (globalThis as unknown as { demo: unknown }).demo);
  await expect.poll(again, PATIENCE).toMatchObject({ state: 'failed', hashes: 0 });
  await second.close();
});

it('stops the frame that mines, and leaves the page around it alone', async () => {
  const home = stage.site.origin('news.bank.localhost');
  const page = await open(`${home}/site/empty.html`);
  await page.evaluate((src) => {
    const frame = document.createElement('iframe');
    frame.src = src;
    document.body.append(frame);
  }, minerOn('advertisement'));
  await stepOf(page, 'done: Ended: 2 workers, 1 socket');
  const own = await page.evaluate(
    () =>
      new Promise<string>((done) => {
        const worker = new Worker(URL.createObjectURL(new Blob(['postMessage("it runs")'])));
        worker.onmessage = ({ data }) => done(data as string);
        worker.onerror = () => done('refused');
      }),
  );
  expect(own).toBe('it runs');
  await page.reload();
  expect(await page.evaluate(() => document.readyState)).toBe('complete');
  expect(await incidentOf(page)).toMatchObject({
    site: 'news.bank.localhost',
    hosts: expect.arrayContaining(['advertisement.mine.localhost']) as string[],
  });
  await page.close();
});

it('goes on to the whole frame and then to the page, when the page mines by itself', async () => {
  const origin = stage.site.origin('itself.mine.localhost');
  const page = await open(`${origin}/site/empty.html`);
  const url = page.url();
  await page.evaluate(async () => {
    await navigator.serviceWorker.register('/site/argon2d-worker.js');
    await navigator.serviceWorker.ready;
  });
  await mineInPage(page);
  await stepOf(url, 'done: 1 thread and 1 socket told to stop');
  await stepOf(url, 'done: All workers, sockets and modules of the frame told to stop');
  await stepOf(url, `done: Service workers of ${origin} removed`);
  await stepOf(url, 'done: The page was unloaded');
  await stepOf(url, 'done: The blocked page was shown instead');
  await isIdle();
  const shown = stage.assay.context.pages().map((one) => one.url());
  expect(shown.filter((one) => one.includes('/blocked.html#why=mining'))).toHaveLength(1);
  const home = await open(`${origin}/site/empty.html`);
  const registered = await home.evaluate(() => navigator.serviceWorker.getRegistrations());
  expect(registered).toHaveLength(0);
  await home.close();
});
