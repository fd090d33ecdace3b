// Workers and sockets name themselves, each frame from one upwards. The background, which knows the frame by the
// browser's word, makes the names unique in the tab: `0/w.1` is the first worker of the main frame.
import type { PageObservation } from './observation.ts';

/** The page's own thread, where threads are told apart. No guard gives a worker this name. */
export const PAGE_THREAD = 'page';

/** The observation with all its ids told apart from those of other frames. */
export function inFrame(observation: PageObservation, frameId: number): PageObservation {
  const named = (id: string): string => `${frameId}/${id}`;
  const namedOrNull = (id: string | null): string | null => (id === null ? null : named(id));
  switch (observation.kind) {
    case 'worker-started': {
      const { workerId, parentId } = observation;
      return { ...observation, workerId: named(workerId), parentId: namedOrNull(parentId) };
    }
    case 'worker-ended':
    case 'worker-silent':
      return { ...observation, workerId: named(observation.workerId) };
    case 'duty-measured':
    case 'gpu-used':
      return { ...observation, workerId: named(observation.workerId ?? PAGE_THREAD) };
    case 'module-judged':
    case 'source-judged':
    case 'modules-compiled':
    case 'module-unseen':
      return { ...observation, workerId: namedOrNull(observation.workerId) };
    case 'socket-dialogue': {
      const { socketId, workerId } = observation;
      return { ...observation, socketId: named(socketId), workerId: namedOrNull(workerId) };
    }
    default:
      return observation;
  }
}

/** Frame in which an id of `inFrame` lives; -1 when it names none. */
export function frameOf(id: string): number {
  const frameId = Number.parseInt(id, 10);
  return Number.isNaN(frameId) ? -1 : frameId;
}
