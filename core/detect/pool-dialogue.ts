// Speaks when a socket talks like a mining pool: work is pushed by the server, and the page logged in for it or hands in
// results. Words alone can be innocent (a job board also has jobs), so two roles of the dialogue must be seen.
import type { SocketDialogue } from '../protocol/observation.ts';
import { defineDetector } from './define-detector.ts';

interface State {
  readonly pool: SocketDialogue | null;
}

const LOGIN = [
  'sent:login',
  'sent:auth',
  'sent:handshake',
  'sent:mining.subscribe',
  'sent:mining.authorize',
  'sent:eth_submitLogin',
];
const WORK = ['received:job', 'received:mining.notify', 'received:job-keys'];
const RESULT = ['sent:submit', 'sent:solved', 'sent:mining.submit', 'sent:eth_submitWork'];
/** Words that only pools use; without one of them the dialogue stays unnamed. */
const UNMISTAKABLE = [
  'received:job-keys',
  'received:mining.notify',
  'sent:mining.subscribe',
  'sent:eth_submitWork',
  'sent:eth_submitLogin',
  'received:hash_accepted',
];

export default defineDetector<State>({
  id: 'detect/pool-dialogue',
  title: 'A socket that talks like a mining pool',
  consumes: ['socket-dialogue'],
  ceiling: 45,
  begin: () => ({ pool: null }),
  step(state, observation) {
    if (observation.kind !== 'socket-dialogue' || !isPool(observation)) return state;
    return { pool: observation };
  },
  judge({ pool }) {
    if (!pool) return null;
    const { host, words, sentCount, receivedCount, sentBytes, receivedBytes } = pool;
    return {
      id: this.id,
      weight: this.ceiling,
      trust: 'page',
      facts: { host, words, sentCount, receivedCount, sentBytes, receivedBytes },
      sentence: `A socket to ${host} talked like a mining pool (${words.join(', ')}).`,
    };
  },
});

function isPool({ words }: SocketDialogue): boolean {
  const said = (role: readonly string[]): boolean => role.some((word) => words.includes(word));
  return said(WORK) && (said(LOGIN) || said(RESULT)) && said(UNMISTAKABLE);
}

const socket = {
  kind: 'socket-dialogue',
  socketId: 'page-1',
  workerId: null,
  host: 'relay.test:443',
  sentCount: 2,
  receivedCount: 3,
  sentBytes: 240,
  receivedBytes: 900,
} as const;

export const cases = {
  match: [
    {
      title: 'login and a job with its blob',
      observations: [{ ...socket, words: ['sent:login', 'received:job', 'received:job-keys'] }],
      points: 45,
    },
    {
      title: 'stratum of Bitcoin-like pools',
      observations: [
        {
          ...socket,
          words: ['sent:mining.subscribe', 'received:mining.notify', 'sent:mining.submit'],
        },
      ],
      points: 45,
    },
    {
      title: 'the dialect of Coinhive',
      observations: [{ ...socket, words: ['sent:auth', 'received:job', 'received:job-keys'] }],
      points: 45,
    },
  ],
  clean: [
    {
      title: 'a chat that logs in and gets jobs by name (near miss)',
      observations: [{ ...socket, words: ['sent:login', 'received:job', 'sent:submit'] }],
    },
    { title: 'login alone', observations: [{ ...socket, words: ['sent:login'] }] },
  ],
} as const;
