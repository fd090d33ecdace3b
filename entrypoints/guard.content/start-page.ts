// Puts the guard together for a page: hooks, outbox, the channel to the bridge, and the stop command.
import { openChannel } from './channel.ts';
import { Dialogues } from './dialogues.ts';
import { listenToWorker, tellFilteredWorkers } from './filtered-workers.ts';
import { installChannels } from './hooks/channels.ts';
import { installFramesInBetween } from './hooks/frames-in-between.ts';
import { installFrames } from './hooks/frames.ts';
import { Gpu } from './hooks/gpu.ts';
import { installLongTasks } from './hooks/long-tasks.ts';
import { installRequests } from './hooks/requests.ts';
import { installShaders } from './hooks/shaders.ts';
import { installSockets } from './hooks/sockets.ts';
import { installWasm } from './hooks/wasm.ts';
import { installWorkers } from './hooks/workers.ts';
import { installWorklets } from './hooks/worklets.ts';
import { Meter } from './meter.ts';
import { Modules } from './modules.ts';
import { getterOf, platform } from './natives.ts';
import { Outbox } from './outbox.ts';
import type { Place, Strictness } from './place.ts';
import { noteOwners } from './realms.ts';
import { obeyStop } from './stop.ts';
import { threadsOf } from './threads.ts';
import { hideWrappers } from './wrap.ts';

/** Installs everything in the realm of this frame. */
export function startInPage(): void {
  let refuses = true;
  let strictness: Strictness = 0;
  const outbox = new Outbox();
  const place: Place = {
    workerId: null,
    base: () => baseOf(document),
    emit: outbox.emit,
    strictness: () => (refuses ? strictness : -1),
  };
  const meter = new Meter(place);
  const modules = new Modules(place, meter, null);
  const gpu = new Gpu(place);
  hideWrappers();
  installWasm(place, modules);
  const herd = installWorkers(place, outbox, modules);
  const dialogues = new Dialogues(place, threadsOf(false, herd, meter));
  installSockets(dialogues);
  installChannels(dialogues);
  installRequests(dialogues, place);
  installShaders(place, gpu);
  installWorklets(place, outbox);
  installFrames();
  installFramesInBetween();
  installLongTasks(meter);
  noteOwners();
  openChannel(outbox, (command) => {
    if (command.command === 'listen') {
      if (import.meta.env.FIREFOX) {
        const ears = { herd, outbox, modules, refuses: () => refuses };
        listenToWorker(command.channel, ears);
      }
      return;
    }
    if (command.command === 'refuse') {
      refuses = command.isOn;
      herd?.tell(refuses);
      if (import.meta.env.FIREFOX) tellFilteredWorkers(refuses);
      return;
    }
    const now = obeyStop(command, { herd, dialogues, gpu }, place);
    if (now > strictness) strictness = now;
  });
}

// Taken at the start: a page can put its own `baseURI` on the document.
const baseOf = getterOf<string>(platform.Node?.prototype, 'baseURI');
