// Observations: raw facts, past tense, untrusted when they come from a page. Types only, so that the guard can
// import them without weight; the background parses what arrives with core/protocol/inbound.ts.

export type StaticLevel = 'clear' | 'suspected' | 'confirmed';

/** What is said of a piece of code before it runs. */
export interface StaticVerdict {
  readonly level: StaticLevel;
  /** 0 to 100: the weight of the strongest statement. */
  readonly score: number;
  readonly family: string | null;
  /** Ids of what spoke, strongest first. */
  readonly ruleIds: readonly string[];
  /** Plain sentences. */
  readonly reasons: readonly string[];
}

/** A wasm module that the guard judged, whatever became of it. `clear` modules are reported without reasons. */
export interface ModuleJudged extends StaticVerdict {
  readonly kind: 'module-judged';
  /** The API that was called, e.g. `instantiateStreaming`. */
  readonly api: string;
  /** Worker in which it happened; null in the page itself. */
  readonly workerId: string | null;
  /** Lower-case hex; null for modules that were clear (not hashed). */
  readonly sha256: string | null;
  readonly sizeBytes: number;
  readonly kernelSharePercent: number;
  readonly judgedInMs: number;
  /** True when the guard refused to hand the module to the page. */
  readonly refused: boolean;
}

/** What one realm (a page or a worker) compiled in one window of about two seconds. Sent only while it compiles much. */
export interface ModulesCompiled {
  readonly kind: 'modules-compiled';
  /** Worker in which it happened; null in the page itself. */
  readonly workerId: string | null;
  readonly windowMs: number;
  /**
   * Modules whose bytes this realm had not compiled before, by the size of their code: entry i counts those of
   * 2^(11 + i/4) bytes up to the next entry. Smaller and larger ones are left out.
   */
  readonly freshBySize: readonly number[];
  /** Of those: how many do much floating-point work. */
  readonly floatCount: number;
  /** Of the latter: how many keep their addresses inside a scratchpad of 256 KiB to 2 MiB. */
  readonly scratchpadCount: number;
  /** Largest memory that a module of this realm has named so far, in pages of 64 KiB. */
  readonly memoryPages: number;
}

/** Text of a worker's script or of a shader that the guard judged and that was not clear. */
export interface SourceJudged extends StaticVerdict {
  readonly kind: 'source-judged';
  /** The API that was called: `Worker`, `importScripts`, `createShaderModule` or `shaderSource`. */
  readonly api: string;
  /** Worker in which it happened; null in the page itself. */
  readonly workerId: string | null;
  readonly source: 'script' | 'shader';
  /** UTF-16 units. */
  readonly sizeChars: number;
  readonly judgedInMs: number;
  /** True when the guard kept the text from running. */
  readonly refused: boolean;
}

export interface WorkerStarted {
  readonly kind: 'worker-started';
  readonly workerId: string;
  readonly parentId: string | null;
  readonly source: 'blob' | 'data' | 'http' | 'other';
  readonly type: 'classic' | 'module' | 'shared';
  readonly instrumented: boolean;
  /** Why it is not instrumented, or empty. */
  readonly why: string;
}

export interface WorkerEnded {
  readonly kind: 'worker-ended';
  readonly workerId: string;
}

/** How busy one worker was in one window, by the wall clock: an upper bound of its CPU time. */
export interface WorkerDuty {
  readonly kind: 'worker-duty';
  readonly workerId: string;
  readonly windowMs: number;
  /** Time inside wasm exports. */
  readonly wasmMs: number;
  /** Time inside callbacks and the worker's own script, wasm included. */
  readonly callbackMs: number;
}

/** Running totals of one socket. Payloads are never kept: only method words, counts and sizes. */
export interface SocketDialogue {
  readonly kind: 'socket-dialogue';
  readonly socketId: string;
  readonly workerId: string | null;
  readonly host: string;
  /** Method words of mining protocols, prefixed by direction: `sent:login`, `received:job`. */
  readonly words: readonly string[];
  readonly sentCount: number;
  readonly receivedCount: number;
  readonly sentBytes: number;
  readonly receivedBytes: number;
}

/** The guard's own counters: what it dropped, could not read or failed at. */
export interface GuardHealth {
  readonly kind: 'guard-health';
  readonly counters: Readonly<Record<string, number>>;
}

/** What was done after a `stop` command. */
export interface WorkersStopped {
  readonly kind: 'workers-stopped';
  readonly count: number;
}

export type PageObservation =
  | ModuleJudged
  | SourceJudged
  | ModulesCompiled
  | WorkerStarted
  | WorkerEnded
  | WorkerDuty
  | SocketDialogue
  | GuardHealth
  | WorkersStopped;

/** A request to a listed host, seen by the background itself. */
export interface ListedHostRequested {
  readonly kind: 'listed-host-requested';
  readonly host: string;
  readonly listedAs: string;
  readonly category: Category;
  readonly sources: readonly string[];
  readonly resourceType: string;
  readonly blocked: boolean;
}

export type Observation = PageObservation | ListedHostRequested;
export type Category = 'cryptojacking' | 'deliberate-mining';
