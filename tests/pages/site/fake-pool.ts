// A mining pool that is not one: it speaks the two dialects that browser miners speak (XMRig's JSON-RPC and
// CoinHive's) over real WebSockets, hands out random work and counts what comes back. It checks the
// form of a share, not its hash, forwards nothing and earns nothing.
import { randomBytes } from 'node:crypto';
import { type WebSocket } from 'ws';
import { objectOf, receiveObjects, type JsonObject } from './json-socket.ts';

export interface PoolCounters {
  connections: number;
  logins: number;
  shares: number;
  /** Shares times the difficulty of their job: what a pool would pay for. */
  hashes: number;
  rejected: number;
}

export interface Job {
  readonly job_id: string;
  /** 76 bytes in hex; the miner writes its nonce at bytes 39 to 42. */
  readonly blob: string;
  /** Little-endian 32-bit bound of the hash's last four bytes, in hex. */
  readonly target: string;
  readonly algo: string;
}

interface Dialect {
  /** Answers a message of the miner; calls `login` first when it is the greeting. */
  answer(message: JsonObject, miner: Miner): readonly JsonObject[];
  jobPush(job: Job): JsonObject;
}
interface Miner {
  readonly session: string;
  algo: string;
  loggedIn: boolean;
  jobs: Job[];
}

const jobEveryMs = 2_000;
const keptJobs = 4;
/** One share in four hashes for the slow CryptoNight, one in 256 for everything else. */
const slowTarget = 'ffffff3f';
const fastTarget = 'ffffff00';

export interface FakePool {
  readonly counters: Readonly<PoolCounters>;
  /** Serves one miner in XMRig's JSON-RPC. */
  readonly serveXmrig: (socket: WebSocket) => void;
  /** Serves one miner in CoinHive's messages. */
  readonly serveCoinHive: (socket: WebSocket) => void;
}

export function createFakePool(): FakePool {
  const counters: PoolCounters = { connections: 0, logins: 0, shares: 0, hashes: 0, rejected: 0 };
  return {
    counters,
    serveXmrig: (socket) => serveMiner(socket, xmrigDialect(counters), counters),
    serveCoinHive: (socket) => serveMiner(socket, coinHiveDialect(counters), counters),
  };
}

function serveMiner(socket: WebSocket, dialect: Dialect, counters: PoolCounters): void {
  counters.connections += 1;
  const miner: Miner = {
    session: randomBytes(8).toString('hex'),
    algo: 'cn/0',
    loggedIn: false,
    jobs: [],
  };
  const pushing = setInterval(() => {
    if (miner.loggedIn) socket.send(JSON.stringify(dialect.jobPush(newJob(miner))));
  }, jobEveryMs);
  socket.on('close', () => clearInterval(pushing));
  receiveObjects(socket, (message) => dialect.answer(message, miner));
}

function xmrigDialect(counters: PoolCounters): Dialect {
  const reply = (id: unknown, result: JsonObject): JsonObject => ({
    id,
    jsonrpc: '2.0',
    error: null,
    result,
  });
  const refuse = (id: unknown, text: string): JsonObject => ({
    id,
    jsonrpc: '2.0',
    error: { code: -1, message: text },
  });
  return {
    answer: (message, miner) => {
      const params = objectOf(message.params);
      switch (message.method) {
        case 'login':
          logIn(miner, params, counters);
          return [reply(message.id, { id: miner.session, job: newJob(miner), status: 'OK' })];
        case 'submit':
          return countShare(miner, params, counters)
            ? [reply(message.id, { status: 'OK' })]
            : [refuse(message.id, 'Invalid share')];
        case 'keepalived':
          return [reply(message.id, { status: 'KEEPALIVED' })];
        default:
          return [refuse(message.id, 'Unknown method')];
      }
    },
    jobPush: (job) => ({ jsonrpc: '2.0', method: 'job', params: job }),
  };
}

function coinHiveDialect(counters: PoolCounters): Dialect {
  const jobPush = (job: Job): JsonObject => ({ type: 'job', params: job });
  let acceptedHashes = 0;
  return {
    answer: (message, miner) => {
      const params = objectOf(message.params);
      if (message.type === 'auth') {
        logIn(miner, params, counters);
        return [{ type: 'authed', params: { token: '', hashes: 0 } }, jobPush(newJob(miner))];
      }
      if (message.type !== 'submit' || !countShare(miner, params, counters)) {
        return [{ type: 'error', params: { error: 'invalid_share' } }];
      }
      acceptedHashes += 4;
      return [{ type: 'hash_accepted', params: { hashes: acceptedHashes } }];
    },
    jobPush,
  };
}

function logIn(miner: Miner, params: JsonObject, counters: PoolCounters): void {
  counters.logins += 1;
  miner.loggedIn = true;
  if (Array.isArray(params.algo) && typeof params.algo[0] === 'string') miner.algo = params.algo[0];
}

function newJob(miner: Miner): Job {
  const job: Job = {
    job_id: randomBytes(8).toString('hex'),
    // The head of a CryptoNote block header: version 7.7 and a timestamp, then the previous block's id.
    blob: `0707${randomBytes(74).toString('hex')}`,
    target: miner.algo.startsWith('cn/') ? slowTarget : fastTarget,
    algo: miner.algo,
  };
  miner.jobs = [job, ...miner.jobs].slice(0, keptJobs);
  return job;
}

/** Counts a well-formed share of a job that this miner was given. */
function countShare(miner: Miner, params: JsonObject, counters: PoolCounters): boolean {
  const job = miner.jobs.find((given) => given.job_id === params.job_id);
  const valid = job !== undefined && isHex(params.nonce, 8) && isHex(params.result, 64);
  if (!valid || !meetsTarget(params.result as string, job.target)) {
    counters.rejected += 1;
    return false;
  }
  counters.shares += 1;
  counters.hashes += Math.round(2 ** 32 / littleEndian32(job.target));
  return true;
}

function meetsTarget(resultHex: string, targetHex: string): boolean {
  return littleEndian32(resultHex.slice(-8)) < littleEndian32(targetHex);
}

function littleEndian32(hex: string): number {
  return Buffer.from(hex, 'hex').readUInt32LE(0);
}

function isHex(value: unknown, chars: number): value is string {
  return typeof value === 'string' && value.length === chars && /^[0-9a-f]+$/i.test(value);
}
