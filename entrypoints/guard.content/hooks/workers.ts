// Starts every dedicated worker with the guard in front of its own script, in pages and in workers. Where that cannot
// be (a content security policy, an unknown source), the native worker starts and is reported as uninstrumented. A
// worker of the page must never break because of us.
import { construct, native, uncurry } from '../natives.ts';
import type { Outbox } from '../outbox.ts';
import type { Place } from '../place.ts';
import { attempted, count, guarded, wrapConstructor, wrapMethod } from '../wrap.ts';
import { installBlobs } from './blobs.ts';
import { forbidsBlobScripts } from './content-policy.ts';
import { isTrusted } from './trusted-types.ts';
import { installStandby } from './worker-standby.ts';
import { instrumentedUrl, type Instrumented, type WorkerRequest } from './worker-source.ts';

export interface RunningWorkers {
  /** Terminates every worker of this realm. @returns how many there were */
  readonly stopAll: () => number;
}

interface Plan extends WorkerRequest {
  readonly source: 'blob' | 'data' | 'http' | 'other';
  /** What to construct with: each argument converted once, as the platform does. */
  readonly args: readonly unknown[];
  /** Address that carries the guard, or null. */
  readonly instrumented: Instrumented | null;
  readonly why: string;
}

type Reflect = (args: unknown[]) => object;

const LATE_REPORT_MS = 1_000;

let nextWorker = 1;

/** Wraps Worker and, only to see it, SharedWorker. */
export function installWorkers(place: Place, outbox: Outbox): RunningWorkers {
  const { Worker: NativeWorker } = globalThis as Partial<typeof globalThis>;
  if (!NativeWorker) return { stopAll: () => 0 };
  const herd = new Herd(place, uncurry(NativeWorker.prototype.terminate));
  const blobs = installBlobs();
  const standFor = installStandby();

  wrapConstructor(globalThis, 'Worker', (args, reflect) => {
    const plan = guarded('worker', () => planFor(args, place, blobs), null);
    if (!plan) return reflect(args);
    const { instrumented } = plan;
    // What throws with our address (Trusted Types) or with the page's options is left to the native call.
    const worker =
      instrumented && attempted('worker', () => reflect([instrumented.url, ...rest(plan)]), null);
    if (!worker) return startNative(plan, reflect, herd);
    guarded('worker', () => accompany(worker as Worker, plan, instrumented.release), undefined);
    return worker;
  });
  wrapMethod(NativeWorker.prototype, 'terminate', (self, args, reflect) => {
    guarded('worker', () => herd.ended(self as Worker), undefined);
    return reflect(args);
  });
  watchSharedWorkers(place);
  return { stopAll: () => herd.stopAll() };

  function accompany(worker: Worker, plan: Plan, release: readonly string[]): void {
    const needed = plan.source === 'http' || plan.type === 'module';
    const imports = plan.source === 'http' && plan.type === 'classic' ? plan.href : null;
    const standby = needed ? standFor(worker, imports) : null;
    herd.enlist(worker, plan.workerId);
    listen(worker, outbox, {
      hello: () => {
        herd.started(plan, true, '');
        if (imports === null) standby?.ready();
        for (const href of release) blobs.revokeUrl(href);
      },
      loaded: () => standby?.ready(),
    });
    standby?.onBlocked(() => {
      herd.replaced(worker);
      const substitute = construct<unknown[], Worker>(
        NativeWorker as never,
        plan.args as unknown[],
      );
      herd.enlist(substitute, plan.workerId);
      herd.started(plan, false, 'its script does not start from a blob');
      return substitute;
    });
  }
}

function startNative(plan: Plan, reflect: Reflect, herd: Herd): object {
  const worker = reflect([plan.args[0], ...rest(plan)]);
  guarded(
    'worker',
    () => {
      herd.enlist(worker as Worker, plan.workerId);
      herd.started(plan, false, plan.why);
    },
    undefined,
  );
  return worker;
}

/** The options, where the page gave some. */
function rest({ args }: Plan): unknown[] {
  return args.length > 1 ? [args[1]] : [];
}

/** The dedicated workers of this realm. */
class Herd {
  // Weak: a worker that runs is kept alive by the platform, one that closed itself must not be kept by us.
  readonly #running = new Set<WeakRef<Worker>>();
  readonly #ids = new WeakMap<Worker, string>();
  #late = 0;
  readonly #place: Place;
  readonly #terminate: (worker: Worker) => void;

  constructor(place: Place, terminate: (worker: Worker) => void) {
    this.#place = place;
    this.#terminate = terminate;
  }

  enlist(worker: Worker, workerId: string): void {
    this.#running.add(new NativeWeakRef(worker));
    this.#ids.set(worker, workerId);
    if (!this.#place.isStopped()) return;
    this.#terminate(worker);
    this.#countLate();
  }

  /** Workers that a stopped page starts are ended at once and reported together. */
  #countLate(): void {
    if (this.#late++ > 0) return;
    native.setTimeout(() => {
      const count = this.#late;
      this.#late = 0;
      this.#place.emit({ kind: 'workers-stopped', count });
    }, LATE_REPORT_MS);
  }

  started({ workerId, source, type }: Plan, instrumented: boolean, why: string): void {
    const parentId = this.#place.workerId;
    this.#place.emit({
      kind: 'worker-started',
      workerId,
      parentId,
      source,
      type,
      instrumented,
      why,
    });
  }

  /** A native worker takes its place: this one has nothing to run. */
  replaced(worker: Worker): void {
    this.#ids.delete(worker);
    this.#terminate(worker);
  }

  ended(worker: Worker): void {
    const workerId = this.#ids.get(worker);
    if (workerId === undefined) return;
    this.#ids.delete(worker);
    this.#place.emit({ kind: 'worker-ended', workerId });
  }

  stopAll(): number {
    let stopped = 0;
    for (const reference of this.#running) {
      const worker = deref(reference);
      if (!worker || !this.#ids.delete(worker)) continue;
      this.#terminate(worker);
      stopped++;
    }
    this.#running.clear();
    return stopped;
  }
}

// Taken at the start: a page that replaces WeakRef must not save its workers from being stopped.
const NativeWeakRef = WeakRef;
const deref = uncurry(WeakRef.prototype.deref as (this: WeakRef<Worker>) => Worker | undefined);

interface Told {
  /** The guard runs. */
  readonly hello: () => void;
  /** The worker's own script was loaded (it comes only where the guard loads it). */
  readonly loaded: () => void;
}

/** The first message of an instrumented worker is its guard's: it brings a private port and is not for the page. */
function listen(worker: Worker, outbox: Outbox, told: Told): void {
  const first = (event: Event): void => {
    const port = native.messagePorts(event)[0];
    if (port === undefined) return;
    native.stopImmediatePropagation(event);
    native.removeEventListener(worker, 'message', first);
    native.addEventListener(port, 'message', (message) => {
      const text = native.messageData(message);
      if (typeof text === 'string') outbox.relay(text);
      else guarded('worker', told.loaded, undefined);
    });
    native.portStart(port);
    guarded('worker', told.hello, undefined);
  };
  native.addEventListener(worker, 'message', first);
}

function planFor(
  args: unknown[],
  place: Place,
  blobs: Parameters<typeof instrumentedUrl>[1],
): Plan | null {
  const request = requestFrom(args, place);
  if (!request) return null;
  const why = reasonForNative(request);
  if (why !== null) return { ...request, instrumented: null, why };
  const instrumented = guarded('worker-source', () => instrumentedUrl(request, blobs), null);
  if (instrumented === null) count('workers whose source could not be read');
  return { ...request, instrumented, why: instrumented ? '' : 'its source could not be read' };
}

type Request = Omit<Plan, 'instrumented' | 'why'>;

/** @returns null where the platform itself refuses the arguments */
function requestFrom(args: unknown[], place: Place): Request | null {
  const [given, options] = [args[0], args[1]];
  const isOptions = options === undefined || options === null || isObject(options);
  if (args.length === 0 || !isOptions) return null;
  // A template throws for a symbol, as the platform does.
  const address = isTrusted(given) ? given : `${given as number}`;
  const settings = snapshotOf(options);
  const { href, protocol } = new native.URL(address as string, place.base());
  return {
    href,
    type: settings['type'] === 'module' ? 'module' : 'classic',
    workerId: `${place.workerId ?? 'w'}.${nextWorker++}`,
    source: sourceOf(protocol),
    args: isObject(options) ? [address, settings] : [address],
  };
}

/** Why this worker must start natively, or null; empty for an address that the platform refuses by itself. */
function reasonForNative({ href, source, args }: Request): string | null {
  if (source === 'other') return 'its address is neither http, blob nor data';
  if (source === 'http' && new native.URL(href).origin !== globalThis.origin) return '';
  const mustAsk = source === 'http' || isTrusted(args[0]);
  return mustAsk && forbidsBlobScripts() ? 'the page has a content security policy' : null;
}

function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

function sourceOf(protocol: string): Plan['source'] {
  if (protocol === 'blob:' || protocol === 'data:') return protocol === 'blob:' ? 'blob' : 'data';
  return protocol === 'http:' || protocol === 'https:' ? 'http' : 'other';
}

/** Reads and converts the options once, in the platform's order: a Proxy must not say one thing to us, another to it. */
function snapshotOf(options: unknown): Record<string, string> {
  const snapshot = { __proto__: null } as unknown as Record<string, string>;
  if (!isObject(options)) return snapshot;
  for (const key of ['credentials', 'name', 'type']) {
    const value = (options as Record<string, unknown>)[key];
    if (value !== undefined) snapshot[key] = `${value as number}`;
  }
  return snapshot;
}

/** A shared worker made from a blob would be another worker for each tab, so they stay native (a known gap). */
function watchSharedWorkers(place: Place): void {
  wrapConstructor(globalThis, 'SharedWorker', (args, reflect) => {
    const worker = reflect(args);
    guarded(
      'shared-worker',
      () => {
        const source = sourceOf(new URL(String(args[0]), place.base()).protocol);
        const workerId = `${place.workerId ?? 'w'}.${nextWorker++}`;
        place.emit({
          kind: 'worker-started',
          workerId,
          parentId: place.workerId,
          source,
          type: 'shared',
          instrumented: false,
          why: 'shared workers are never changed',
        });
      },
      undefined,
    );
    return worker;
  });
}
