// Speaks when a socket, or requests to one host, talk like a mining pool: the page logged in for work, was given work, or
// handed in results. Words alone can be innocent (a job board has jobs and a login), so two of these three parts must be
// seen, and one word that only pools use.
import type { SocketDialogue } from '../protocol/observation.ts';
import { defineDetector } from './define-detector.ts';
import { dialogueFacts, heldTalks, newest, NO_TALKS, type Talks } from './judged/talks.ts';

/** The three parts of the dialogue, each with the words that show it. */
const PARTS: readonly (readonly string[])[] = [
  [
    'sent:login',
    'sent:auth',
    'sent:handshake',
    'sent:mining.subscribe',
    'sent:mining.authorize',
    'sent:eth_submitLogin',
  ],
  [
    'received:job',
    'received:mining.notify',
    'received:job-keys',
    'sent:getjob',
    'sent:get_job',
    'sent:eth_getWork',
  ],
  [
    'sent:submit',
    'sent:solved',
    'sent:mining.submit',
    'sent:eth_submitWork',
    'sent:share-keys',
    'received:hash_accepted',
  ],
];
/** Words that only pools use; without one of them the dialogue stays unnamed. */
const UNMISTAKABLE = [
  'received:job-keys',
  'sent:share-keys',
  'received:mining.notify',
  'received:mining.set_difficulty',
  'sent:mining.subscribe',
  'sent:mining.authorize',
  'sent:mining.submit',
  'sent:eth_submitWork',
  'sent:eth_submitLogin',
  'received:hash_accepted',
];

export default defineDetector<Talks>({
  id: 'detect/pool-dialogue',
  title: 'A dialogue in the words of a mining pool',
  consumes: ['socket-dialogue'],
  ceiling: 60,
  begin: () => NO_TALKS,
  step(state, observation) {
    if (observation.kind !== 'socket-dialogue' || !isPool(observation)) return state;
    return heldTalks(state, observation);
  },
  judge(state) {
    const pool = newest(state);
    if (!pool) return null;
    const { host, words } = pool;
    return {
      id: this.id,
      kind: 'network',
      weight: this.ceiling,
      trust: 'page',
      facts: { host, words, ...dialogueFacts(state) },
      sentence: `The page talked to ${host} as to a mining pool (${words.join(', ')}).`,
    };
  },
});

function isPool({ words }: SocketDialogue): boolean {
  const said = (part: readonly string[]): boolean => part.some((word) => words.includes(word));
  return PARTS.filter(said).length >= 2 && said(UNMISTAKABLE);
}

const socket = {
  kind: 'socket-dialogue',
  socketId: 'page-1',
  workerId: null,
  transport: 'websocket',
  host: 'relay.test:443',
  sentCount: 2,
  receivedCount: 3,
  sentBytes: 240,
  receivedBytes: 900,
  openMs: 3_000,
  jobs: 0,
  shares: 0,
  shareBytes: [0, 0],
} as const;

export const cases = {
  match: [
    {
      title: 'login and a job with its blob',
      observations: [{ ...socket, words: ['sent:login', 'received:job', 'received:job-keys'] }],
      points: 60,
    },
    {
      title: 'stratum of Bitcoin-like pools',
      observations: [
        {
          ...socket,
          words: ['sent:mining.subscribe', 'received:mining.notify', 'sent:mining.submit'],
        },
      ],
      points: 60,
    },
    {
      title: 'the dialect of Coinhive',
      observations: [{ ...socket, words: ['sent:auth', 'received:job', 'received:job-keys'] }],
      points: 60,
    },
    {
      title: 'a proxy that is asked by POST: the answers were not read',
      observations: [
        {
          ...socket,
          transport: 'http',
          words: ['sent:login', 'sent:getjob', 'sent:submit', 'sent:share-keys'],
        },
      ],
      points: 60,
    },
    {
      title: 'getwork of an Ethereum miner',
      observations: [
        { ...socket, transport: 'http', words: ['sent:eth_getWork', 'sent:eth_submitWork'] },
      ],
      points: 60,
    },
  ],
  clean: [
    {
      title: 'a chat that logs in and gets jobs by name (near miss)',
      observations: [{ ...socket, words: ['sent:login', 'received:job', 'sent:submit'] }],
    },
    { title: 'login alone', observations: [{ ...socket, words: ['sent:login'] }] },
    {
      title: 'a job board with a login, whose jobs have ids and targets (near miss)',
      observations: [
        { ...socket, transport: 'http', words: ['sent:login', 'sent:getjob', 'sent:submit'] },
      ],
    },
    {
      title: 'a login that answers a challenge with a nonce and a hash (near miss)',
      observations: [{ ...socket, words: ['sent:login', 'sent:auth'] }],
    },
    {
      title: 'a block explorer that is sent blocks with their nonce and target',
      observations: [{ ...socket, words: ['received:job-keys'] }],
    },
  ],
} as const;
