// A site that the company has excepted mines on while another one is stopped, under a real policy. Four threads compute at once: beside
// other tests the second of a page can be seen later than the first, and is then stopped a step later.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSite, type Site } from '../pages/site/server.ts';
import { launchManaged, whyNotManaged, type ManagedBrowser } from './managed-browser.ts';

const PATIENCE = { timeout: 55_000, interval: 200 };
const POLICY = {
  exceptedSites: [{ host: 'agreed.mine.localhost', reason: 'volunteers', by: 'it@test' }],
};
const why = whyNotManaged();
if (why !== null) console.log(`Excepted sites are not tested in a browser here: ${why}.`);

let site: Site;
let browser: ManagedBrowser;

describe.skipIf(why !== null)('the policy of a company', () => {
  beforeAll(async () => {
    site = await startSite();
    browser = await launchManaged(POLICY);
  });
  afterAll(async () => {
    await browser.close();
    await site.close();
  });

  it('leaves a site alone that the company has agreed to, and only that', async () => {
    const [agreed, other] = await Promise.all(
      ['agreed', 'other'].map((name) =>
        browser.open(`${site.origin(`${name}.mine.localhost`)}/miner/argon2d-pool/`),
      ),
    );
    if (!agreed || !other) throw new Error('two pages were opened');
    await expect
      .poll(() => browser.stepsOf(other.url()), PATIENCE)
      .toContain('done: Ended: 2 workers, 1 socket');
    const hashes = (): Promise<number> =>
      agreed.evaluate(() => (globalThis as unknown as { demo: { hashes: number } }).demo.hashes);
    const before = await hashes();
    // As long again as it took the other one to be stopped.
    await expect.poll(hashes, PATIENCE).toBeGreaterThan(2 * before);
    expect(await browser.incidentOf(agreed.url())).toMatchObject({
      response: 'observe',
      action: 'Nothing was blocked: agreed.mine.localhost is excepted: volunteers, by it@test.',
    });
  });
});
