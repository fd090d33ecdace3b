// Speaks for requests to hosts on our own lists. The background saw the request itself, so this is the one evidence of
// the network that a page cannot forge; a listed mining script confirms by itself.
import type { ListedHostRequested } from '../protocol/observation.ts';
import { defineDetector } from './define-detector.ts';

interface State {
  readonly request: ListedHostRequested | null;
}

export default defineDetector<State>({
  id: 'detect/listed-host',
  title: 'A request to a known mining host',
  consumes: ['listed-host-requested'],
  ceiling: 100,
  begin: () => ({ request: null }),
  step(state, observation) {
    if (observation.kind !== 'listed-host-requested') return state;
    return { request: observation };
  },
  judge({ request }) {
    if (!request) return null;
    const { host, listedAs, category, sources, resourceType, blocked } = request;
    return {
      id: this.id,
      kind: 'host',
      weight: this.ceiling,
      trust: 'background',
      facts: { host, listedAs, category, sources, resourceType, blocked },
      sentence:
        category === 'cryptojacking'
          ? `The page asked for ${host}, a known host of mining scripts.`
          : `The page asked for ${host}, a known mining pool or mining service.`,
    };
  },
});

const request = {
  kind: 'listed-host-requested',
  host: 'ws.coinhive.com',
  listedAs: 'coinhive.com',
  category: 'cryptojacking',
  sources: ['nocoin'],
  resourceType: 'websocket',
  blocked: true,
} as const;

export const cases = {
  match: [
    { title: 'a socket to a listed host', observations: [request], points: 100 },
    {
      title: 'a pool site that is only observed',
      observations: [{ ...request, category: 'deliberate-mining', blocked: false }],
      points: 100,
    },
  ],
  clean: [
    { title: 'nothing asked for', observations: [] },
    {
      title: 'a socket to a host that is not listed (near miss)',
      observations: [
        {
          kind: 'socket-dialogue',
          socketId: 'page-1',
          workerId: null,
          transport: 'websocket',
          host: 'notcoinhive.com',
          words: [],
          sentCount: 1,
          receivedCount: 1,
          sentBytes: 10,
          receivedBytes: 10,
          openMs: 1_000,
          jobs: 0,
          shares: 0,
          shareBytes: [0, 0],
        },
      ],
    },
  ],
} as const;
