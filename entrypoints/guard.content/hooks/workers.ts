// Starts every dedicated worker with the guard in front of its own script, in pages and in workers. Where that cannot
// be (a content security policy, an unknown source), the native worker starts and is reported as uninstrumented. A
// worker of the page must never break because of us.
import { construct, isObject, native, uncurry } from '../natives.ts';
import { isRefusedText } from '../judge-text.ts';
import type { Outbox } from '../outbox.ts';
import type { Place } from '../place.ts';
import { changedAt, count, guarded, wrapConstructor, wrapMethod } from '../wrap.ts';
import { installBlobs } from './blobs.ts';
import { forbidsBlobScripts } from './content-policy.ts';
import { isSealed } from '../pristine.ts';
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
// Taken at the start: a page can replace `origin`.
const ownOrigin = globalThis.origin;
/** A blob: address of nothing: the page gets its worker and, as for a script that is gone, an `error` event. */
const NO_SCRIPT = `blob:${ownOrigin}/`;

let nextWorker = 1;

/** Wraps Worker and, only to see it, SharedWorker. */
export function installWorkers(place: Place, outbox: Outbox): RunningWorkers {
  const { Worker: NativeWorker } = globalThis as Partial<typeof globalThis>;
  if (!NativeWorker) return { stopAll: () => 0 };
  const herd = new Herd(place, uncurry(NativeWorker.prototype.terminate));
  const blobs = installBlobs();
  const standFor = installStandby();

  wrapConstructor(globalThis, 'Worker', (args, reflect) => {
    // What the page's own conversions throw goes to the page, as natively: it must not buy a worker without guard.
    const asked = converted(args);
    if (!asked) return reflect(args);
    if (isSealed()) throw new TypeError("Failed to construct 'Worker': refused by Assay");
    if (isMiner(asked, place, blobs)) return reflect(startingFrom(NO_SCRIPT, asked));
    const plan = guarded('worker', () => planFor(asked, place, blobs), null);
    if (!plan) return reflect(asked.args as unknown[]);
    const { instrumented } = plan;
    if (!instrumented) return startNative(plan, reflect, herd);
    let worker: object;
    try {
      worker = reflect(startingFrom(instrumented.url, plan));
    } catch (error) {
      // Trusted Types refuse our address; anything else the page's own arguments would have met as well.
      if (!forbidsBlobScripts()) throw error;
      return startNative(plan, reflect, herd);
    }
    guarded('worker', () => accompany(worker as Worker, plan, instrumented), undefined);
    return worker;
  });
  wrapMethod(NativeWorker.prototype, 'terminate', (self, args, reflect) => {
    guarded('worker', () => herd.ended(self as Worker), undefined);
    return reflect(args);
  });
  watchSharedWorkers(place);
  return { stopAll: () => herd.stopAll() };

  function accompany(worker: Worker, plan: Plan, instrumented: Instrumented): void {
    const { imports, release } = instrumented;
    const standby = standFor(worker, imports);
    const free = (): void => {
      for (const href of release) blobs.revokeUrl(href);
    };
    const loaded = (): void => {
      standby.ready();
      free();
    };
    herd.enlist(worker, plan.workerId, free);
    listen(worker, outbox, {
      hello: () => {
        herd.started(plan, true, '');
        if (imports === null) loaded();
      },
      loaded,
    });
    standby.onBlocked(() => {
      herd.replaced(worker);
      const substitute = construct<never[], Worker>(NativeWorker as never, plan.args as never[]);
      herd.enlist(substitute, plan.workerId);
      herd.started(plan, false, 'its script does not start from a blob');
      return substitute;
    });
  }
}

/** The page's arguments, with another address. */
function startingFrom(url: string, { args }: Pick<Asked, 'args'>): unknown[] {
  return changedAt([...args], 0, () => url);
}

/** Judges the script, where its text is known at once. */
function isMiner(
  { address }: Asked,
  place: Place,
  blobs: ReturnType<typeof installBlobs>,
): boolean {
  const text = guarded('source text', () => blobs.textBehind(`${address as number}`), null);
  return text !== null && isRefusedText(text, 'script', 'Worker', place);
}

function startNative(plan: Plan, reflect: Reflect, herd: Herd): object {
  const worker = reflect(plan.args as unknown[]);
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

function nothing(): void {
  // A native worker has nothing to give back.
}

/** The dedicated workers of this realm. */
class Herd {
  // Weak: a worker that runs is kept alive by the platform, one that closed itself must not be kept by us.
  readonly #running = new Set<WeakRef<Worker>>();
  readonly #known = new WeakMap<Worker, { workerId: string; free: () => void }>();
  #late = 0;
  readonly #place: Place;
  readonly #terminate: (worker: Worker) => void;

  constructor(place: Place, terminate: (worker: Worker) => void) {
    this.#place = place;
    this.#terminate = terminate;
  }

  /** @param free gives back what was needed until its script was loaded */
  enlist(worker: Worker, workerId: string, free: () => void = nothing): void {
    this.#running.add(new NativeWeakRef(worker));
    this.#known.set(worker, { workerId, free });
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
    this.#forget(worker);
    this.#terminate(worker);
  }

  /** @returns its id, or null when it is not known any more */
  #forget(worker: Worker): string | null {
    const known = this.#known.get(worker);
    if (!known) return null;
    this.#known.delete(worker);
    known.free();
    return known.workerId;
  }

  ended(worker: Worker): void {
    const workerId = this.#forget(worker);
    if (workerId === null) return;
    this.#place.emit({ kind: 'worker-ended', workerId });
  }

  stopAll(): number {
    let stopped = 0;
    for (const reference of this.#running) {
      const worker = deref(reference);
      if (!worker || this.#forget(worker) === null) continue;
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
    // A page can dispatch a message of its own to steal the port or to speak in the guard's name.
    if (!event.isTrusted) return;
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
  asked: Asked,
  place: Place,
  blobs: Parameters<typeof instrumentedUrl>[1],
): Plan | null {
  const request = requestFrom(asked, place);
  const why = reasonForNative(request);
  if (why !== null) return { ...request, instrumented: null, why };
  const instrumented = guarded('worker-source', () => instrumentedUrl(request, blobs), null);
  if (instrumented === null) count('workers whose source could not be read');
  return { ...request, instrumented, why: instrumented ? '' : 'its source could not be read' };
}

type Request = Omit<Plan, 'instrumented' | 'why'>;

interface Asked {
  readonly address: unknown;
  readonly type: 'classic' | 'module';
  readonly args: readonly unknown[];
}

/** Converts each argument once, in the platform's order. @returns null where the platform itself refuses them */
function converted(args: unknown[]): Asked | null {
  const given = args[0];
  const options = args[1];
  const isOptions = options === undefined || options === null || isObject(options);
  if (args.length === 0 || !isOptions) return null;
  const address = isTrusted(given) ? given : asText(given);
  const settings = snapshotOf(options);
  const type = settings['type'] === 'module' ? 'module' : 'classic';
  return { address, type, args: isObject(options) ? [address, settings] : [address] };
}

function requestFrom({ address, type, args }: Asked, place: Place): Request {
  const { href, protocol } = new native.URL(address as string, place.base());
  const workerId = `${place.workerId ?? 'w'}.${nextWorker++}`;
  return { href, type, workerId, source: sourceOf(protocol), args };
}

/** Why this worker must start natively, or null; empty for an address that the platform refuses by itself. */
function reasonForNative({ href, source, args }: Request): string | null {
  if (source === 'other') return 'its address is neither http, blob nor data';
  if (source === 'http' && new native.URL(href).origin !== ownOrigin) return '';
  const mustAsk = source === 'http' || isTrusted(args[0]);
  return mustAsk && forbidsBlobScripts() ? 'the page has a content security policy' : null;
}

function sourceOf(protocol: string): Plan['source'] {
  if (protocol === 'blob:' || protocol === 'data:') return protocol === 'blob:' ? 'blob' : 'data';
  return protocol === 'http:' || protocol === 'https:' ? 'http' : 'other';
}

/** A symbol stays one: the native call then refuses it in its own words. */
function asText(value: unknown): string {
  return typeof value === 'symbol' ? (value as never) : `${value as number}`;
}

/** Reads and converts the options once, in the platform's order: a Proxy must not say one thing to us, another to it. */
function snapshotOf(options: unknown): Record<string, string> {
  const snapshot = { __proto__: null } as unknown as Record<string, string>;
  if (!isObject(options)) return snapshot;
  for (const key of ['credentials', 'name', 'type']) {
    const value = (options as Record<string, unknown>)[key];
    if (value !== undefined) snapshot[key] = asText(value);
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
