// Puts the guard together for a dedicated worker: the same hooks, plus the meter of its duty. It says hello through a
// private port before the worker's own first line; nested workers are started the same way.
import { installCallbacks } from './hooks/callbacks.ts';
import { installExports } from './hooks/exports.ts';
import { installShaders } from './hooks/shaders.ts';
import { installSockets } from './hooks/sockets.ts';
import { installWasm } from './hooks/wasm.ts';
import { installBase, installLocation, watchFirstImport } from './hooks/worker-base.ts';
import { installWorkers } from './hooks/workers.ts';
import { Meter } from './meter.ts';
import { native } from './natives.ts';
import { Outbox } from './outbox.ts';
import type { Boot, Place } from './place.ts';
import { hideWrappers } from './wrap.ts';

interface WorkerScope {
  postMessage(message: unknown, transfer: Transferable[]): void;
}

/** Installs everything in this worker's realm. */
export function startInWorker(boot: Boot): void {
  const outbox = new Outbox();
  const place: Place = {
    workerId: boot.workerId,
    base: () => boot.href,
    emit: outbox.emit,
    isStopped: () => false,
  };
  const port = sayHello(outbox);
  hideWrappers();
  const meter = new Meter(place, boot.workerId);
  installWasm(place);
  installExports(meter);
  installWorkers(place, outbox);
  installSockets(place);
  installCallbacks(meter);
  installLocation(boot.href);
  installShaders(place);
  watchFirstImport(() => native.portPost(port, null));
  if (boot.rebased) installBase(boot.href);
}

function sayHello(outbox: Outbox): MessagePort {
  const { port1, port2 } = new native.MessageChannel();
  outbox.open((text) => native.portPost(port1, text));
  (globalThis as unknown as WorkerScope).postMessage(null, [port2]);
  return port1;
}
