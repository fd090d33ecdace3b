// Starts every dedicated worker with the guard in front of its own script, in pages and in workers. Where that cannot
// be (a content security policy, an unknown source), the native worker starts and is reported as uninstrumented. A
// worker of the page must never break because of us.
import { Herd } from '../herd.ts';
import { isRefusedText } from '../judge-text.ts';
import type { ModuleNews, Modules } from '../modules.ts';
import { construct, isObject, native, uncurry, platform } from '../natives.ts';
import type { Outbox } from '../outbox.ts';
import { refuses, type Place } from '../place.ts';
import { isSealed } from '../pristine.ts';
import { PARKED } from '../pulse.ts';
import { changedAt, guarded, wrapConstructor, wrapMethod } from '../wrap.ts';
import { installBlobs } from './blobs.ts';
import { forbidsBlobScripts } from './content-policy.ts';
import {
  converted,
  nextWorkerId,
  ownOrigin,
  planFor,
  sourceOf,
  type Asked,
  type Plan,
} from './worker-plan.ts';
import { isTrusted } from './trusted-types.ts';
import type { Instrumented } from './worker-source.ts';
import { installStandby } from './worker-standby.ts';

type Reflect = (args: unknown[]) => object;
type ObjectUrls = ReturnType<typeof installBlobs>;

/** A blob: address of nothing: the page gets its worker and, as for a script that is gone, an `error` event. */
const NO_SCRIPT = `blob:${ownOrigin}/`;

/** What a worker is started with. */
interface Realm {
  readonly NativeWorker: typeof Worker;
  readonly place: Place;
  readonly outbox: Outbox;
  readonly modules: Modules;
  readonly herd: Herd;
  readonly blobs: ObjectUrls;
  readonly standFor: ReturnType<typeof installStandby>;
}

/**
 * Wraps Worker and, only to see them, SharedWorker and service workers.
 * @param modules told of what workers say of theirs
 * @returns null where there are no workers
 */
export function installWorkers(place: Place, outbox: Outbox, modules: Modules): Herd | null {
  const { Worker: NativeWorker } = platform;
  if (!NativeWorker) return null;
  const herd = new Herd(place, uncurry(NativeWorker.prototype.terminate));
  const blobs = installBlobs();
  const standFor = installStandby((worker) => herd.given(worker));
  const realm: Realm = { NativeWorker, place, outbox, modules, herd, blobs, standFor };
  wrapConstructor(globalThis, 'Worker', (args, reflect) => start(args, reflect, realm));
  wrapMethod(NativeWorker.prototype, 'terminate', (self, args, reflect) => {
    guarded('worker', () => herd.ended(self as Worker), undefined);
    return reflect(args);
  });
  watchSharedWorkers(place, herd);
  watchServiceWorkers(place, herd);
  return herd;
}

function start(args: unknown[], reflect: Reflect, realm: Realm): object {
  const { place, herd, blobs } = realm;
  // What the page's own conversions throw goes to the page, as natively: it must not buy a worker without guard.
  const asked = converted(args);
  if (!asked) return reflect(args);
  if (isSealed() && refuses(place))
    throw new TypeError("Failed to construct 'Worker': refused by Assay");
  const text = textOf(asked, blobs);
  if (text !== null && isRefusedText(text, 'script', 'Worker', place))
    return reflect(startingFrom(NO_SCRIPT, asked));
  const plan = guarded('worker', () => planFor(asked, place, blobs), null);
  if (!plan) return reflect(asked.args as unknown[]);
  if (guarded('worker', () => herd.isBanned(plan.href, text), false))
    return reflect(startingFrom(NO_SCRIPT, asked));
  const { instrumented } = plan;
  if (!instrumented) return startNative({ ...plan, text }, reflect, herd);
  let worker: object;
  try {
    worker = reflect(startingFrom(instrumented.url, plan));
  } catch (error) {
    // Trusted Types refuse our address; anything else the page's own arguments would have met as well.
    if (!forbidsBlobScripts() && !isTrusted(plan.args[0])) throw error;
    return startNative({ ...plan, text }, reflect, herd);
  }
  const accompanied = { ...plan, text };
  guarded('worker', () => accompany(worker as Worker, accompanied, instrumented, realm), undefined);
  return worker;
}

function accompany(
  worker: Worker,
  plan: Plan & Text,
  instrumented: Instrumented,
  realm: Realm,
): void {
  const { NativeWorker, herd, blobs, standFor } = realm;
  const { imports, release } = instrumented;
  const standby = standFor(worker, instrumented);
  const free = (): void => {
    for (const href of release) blobs.revokeUrl(href);
  };
  const loaded = (): void => {
    standby.ready();
    free();
  };
  herd.enlist(worker, { ...plan, free });
  listen(worker, realm, {
    hello: () => {
      herd.started(plan, { ...howOf(plan), instrumented: true, why: '' });
      if (imports === null) loaded();
    },
    loaded,
  });
  standby.onBlocked(() => {
    herd.replaced(worker);
    const substitute = construct<never[], Worker>(NativeWorker as never, plan.args as never[]);
    herd.enlist(substitute, { ...plan, free: nothing });
    const why = 'its script does not start from a blob';
    herd.started(plan, { ...howOf(plan), instrumented: false, why });
    return substitute;
  });
}

interface Text {
  readonly text: string | null;
}

function howOf({ source, type }: Plan): Pick<Plan, 'source' | 'type'> {
  return { source, type };
}

/** The page's arguments, with another address. */
function startingFrom(url: string, { args }: Pick<Asked, 'args'>): unknown[] {
  return changedAt([...args], 0, () => url);
}

/** Text of the script, where it is known at once. */
function textOf({ address }: Asked, blobs: ObjectUrls): string | null {
  return guarded('source text', () => blobs.textBehind(`${address as number}`), null);
}

function startNative(plan: Plan & Text, reflect: Reflect, herd: Herd): object {
  const worker = reflect(plan.args as unknown[]);
  guarded(
    'worker',
    () => {
      herd.enlist(worker as Worker, { ...plan, free: nothing });
      herd.started(plan, { ...howOf(plan), instrumented: false, why: plan.why });
    },
    undefined,
  );
  return worker;
}

function nothing(): void {
  // A native worker has nothing to give back.
}

interface Told {
  /** The guard runs. */
  readonly hello: () => void;
  /** The worker's own script was loaded (it comes only where the guard loads it). */
  readonly loaded: () => void;
}

/** The first message of an instrumented worker is its guard's: it brings a private port and is not for the page. */
function listen(worker: Worker, { outbox, herd, modules }: Realm, told: Told): void {
  const first = (event: Event): void => {
    // A page can dispatch a message of its own to steal the port or to speak in the guard's name.
    if (!event.isTrusted) return;
    const port = native.messagePorts(event)[0];
    if (port === undefined) return;
    native.stopImmediatePropagation(event);
    native.removeEventListener(worker, 'message', first);
    const beat = guarded(
      'worker',
      () => herd.answers(worker, (message) => native.portPost(port, message)),
      null,
    );
    native.addEventListener(port, 'message', (message) => {
      const said = native.messageData(message);
      beat?.heard(said === PARKED);
      if (typeof said === 'string') {
        if (isDuty(said)) guarded('worker', () => herd.isBusy(worker), undefined);
        outbox.relay(said);
      } else if (said === null) guarded('worker', told.loaded, undefined);
      else if (isObject(said))
        guarded('worker', () => modules.heard(said as ModuleNews), undefined);
    });
    native.portStart(port);
    guarded('worker', told.hello, undefined);
  };
  native.addEventListener(worker, 'message', first);
}

/** Each observation begins with its kind (outbox.ts). */
const DUTY = '{"kind":"duty-measured"';
function isDuty(text: string): boolean {
  for (let index = 0; index < DUTY.length; index++) if (text[index] !== DUTY[index]) return false;
  return true;
}

/** A shared worker made from a blob would be another worker for each tab, so they stay native (a known gap). */
function watchSharedWorkers(place: Place, herd: Herd): void {
  wrapConstructor(globalThis, 'SharedWorker', (args, reflect) => {
    const worker = reflect(args);
    guarded('shared worker', () => tellDark('shared', args[0], place, herd), undefined);
    return worker;
  });
}

/** Service workers are the browser's own: no script of a page can be put in front of theirs. */
function watchServiceWorkers(place: Place, herd: Herd): void {
  const { ServiceWorkerContainer: Container } = platform;
  if (!Container) return;
  wrapMethod(Container.prototype, 'register', (_self, args, reflect) => {
    const registered = reflect(args);
    guarded('service worker', () => tellDark('service', args[0], place, herd), undefined);
    return registered;
  });
}

function tellDark(type: 'shared' | 'service', address: unknown, place: Place, herd: Herd): void {
  const { href, protocol } = new URL(String(address), place.base());
  herd.started(
    { workerId: nextWorkerId(place), href },
    {
      source: sourceOf(protocol),
      type,
      instrumented: false,
      why: `${type} workers are never changed`,
    },
  );
}
