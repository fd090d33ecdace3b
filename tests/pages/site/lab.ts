// The server of the benign page `volunteer-compute`: it hands out work units and takes results, both some ten kilobytes
// large, as volunteer computing does. It is no pool.
import { type WebSocket } from 'ws';
import { receiveObjects } from './json-socket.ts';

const particles = 600;

export function serveLab(socket: WebSocket): void {
  let unit = 0;
  receiveObjects(socket, (message) => {
    if (message.type === 'fetch') return [{ type: 'unit', ...unitOf(unit++) }];
    return [{ type: 'thanks', unit: message.unit }];
  });
}

/** Places of particles, the same for everybody. */
function unitOf(unit: number): { readonly unit: number; readonly places: readonly number[] } {
  let state = unit + 1;
  const places = Array.from({ length: 3 * particles }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  });
  return { unit, places };
}
