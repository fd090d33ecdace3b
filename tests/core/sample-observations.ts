// Test aid: one observation of each telling kind, as a guard would send it.
import type { ModuleJudged, SocketDialogue } from '../../core/protocol/observation.ts';

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
  host: 'relay.test',
  words: ['sent:login', 'received:job', 'received:job-keys'],
  sentCount: 1,
  receivedCount: 2,
  sentBytes: 80,
  receivedBytes: 700,
};
