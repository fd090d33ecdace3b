// Test aid: arbitrary observations, hostile but of the right types: what the inbound parser lets through and what the
// background makes itself. Names repeat, so that workers, sockets and property names of Object meet.
import * as fc from 'fast-check';
import { MAX_COUNT, TRAIT_NAMES } from '../../core/source/page-traits.ts';
import type { Observation, PageObservation } from '../../core/protocol/observation.ts';

const odd = ['__proto__', 'constructor', 'toString', '', 'a', 'b', 'c'];
const id = fc.oneof(fc.constantFrom(...odd), fc.string({ maxLength: 64 }));
const short = fc.oneof(fc.string({ maxLength: 300 }), fc.constant('x'.repeat(300)));
const percent = fc.double({ min: 0, max: 100, noNaN: true });
const amount = fc.oneof(
  fc.double({ min: 0, max: Number.MAX_SAFE_INTEGER, noNaN: true }),
  fc.constantFrom(0, Number.MAX_SAFE_INTEGER),
);
const count = fc.oneof(fc.nat(), fc.constant(Number.MAX_SAFE_INTEGER));
const words = fc.constantFrom(
  'sent:login',
  'received:job',
  'received:job-keys',
  'sent:mining.subscribe',
);
const list = fc.array(fc.oneof(words, short), { maxLength: 32 });
const sha256 = fc.option(fc.constantFrom('0'.repeat(64), '9af'.repeat(21) + 'c'));

const moduleJudged = fc.record({
  kind: fc.constant('module-judged' as const),
  api: id,
  workerId: fc.option(id),
  level: fc.constantFrom('clear' as const, 'suspected' as const, 'confirmed' as const),
  score: percent,
  family: fc.option(id),
  ruleIds: list,
  reasons: list,
  sha256,
  sizeBytes: count,
  kernelSharePercent: percent,
  judgedInMs: amount,
  refused: fc.boolean(),
});
const sourceJudged = fc.record({
  kind: fc.constant('source-judged' as const),
  api: id,
  workerId: fc.option(id),
  source: fc.constantFrom('script' as const, 'shader' as const),
  level: fc.constantFrom('clear' as const, 'suspected' as const, 'confirmed' as const),
  score: percent,
  family: fc.option(id),
  ruleIds: list,
  reasons: list,
  sizeChars: count,
  judgedInMs: amount,
  refused: fc.boolean(),
});
const few = fc.oneof(fc.nat(200), fc.constant(1_000_000));
const modulesCompiled = fc.record({
  kind: fc.constant('modules-compiled' as const),
  workerId: fc.option(id),
  windowMs: fc.oneof(fc.constant(2_000), fc.double({ min: 1, max: 3_600_000, noNaN: true })),
  freshBySize: fc.array(few, { maxLength: 36 }),
  floatCount: few,
  scratchpadCount: few,
  memoryPages: count,
});
const workerStarted = fc.record({
  kind: fc.constant('worker-started' as const),
  workerId: id,
  parentId: fc.option(id),
  source: fc.constantFrom('blob' as const, 'data' as const, 'http' as const, 'other' as const),
  type: fc.constantFrom('classic' as const, 'module' as const, 'shared' as const),
  instrumented: fc.boolean(),
  why: short,
  url: fc.oneof(fc.constant(''), fc.webUrl()),
});
const workerEnded = fc.record({
  kind: fc.constant('worker-ended' as const),
  workerId: id,
});
const windowMs = fc.oneof(fc.constant(1_000), fc.double({ min: 1, max: 3_600_000, noNaN: true }));
const dutyMeasured = fc.record({
  kind: fc.constant('duty-measured' as const),
  workerId: fc.option(id),
  windowMs,
  wasmMs: amount,
  callbackMs: amount,
  taskMs: amount,
  parkedMs: amount,
});
const workerSilent = fc.record({
  kind: fc.constant('worker-silent' as const),
  workerId: id,
  silentMs: amount,
  parked: fc.boolean(),
});
const gpuUsed = fc.record({
  kind: fc.constant('gpu-used' as const),
  workerId: fc.option(id),
  api: fc.constantFrom('webgpu' as const, 'webgl' as const),
  windowMs,
  runs: few,
  smallReadbacks: few,
  frames: few,
});
const socketDialogue = fc.record({
  kind: fc.constant('socket-dialogue' as const),
  socketId: id,
  workerId: fc.option(id),
  transport: fc.constantFrom('websocket' as const, 'http' as const, 'datachannel' as const),
  host: short,
  words: list,
  sentCount: count,
  receivedCount: count,
  sentBytes: count,
  receivedBytes: count,
  openMs: amount,
  jobs: few,
  shares: few,
  shareBytes: fc.tuple(count, count),
});
const moduleUnseen = fc.record({
  kind: fc.constant('module-unseen' as const),
  workerId: fc.option(id),
  importCount: few,
  exportCount: few,
});
const guardHealth = fc.record({
  kind: fc.constant('guard-health' as const),
  counters: fc.dictionary(
    id.filter((name) => name !== '__proto__'),
    amount,
    { noNullPrototype: true },
  ),
});
const stopped = fc.record({
  kind: fc.constant('stopped' as const),
  workers: few,
  sockets: few,
  gpus: few,
});
const listedHostRequested = fc.record({
  kind: fc.constant('listed-host-requested' as const),
  host: short,
  listedAs: short,
  category: fc.constantFrom('cryptojacking' as const, 'deliberate-mining' as const),
  sources: fc.array(fc.constantFrom('nocoin', 'minerblock'), { maxLength: 4 }),
  resourceType: fc.constantFrom('script', 'websocket', 'main_frame'),
  blocked: fc.boolean(),
});

/** One generator a kind: a kind that is added without one does not compile. */
const byKind: {
  [Kind in PageObservation['kind']]: fc.Arbitrary<Extract<PageObservation, { kind: Kind }>>;
} = {
  'module-judged': moduleJudged,
  'source-judged': sourceJudged,
  'modules-compiled': modulesCompiled,
  'worker-started': workerStarted,
  'worker-ended': workerEnded,
  'duty-measured': dutyMeasured,
  'worker-silent': workerSilent,
  'gpu-used': gpuUsed,
  'socket-dialogue': socketDialogue,
  'guard-health': guardHealth,
  'module-unseen': moduleUnseen,
  stopped,
};

/** What a page may say, within the bounds of core/protocol/inbound.ts. */
export const anyPageObservation: fc.Arbitrary<PageObservation> = fc.oneof(...Object.values(byKind));

const darkCodeJudged = fc.record({
  kind: fc.constant('dark-code-judged' as const),
  what: fc.constantFrom('module' as const, 'script' as const),
  url: short,
  place: fc.constantFrom('worker' as const, 'tabless worker' as const),
  level: fc.constantFrom('clear' as const, 'suspected' as const, 'confirmed' as const),
  score: percent,
  family: fc.option(id),
  ruleIds: list,
  reasons: list,
  sha256,
  sizeBytes: count,
  kernelSharePercent: percent,
});
const machineLoad = fc.record({
  kind: fc.constant('machine-load' as const),
  windowMs,
  cores: fc.integer({ min: 1, max: 256 }),
  busyCores: fc.double({ min: 0, max: 256, noNaN: true }),
});
const tabExamined = fc.record({
  kind: fc.constant('tab-examined' as const),
  windowMs,
  processCpuMs: amount,
  wasmThreads: fc.nat(64),
  moduleCount: fc.nat(16),
  strongest: fc.constant(null),
});
const minerDownloaded = fc.record({
  kind: fc.constant('miner-downloaded' as const),
  downloadId: fc.nat(),
  fileName: short,
  host: short,
  referrerSite: short,
  program: id,
  title: short,
  isNamed: fc.boolean(),
  place: fc.option(fc.webUrl()),
  state: fc.constantFrom('in_progress' as const, 'interrupted' as const, 'complete' as const),
});
const traitCount = fc.nat(MAX_COUNT);
const pageTraitsSeen = fc.record({
  kind: fc.constant('page-traits-seen' as const),
  traits: fc.record(
    Object.fromEntries(TRAIT_NAMES.map((name) => [name, traitCount])) as Record<
      (typeof TRAIT_NAMES)[number],
      typeof traitCount
    >,
  ),
});
const miningExtensionFound = fc.record({
  kind: fc.constant('mining-extension-found' as const),
  extensionId: id,
  name: short,
  version: id,
  known: fc.option(id),
  isNamed: fc.boolean(),
  isFromMaker: fc.boolean(),
  hosts: fc.array(short, { maxLength: 8 }),
  reachesScripts: fc.boolean(),
});
const ours = {
  'listed-host-requested': listedHostRequested,
  'dark-code-judged': darkCodeJudged,
  'dark-socket-opened': fc.record({
    kind: fc.constant('dark-socket-opened' as const),
    host: short,
  }),
  'machine-load': machineLoad,
  'tab-examined': tabExamined,
  'stop-ordered': fc.record({
    kind: fc.constant('stop-ordered' as const),
    frames: fc.array(fc.nat(9), { maxLength: 4 }),
  }),
  'miner-downloaded': minerDownloaded,
  'page-traits-seen': pageTraitsSeen,
  'mining-extension-found': miningExtensionFound,
} satisfies {
  [Kind in Exclude<Observation['kind'], PageObservation['kind']>]: fc.Arbitrary<
    Extract<Observation, { kind: Kind }>
  >;
};

/** What a detector may see. */
export const anyObservation: fc.Arbitrary<Observation> = fc.oneof(
  anyPageObservation,
  ...Object.values(ours),
);
export const pageObservationKinds: ReadonlyMap<string, fc.Arbitrary<PageObservation>> = new Map(
  Object.entries(byKind),
);
