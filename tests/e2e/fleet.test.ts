// Incidents of a real browser under a company's policy reach the company's own sink: once each, with no more than the policy lets
// leave, although the sink is down and the browser is killed meanwhile. The status page tells how that fares.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openOurPage } from '../../cli/browser.ts';
import {
  rowsIn,
  startReceiver,
  TAKEN,
  type Receiver,
} from '../entrypoints/background/fleet/receiver.ts';
import { startSite, type Site } from '../pages/site/server.ts';
import { launchManaged, whyNotManaged } from './managed-browser.ts';
import { axeProblems } from './axe.ts';
import { kill, mine, PATIENCE } from './fleet-browser.ts';
import { sidewaysPixels } from './own-pages.ts';

const TOKEN = 'hush-hush-4711';
const why = whyNotManaged();
if (why !== null) console.log(`The fleet is not tested in a browser here: ${why}.`);

interface Row {
  readonly kind: string;
  readonly incident_id?: string;
  readonly seq: number;
  readonly device_id: string;
  readonly site?: string;
  readonly url?: string;
}

let site: Site;
let receiver: Receiver;
let profile: string;

const policy = (): Record<string, unknown> => ({
  deviceLabel: 'PC-0042',
  fleetSinks: [{ name: 'soc', format: 'ndjson', address: receiver.address }],
  fleetSecrets: [{ sink: 'soc', token: TOKEN }],
  fleetBatchSeconds: 1,
  heartbeatMinutes: 0,
});
const rows = (): Row[] => receiver.requests.flatMap(({ body }) => rowsIn(body) as unknown as Row[]);

/** Ids of incidents that were taken. */
const taken = (): Set<string> =>
  new Set(rows().flatMap(({ incident_id: id }) => (id === undefined ? [] : [id])));

describe.skipIf(why !== null)('a browser of a fleet', () => {
  beforeAll(async () => {
    site = await startSite();
    receiver = await startReceiver();
    profile = await mkdtemp(join(tmpdir(), 'assay-fleet-'));
  });
  afterAll(async () => {
    await receiver.close();
    await site.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  });

  it('sends each incident once, whatever fails in between', { timeout: 180_000 }, async () => {
    let browser = await launchManaged(policy(), profile);
    const first = await mine(browser, site, 'one');
    await expect.poll(taken, PATIENCE).toContain(first.id);
    const row = rows().find(({ incident_id: id }) => id === first.id);
    expect(row).toMatchObject({
      site: 'one.mine.localhost',
      url: '',
      title: '',
      device_label: 'PC-0042',
    });
    expect(receiver.requests[0]?.headers.authorization).toBe(`Bearer ${TOKEN}`);
    expect(rows().map(({ kind }) => kind)).toContain('policy-changed');
    expect(receiver.requests[0]?.headers.origin).toMatch(/^chrome-extension:/);

    receiver.reply = () => ({ status: 503, takes: false });
    const made = [first, await mine(browser, site, 'two'), await mine(browser, site, 'three')];
    const before = receiver.requests.length;
    await expect.poll(() => receiver.requests.length, PATIENCE).toBeGreaterThan(before);
    await kill(browser, profile);
    receiver.reply = () => TAKEN;
    browser = await launchManaged(policy(), profile);
    made.push(await mine(browser, site, 'four'));
    const ids = made.map(({ id }) => id).sort();
    await expect.poll(() => [...taken()].sort(), PATIENCE).toEqual(ids);
    expect([...receiver.taken.values()].filter((times) => times !== 1)).toEqual([]);
    expect(new Set(rows().map(({ device_id: id }) => id)).size).toBe(1);
    expect(receiver.order).toEqual(receiver.order.toSorted((a, b) => a - b));
    expect([receiver.wrong, receiver.atOnce.most]).toEqual([[], 1]);
    await browser.assay.close();
  });

  it('tells on its status page how that fares, and what was sent, and never a secret', async () => {
    receiver.reply = () => ({ status: 401, body: 'who are you?', takes: false });
    const browser = await launchManaged({ ...policy(), deviceLabel: 'PC-2' }, profile);
    const page = await openOurPage(browser.assay, 'status.html');
    const fleet = page.locator('#fleet');
    await fleet.getByText('401: who are you?').waitFor({ timeout: 50_000 });
    receiver.reply = () => TAKEN;
    await page.locator('#send-now').click();
    await fleet.getByText('Nothing waits to be sent.').waitFor();
    await fleet.getByText('fine', { exact: true }).waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.locator('#export-sent').click(),
    ]);
    const sent = await readFile(await download.path(), 'utf8');
    expect(sent).toContain('one.mine.localhost');
    const shown = await page.locator('body').innerText();
    expect(shown).toContain(receiver.address);
    for (const text of [sent, shown, await page.content()]) expect(text).not.toContain(TOKEN);
    for (const width of [380, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      expect(await sidewaysPixels(page), `${width}`).toBe(0);
      expect(await axeProblems(page)).toEqual([]);
    }
    await browser.close();
  });
});
