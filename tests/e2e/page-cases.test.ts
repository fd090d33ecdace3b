// Every page case in a real browser with the built extension: what people see must be what the case expects.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCase } from '../../cli/run-case.ts';
import { isQuick, loadPageCases } from '../pages/cases.ts';
import { expectOutcome } from '../pages/expect-outcome.ts';
import type { DemoReport } from '../pages/page-case.ts';
import { openStage, type Stage } from './extension.ts';

const cases = (await loadPageCases()).filter(isQuick);
let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

// Most of a case is waiting: for a thread to be busy for long enough, or for an honest page to be done.
describe.concurrent.each(cases)('$id', (entry) => {
  it(entry.title, { timeout: entry.expect.longestMs + 20_000 }, async () => {
    const outcome = await runCase(stage.assay, stage.desk, stage.site, entry);
    expectOutcome(outcome, entry.expect);
  });
});

describe('a miner that was stopped while it ran', () => {
  it('computes no further hash, and the incident says so', { timeout: 120_000 }, async () => {
    const entry = cases.find(({ id }) => id === 'miner/argon2d-pool');
    if (!entry) throw new Error('the case is gone');
    // A site of its own: the case has mined at the other, and a second try must not find what the first has left.
    const page = await stage.assay.context.newPage();
    await page.goto(stage.site.origin(`stopped-${Date.now()}.mine.localhost`) + entry.path);
    const action = async (): Promise<string | undefined> =>
      (await stage.desk.incidents()).find(({ url }) => url.startsWith(page.url()))?.action;
    await expect
      .poll(action, { timeout: entry.expect.longestMs + 20_000, interval: 200 })
      .toBe('2 workers of the page were stopped.');
    const hashes = (): Promise<number> =>
      page.evaluate(() => (globalThis as unknown as { demo: { hashes: number } }).demo.hashes);
    // Chromium ends a busy worker two seconds after it was terminated.
    const settled = async (): Promise<boolean> => {
      const before = await hashes();
      await page.waitForTimeout(2_500);
      return (await hashes()) === before;
    };
    await expect.poll(settled, { timeout: 20_000 }).toBe(true);

    // A frame that comes later gets no workers at all: mining was confirmed at its site.
    await page.evaluate((src) => {
      const frame = document.createElement('iframe');
      frame.src = src;
      document.body.append(frame);
    }, page.url());
    const inFrame = async (): Promise<DemoReport | undefined> =>
      page.frames()[1]?.evaluate(() => (globalThis as { demo?: DemoReport }).demo);
    await expect.poll(inFrame, { timeout: 10_000 }).toMatchObject({ state: 'failed', hashes: 0 });
    await page.close();
  });
});
