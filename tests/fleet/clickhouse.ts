// Two real nodes of ClickHouse 18.16 (Debian) on free loopback ports in a temporary folder, with the shipped schema: two shards, or
// two replicas of one shard beside a ZooKeeper. No service of the system is touched; all of it is gone after `close`.
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePorts } from './free-ports.ts';
import { statementsOf } from './old-schema.ts';
import { nodeConfig, USERS, type Ports } from './node-config.ts';

const SERVER = '/usr/sbin/clickhouse-server';
const SCHEMA = new URL('../../deploy/fleet/clickhouse/', import.meta.url);
const START_MS = 60_000;

export const isClickHouseInstalled = existsSync(SERVER);

export interface ClickHouseNode {
  readonly httpPort: number;
  /** Ends it as a power cut would (SIGKILL). */
  kill(): Promise<void>;
  /** Starts it again with its data. @returns once it answers */
  restart(): Promise<void>;
}

export interface ClickHouse {
  readonly nodes: readonly ClickHouseNode[];
  /** @param node index of the one that is asked, 0 if not given. @returns the answer's text. @throws with ClickHouse's words */
  query(sql: string, node?: number): Promise<string>;
  /** Address of a sink of format `ndjson`. */
  insertAddress(node?: number): string;
  /** Makes anew what is made anew (`incident_days`), on each node. */
  refresh(): Promise<void>;
  close(): Promise<void>;
}

export interface Setup {
  /** Port of a ZooKeeper: the nodes are two replicas of one shard. */
  readonly zookeeperPort?: number;
  /** Statements that each node is given; the shipped schema if not given. */
  readonly schema?: readonly string[];
}

/** @throws where a node does not start or refuses the schema */
export async function startClickHouse({ zookeeperPort, schema }: Setup = {}): Promise<ClickHouse> {
  const folder = await mkdtemp(join(tmpdir(), 'assay-clickhouse-'));
  const ports = await nodePorts();
  const nodes = await Promise.all(
    ports.map(async (own, index) => {
      const home = join(folder, `node-${index}`);
      await mkdir(join(home, 'tmp'), { recursive: true });
      await writeFile(join(home, 'users.xml'), USERS);
      await writeFile(
        join(home, 'config.xml'),
        nodeConfig({ home, index, ports, ...(zookeeperPort !== undefined && { zookeeperPort }) }),
      );
      return serverNode(home, own.http);
    }),
  );
  const clickHouse = over(nodes, folder);
  await Promise.all(nodes.map((node) => node.restart()));
  for (const statement of schema ?? (await shipped('schema-18.16.sql')))
    for (const index of nodes.keys()) await clickHouse.query(statement, index);
  return clickHouse;
}

/** Statements of a file of deploy/fleet/clickhouse. */
export async function shipped(name: string): Promise<string[]> {
  return statementsOf(await readFile(new URL(name, SCHEMA), 'utf8'));
}

function over(nodes: readonly ClickHouseNode[], folder: string): ClickHouse {
  const portOf = (index: number): number => {
    const node = nodes[index];
    if (!node) throw new Error(`no node ${index}`);
    return node.httpPort;
  };
  const query = (sql: string, node = 0): Promise<string> => ask(portOf(node), sql);
  return {
    nodes,
    query,
    insertAddress: (node = 0) =>
      `http://127.0.0.1:${portOf(node)}/?query=INSERT%20INTO%20assay.events%20FORMAT%20JSONEachRow&input_format_skip_unknown_fields=1`,
    refresh: async () => {
      for (const statement of await shipped('refresh-18.16.sql'))
        for (const index of nodes.keys()) await query(statement, index);
    },
    close: async () => {
      await Promise.all(nodes.map((node) => node.kill()));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function ask(port: number, sql: string): Promise<string> {
  const answer = await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body: sql });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${text.trim()}\n${sql}`);
  return text;
}

async function nodePorts(): Promise<Ports[]> {
  const [a, b, c, d, e, f] = await freePorts(6);
  return [
    { http: a ?? 0, tcp: b ?? 0, interserver: c ?? 0 },
    { http: d ?? 0, tcp: e ?? 0, interserver: f ?? 0 },
  ];
}

function serverNode(home: string, httpPort: number): ClickHouseNode {
  let child: ChildProcess | null = null;
  return {
    httpPort,
    kill: async () => {
      await ended(child);
      child = null;
    },
    restart: async () => {
      await ended(child);
      child = spawn(SERVER, [`--config-file=${join(home, 'config.xml')}`], { stdio: 'ignore' });
      await answering(child, httpPort, home);
    },
  };
}

async function ended(child: ChildProcess | null): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  const exit = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await exit;
}

async function answering(child: ChildProcess, port: number, home: string): Promise<void> {
  const end = Date.now() + START_MS;
  while (Date.now() < end) {
    if (child.exitCode !== null) break;
    const answer = await fetch(`http://127.0.0.1:${port}/ping`).catch(() => null);
    if (answer?.ok) return;
    await sleep(100);
  }
  const log = await readFile(join(home, 'server.log'), 'utf8').catch(() => 'it wrote no log');
  throw new Error(`ClickHouse did not start\n${log.slice(-2_000)}`);
}
