// Puts the guard together for a page: hooks, outbox, the channel to the bridge, and the stop command.
import { installShaders } from './hooks/shaders.ts';
import { installSockets } from './hooks/sockets.ts';
import { installWasm } from './hooks/wasm.ts';
import { installWorkers } from './hooks/workers.ts';
import { openChannel } from './channel.ts';
import { getterOf } from './natives.ts';
import { Outbox } from './outbox.ts';
import type { Place } from './place.ts';
import { hideWrappers } from './wrap.ts';

/** Installs everything in the realm of this frame. */
export function startInPage(): void {
  let stopped = false;
  const outbox = new Outbox();
  const place: Place = {
    workerId: null,
    base: () => baseOf(document),
    emit: outbox.emit,
    isStopped: () => stopped,
  };
  hideWrappers();
  installWasm(place);
  const workers = installWorkers(place, outbox);
  installSockets(place);
  installShaders(place);
  // There is one command so far: stop.
  openChannel(outbox, () => {
    stopped = true;
    place.emit({ kind: 'workers-stopped', count: workers.stopAll() });
  });
}

// Taken at the start: a page can put its own `baseURI` on the document.
const baseOf = getterOf<string>(
  (globalThis as Partial<typeof globalThis>).Node?.prototype,
  'baseURI',
);
