// Watches one dialogue between the page and a host, by whatever it is carried: which method words of mining protocols
// occur, how large the messages are, and whether they hand out work and bring back results. Message contents are looked
// at and never kept. The look is short: the head of the first messages.
import type { SocketDialogue, Transport } from '../../core/protocol/observation.ts';
import { native } from './natives.ts';
import { headOf } from './hooks/message-size.ts';
import type { Place } from './place.ts';
import { plainTexts } from './plain-texts.ts';
import { guarded } from './wrap.ts';

/** Method words of stratum and its JSON dialects, as they stand in a message: `"method":"login"`. */
const WORDS =
  /"(?:method|type|identifier|command|action)"\s*:\s*"(login|job|submit|keepalived|auth|authed|hash_accepted|getjob|get_job|solved|handshake|mining\.(?:subscribe|authorize|notify|submit|set_difficulty|set_target)|eth_(?:submitLogin|getWork|submitWork|submitHashrate))"/g;
/** What only a mining job carries tells a pool's `job` from a board with jobs: bytes to hash, and their job or target. */
const JOB_BYTES = /"(?:blob|seed_hash|prev_?hash|coinb1)"\s*:\s*"[\w+/]{64}/;
const JOB_KEYS = /"(?:target|job_id|share_target)"\s*:/;
/** A result has a nonce and a hash, and the hash is that of a job. A login with a challenge has the first two as well. */
const NONCE = /"nonce"\s*:/;
const JOB_ID = /"job_id"\s*:/;
const HASH = /"(?:result|hash)"\s*:/;
const MINED = /"(?:result|headerHash|mixDigest)"\s*:\s*"[\w+/]{40}/;

/** After this many messages in one direction only every 32nd is looked at. */
const LOOK_AT_FIRST = 256;
const LATER_MASK = 31;
const REPORT_EVERY_MS = 2_000;
/** Jobs and results are messages of such sizes. */
const LEAST_BYTES = 16;
const MOST_BYTES = 4_096;
/** What belongs together happens within this time. */
export const AT_ONCE_MS = 250;
/** By now a worker has said that it was busy. */
const SAID_BY_MS = 2_000;

export type Direction = 'sent' | 'received';

/** What the threads of this realm do, as far as a dialogue wants to know. */
export interface Threads {
  /** Wants to know from now on. */
  readonly attend: () => void;
  /** Whether the page gave, at about this time, a message to a worker that has computed since. */
  readonly ordered: (aboutMs: number) => boolean;
  /** Whether a worker that computes spoke to the page at about this time. */
  readonly spoke: (aboutMs: number) => boolean;
  /** In a worker: ms that this thread has computed so far; 0 in a page. */
  readonly computedMs: () => number;
  /** A dialogue has said what only mining programs say. */
  readonly alarmed: () => void;
}

export class Dialogue {
  readonly socketId: string;
  readonly host: string;
  readonly #transport: Transport;
  readonly #place: Place;
  readonly #threads: Threads;
  readonly #words = new Set<string>();
  readonly #startedAt = native.now();
  #sentCount = 0;
  #receivedCount = 0;
  #sentBytes = 0;
  #receivedBytes = 0;
  #jobs = 0;
  #shares = 0;
  #leastShare = 0;
  #mostShare = 0;
  /** A small message that has not handed out work yet. */
  #pushedAt = -Infinity;
  #computedAt = 0;
  #reportedAt = 0;
  #reportedWords = 0;

  constructor(
    socketId: string,
    host: string,
    transport: Transport,
    place: Place,
    threads: Threads,
  ) {
    this.socketId = socketId;
    this.host = host;
    this.#transport = transport;
    this.#place = place;
    this.#threads = threads;
  }

  /**
   * One message. Never throws.
   * @param content text or bytes; null where only the size is known
   */
  note(direction: Direction, content: unknown, sizeBytes: number): void {
    const seen = direction === 'sent' ? this.#sentCount++ : this.#receivedCount++;
    if (direction === 'sent') this.#sentBytes += sizeBytes;
    else this.#receivedBytes += sizeBytes;
    if (seen >= LOOK_AT_FIRST && (seen & LATER_MASK) !== 0) return;
    guarded('dialogue', () => this.#note(direction, content, sizeBytes), undefined);
  }

  #note(direction: Direction, content: unknown, sizeBytes: number): void {
    const isSmall = sizeBytes >= LEAST_BYTES && sizeBytes <= MOST_BYTES;
    this.#settleJob();
    if (isSmall && direction === 'received') this.#pushed();
    if (isSmall && direction === 'sent') this.#replied(sizeBytes);
    const head = headOf(content);
    if (head) this.readLater(direction, head);
    else this.#readNow(direction, content);
  }

  /** What a message that was noted says, once it is known. */
  readLater(direction: Direction, content: Promise<unknown>): void {
    const read = (bytes: unknown): void =>
      guarded('dialogue', () => this.#readNow(direction, bytes), undefined);
    native.react(content, read, ignore);
  }

  #readNow(direction: Direction, content: unknown): void {
    for (const text of plainTexts(content)) this.#read(direction, text);
    this.#report();
  }

  /**
   * The last push handed out work if a worker was given something at once and computed, or this worker has computed
   * since. The page's own listener may have run before ours.
   */
  #settleJob(): void {
    if (this.#pushedAt === -Infinity) return;
    const computed = this.#threads.computedMs() - this.#computedAt >= AT_ONCE_MS;
    if (!computed && !this.#threads.ordered(this.#pushedAt)) return;
    this.#jobs++;
    this.#pushedAt = -Infinity;
  }

  #pushed(): void {
    if (this.#receivedCount >= 2) this.#threads.attend();
    this.#pushedAt = native.now();
    this.#computedAt = this.#threads.computedMs();
  }

  /** Judged when the handler that replies has ended, and again when workers have said what they did. */
  #replied(sizeBytes: number): void {
    const sentAt = native.now();
    const computedAt = this.#computedAt;
    later(0, () => {
      // In a worker: a reply after work that came since the last message.
      if (this.#threads.computedMs() - computedAt >= AT_ONCE_MS) this.#share(sizeBytes);
      else
        later(SAID_BY_MS, () => {
          if (this.#threads.spoke(sentAt)) this.#share(sizeBytes);
        });
    });
  }

  #share(sizeBytes: number): void {
    this.#shares++;
    this.#leastShare = this.#shares === 1 ? sizeBytes : Math.min(this.#leastShare, sizeBytes);
    this.#mostShare = Math.max(this.#mostShare, sizeBytes);
    this.#report();
  }

  #read(direction: Direction, text: string): void {
    for (const match of text.matchAll(WORDS)) this.#words.add(`${direction}:${match[1] as string}`);
    if (JOB_BYTES.test(text) && JOB_KEYS.test(text)) this.#words.add(`${direction}:job-keys`);
    const isOfJob = MINED.test(text) || (JOB_ID.test(text) && HASH.test(text));
    if (direction === 'sent' && isOfJob && NONCE.test(text)) this.#words.add('sent:share-keys');
    if (this.#words.size > 0) this.#threads.alarmed();
  }

  #report(): void {
    if (this.#words.size === 0 && this.#jobs < 2 && this.#shares < 2) return;
    const now = native.now();
    const isNews = this.#words.size > this.#reportedWords;
    if (!isNews && now - this.#reportedAt < REPORT_EVERY_MS) return;
    this.#reportedAt = now;
    this.#reportedWords = this.#words.size;
    this.#place.emit(this.#state(now));
  }

  #state(now: number): SocketDialogue {
    return {
      kind: 'socket-dialogue',
      socketId: this.socketId,
      workerId: this.#place.workerId,
      transport: this.#transport,
      host: this.host,
      words: [...this.#words],
      sentCount: this.#sentCount,
      receivedCount: this.#receivedCount,
      sentBytes: this.#sentBytes,
      receivedBytes: this.#receivedBytes,
      openMs: Math.round(now - this.#startedAt),
      jobs: this.#jobs,
      shares: this.#shares,
      shareBytes: [this.#leastShare, this.#mostShare],
    };
  }
}

function later(delayMs: number, action: () => void): void {
  native.setTimeout(() => guarded('dialogue', action, undefined), delayMs);
}

function ignore(): void {
  // What cannot be read says nothing.
}
