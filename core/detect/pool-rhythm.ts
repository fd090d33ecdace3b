// Speaks for dialogues whose words nobody can read, binary or encrypted: small messages come in and each hands out work
// to threads that compute, and now and then one of those threads speaks and a small message of always the same size
// goes out. A chat, a game or an update feed does not answer out of its computing threads.
import type { SocketDialogue } from '../protocol/observation.ts';
import { defineDetector } from './define-detector.ts';
import { dialogueFacts, heldTalks, newest, NO_TALKS, type Talks } from './judged/talks.ts';

const FEWEST_JOBS = 3;
const FEWEST_SHARES = 3;
/** Results carry an id, a nonce and a hash: they are alike in size. */
const SHARE_SPREAD = 1.25;
const SHARE_SPREAD_BYTES = 16;
/** Most of what goes out are results: a login and a sign of life come beside them. */
const SHARE_PART = 0.4;
/** Pools push jobs and take results some times a minute; games speak many times a second. */
const MOST_PER_SECOND = 4;
const MOST_MEAN_BYTES = 8_192;

export default defineDetector<Talks>({
  id: 'detect/pool-rhythm',
  title: 'A dialogue in the rhythm of a mining pool',
  consumes: ['socket-dialogue'],
  ceiling: 40,
  begin: () => NO_TALKS,
  step(state, observation) {
    if (observation.kind !== 'socket-dialogue' || !hasRhythm(observation)) return state;
    return heldTalks(state, observation);
  },
  judge(state) {
    const talk = newest(state);
    if (!talk) return null;
    const { host, jobs, shares, shareBytes } = talk;
    const [least, most] = shareBytes;
    const size = least === most ? `${most}` : `${least} to ${most}`;
    return {
      id: this.id,
      kind: 'network',
      weight: this.ceiling,
      trust: 'page',
      facts: { host, jobs, shares, shareBytes: size, ...dialogueFacts(state) },
      sentence: `${jobs} small messages from ${host} each handed out work to busy threads, and ${shares} replies of ${size} bytes came out of them.`,
    };
  },
});

function hasRhythm(talk: SocketDialogue): boolean {
  const { jobs, shares, shareBytes, sentCount, receivedCount, receivedBytes, openMs } = talk;
  const [least, most] = shareBytes;
  const seconds = Math.max(openMs, 1) / 1_000;
  return (
    jobs >= FEWEST_JOBS &&
    shares >= FEWEST_SHARES &&
    most <= least * SHARE_SPREAD + SHARE_SPREAD_BYTES &&
    shares >= SHARE_PART * sentCount &&
    Math.max(sentCount, receivedCount) <= MOST_PER_SECOND * seconds &&
    receivedBytes <= MOST_MEAN_BYTES * receivedCount
  );
}

const socket = {
  kind: 'socket-dialogue',
  socketId: 'page-1',
  workerId: null,
  transport: 'websocket',
  host: 'relay.test:443',
  words: [],
  sentCount: 8,
  receivedCount: 12,
  sentBytes: 1_400,
  receivedBytes: 3_600,
  openMs: 24_000,
  jobs: 9,
  shares: 6,
  shareBytes: [180, 184],
} as const;

export const cases = {
  match: [
    {
      title: 'an encrypted pool: nine jobs, six results of one size',
      observations: [socket],
      points: 40,
    },
    {
      title: 'the same by polling',
      observations: [{ ...socket, transport: 'http', sentCount: 14 }],
      points: 40,
    },
  ],
  clean: [
    {
      title: 'an encrypted chat: work for each message, answers of every size (near miss)',
      observations: [{ ...socket, shareBytes: [90, 700] }],
    },
    {
      title: 'a game: twenty messages a second in both ways',
      observations: [{ ...socket, sentCount: 480, receivedCount: 480, jobs: 400, shares: 300 }],
    },
    {
      title: 'a wallet that scans: large answers',
      observations: [{ ...socket, receivedBytes: 9_000_000 }],
    },
    {
      title: 'a captcha: one puzzle, one solution',
      observations: [{ ...socket, jobs: 1, shares: 1 }],
    },
  ],
} as const;
