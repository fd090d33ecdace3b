// What the detectors of dialogues share: the latest state of the few sockets that talk like a pool, and the facts that
// are named of them. No detector itself.
import { frameOf, PAGE_THREAD } from '../../protocol/in-frame.ts';
import type { SocketDialogue } from '../../protocol/observation.ts';

/** The newest last, one a socket. */
export type Talks = readonly SocketDialogue[];

export const NO_TALKS: Talks = [];

/** Bound on remembered sockets: a page can open thousands. */
const MAX_TALKS = 8;

/** The talks with one of them renewed. */
export function heldTalks(talks: Talks, talk: SocketDialogue): Talks {
  const others = talks.filter(({ socketId }) => socketId !== talk.socketId);
  return [...others.slice(1 - MAX_TALKS), talk];
}

export function newest(talks: Talks): SocketDialogue | undefined {
  return talks.at(-1);
}

/** The facts of the newest, and which sockets and frames took part. Empty without talks. */
export function dialogueFacts(talks: Talks) {
  const talk = newest(talks);
  if (!talk) return {};
  const { transport, sentCount, receivedCount, sentBytes, receivedBytes } = talk;
  return {
    transport,
    sentCount,
    receivedCount,
    sentBytes,
    receivedBytes,
    hosts: [...new Set(talks.map(({ host }) => host))],
    sockets: talks.map(({ socketId }) => socketId),
    frames: [...new Set(talks.map(({ socketId }) => String(frameOf(socketId))))],
    talkers: talks.map(
      ({ workerId, socketId }) => workerId ?? `${frameOf(socketId)}/${PAGE_THREAD}`,
    ),
  };
}
