// Every question of the dashboard and of its alerts, asked of the real nodes over a small fleet.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isClickHouseInstalled, startClickHouse, type ClickHouse } from './clickhouse.ts';
import { alertQueries, dashboardQueries, filled, type Query } from './dashboard.ts';
import {
  DAY_MS,
  dropEvent,
  head,
  heartbeatEvent,
  incidentEvent,
  originOf,
  policyEvent,
} from './sample-events.ts';
import { send } from './send.ts';

const at = Math.floor(Date.now() / DAY_MS) * DAY_MS;
const wrong = { isRight: false, at, note: 'ours' };

describe.skipIf(!isClickHouseInstalled)('questions', () => {
  let engine: ClickHouse;
  beforeAll(async () => {
    engine = await startClickHouse();
    for (const device of [1, 2, 3, 4]) {
      const id = `11111111-1111-4111-8111-${String(device).padStart(12, '0')}`;
      const told = { id, firstSeenAt: at, lastSeenAt: at, feedback: device === 1 ? wrong : null };
      const events = [
        incidentEvent(head(device * 10, at), told),
        heartbeatEvent(head(device * 10 + 1, at)),
        policyEvent(head(device * 10 + 2, at)),
        dropEvent(head(device * 10 + 3, at)),
      ];
      for (const time of [1, 2])
        expect([
          time,
          (await send(engine.insertAddress(), originOf(device), events)).status,
        ]).toEqual([time, 200]);
    }
    await engine.refresh();
  });
  afterAll(async () => {
    await engine.close();
  });

  async function answer({ sql }: Query, tags: readonly string[] = []): Promise<unknown[]> {
    const question = filled(sql, at - DAY_MS, at + DAY_MS, tags);
    const json = JSON.parse(await engine.query(`${question} FORMAT JSONCompact`)) as object;
    return (json as { data: unknown[] }).data;
  }
  const named = (title: string): Query => {
    const query = dashboardQueries().find((one) => one.title === title);
    if (!query) throw new Error(`no panel ${title}`);
    return query;
  };

  const quiet = ['Silent devices'];
  test.each(dashboardQueries())('$title', async (query) => {
    const rows = await answer(query);
    if (quiet.includes(query.title)) expect(rows).toEqual([]);
    else expect(rows).not.toEqual([]);
  });

  test.each(alertQueries())('alert: $title', async (query) => {
    const [row] = await answer(query);
    expect(Number((row as unknown[])[0])).toBeGreaterThanOrEqual(0);
  });

  test('the answers are those of four devices, each once, and of two where a tag is chosen', async () => {
    expect(await answer(named('Incidents'))).toEqual([['4']]);
    expect(await answer(named('Incidents'), ['finance'])).toEqual([['2']]);
    expect(await answer(named('Devices with incidents'), ['sales', 'finance'])).toEqual([['4']]);
    expect(await answer(named('Events dropped'))).toEqual([['size', '24', '0', '4', '4']]);
    expect(await answer(named('Sinks that fail'))).toEqual([['soc', '4']]);
    expect(await answer(named('Their notes'))).toEqual([
      ['films.example', 'PC-1', 'wrong', 'ours', `${at}`],
    ]);
  });
});
