// Rule packs in a real browser from a real server: a new host is blocked and logged without a release, after every bad
// answer the last good pack goes on blocking, and it does so after the background and after the browser was ended.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Launched } from '../../cli/browser.ts';
import { openDesk, type Desk } from '../../cli/desk.ts';
import type { RulesState } from '../../core/protocol/questions.ts';
import { newSigner, samplePack } from '../core/rule-pack/pack-maker.ts';
import {
  brokenOff,
  endless,
  redirect,
  stalled,
  startFeed,
  status,
  text,
  type Answer,
  type FeedServer,
} from './feed-server.ts';
import { launchManaged, whyNotManaged } from './managed-browser.ts';
import { endBackground } from './own-pages.ts';
import { extensionWithFeed, launchWithFeed, type WithFeed } from './packaged-feed.ts';

const MINER = 'packed-miner.localhost';
const signer = newSigner();
const why = whyNotManaged();
let feed: FeedServer;
let extension: WithFeed;
let profile: string;
let assay: Launched;
let desk: Desk;

beforeAll(async () => {
  feed = await startFeed();
  extension = await extensionWithFeed({ url: feed.url, key: signer.publicKey });
  profile = await mkdtemp(join(tmpdir(), 'assay-rule-feed-'));
  await start();
});
afterAll(async () => {
  await assay.close();
  await feed.close();
  await extension.remove();
  await rm(profile, { recursive: true, force: true, maxRetries: 5 });
});

async function start(): Promise<void> {
  assay = await launchWithFeed(extension, profile);
  desk = await openDesk(assay);
}

const pack = (version: number, changes: object = {}): string =>
  signer.file({
    ...samplePack({ version, withdrawn: 'cnhv.co' }),
    hosts: [{ category: 'cryptojacking', sources: ['Example, CC0'], names: MINER }],
    ...changes,
  });

function served(answer: Answer): Promise<RulesState> {
  feed.serve(answer);
  return desk.ask('update-rules', {});
}

/** Visits a host of the pack. @returns the address where the tab ends */
async function visit(host: string): Promise<string> {
  const page = await assay.context.newPage();
  const url = feed.url.replace('127.0.0.1', host);
  await page.goto(url).catch(() => undefined);
  if (host === MINER) await page.waitForURL(/blocked\.html/, { timeout: 15_000 });
  const address = page.url();
  await page.close();
  return address;
}

async function expectVersionTwo(): Promise<void> {
  const { rules, hostsListed } = await desk.ask('diagnostics', {});
  expect(rules.pack).toMatchObject({ version: 2, keyId: signer.key.id });
  expect(hostsListed['cryptojacking']).toBe(557);
  expect(await desk.ask('describe-host', { host: `ws.${MINER}` })).toMatchObject({
    listedAs: MINER,
    sources: ['Example, CC0'],
  });
  expect(await desk.ask('describe-host', { host: 'cnhv.co' })).toBeNull();
  expect(await visit(MINER)).toContain('blocked.html');
}

describe('a rule pack', () => {
  it('is not needed: before the first one the shipped rules hold', async () => {
    const { rules } = await desk.ask('diagnostics', {});
    expect(rules).toMatchObject({ pack: null, feed: feed.url });
    expect(await visit(`a.${MINER}`)).not.toContain('blocked.html');
  });

  it('blocks a new host and logs it with who lists it', async () => {
    expect((await served(text(pack(2)))).outcome).toBe('Version 2 was applied.');
    await expectVersionTwo();
    const logged = async () => (await desk.incidents()).find(({ hosts }) => hosts.includes(MINER));
    await expect.poll(logged).toMatchObject({ response: 'block', site: MINER });
    expect(JSON.stringify(await logged())).toContain('Example, CC0');
  });

  it.each<[string, Answer, string]>([
    ['tampered with', text(pack(3).replace('cnhv.co', 'bank.com')), 'wrong signature'],
    ['signed by a stranger', text(newSigner().file(samplePack({ version: 3 }))), 'unknown key'],
    ['cut short', text(pack(3).slice(0, -40)), 'no rule pack'],
    ['broken off', brokenOff(pack(3)), 'feed not reached'],
    ['expired', text(pack(3, { expiresAt: '2026-11-02T00:00:00Z' })), 'expired'],
    ['older', text(pack(1)), 'older than the last'],
    ['announced as huge', text(pack(3, { from: 'x'.repeat(17 << 20) })), 'too large'],
    ['without an end', endless, 'too large'],
    ['an error', status(500), 'feed not reached'],
    ['elsewhere', redirect('/other'), 'feed not reached'],
    [
      'against the web',
      text(
        pack(3, {
          withdrawn: '',
          hosts: [{ category: 'cryptojacking', sources: ['x'], names: 'google.com' }],
        }),
      ),
      'failed its self-test',
    ],
    ['slow', stalled, 'feed not reached'],
  ])('that is %s leaves the last good one in force, and says why', async (_, answer, reason) => {
    const { outcome } = await served(answer);
    expect(outcome).toContain(`Refused (${reason}): `);
    const { rules, counters } = await desk.ask('diagnostics', {});
    expect(rules.outcome).toBe(outcome);
    expect(counters[`rule pack refused: ${reason}`]).toBeGreaterThan(0);
    await expectVersionTwo();
  });

  it('is in force again after the background was ended', async () => {
    await endBackground(desk.page);
    await expectVersionTwo();
  });

  it('is in force again after the browser was ended, and its version is remembered', async () => {
    await assay.close();
    await start();
    await expectVersionTwo();
    expect((await served(text(pack(1)))).outcome).toContain('older than version 2');
    expect((await served(text(pack(4)))).pack?.version).toBe(4);
  });
});

describe.skipIf(why !== null)('the policy of a company', () => {
  it('names address and key, and takes both away again', async () => {
    const own = { ruleFeedUrl: feed.url, ruleFeedKey: signer.publicKey };
    const managed = await launchManaged(own);
    try {
      feed.serve(text(pack(5)));
      // The browser reads the policy of an extension some time after it is installed.
      const updated = () => managed.desk.ask('update-rules', {});
      await expect
        .poll(updated, { timeout: 30_000, interval: 500 })
        .toMatchObject({ feed: feed.url, pack: { version: 5 } });
      await managed.setPolicy({});
      const inForce = async () => (await managed.desk.ask('diagnostics', {})).rules;
      await expect
        .poll(inForce, { timeout: 45_000, interval: 500 })
        .toMatchObject({ feed: '', pack: null });
    } finally {
      await managed.close();
    }
  });
});
