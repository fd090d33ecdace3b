// A ZooKeeper of Debian on a free loopback port, for replicated tables in tests: one server, its data in a temporary folder.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePorts } from './free-ports.ts';

const JARS = '/usr/share/java';
const START_MS = 60_000;

export const isZooKeeperInstalled =
  existsSync(`${JARS}/zookeeper.jar`) && existsSync('/usr/bin/java');

/** @throws where it does not start */
export async function startZooKeeper(): Promise<{ port: number; close: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'assay-zookeeper-'));
  const [port = 0] = await freePorts(1);
  const configuration = join(folder, 'zoo.cfg');
  const lines = [`dataDir=${folder}`, `clientPort=${port}`, 'clientPortAddress=127.0.0.1'];
  const more = ['tickTime=2000', 'admin.enableServer=false'];
  await writeFile(configuration, `${[...lines, ...more].join('\n')}\n`);
  const main = 'org.apache.zookeeper.server.quorum.QuorumPeerMain';
  const child = spawn('/usr/bin/java', ['-cp', `${JARS}/*`, main, configuration], {
    stdio: 'ignore',
  });
  const end = Date.now() + START_MS;
  while (!(await isOpen(port))) {
    if (child.exitCode !== null || Date.now() > end) throw new Error('ZooKeeper did not start');
    await sleep(100);
  }
  return {
    port,
    close: async () => {
      const exit = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await exit;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const done = (open: boolean): void => {
      socket.destroy();
      resolve(open);
    };
    socket.once('connect', () => done(true));
    socket.once('error', () => done(false));
  });
}
