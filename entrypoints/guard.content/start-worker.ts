// Puts the guard together for a dedicated worker: the same hooks, plus the meter of its duty. It says hello through a
// private port before the worker's own first line; nested workers are started the same way.
import { Dialogues } from './dialogues.ts';
import type { Herd } from './herd.ts';
import { installCallbacks } from './hooks/callbacks.ts';
import { installChannels } from './hooks/channels.ts';
import { Gpu } from './hooks/gpu.ts';
import { installParking } from './hooks/parking.ts';
import { installRequests } from './hooks/requests.ts';
import { installShaders } from './hooks/shaders.ts';
import { installSockets } from './hooks/sockets.ts';
import { installWasm } from './hooks/wasm.ts';
import { installBase, installLocation, watchFirstImport } from './hooks/worker-base.ts';
import { installWorkers } from './hooks/workers.ts';
import { Meter } from './meter.ts';
import { Modules, type ModuleNews } from './modules.ts';
import { native } from './natives.ts';
import { Outbox } from './outbox.ts';
import type { Boot, Place } from './place.ts';
import { PARKED, PING, PONG, WOKE } from './pulse.ts';
import { threadsOf } from './threads.ts';
import { hideWrappers } from './wrap.ts';

interface WorkerScope {
  postMessage(message: unknown, transfer: Transferable[]): void;
}

/** Installs everything in this worker's realm. */
export function startInWorker(boot: Boot): void {
  const outbox = new Outbox();
  let refuses = !boot.letsRun;
  const place: Place = {
    workerId: boot.workerId,
    base: () => boot.href,
    emit: outbox.emit,
    strictness: () => (refuses ? 0 : -1),
  };
  const port = sayHello(outbox, (isOn) => {
    refuses = isOn;
    herd?.tell(isOn);
  });
  const herd = installInWorker(place, outbox, (news) => native.portPost(port, news));
  installLocation(boot.href);
  watchFirstImport(() => native.portPost(port, null));
  if (boot.rebased) installBase(boot.href);
}

/**
 * All hooks that a worker has, however its guard got there.
 * @param tell passes on what is no observation, to the guard that started this one
 * @returns the workers of this worker
 */
export function installInWorker(
  place: Place,
  outbox: Outbox,
  tell: (news: ModuleNews | typeof PARKED | typeof WOKE) => void,
): Herd | null {
  hideWrappers();
  const meter = new Meter(place);
  const modules = new Modules(place, meter, tell);
  installWasm(place, modules);
  const herd = installWorkers(place, outbox, modules);
  const dialogues = new Dialogues(place, threadsOf(true, herd, meter));
  installSockets(dialogues);
  installChannels(dialogues);
  installRequests(dialogues, place);
  installCallbacks(meter);
  installParking(meter, (parked) => tell(parked ? PARKED : WOKE));
  installShaders(place, new Gpu(place));
  return herd;
}

/** @param obey called when the policy changes what is refused */
function sayHello(outbox: Outbox, obey: (refuses: boolean) => void): MessagePort {
  const { port1, port2 } = new native.MessageChannel();
  outbox.open((text) => native.portPost(port1, text));
  native.addEventListener(port1, 'message', (message) => {
    const said = native.messageData(message);
    if (said === PING) native.portPost(port1, PONG);
    else obey(said as boolean);
  });
  native.portStart(port1);
  (globalThis as unknown as WorkerScope).postMessage(null, [port2]);
  return port1;
}
