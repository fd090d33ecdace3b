// Starts every dedicated worker with the guard in front of its own script, in pages and in workers. Where that cannot
// be (a content security policy, an unknown source), the native worker starts and is reported as uninstrumented. A
// worker of the page must never break because of us.
import { construct, native, uncurry } from '../natives.ts';
import type { Outbox } from '../outbox.ts';
import type { Place } from '../place.ts';
import { count, guarded, wrapConstructor, wrapMethod } from '../wrap.ts';
import { installBlobs } from './blobs.ts';
import { forbidsBlobScripts } from './content-policy.ts';
import { installStandby } from './worker-standby.ts';
import { instrumentedUrl, type WorkerRequest } from './worker-source.ts';

export interface RunningWorkers {
  /** Terminates every worker of this realm. @returns how many there were */
  readonly stopAll: () => number;
}

interface Plan extends WorkerRequest {
  readonly source: 'blob' | 'data' | 'http' | 'other';
  readonly options: WorkerOptions;
  /** Address that carries the guard, or null. */
  readonly url: string | null;
  readonly why: string;
}

type Reflect = (args: unknown[]) => object;

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
    if (plan.url === null) return startNative(plan, args, reflect, herd);
    const worker = reflect(withOptions(args, plan.url, plan)) as Worker;
    guarded('worker', () => accompany(worker, plan, args), undefined);
    return worker;
  });
  wrapMethod(NativeWorker.prototype, 'terminate', (self, args, reflect) => {
    guarded('worker', () => herd.ended(self as Worker), undefined);
    return reflect(args);
  });
  watchSharedWorkers(place);
  return { stopAll: () => herd.stopAll() };

  function accompany(worker: Worker, plan: Plan, args: unknown[]): void {
    const standby = plan.source === 'http' || plan.type === 'module' ? standFor(worker) : null;
    herd.enlist(worker, plan.workerId);
    listen(worker, outbox, () => {
      herd.started(plan, true, '');
      standby?.ready();
    });
    standby?.onBlocked(() => {
      const substitute = construct<unknown[], Worker>(
        NativeWorker as never,
        withOptions(args, args[0], plan),
      );
      herd.enlist(substitute, plan.workerId);
      herd.started(plan, false, 'the page forbids blob scripts');
      return substitute;
    });
  }
}

function startNative(plan: Plan, args: unknown[], reflect: Reflect, herd: Herd): object {
  const worker = reflect(withOptions(args, args[0], plan));
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

/** The arguments for the native constructor: options are given only where the page gave some. */
function withOptions(args: unknown[], url: unknown, { options }: Plan): unknown[] {
  return args.length > 1 ? [url, options] : [url];
}

/** The dedicated workers of this realm. */
class Herd {
  // Weak: a worker that runs is kept alive by the platform, one that closed itself must not be kept by us.
  readonly #running = new Set<WeakRef<Worker>>();
  readonly #ids = new WeakMap<Worker, string>();
  readonly #place: Place;
  readonly #terminate: (worker: Worker) => void;

  constructor(place: Place, terminate: (worker: Worker) => void) {
    this.#place = place;
    this.#terminate = terminate;
  }

  enlist(worker: Worker, workerId: string): void {
    this.#running.add(new WeakRef(worker));
    this.#ids.set(worker, workerId);
    if (this.#place.isStopped()) this.#terminate(worker);
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

  ended(worker: Worker): void {
    const workerId = this.#ids.get(worker);
    if (workerId === undefined) return;
    this.#ids.delete(worker);
    this.#place.emit({ kind: 'worker-ended', workerId });
  }

  stopAll(): number {
    let stopped = 0;
    for (const reference of this.#running) {
      const worker = reference.deref();
      if (!worker || !this.#ids.delete(worker)) continue;
      this.#terminate(worker);
      stopped++;
    }
    this.#running.clear();
    return stopped;
  }
}

/** The first message of an instrumented worker is its guard's: it brings a private port and is not for the page. */
function listen(worker: Worker, outbox: Outbox, hello: () => void): void {
  const first = (event: Event): void => {
    const port = native.messagePorts(event)[0];
    if (port === undefined) return;
    native.stopImmediatePropagation(event);
    native.removeEventListener(worker, 'message', first);
    native.addEventListener(port, 'message', (message) => {
      const text = native.messageData(message);
      if (typeof text === 'string') outbox.relay(text);
    });
    native.portStart(port);
    guarded('worker', hello, undefined);
  };
  native.addEventListener(worker, 'message', first);
}

function planFor(
  args: unknown[],
  place: Place,
  blobs: Parameters<typeof instrumentedUrl>[1],
): Plan | null {
  if (args.length === 0) return null;
  const options = snapshotOf(args[1]);
  const type = options.type === 'module' ? 'module' : 'classic';
  const { href, protocol, origin } = new URL(String(args[0]), place.base());
  const source = sourceOf(protocol);
  const workerId = `${place.workerId ?? 'w'}.${nextWorker++}`;
  const plan = { href, type, workerId, source, options, url: null, why: '' } as const;
  if (source === 'other') return { ...plan, why: 'its address is neither http, blob nor data' };
  if (typeof args[0] === 'object' && !(args[0] instanceof native.URL)) {
    return { ...plan, why: 'the page uses Trusted Types' };
  }
  if (source === 'http' && origin !== globalThis.origin) return null;
  if (source === 'http' && forbidsBlobScripts()) {
    return { ...plan, why: 'the page has a content security policy' };
  }
  const url = guarded('worker-source', () => instrumentedUrl(plan, blobs), null);
  if (url === null) count('workers whose source could not be read');
  return { ...plan, url, why: url === null ? 'its source could not be read' : '' };
}

function sourceOf(protocol: string): Plan['source'] {
  if (protocol === 'blob:' || protocol === 'data:') return protocol === 'blob:' ? 'blob' : 'data';
  return protocol === 'http:' || protocol === 'https:' ? 'http' : 'other';
}

/** Reads the options once, in the platform's order: a Proxy must not say one thing to us and another to it. */
function snapshotOf(options: unknown): WorkerOptions {
  if (options === null || typeof options !== 'object') return {};
  const { credentials, name, type } = options as WorkerOptions;
  return {
    ...(credentials === undefined ? {} : { credentials }),
    ...(name === undefined ? {} : { name }),
    ...(type === undefined ? {} : { type }),
  };
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
