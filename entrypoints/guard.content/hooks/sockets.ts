// Listens to WebSockets for the words of mining protocols. Payloads are never kept: of each message only its size and
// known method words remain. Sockets carry everything, so the look is short: the head of the first messages.
import { lookUp, native, uncurry } from '../natives.ts';
import type { Place } from '../place.ts';
import { guarded, wrapConstructor, wrapMethod } from '../wrap.ts';

/** Method words of stratum and its JSON dialects, as they stand in a message: `"method":"login"`. */
const WORDS =
  /"(?:method|type|identifier)"\s*:\s*"(login|job|submit|keepalived|auth|authed|hash_accepted|getjob|get_job|solved|handshake|mining\.(?:subscribe|authorize|notify|submit|set_difficulty|set_target)|eth_(?:submitLogin|getWork|submitWork))"/g;
/** Keys that only a mining job carries; they tell a pool's `job` from a chat that has jobs. */
const JOB_KEYS = /"(?:blob|seed_hash|target|job_id|prev_?hash|coinb1|share_target)"\s*:/g;

const HEAD_CHARS = 2_048;
/** After this many messages in one direction only every 32nd is looked at. */
const LOOK_AT_FIRST = 256;
const LATER_MASK = 31;
const REPORT_EVERY_MS = 2_000;

interface Dialogue {
  readonly socketId: string;
  readonly host: string;
  readonly words: Set<string>;
  sentCount: number;
  receivedCount: number;
  sentBytes: number;
  receivedBytes: number;
  reportedAt: number;
  reportedWords: number;
}

const dialogues = new WeakMap<object, Dialogue>();
let nextSocket = 1;

/** Wraps WebSocket: construction, messages, send. */
export function installSockets(place: Place): void {
  const { WebSocket: Socket } = globalThis;
  if (typeof Socket !== 'function') return;
  const urlOf = uncurry(
    Object.getOwnPropertyDescriptor(Socket.prototype, 'url')?.get as (this: WebSocket) => string,
  );
  wrapConstructor(globalThis, 'WebSocket', (args, reflect) => {
    const socket = reflect(args) as WebSocket;
    guarded('socket', () => watch(socket, new URL(urlOf(socket)).host, place), undefined);
    return socket;
  });
  wrapMethod(Socket.prototype, 'send', (self, args, reflect) => {
    const dialogue = lookUp(dialogues, self);
    if (dialogue) note(dialogue, 'sent', args[0], place);
    return reflect(args);
  });
}

function watch(socket: WebSocket, host: string, place: Place): void {
  const dialogue: Dialogue = {
    socketId: `${place.workerId ?? 'page'}-${nextSocket++}`,
    host,
    words: new Set(),
    sentCount: 0,
    receivedCount: 0,
    sentBytes: 0,
    receivedBytes: 0,
    reportedAt: 0,
    reportedWords: 0,
  };
  dialogues.set(socket, dialogue);
  native.addEventListener(socket, 'message', (event) =>
    note(dialogue, 'received', native.messageData(event), place),
  );
}

function note(
  dialogue: Dialogue,
  direction: 'sent' | 'received',
  data: unknown,
  place: Place,
): void {
  const text = typeof data === 'string' ? data : null;
  const seen = direction === 'sent' ? dialogue.sentCount++ : dialogue.receivedCount++;
  const sizeBytes = text === null ? 0 : text.length;
  if (direction === 'sent') dialogue.sentBytes += sizeBytes;
  else dialogue.receivedBytes += sizeBytes;
  if (text === null || (seen >= LOOK_AT_FIRST && (seen & LATER_MASK) !== 0)) return;
  guarded('dialogue', () => look(dialogue, direction, text, place), undefined);
}

function look(dialogue: Dialogue, direction: string, text: string, place: Place): void {
  const head = text.slice(0, HEAD_CHARS);
  for (const match of head.matchAll(WORDS))
    dialogue.words.add(`${direction}:${match[1] as string}`);
  if (head.match(JOB_KEYS)) dialogue.words.add(`${direction}:job-keys`);
  if (dialogue.words.size === 0) return;
  const now = native.now();
  const isNews = dialogue.words.size > dialogue.reportedWords;
  if (!isNews && now - dialogue.reportedAt < REPORT_EVERY_MS) return;
  dialogue.reportedAt = now;
  dialogue.reportedWords = dialogue.words.size;
  const { socketId, host, sentCount, receivedCount, sentBytes, receivedBytes } = dialogue;
  place.emit({
    kind: 'socket-dialogue',
    socketId,
    workerId: place.workerId,
    host,
    words: [...dialogue.words],
    sentCount,
    receivedCount,
    sentBytes,
    receivedBytes,
  });
}
