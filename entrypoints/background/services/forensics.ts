// Managed build, switched on by policy: when load stays unexplained the debugger is attached late, to that tab alone, for a
// few seconds. It reads the processor time of the tab's process, the bytes of modules that are running and where threads
// stand, and is detached again. What it sees is evidence (core/detect/examined-tab.ts); it changes nothing.
import browser from 'webextension-polyfill';
import { judge } from '../../../core/evidence/ledger.ts';
import { Sha256 } from '../../../core/hash/sha256.ts';
import { judgeModule } from '../../../core/engine.ts';
import type { Model } from '../../../core/model/evaluate.ts';
import type { TabExamined } from '../../../core/protocol/observation.ts';
import { wasmRules } from '../../rule-sets/wasm-rules.ts';
import { observed } from './judgement.ts';
import type { Seen, Services, Watcher } from './services.ts';

const WINDOW_MS = 2_000;
const SAMPLES = 3;
/** A thread that has to wait for a core takes its time. */
const PAUSE_WITHIN_MS = 1_000;
/** A document is examined again only after this time. */
const AGAIN_AFTER_MS = 600_000;
const MAX_MODULES = 16;
const MAX_MODULE_BASE64 = 48 << 20;

interface Session {
  readonly tabId: number;
  readonly sessionId?: string;
}

interface DebuggerApi {
  attach(target: { readonly tabId: number }, version: string): Promise<void>;
  detach(target: { readonly tabId: number }): Promise<void>;
  sendCommand(session: Session, method: string, params?: object): Promise<unknown>;
  readonly onEvent: {
    addListener(listener: EventListener): void;
    removeListener(listener: EventListener): void;
  };
}
type EventListener = (source: Session, method: string, params: unknown) => void;

/** Chromium alone has it, and the polyfill does not know it. */
const { chrome } = globalThis as { chrome?: { readonly debugger?: DebuggerApi } };

/** Whether this build asks for what it needs. */
export function canExamine(): boolean {
  return browser.runtime.getManifest().permissions?.includes('debugger') ?? false;
}

/** Examines a tab once its load has stayed unexplained. */
export function watchUnexplainedLoad(): Watcher {
  const examinedAt = new Map<string, number>();
  return (services, seen) => {
    const { tabId, key, observation } = seen;
    const isTimely = observation.kind === 'machine-load' || observation.kind === 'worker-silent';
    if (!isTimely || tabId < 0 || !services.policy.current.forensics) return;
    if (!isUnexplained(services, tabId, key)) return;
    const name = `${tabId} ${services.tabs.get(tabId).documentId ?? ''}`;
    if (Date.now() - (examinedAt.get(name) ?? 0) < AGAIN_AFTER_MS) return;
    if (examinedAt.size > 200) examinedAt.clear();
    examinedAt.set(name, Date.now());
    void examineTab(services, seen);
  };
}

/** Workers that do not answer on a busy machine, or load beside workers that no guard sees. */
function isUnexplained({ tabs }: Services, tabId: number, key: string): boolean {
  const ledger = tabs.get(tabId).ledgers[key];
  if (!ledger) return false;
  const { evidence } = judge(ledger, Date.now());
  return evidence.some(
    ({ id, facts }) =>
      id === 'detect/dark-load' || (id === 'detect/work' && Number(facts['silentCount']) > 0),
  );
}

async function examineTab(services: Services, seen: Seen): Promise<void> {
  const { diagnostics } = services;
  const api = chrome?.debugger;
  if (!api) {
    diagnostics.count('forensics not available: no debugger in this browser');
    return;
  }
  try {
    const observation = await new Examination(api, seen.tabId, services.rules.current.model).run();
    await observed(services, { ...seen, observation });
  } catch (error) {
    // Company policy can forbid it (DeveloperToolsAvailability, runtime_blocked_hosts): said, and nothing else happens.
    const reason = error instanceof Error ? error.message : String(error);
    diagnostics.count(`forensics not available: ${reason.slice(0, 120)}`);
  }
}

interface CallFrame {
  readonly location: { readonly scriptId: string };
}

interface RunningModule {
  readonly session: Session;
  readonly scriptId: string;
}

/** One look into one tab. */
class Examination {
  readonly #api: DebuggerApi;
  readonly #tab: { readonly tabId: number };
  readonly #sessions: Session[];
  readonly #modules: RunningModule[] = [];
  readonly #paused = new Map<string, (inWasm: boolean) => void>();
  readonly #model: Model | null;

  /** @param model that of a rule pack; null: the one that ships judges */
  constructor(api: DebuggerApi, tabId: number, model: Model | null) {
    this.#api = api;
    this.#model = model;
    this.#tab = { tabId };
    this.#sessions = [this.#tab];
  }

  async run(): Promise<TabExamined> {
    await this.#api.attach(this.#tab, '1.3');
    const listener: EventListener = (source, method, params) => this.#heard(source, method, params);
    this.#api.onEvent.addListener(listener);
    try {
      return await this.#examine();
    } finally {
      this.#api.onEvent.removeListener(listener);
      await this.#api.detach(this.#tab).catch(() => undefined);
    }
  }

  async #examine(): Promise<TabExamined> {
    await this.#send(this.#tab, 'Performance.enable');
    const before = await this.#processMs();
    const startedAt = Date.now();
    await this.#follow(this.#tab);
    await new Promise((done) => setTimeout(done, WINDOW_MS));
    const processCpuMs = Math.max(0, Math.round((await this.#processMs()) - before));
    const windowMs = Date.now() - startedAt;
    const strongest = await this.#judgeModules();
    const wasmThreads = await this.#threadsInWasm();
    const moduleCount = this.#modules.length;
    return { kind: 'tab-examined', windowMs, processCpuMs, wasmThreads, moduleCount, strongest };
  }

  /** A target and the workers inside it. */
  async #follow(session: Session): Promise<void> {
    const params = { autoAttach: true, waitForDebuggerOnStart: false, flatten: true };
    await this.#send(session, 'Target.setAutoAttach', params);
    // Scripts that are there already are announced again.
    await this.#send(session, 'Debugger.enable');
  }

  #heard(source: Session, method: string, params: unknown): void {
    if (source.tabId !== this.#tab.tabId) return;
    if (method === 'Target.attachedToTarget') {
      const { sessionId } = params as { readonly sessionId: string };
      const session = { ...this.#tab, sessionId };
      this.#sessions.push(session);
      void this.#follow(session).catch(() => undefined);
    }
    if (method === 'Debugger.scriptParsed') {
      const { scriptId, scriptLanguage } = params as Readonly<Record<string, string>>;
      if (scriptLanguage === 'WebAssembly' && scriptId && this.#modules.length < MAX_MODULES)
        this.#modules.push({ session: sessionOf(source), scriptId });
    }
    if (method === 'Debugger.paused') {
      const { callFrames } = params as { readonly callFrames: readonly CallFrame[] };
      // The frame's own address is empty; its script is one of those that were announced as WebAssembly.
      const scriptId = callFrames[0]?.location.scriptId;
      const inWasm = this.#modules.some(
        ({ session, ...module }) =>
          session.sessionId === source.sessionId && module.scriptId === scriptId,
      );
      this.#paused.get(source.sessionId ?? '')?.(inWasm);
    }
  }

  /** CPU time of the tab's process so far, ms. */
  async #processMs(): Promise<number> {
    const { metrics } = (await this.#send(this.#tab, 'Performance.getMetrics')) as {
      readonly metrics: readonly { readonly name: string; readonly value: number }[];
    };
    return 1_000 * (metrics.find(({ name }) => name === 'ProcessTime')?.value ?? 0);
  }

  async #judgeModules(): Promise<TabExamined['strongest']> {
    let strongest: TabExamined['strongest'] = null;
    for (const { session, scriptId } of this.#modules) {
      const { bytecode = '' } = (await this.#send(session, 'Debugger.getScriptSource', {
        scriptId,
      }).catch(() => ({}))) as { readonly bytecode?: string };
      if (bytecode === '' || bytecode.length > MAX_MODULE_BASE64) continue;
      const judged = judged64(bytecode, this.#model);
      if (!strongest || judged.score > strongest.score) strongest = judged;
    }
    return strongest?.level === 'clear' ? null : strongest;
  }

  /** Threads that stand in wasm in most of a few looks. A pause lasts a few milliseconds. */
  async #threadsInWasm(): Promise<number> {
    let threads = 0;
    for (const session of this.#sessions) {
      let inWasm = 0;
      for (let sample = 0; sample < SAMPLES; sample++)
        if (await this.#standsInWasm(session)) inWasm++;
      if (inWasm > SAMPLES / 2) threads++;
    }
    return threads;
  }

  async #standsInWasm(session: Session): Promise<boolean> {
    const name = session.sessionId ?? '';
    const paused = new Promise<boolean>((resolve) => {
      this.#paused.set(name, resolve);
      setTimeout(() => resolve(false), PAUSE_WITHIN_MS);
    });
    try {
      await this.#send(session, 'Debugger.pause');
      return await paused;
    } catch {
      return false;
    } finally {
      this.#paused.delete(name);
      await this.#send(session, 'Debugger.resume').catch(() => undefined);
    }
  }

  #send(session: Session, method: string, params: object = {}): Promise<unknown> {
    return this.#api.sendCommand(session, method, params);
  }
}

function sessionOf({ tabId, sessionId }: Session): Session {
  return sessionId === undefined ? { tabId } : { tabId, sessionId };
}

function judged64(base64: string, model: Model | null): NonNullable<TabExamined['strongest']> {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const { level, score, family, ruleIds, reasons, sizeBytes, kernelSharePercent } = judgeModule(
    bytes,
    wasmRules(),
    undefined,
    model ?? undefined,
  );
  const sha256 = new Sha256().update(bytes).hex();
  return { level, score, family, ruleIds, reasons, sha256, sizeBytes, kernelSharePercent };
}
