// How long the dashboard's questions take over ten million incidents, on the two nodes of the tests: run by hand,
// `node --experimental-strip-types tests/fleet/queries.ts [incidents]`. Prints the table of deploy/fleet/RESULTS.md.
import { median } from '../bench/bench-table.ts';
import { startClickHouse, type ClickHouse } from './clickhouse.ts';
import { dashboardQueries, filled } from './dashboard.ts';
import { heartbeatRows, incidentRows, type FleetSize } from './synthetic.ts';

const DAY_MS = 86_400_000;
const CHUNK = 500_000;
const RUNS = 5;

const incidents = Number(process.argv[2] ?? 10_000_000);
const size: FleetSize = {
  ...{ devices: 10_000, sites: 2_000, days: 90 },
  lastDay: Math.floor(Date.now() / DAY_MS) * DAY_MS,
};

const engine = await startClickHouse();
try {
  await fill(engine);
  await report(engine);
} finally {
  await engine.close();
}

async function fill(engine: ClickHouse): Promise<void> {
  // One in ten is told a second time as it changed, and one in fifty comes twice.
  for (let from = 0; from < incidents; from += CHUNK) {
    const count = Math.min(CHUNK, incidents - from);
    await onEach(engine, incidentRows(size, from, count, 0));
    await onEach(engine, incidentRows(size, from, count / 10, 1));
    await onEach(engine, incidentRows(size, from, count / 50, 0));
    console.error(`${from + count} incidents`);
  }
  for (let day = 29; day >= 0; day -= 1) await onEach(engine, heartbeatRows(size, day));
  const start = performance.now();
  await engine.refresh();
  console.log(`incidents by day made anew in ${seconds(performance.now() - start)}\n`);
}

async function onEach(engine: ClickHouse, sql: string): Promise<void> {
  await Promise.all(
    [0, 1].map((shard) => engine.query(sql.replaceAll('= SHARD', `= ${shard}`), shard)),
  );
}

async function report(engine: ClickHouse): Promise<void> {
  const to = size.lastDay + DAY_MS - 1;
  for (const days of [30, 90]) {
    console.log(`| question, ${days} days | median | slowest of ${RUNS} |\n|---|---|---|`);
    for (const { title, sql } of dashboardQueries()) {
      const question = filled(sql, to - days * DAY_MS, to);
      const times: number[] = [];
      for (let run = 0; run < RUNS; run += 1) {
        const start = performance.now();
        await engine.query(question);
        times.push(performance.now() - start);
      }
      console.log(`| ${title} | ${seconds(median(times))} | ${seconds(Math.max(...times))} |`);
    }
    console.log('');
  }
  console.log('| table | rows | on disk | a row, compressed | a row, raw |\n|---|---|---|---|---|');
  for (const table of ['events', 'incidents', 'devices', 'fleet_days', 'incident_days'])
    console.log(await sizeOf(engine, table));
}

async function sizeOf(engine: ClickHouse, table: string): Promise<string> {
  const [rows = 0, disk = 0, raw = 0] = await total(engine, `table = '${table}_local'`);
  return `| ${table} | ${rows} | ${Math.round(disk / 1e6)} MB | ${Math.round(disk / rows)} B | ${Math.round(raw / rows)} B |`;
}

async function total(engine: ClickHouse, where: string): Promise<number[]> {
  const sql = `SELECT sum(rows), sum(bytes_on_disk), sum(data_uncompressed_bytes) FROM system.parts WHERE active AND database = 'assay' AND ${where}`;
  const both = await Promise.all([0, 1].map((node) => engine.query(sql, node)));
  return both
    .map((text) => text.trim().split('\t').map(Number))
    .reduce((a, b) => a.map((value, index) => value + (b[index] ?? 0)));
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(2)} s`;
}
