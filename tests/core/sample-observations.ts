// Test aid: one observation of each telling kind, as a guard would send it.
import type {
  DutyMeasured,
  ModuleJudged,
  SocketDialogue,
} from '../../core/protocol/observation.ts';

export const minerModule: ModuleJudged = {
  kind: 'module-judged',
  api: 'instantiate',
  workerId: null,
  level: 'confirmed',
  score: 100,
  family: 'cryptonight',
  ruleIds: ['wasm/cryptonight-kernel'],
  reasons: ['It is a kernel.'],
  sha256: 'ab'.repeat(32),
  sizeBytes: 318_444,
  kernelSharePercent: 33.1,
  judgedInMs: 3,
  refused: true,
};

export const poolDialogue: SocketDialogue = {
  kind: 'socket-dialogue',
  socketId: 's1',
  workerId: null,
  transport: 'websocket',
  host: 'relay.test',
  words: ['sent:login', 'received:job', 'received:job-keys'],
  sentCount: 1,
  receivedCount: 2,
  sentBytes: 80,
  receivedBytes: 700,
  openMs: 2_000,
  jobs: 0,
  shares: 0,
  shareBytes: [0, 0],
};

/** A second in which a worker did nothing but compute. */
export function busySecond(workerId: string | null, busyMs = 950): DutyMeasured {
  return {
    kind: 'duty-measured',
    workerId,
    windowMs: 1_000,
    wasmMs: busyMs,
    callbackMs: busyMs,
    taskMs: 0,
    parkedMs: 0,
  };
}
