// Observations: raw facts, past tense, untrusted when they come from a page. Types only, so that the guard can
// import them without weight; the background parses what arrives with core/protocol/inbound.ts.
import type { PageTraits } from '../source/page-traits.ts';

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
  /** Set where the background judged it, in the response; no page can say this. */
  readonly judgedBy?: 'background';
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
  readonly type: 'classic' | 'module' | 'shared' | 'service';
  readonly instrumented: boolean;
  /** Why it is not instrumented, or empty. */
  readonly why: string;
  /** Address of the script of a worker that is not instrumented and has one of http, cut; else empty. */
  readonly url: string;
}

export interface WorkerEnded {
  readonly kind: 'worker-ended';
  readonly workerId: string;
}

/** How busy the page's own thread or one worker was in one window, by the wall clock: an upper bound of its CPU time. */
export interface DutyMeasured {
  readonly kind: 'duty-measured';
  /** Null for the page's own thread. */
  readonly workerId: string | null;
  readonly windowMs: number;
  /** Time inside wasm exports of modules that were not clear. */
  readonly wasmMs: number;
  /** Time inside callbacks and in what they left to be done at once, wasm included. */
  readonly callbackMs: number;
  /** Time in tasks that kept the thread from anything else for 50 ms and more, whatever they did. */
  readonly taskMs: number;
  /** Of the time above: asleep in `Atomics.wait`. */
  readonly parkedMs: number;
}

/** A worker whose guard had said hello does not answer. Told again while that lasts. */
export interface WorkerSilent {
  readonly kind: 'worker-silent';
  readonly workerId: string;
  /** Since it was last heard. */
  readonly silentMs: number;
  /** True when the last that was heard is that it went to sleep in `Atomics.wait`. */
  readonly parked: boolean;
}

/** Work that one realm gave to the graphics processor in one window. */
export interface GpuUsed {
  readonly kind: 'gpu-used';
  readonly workerId: string | null;
  readonly api: 'webgpu' | 'webgl';
  readonly windowMs: number;
  /** Compute dispatches or draw calls. */
  readonly runs: number;
  /** Results of at most 64 kB that were read back. */
  readonly smallReadbacks: number;
  /** Frames made for a canvas. */
  readonly frames: number;
}

/** By what a dialogue is carried. */
export type Transport = 'websocket' | 'webtransport' | 'datachannel' | 'eventsource' | 'http';

/**
 * Running totals of one socket, or of all requests to one host. Payloads are never kept: only method words, counts,
 * sizes and what came before and after a message.
 */
export interface SocketDialogue {
  readonly kind: 'socket-dialogue';
  readonly socketId: string;
  readonly workerId: string | null;
  readonly transport: Transport;
  readonly host: string;
  /** Method words of mining protocols, prefixed by direction: `sent:login`, `received:job`. */
  readonly words: readonly string[];
  readonly sentCount: number;
  readonly receivedCount: number;
  readonly sentBytes: number;
  readonly receivedBytes: number;
  /** Since the first message. */
  readonly openMs: number;
  /** Small messages received that were followed at once by orders to busy workers, or by work in this worker. */
  readonly jobs: number;
  /** Small messages sent right after a busy worker spoke, or out of work in this worker. */
  readonly shares: number;
  /** Sizes of the smallest and the largest of those sent; 0 while there are none. */
  readonly shareBytes: readonly [least: number, most: number];
}

/** A module that no guard has judged was instantiated: it came from a place that no guard sees. */
export interface ModuleUnseen {
  readonly kind: 'module-unseen';
  readonly workerId: string | null;
  readonly importCount: number;
  readonly exportCount: number;
}

/** The guard's own counters: what it dropped, could not read or failed at. */
export interface GuardHealth {
  readonly kind: 'guard-health';
  readonly counters: Readonly<Record<string, number>>;
}

/** What was done after a `stop` command, and again when something was refused later. */
export interface Stopped {
  readonly kind: 'stopped';
  readonly workers: number;
  readonly sockets: number;
  /** Devices and contexts of the graphics processor that were given up. */
  readonly gpus: number;
}

export type PageObservation =
  | ModuleJudged
  | SourceJudged
  | ModulesCompiled
  | WorkerStarted
  | WorkerEnded
  | DutyMeasured
  | WorkerSilent
  | GpuUsed
  | SocketDialogue
  | ModuleUnseen
  | GuardHealth
  | Stopped;

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

/** Code that a place without a guard asked for, fetched again and judged by the background. */
export interface DarkCodeJudged extends StaticVerdict {
  readonly kind: 'dark-code-judged';
  readonly what: 'module' | 'script';
  /** Bounded; without secrets. */
  readonly url: string;
  /** Who asked for it: a dedicated worker without guard, or one that belongs to no tab (shared, service, nested). */
  readonly place: 'worker' | 'tabless worker';
  readonly sha256: string | null;
  readonly sizeBytes: number;
  readonly kernelSharePercent: number;
}

/** A socket that a shared or service worker opened; only the managed build sees it. */
export interface DarkSocketOpened {
  readonly kind: 'dark-socket-opened';
  readonly host: string;
}

/** Load of the whole machine in one window, as the browser says. */
export interface MachineLoad {
  readonly kind: 'machine-load';
  readonly windowMs: number;
  readonly cores: number;
  /** Cores that were busy, of all programs together; a mean over the window. */
  readonly busyCores: number;
}

/** What the debugger saw in a tab whose load nothing explained (managed build only). */
export interface TabExamined {
  readonly kind: 'tab-examined';
  readonly windowMs: number;
  /** CPU time of the tab's process in that window. */
  readonly processCpuMs: number;
  /** Threads that stood in wasm in most of the samples. */
  readonly wasmThreads: number;
  readonly moduleCount: number;
  /** The strongest judgement of the modules that were running; null when there was none. */
  readonly strongest:
    | (StaticVerdict & {
        readonly sha256: string;
        readonly sizeBytes: number;
        readonly kernelSharePercent: number;
      })
    | null;
}

/** The background has ordered frames to stop: what is measured from now on is what goes on in spite of that. */
export interface StopOrdered {
  readonly kind: 'stop-ordered';
  readonly frames: readonly number[];
}

/** A download that is a miner by its name or by where it came from; nobody has read the file. */
export interface MinerDownloaded {
  readonly kind: 'miner-downloaded';
  /** The browser's number of the download. */
  readonly downloadId: number;
  /** Name on the disk, without folders, or the one that the address ends with; bounded, may be empty. */
  readonly fileName: string;
  /** Host of the address that was asked for; may be empty. */
  readonly host: string;
  /** Host name of the page that it came from; empty when the browser does not say. */
  readonly referrerSite: string;
  /** Id of the program, as in `rules/downloads`. */
  readonly program: string;
  readonly title: string;
  /** Whether the file has a name of the program. */
  readonly isNamed: boolean;
  /** Address of the place where the program's author hands it out; null for any other. */
  readonly place: string | null;
  /** What the browser said of the download when it was seen. */
  readonly state: 'in_progress' | 'interrupted' | 'complete';
}

/** Signs of somebody's miners that a page shows in its words; counted in the page by a script of ours, no text left it. */
export interface PageTraitsSeen {
  readonly kind: 'page-traits-seen';
  /** How often each was seen. */
  readonly traits: PageTraits;
}

/** An extension of the browser that mines or pays for computing, by what it says of itself; nobody has read its code. */
export interface MiningExtensionFound {
  readonly kind: 'mining-extension-found';
  readonly extensionId: string;
  /** As it calls itself; bounded text. */
  readonly name: string;
  readonly version: string;
  /** Id of a known one, as in `rules/extensions`; null for any other. */
  readonly known: string | null;
  /** Whether its name says that it mines, or is that of a known one. */
  readonly isNamed: boolean;
  /** Whether it names a site of the known one's maker as its home. */
  readonly isFromMaker: boolean;
  /** Listed hosts that it asks to reach by name. */
  readonly hosts: readonly string[];
  /** Whether one of these is a host of mining scripts, and not only of pools. */
  readonly reachesScripts: boolean;
}

export type Observation =
  | PageObservation
  | ListedHostRequested
  | DarkCodeJudged
  | DarkSocketOpened
  | MachineLoad
  | TabExamined
  | StopOrdered
  | MinerDownloaded
  | PageTraitsSeen
  | MiningExtensionFound;
export type Category = 'cryptojacking' | 'deliberate-mining';
