// Speaks for sockets that shared and service workers open. No request event tells of them; only the managed build sees
// them, by a report-only policy on the worker's script. A chat or a mail program has one too: this weighs little.
import type { DarkSocketOpened } from '../protocol/observation.ts';
import { defineDetector } from './define-detector.ts';

interface State {
  readonly hosts: readonly string[];
}

const MAX_HOSTS = 8;

export default defineDetector<State>({
  id: 'detect/dark-socket',
  title: 'A socket of a worker that no guard sees',
  consumes: ['dark-socket-opened'],
  ceiling: 15,
  begin: () => ({ hosts: [] }),
  step(state, observation) {
    if (observation.kind !== 'dark-socket-opened' || state.hosts.includes(observation.host))
      return state;
    return { hosts: [...state.hosts, observation.host].slice(-MAX_HOSTS) };
  },
  judge({ hosts }) {
    const host = hosts.at(-1);
    if (host === undefined) return null;
    return {
      id: this.id,
      kind: 'network',
      weight: this.ceiling,
      trust: 'background',
      facts: { host, hosts },
      sentence: `A shared or service worker of the page opened a socket to ${host}.`,
    };
  },
});

const opened: DarkSocketOpened = { kind: 'dark-socket-opened', host: 'relay.test:8443' };

export const cases = {
  match: [{ title: 'a shared worker with a socket', observations: [opened], points: 15 }],
  clean: [
    { title: 'a worker without any socket', observations: [] },
    {
      title: 'a socket of the page itself (near miss)',
      observations: [
        {
          kind: 'socket-dialogue',
          socketId: 'page-1',
          workerId: null,
          transport: 'websocket',
          host: 'relay.test:8443',
          words: [],
          sentCount: 1,
          receivedCount: 1,
          sentBytes: 1,
          receivedBytes: 1,
          openMs: 1,
          jobs: 0,
          shares: 0,
          shareBytes: [0, 0],
        },
      ],
    },
  ],
} as const;
