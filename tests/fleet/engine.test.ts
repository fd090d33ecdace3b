// The shipped schema on two real nodes of ClickHouse: what browsers send goes in once, however often it comes, and the views tell it.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isClickHouseInstalled, startClickHouse, type ClickHouse } from './clickhouse.ts';
import {
  DAY_MS,
  everyColumn,
  head,
  heartbeatEvent,
  incidentEvent,
  originOf,
} from './sample-events.ts';
import { send } from './send.ts';

const at = Math.floor(Date.now() / DAY_MS) * DAY_MS;
const ID = '11111111-1111-4111-8111-';
const incidentId = (number: number): string => `${ID}${String(number).padStart(12, '0')}`;

describe.skipIf(!isClickHouseInstalled)('two nodes of ClickHouse', () => {
  let engine: ClickHouse;
  beforeAll(async () => {
    engine = await startClickHouse();
  });
  afterAll(async () => {
    await engine.close();
  });
  const ask = async (sql: string, node = 0): Promise<unknown[]> => {
    const answer = JSON.parse(await engine.query(`${sql} FORMAT JSONCompact`, node)) as object;
    return (answer as { data: unknown[] }).data;
  };
  const count = async (sql: string): Promise<number> => Number(await engine.query(sql));

  test('every column of every kind goes in and comes out', async () => {
    for (const { event, origin } of everyColumn(at))
      expect(await send(engine.insertAddress(), origin, [event])).toEqual({
        status: 200,
        said: '',
      });
    expect(
      await ask(
        'SELECT kind, count(), any(device_tags), any(mode), sum(dropped_events) FROM assay.events GROUP BY kind ORDER BY kind',
      ),
    ).toEqual([
      ['events-dropped', '1', ['sales', 'berlin'], '', '6'],
      ['heartbeat', '1', ['sales', 'berlin'], 'block', '0'],
      ['incident', '2', expect.any(Array), '', '0'],
      ['policy-changed', '1', ['sales', 'berlin'], 'block', '0'],
    ]);
  });

  test('a row of a later version of the extension goes in: what is unknown is skipped', async () => {
    const row = { event_id: 'later', device_id: 'later', kind: 'incident', of_tomorrow: [1] };
    const body = JSON.stringify(row);
    const answer = await fetch(engine.insertAddress(), { method: 'POST', body });
    expect([answer.status, await answer.text()]).toEqual([200, '']);
    expect(await count(`SELECT count() FROM assay.events WHERE device_id = 'later'`)).toBe(1);
  });

  test('devices lie on both nodes, and the same events sent three times, by either node, are there once', async () => {
    await clear();
    for (const time of [0, 1, 2])
      for (let device = 0; device < 20; device += 1) {
        const events = [1, 2, 3].map((seq) => heartbeatEvent(head(device * 10 + seq, at)));
        const { status } = await send(engine.insertAddress(time % 2), originOf(device), events);
        expect(status).toBe(200);
      }
    expect(await count('SELECT count() FROM assay.events FINAL')).toBe(60);
    for (const node of [0, 1])
      expect(
        Number(await engine.query('SELECT uniqExact(device_id) FROM assay.events_local', node)),
      ).toBeGreaterThan(0);
    expect(await count('SELECT count() FROM assay.device_latest')).toBe(20);
    expect(await ask('SELECT uniqMerge(devices) FROM assay.fleet_days')).toEqual([['20']]);
  });

  test('of an incident the last state counts, whatever comes late or again', async () => {
    await clear();
    const first = incidentEvent(head(1, at), { id: incidentId(1), firstSeenAt: at, count: 1 });
    const later = incidentEvent(head(2, at + 60_000), {
      ...{ id: incidentId(1), firstSeenAt: at, count: 9 },
      cost: { observedCoreMs: 50, avoidedCoreMs: 70 },
      feedback: { isRight: false, at, note: 'ours' },
    });
    const other = incidentEvent(head(3, at), { id: incidentId(2), firstSeenAt: at - DAY_MS });
    for (const events of [[first, later], [other], [first], [later, later, first]])
      await send(engine.insertAddress(), originOf(1), events);
    const latest =
      'SELECT incident_id, count, observed_core_ms, feedback FROM assay.incident_latest ORDER BY incident_id';
    const expected = [
      [incidentId(1), 9, '50', 'wrong'],
      [incidentId(2), 3, '4200', ''],
    ];
    expect(await ask(latest)).toEqual(expected);
    expect(await ask(latest, 1)).toEqual(expected);

    const days =
      'SELECT toString(day), sum(incidents), sum(times), sum(observed_core_ms), uniqExact(device_key) FROM assay.incident_days GROUP BY day ORDER BY day';
    const day = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
    // Made twice: it replaces, it does not add.
    await engine.refresh();
    await engine.refresh();
    expect(await ask(days)).toEqual([
      [day(at - DAY_MS), '1', '3', '4200', '1'],
      [day(at), '1', '9', '50', '1'],
    ]);
  });

  test('a device is silent after twice the time that it named, and not before; one that named none never is', async () => {
    await clear();
    for (const [device, nextWithinMinutes] of [
      [1, 60],
      [2, 60],
      [3, 0],
    ] as const)
      await send(engine.insertAddress(), originOf(device), [
        heartbeatEvent(head(device, at), { nextWithinMinutes }),
      ]);
    expect(await ask('SELECT device_label FROM assay.silent_devices')).toEqual([]);
    // The same heartbeats, come when they would have come 121 and 119 minutes ago.
    await came('PC-1', 121);
    await came('PC-2', 119);
    await came('PC-3', 9_999);
    expect(await ask('SELECT device_label, silent_minutes FROM assay.silent_devices')).toEqual([
      ['PC-1', expect.toBeOneOf(['121', '122'])],
    ]);
  });

  test('a node that is killed costs no event: what was answered 200 is there, what was not is taken when it is back', async () => {
    // Devices of its own: what was truncated before comes back with a node that was killed.
    const sendTo = (device: number, node = 0): ReturnType<typeof send> =>
      send(engine.insertAddress(node), originOf(device, { deviceTags: ['kill'] }), [
        heartbeatEvent(head(device, at)),
      ]);
    for (let device = 1_000; device < 1_010; device += 1)
      expect((await sendTo(device)).status).toBe(200);
    await engine.nodes[1]?.kill();
    const refused: number[] = [];
    for (let device = 1_010; device < 1_020; device += 1) {
      const { status } = await sendTo(device);
      if (status === 200) continue;
      // The extension reads it as "later". Version 18.16 refuses all, also those of the shard that lives.
      expect(status).toBeGreaterThanOrEqual(500);
      refused.push(device);
    }
    expect(refused.length).toBeGreaterThan(0);
    expect((await sendTo(1_000, 1)).status).toBe(0);
    await engine.nodes[1]?.restart();
    for (const device of refused) expect((await sendTo(device)).status).toBe(200);
    const killed = `WHERE has(device_tags, 'kill')`;
    expect(await count(`SELECT count() FROM assay.events FINAL ${killed}`)).toBe(20);
    expect(await count(`SELECT uniqExact(device_id) FROM assay.events ${killed}`)).toBe(20);
  });

  async function clear(): Promise<void> {
    for (const node of engine.nodes.keys())
      for (const table of ['events', 'incidents', 'devices', 'fleet_days', 'incident_days'])
        await engine.query(`TRUNCATE TABLE assay.${table}_local`, node);
  }

  /** Moves the arrival of a device's heartbeat into the past, as a later state of the same row. */
  async function came(label: string, minutes: number): Promise<void> {
    for (const node of engine.nodes.keys())
      await engine.query(
        `INSERT INTO assay.devices_local (device_id, device_label, seq, next_within_minutes, received_at)
         SELECT device_id, device_label, seq + 1, next_within_minutes, now() - ${minutes * 60}
         FROM assay.devices_local WHERE device_label = '${label}'`,
        node,
      );
  }
});
