// The feed of rule packs on a real server, a real signature and a real database: what is good is in force whole, and after
// everything bad the last good rules are, in the background, in the browser and after a new start.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { matchHost } from '../../../core/rules/host-match.ts';
import type { RulePack } from '../../../core/rule-pack/rule-pack.ts';
import { DiagnosticCounters } from '../../../entrypoints/background/services/diagnostics.ts';
import { fetchPack } from '../../../entrypoints/background/services/fetch-pack.ts';
import { HostLists } from '../../../entrypoints/background/services/host-lists.ts';
import { blockHosts, blockNow } from '../../../entrypoints/background/services/hosts.ts';
import { PolicyStore } from '../../../entrypoints/background/services/policy.ts';
import { RuleFeed } from '../../../entrypoints/background/services/rule-feed.ts';
import { shippedLists } from '../../../entrypoints/background/services/shipped-lists.ts';
import { RulesInForce } from '../../../entrypoints/background/services/rules-in-force.ts';
import {
  openRulePackStore,
  type RulePackStore,
} from '../../../entrypoints/background/store/rule-pack-store.ts';
import { manyNames, newSigner, samplePack } from '../../core/rule-pack/pack-maker.ts';
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
} from '../../e2e/feed-server.ts';
import {
  alarmsGoOff,
  done,
  dynamicRules,
  endBackground,
  managed,
  policyArrives,
  resetBrowser,
  savedKeys,
} from './fake-browser.ts';
import 'fake-indexeddb/auto';

vi.mock('webextension-polyfill', async () => ({
  default: (await import('./fake-browser.ts')).fakeBrowser,
}));

const signer = newSigner();
const stranger = newSigner();
let server: FeedServer;
let opened = 0;
let store: RulePackStore;
let rules: RulesInForce;
let feed: RuleFeed;
let diagnostics: DiagnosticCounters;

beforeAll(async () => {
  server = await startFeed();
});
afterAll(() => server.close());
beforeEach(async () => {
  resetBrowser();
  managed.values = policy();
  store = openRulePackStore(`feed-test-${++opened}`);
  await startBackground();
});
afterEach(() => vi.useRealTimers());

const policy = (changes: object = {}) => ({
  ...{ ruleFeedUrl: server.url, ruleFeedKey: signer.publicKey },
  ...changes,
});

/** As start.ts does; resolves when the last good rules are in force. */
async function startBackground(over = store): Promise<void> {
  endBackground();
  diagnostics = new DiagnosticCounters();
  const policyStore = new PolicyStore(diagnostics);
  rules = new RulesInForce();
  const hosts = new HostLists(policyStore, rules);
  const parts = { rules, hosts, policy: policyStore, diagnostics };
  feed = new RuleFeed({
    ...{ rules, policy: policyStore, diagnostics, store: over },
    block: () => blockNow(parts),
  });
  feed.start();
  blockHosts(parts);
  await rules.loading;
  await expect.poll(() => policyStore.state.isCopy).toBe(false);
  await feed.state();
  await blockNow(parts);
}

const file = (changes: Partial<RulePack> = {}): string => signer.file(samplePack(changes));
const listed = (host: string): boolean => matchHost(rules.current.hosts.index, host) !== null;
const blockedByBrowser = (): readonly string[] =>
  [...done.dynamicRules.values()].flatMap(
    ({ condition }) => condition['requestDomains'] as readonly string[],
  );

async function served(answer: Answer) {
  server.serve(answer);
  return feed.update();
}

/** Version 1 with `miner.example` is in force, everywhere. */
async function expectVersionOne(): Promise<void> {
  expect((await feed.state()).pack).toMatchObject({ version: 1, keyId: signer.key.id });
  expect(rules.current.thresholds).toEqual({ suspectedFrom: 60, confirmedFrom: 80 });
  expect([listed('ws.miner.example'), listed('cnhv.co'), listed('coinhive.com')]).toEqual([
    ...[true, false, true],
  ]);
  expect(blockedByBrowser()).toContain('miner.example');
  expect(blockedByBrowser()).toContain('coinhive.com');
  expect(blockedByBrowser()).not.toContain('cnhv.co');
}

const GOOD: Partial<RulePack> = {
  withdrawn: 'cnhv.co',
  thresholds: { suspectedFrom: 60, confirmedFrom: 80 },
};

describe('a good pack', () => {
  it('is in force at once, and after the background was ended', async () => {
    expect(listed('miner.example')).toBe(false);
    expect(await served(text(file(GOOD)))).toMatchObject({
      feed: server.url,
      outcome: 'Version 1 was applied.',
    });
    await expectVersionOne();
    await startBackground();
    await expectVersionOne();
    expect(diagnostics.snapshot()).toEqual({});
  });

  it('is asked for without cookies or referrer, and not applied twice', async () => {
    await served(text(file(GOOD)));
    const updates = done.dynamicUpdates;
    expect((await feed.update()).outcome).toContain('there is no newer one');
    expect(done.dynamicUpdates).toBe(updates);
    const { headers } = server.requests.at(-1) ?? {};
    expect([headers?.cookie, headers?.referer]).toEqual([undefined, undefined]);
  });

  it('does not make the browser set again at each start what it has', async () => {
    await served(text(file(GOOD)));
    const updates = done.dynamicUpdates;
    await startBackground();
    expect(done.dynamicUpdates).toBe(updates);
  });

  it('is followed by a newer one, whole: what the newer one does not say holds no longer', async () => {
    await served(text(file(GOOD)));
    await served(text(file({ version: 7, hosts: [] })));
    expect((await feed.state()).pack?.version).toBe(7);
    expect([listed('miner.example'), listed('cnhv.co')]).toEqual([false, true]);
    expect(rules.current.thresholds).toEqual({ suspectedFrom: 50, confirmedFrom: 85 });
  });

  it('brings 100,000 hosts', async () => {
    const names = manyNames(100_000);
    await served(text(file({ hosts: [{ category: 'cryptojacking', sources: ['x'], names }] })));
    expect(rules.current.hosts.counts['cryptojacking']).toBeGreaterThan(100_000);
    expect(listed('x.host-099999.miners.example')).toBe(true);
    expect(blockedByBrowser().length).toBeGreaterThan(100_000);
  });
});

describe('after everything bad the last good pack is in force, and the reason is kept', () => {
  const later = samplePack({ version: 2 });
  const tampered = signer.file(later).replace('miner.example', 'other.example');
  const huge = signer.file({ ...later, from: 'x'.repeat(17 << 20) });
  const expired = { version: 2, expiresAt: '2026-11-02T00:00:00Z' };

  it.each<[string, Answer, string]>([
    ['tampered', text(tampered), 'wrong signature'],
    ['signed by a stranger', text(stranger.file(later)), 'unknown key'],
    ['cut short', text(signer.file(later).slice(0, 200)), 'no rule pack'],
    ['broken off', brokenOff(signer.file(later)), 'feed not reached'],
    ['no pack', text('<!doctype html><title>Sign in</title>'), 'no rule pack'],
    ['empty', text(''), 'no rule pack'],
    ['of an unknown schema', text(signer.file({ ...later, code: 'x' })), 'wrong schema'],
    ['expired', text(file(expired)), 'expired'],
    [
      'the same version with other contents',
      text(file({ from: 'Somebody' })),
      'older than the last',
    ],
    ['larger than allowed', text(huge), 'too large'],
    ['endless', endless, 'too large'],
    ['an error', status(500), 'feed not reached'],
    ['not there', status(404), 'feed not reached'],
    ['elsewhere', redirect('/other.json'), 'feed not reached'],
    [
      'one that would block the web',
      text(
        file({ version: 2, hosts: [{ category: 'cryptojacking', sources: ['x'], names: 'com' }] }),
      ),
      'failed its self-test',
    ],
    [
      'one with thresholds that call everything mining',
      text(file({ version: 2, thresholds: { suspectedFrom: 1, confirmedFrom: 2 } })),
      'failed its self-test',
    ],
  ])('%s', async (_, answer, reason) => {
    await served(text(file(GOOD)));
    const { outcome, checkedAt } = await served(answer);
    expect(outcome).toContain(`Refused (${reason}): `);
    expect(checkedAt).toBeGreaterThan(Date.now() - 60_000);
    expect(diagnostics.snapshot()).toEqual({ [`rule pack refused: ${reason}`]: 1 });
    await expectVersionOne();
    await startBackground();
    await expectVersionOne();
    expect((await feed.state()).outcome).toBe(outcome);
  });

  it('an older one, even after the background was ended', async () => {
    await served(text(file(GOOD)));
    await served(text(file({ ...GOOD, version: 5 })));
    await startBackground();
    const { outcome, pack } = await served(text(file(GOOD)));
    expect(outcome).toContain('version 1 is older than version 5');
    expect(pack?.version).toBe(5);
  });

  it('slow', async () => {
    server.serve(stalled);
    const started = performance.now();
    expect(await fetchPack(server.url, 300)).toMatchObject({
      refused: 'feed not reached',
      why: 'there was no whole answer within 0.3 s',
    });
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  it('one that the browser does not take: its rules and ours are those of before', async () => {
    await served(text(file(GOOD)));
    dynamicRules.fail = true;
    const { outcome } = await served(text(file({ version: 2, hosts: [] })));
    expect(outcome).toContain('the browser did not take the host rules');
    dynamicRules.fail = false;
    await expectVersionOne();
    await served(text(file({ version: 2, hosts: [] })));
    expect((await feed.state()).pack?.version).toBe(2);
  });

  it('one that the disk does not take: it is not half in force', async () => {
    await served(text(file(GOOD)));
    const full = vi.spyOn(store, 'keep').mockRejectedValueOnce(new Error('the disk is full'));
    expect((await served(text(file({ version: 2, hosts: [] })))).outcome).toContain('disk is full');
    await expectVersionOne();
    full.mockRestore();
    await startBackground();
    await expectVersionOne();
  });
});

describe('a browser that does not know Ed25519', () => {
  it('says so and keeps the shipped rules', async () => {
    const unknown = new DOMException('Algorithm: Unrecognized name', 'NotSupportedError');
    const importKey = vi.spyOn(crypto.subtle, 'importKey').mockRejectedValue(unknown);
    const { outcome, pack } = await served(text(file(GOOD)));
    importKey.mockRestore();
    expect(outcome).toContain('Refused (signature cannot be checked): ');
    expect(pack).toBeNull();
    expect(listed('coinhive.com')).toBe(true);
  });
});

describe('what is stored', () => {
  it('is the pack before, where the last one is no longer good', async () => {
    await served(text(file(GOOD)));
    const spoilt = file({ version: 2 }).replace('miner.example', 'other.example');
    await store.keep(spoilt, signer.key.id, { version: 2, signature: 'x' });
    await startBackground();
    await expectVersionOne();
    expect(diagnostics.snapshot()).toEqual({ 'stored rule pack not used: wrong signature': 1 });
  });

  it('may be out of its time: what is in force stays', async () => {
    const expiresAt = `${new Date(Date.now() + 3_000).toISOString().slice(0, 19)}Z`;
    expect((await served(text(file({ ...GOOD, expiresAt })))).pack?.version).toBe(1);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 60_000 });
    await startBackground();
    await expectVersionOne();
    expect((await feed.update()).outcome).toContain('Refused (expired): version 1 expired at');
    await expectVersionOne();
  });

  it('leaves the shipped rules where the database cannot be read', async () => {
    const broken = { ...store, lastGood: () => Promise.reject(new Error('broken')) };
    await startBackground(broken);
    expect(listed('coinhive.com')).toBe(true);
    expect(blockedByBrowser()).toContain('coinhive.com');
    expect(diagnostics.snapshot()).toEqual({ 'stored rule packs could not be read': 1 });
  });
});

describe('a category whose hosts are all taken back', () => {
  it('makes no rule, which the browser would refuse', async () => {
    policyArrives(policy({ deliberateMining: 'block' }));
    const withdrawn = shippedLists[1]?.hosts.map(({ host }) => host).join(' ') ?? '';
    const { outcome } = await served(text(file({ withdrawn })));
    expect(outcome).toBe('Version 1 was applied.');
    expect([...done.dynamicRules.keys()]).toEqual([1]);
  });
});

describe('the policy', () => {
  it('without a feed asks nobody', async () => {
    policyArrives({});
    const before = server.requests.length;
    expect(await feed.update()).toEqual({
      ...{ pack: null, feed: '', checkedAt: null, outcome: 'No feed is set up.' },
    });
    expect(server.requests.length).toBe(before);
  });

  it('that takes a key away takes its pack out of force, and gives it back with the key', async () => {
    await served(text(file(GOOD)));
    policyArrives(policy({ ruleFeedKey: stranger.publicKey }));
    await expect.poll(() => rules.current.pack).toBeNull();
    await expect.poll(() => blockedByBrowser().includes('miner.example')).toBe(false);
    policyArrives(policy({ ruleFeedKey: `${stranger.publicKey} ${signer.publicKey}` }));
    await expect.poll(() => rules.current.pack?.version).toBe(1);
    await expectVersionOne();
  });

  it('that names a feed no longer goes back to the shipped rules', async () => {
    await served(text(file(GOOD)));
    policyArrives({});
    await expect.poll(() => rules.current.pack).toBeNull();
  });

  it('counts versions for each key', async () => {
    await served(text(file({ ...GOOD, version: 9 })));
    policyArrives(policy({ ruleFeedKey: stranger.publicKey }));
    const { pack } = await served(text(stranger.file(samplePack())));
    expect(pack).toMatchObject({ version: 1, keyId: stranger.key.id });
  });
});

describe('the clock', () => {
  it('takes no pack back of one key after one of the other, while both count', async () => {
    const before = file();
    await served(text(before));
    policyArrives(policy({ ruleFeedKey: `${signer.publicKey} ${stranger.publicKey}` }));
    const after = stranger.file(samplePack({ issuedAt: '2026-11-02T00:00:00Z' }));
    expect((await served(text(after))).pack).toMatchObject({ keyId: stranger.key.id });
    const { outcome, pack } = await served(text(before));
    expect(outcome).toMatch(/^Refused \(older than the last\)/);
    expect(pack).toMatchObject({ keyId: stranger.key.id });
  });

  it('is set once in a start of the browser, and looks for packs', async () => {
    await expect.poll(() => done.alarms.get('rule feed')).toBe(360);
    await new Promise((settled) => setTimeout(settled, 50));
    expect(savedKeys()).toContain('rule-feed-scheduled');
    done.alarms.clear();
    await startBackground();
    expect(done.alarms.size).toBe(0);
    done.alarms.set('rule feed', 360);
    server.serve(text(file(GOOD)));
    alarmsGoOff();
    await expect.poll(() => rules.current.pack?.version).toBe(1);
  });

  it('looks once for all who ask at the same time', async () => {
    server.serve(text(file(GOOD)));
    const before = server.requests.length;
    await Promise.all([feed.update(), feed.update(), feed.update()]);
    expect(server.requests.length).toBe(before + 1);
  });
});
