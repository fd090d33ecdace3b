// Carries out a stop command in this realm: ends workers, closes sockets, gives the graphics processor up, and from then on
// refuses more than before.
import type { StopCommand } from '../../core/protocol/frame.ts';
import type { Dialogues } from './dialogues.ts';
import type { Herd } from './herd.ts';
import type { Gpu } from './hooks/gpu.ts';
import { PAGE_THREAD_NAME } from './place.ts';
import type { Place, Strictness } from './place.ts';

interface Stoppable {
  readonly herd: Herd | null;
  readonly dialogues: Dialogues;
  readonly gpu: Gpu;
}

/** @returns how strict this realm is from now on */
export function obeyStop(
  { threads, sockets, scripts }: StopCommand,
  { herd, dialogues, gpu }: Stoppable,
  place: Place,
): Strictness {
  const everything = threads === null;
  // A socket that a worker holds ends with the worker.
  const holders = (sockets ?? []).filter((id) => !id.startsWith(PAGE_THREAD_NAME)).map(workerOf);
  const workers = herd?.stop(threads && [...threads, ...holders], scripts) ?? 0;
  const closed = dialogues.stop(sockets);
  const usesPage = everything || threads.includes(PAGE_THREAD_NAME);
  const gpus = usesPage ? gpu.stop() : 0;
  place.emit({ kind: 'stopped', workers, sockets: closed, gpus });
  return everything ? 2 : 1;
}

/** `w.1-3` is the third socket of the worker `w.1`. */
function workerOf(socketId: string): string {
  return socketId.slice(0, socketId.lastIndexOf('-'));
}
