// The fleet as the background runs it: what it tells of by itself, when, and that it is silent where the policy says so.
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openIncidentStore } from '../../../../entrypoints/background/store/incident-store.ts';
import { openOutboxStore } from '../../../../entrypoints/background/store/outbox-store.ts';
import type { Services } from '../../../../entrypoints/background/services/services.ts';
import {
  alarmsGoOff,
  done,
  endBackground,
  managed,
  policyArrives,
  resetBrowser,
} from '../fake-browser.ts';
import { incidentAt, keyed } from '../incident-stores.ts';
import { testServices } from '../test-services.ts';
import { newName } from './outboxes.ts';
import { rowsIn, startReceiver, type Receiver } from './receiver.ts';

vi.mock('webextension-polyfill', async () => ({
  default: (await import('../fake-browser.ts')).fakeBrowser,
}));

const HEARTBEAT = 'heartbeat';
const PATIENCE = { timeout: 10_000 };
let receiver: Receiver;
let name: string;

beforeEach(async () => {
  resetBrowser();
  vi.stubGlobal('addEventListener', vi.fn());
  const alone = (_name: string, _options: object, work: (lock: object) => unknown) => work({});
  vi.stubGlobal('navigator', { userAgent: 'Chromium/156.0.1', locks: { request: alone } });
  receiver = await startReceiver();
  name = newName();
});
afterEach(async () => {
  vi.unstubAllGlobals();
  await receiver.close();
});

const policy = (changes: object = {}): Record<string, unknown> => ({
  fleetSinks: [{ name: 'soc', format: 'ndjson', address: receiver.address }],
  fleetSecrets: [{ sink: 'soc', token: 'hush-4711' }],
  ...{ fleetBatchSeconds: 1, ...changes },
});
const rows = (): Record<string, unknown>[] =>
  receiver.requests.flatMap(({ body }) => rowsIn(body)) as unknown as Record<string, unknown>[];
const kinds = (): unknown[] => rows().map(({ kind }) => kind);

const seenAt = (at: number) => incidentAt(0, { firstSeenAt: at, lastSeenAt: at });

/** A background that starts; several one after the other are restarts. */
function start(): Services {
  endBackground();
  const services = testServices(openIncidentStore(name), [], openOutboxStore(name));
  services.fleet.start(services);
  return services;
}

describe('a policy with a sink', () => {
  it('is told of by the names of its keys, never by a value', async () => {
    managed.values = policy({ organisationName: 'Example Works' });
    start();
    await expect.poll(kinds, PATIENCE).toEqual(['policy-changed']);
    const [row] = rows();
    expect(row).toMatchObject({ seq: 1, is_managed: 1, previous_policy_hash: '', os: 'linux' });
    expect(row?.['changed_keys']).toEqual(
      expect.arrayContaining(['fleetSinks', 'organisationName']) as unknown,
    );
    expect(JSON.stringify(row)).not.toMatch(/Example Works|hush-4711/);
  });

  it('is told of once, also after a restart, and again when it changes', async () => {
    managed.values = policy();
    start();
    await expect.poll(kinds, PATIENCE).toEqual(['policy-changed']);
    const again = start();
    await again.policy.ready;
    policyArrives(policy({ mode: 'monitor' }));
    await expect.poll(kinds, PATIENCE).toEqual(['policy-changed', 'policy-changed']);
    const [first, second] = rows();
    expect(second).toMatchObject({ changed_keys: ['mode'], mode: 'monitor', seq: 2 });
    expect(second?.['previous_policy_hash']).toBe(first?.['policy_hash']);
    expect(second?.['device_id']).toBe(first?.['device_id']);
  });

  it('has the incidents of the last day leave, which came before it', async () => {
    const [old, young] = [seenAt(Date.now() - 2 * 86_400_000), seenAt(Date.now() - 1_000)];
    await openIncidentStore(name).put([keyed(old), keyed(young)]);
    managed.values = policy();
    start();
    await expect.poll(kinds, PATIENCE).toContain('incident');
    expect(rows().flatMap(({ incident_id: id }) => id ?? [])).toEqual([young.id]);
  });
});

describe('a heartbeat', () => {
  it('comes soon after the start, and then every hour, give or take a fifth', async () => {
    managed.values = policy();
    start();
    await expect.poll(() => done.alarms.get(HEARTBEAT), PATIENCE).toBeLessThanOrEqual(5);
    alarmsGoOff(HEARTBEAT);
    await expect.poll(kinds, PATIENCE).toContain('heartbeat');
    await expect.poll(() => done.alarms.get(HEARTBEAT), PATIENCE).toBeGreaterThanOrEqual(48);
    expect(done.alarms.get(HEARTBEAT)).toBeLessThanOrEqual(72);
    const row = rows().find(({ kind }) => kind === 'heartbeat');
    expect(row).toMatchObject({ next_within_minutes: 72, mode: 'block', failing_sinks: [] });
    expect(row?.['gaps']).toEqual(['private-windows', 'start-flags']);
  });

  it('counts what happened since the one before', async () => {
    managed.values = policy();
    const { fleet, policy: known } = start();
    await known.ready;
    await expect.poll(() => fleet.leaving(), PATIENCE).not.toBeNull();
    await openIncidentStore(name, fleet.leaving).put([keyed(seenAt(Date.now()))]);
    const counts = (): unknown[] =>
      rows().flatMap(({ kind, incidents }) => (kind === 'heartbeat' ? [incidents] : []));
    await expect.poll(() => done.alarms.has(HEARTBEAT), PATIENCE).toBe(true);
    alarmsGoOff(HEARTBEAT);
    await expect.poll(counts, PATIENCE).toEqual([1]);
    const [first] = rows().filter(({ kind }) => kind === 'heartbeat');
    expect(first?.['since_ms']).toBeLessThan(Number(first?.['time_ms']));
    alarmsGoOff(HEARTBEAT);
    await expect.poll(counts, PATIENCE).toEqual([1, 0]);
  });

  it('does not come where the policy wants none', async () => {
    managed.values = policy({ heartbeatMinutes: 0 });
    start();
    await expect.poll(kinds, PATIENCE).toEqual(['policy-changed']);
    expect(done.alarms.has(HEARTBEAT)).toBe(false);
  });
});

describe('without a sink', () => {
  it('nothing is queued and nothing leaves', async () => {
    managed.values = { mode: 'monitor' };
    const { fleet, policy: known } = start();
    await known.ready;
    expect(fleet.leaving()).toBeNull();
    fleet.noted();
    expect([await fleet.state(), done.alarms.size]).toMatchObject([{ isOn: false, waiting: 0 }, 0]);
  });

  it('that was there, heartbeats end, and what waits stays until there is one again', async () => {
    receiver.reply = () => ({ status: 503, takes: false });
    managed.values = policy();
    const { fleet } = start();
    await expect.poll(() => receiver.requests.length, PATIENCE).toBeGreaterThan(0);
    await expect.poll(() => done.alarms.has(HEARTBEAT), PATIENCE).toBe(true);
    policyArrives({});
    await expect.poll(() => done.alarms.has(HEARTBEAT), PATIENCE).toBe(false);
    await expect.poll(() => fleet.leaving(), PATIENCE).toBeNull();
    receiver.reply = () => ({ status: 200, takes: true });
    policyArrives(policy());
    await expect.poll(() => receiver.taken.size, PATIENCE).toBeGreaterThan(0);
  });
});
