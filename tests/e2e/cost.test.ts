// What a real miner costs: measured until it was stopped and estimated from then on, or measured for as long as it is let run; and
// the load of its page before and after.
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Incident } from '../../core/incident/incident.ts';
import { openStage, type Stage } from './extension.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const PATIENCE = { timeout: 40_000, interval: 250 };
const THREADS = 2;

/** Two workers that hash, and a pool; each test has a host of its own. */
async function openMiner(host: string): Promise<{ readonly page: Page; readonly url: string }> {
  const url = `${stage.site.origin(`${host}.mine.localhost`)}/miner/argon2d-pool/`;
  const page = await stage.assay.context.newPage();
  await page.goto(url);
  return { page, url };
}

async function incidentOf(url: string): Promise<Incident | undefined> {
  return (await stage.desk.incidents()).find((incident) => incident.url.startsWith(url));
}

const observedMs = async (url: string): Promise<number> =>
  (await incidentOf(url))?.cost.observedCoreMs ?? 0;

it('is measured until the miner was stopped, and estimated for as long as its page stays open', async () => {
  const openedAt = Date.now();
  const { page, url } = await openMiner('dear');
  const loads = async (): Promise<readonly number[]> =>
    ((await incidentOf(url))?.load ?? []).map(([, percent]) => percent);
  await expect.poll(async () => (await loads()).slice(-2), PATIENCE).toEqual([0, 0]);
  expect(Math.max(...(await loads()))).toBeGreaterThan(50);
  await page.goto(`${stage.site.origin('bank.localhost')}/site/empty.html`);
  const leftAt = Date.now();
  const avoidedMs = async () => (await incidentOf(url))?.cost.avoidedCoreMs ?? 0;
  await expect.poll(avoidedMs, PATIENCE).toBeGreaterThan(5_000);
  const { cost, firstSeenAt } = (await incidentOf(url)) as Incident;
  expect(cost.observedCoreMs).toBeGreaterThan(1_000);
  expect(cost.observedCoreMs).toBeLessThan(THREADS * (leftAt - openedAt));
  expect(cost.avoidedCoreMs).toBeLessThanOrEqual(THREADS * (leftAt + 1_000 - firstSeenAt));
  await page.close();
});

it('is measured for as long as the miner is let run, and nothing is estimated', async () => {
  await stage.desk.ask('change-setting', { key: 'mode', value: 'monitor' });
  const { page, url } = await openMiner('free');
  await expect.poll(() => observedMs(url), PATIENCE).toBeGreaterThan(0);
  const before = await observedMs(url);
  await expect.poll(() => observedMs(url), PATIENCE).toBeGreaterThan(before + 2_000);
  await page.close();
  const incident = await incidentOf(url);
  expect(incident).toMatchObject({ response: 'observe', cost: { avoidedCoreMs: 0 } });
  expect(incident?.load.length).toBeGreaterThan(3);
});
