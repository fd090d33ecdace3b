// Two replicas of one shard, with a real ZooKeeper: the schema as shipped but for what 18.16 cannot read. A node that is lost
// takes nothing along, and what was sent meanwhile is on it when it is back.
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isClickHouseInstalled, startClickHouse, type ClickHouse } from './clickhouse.ts';
import { applied, DIFFERENCES, statementsOf } from './old-schema.ts';
import { DAY_MS, head, heartbeatEvent, incidentEvent, originOf } from './sample-events.ts';
import { send } from './send.ts';
import { isZooKeeperInstalled, startZooKeeper } from './zookeeper.ts';

const SCHEMA = new URL('../../deploy/fleet/clickhouse/schema.sql', import.meta.url);
const at = Math.floor(Date.now() / DAY_MS) * DAY_MS;

describe.skipIf(!isClickHouseInstalled || !isZooKeeperInstalled)('two replicas', () => {
  let keeper: Awaited<ReturnType<typeof startZooKeeper>>;
  let engine: ClickHouse;
  beforeAll(async () => {
    keeper = await startZooKeeper();
    const schema = statementsOf(applied(readFileSync(SCHEMA, 'utf8'), DIFFERENCES));
    engine = await startClickHouse({ zookeeperPort: keeper.port, schema });
  });
  afterAll(async () => {
    await engine.close();
    await keeper.close();
  });

  test('what one node has taken the other has; one that was dead catches up; nothing is there twice', async () => {
    const events = [1, 2, 3].map((seq) => heartbeatEvent(head(seq, at)));
    const sendTo = async (node: number, device: number): Promise<number> => {
      const incident = incidentEvent(head(9, at), { firstSeenAt: at });
      return (await send(engine.insertAddress(node), originOf(device), [...events, incident]))
        .status;
    };
    expect(await sendTo(0, 1)).toBe(200);
    await holds(1, 'events_local', 4);
    await engine.nodes[0]?.kill();
    expect(await sendTo(1, 2)).toBe(200);
    expect(await sendTo(1, 1)).toBe(200);
    await engine.nodes[0]?.restart();
    for (const node of [0, 1]) {
      await holds(node, 'events_local', 8);
      await holds(node, 'incidents_local', 2);
      await holds(node, 'devices_local', 2);
    }
    await engine.refresh();
    for (const node of [0, 1])
      expect(await engine.query('SELECT sum(incidents) FROM assay.incident_days', node)).toBe(
        '2\n',
      );
  });

  /** Waits until a node has so many rows, without duplicates. */
  async function holds(node: number, table: string, rows: number): Promise<void> {
    const ask = (): Promise<string> =>
      engine
        .query(`SELECT count() FROM assay.${table} FINAL`, node)
        .catch((error: unknown) => String(error));
    for (let tries = 0; tries < 300 && (await ask()) !== `${rows}\n`; tries += 1) await sleep(100);
    expect(await ask()).toBe(`${rows}\n`);
  }
});
