// The dialogues of one realm: makes one for each socket and one for all requests to a host, and ends those that a pool is
// behind when mining was confirmed.
import type { Transport } from '../../core/protocol/observation.ts';
import { Dialogue, type Threads } from './dialogue.ts';
import type { Place } from './place.ts';

/** What carries a dialogue and can be ended. */
interface Carrier {
  readonly socketId: string;
  readonly host: string;
  /** Null once the page has let go of it. */
  readonly close: () => void;
}

/** Sockets that can be ended, the newest; a page can open as many as it likes. */
const MAX_CARRIERS = 256;
const MAX_HOSTS = 64;

export class Dialogues {
  readonly #place: Place;
  readonly #threads: Threads;
  readonly #carriers: Carrier[] = [];
  readonly #byHost = new Map<string, Dialogue>();
  readonly #refused = new Set<string>();
  #next = 1;

  constructor(place: Place, threads: Threads) {
    this.#place = place;
    this.#threads = threads;
  }

  /**
   * A socket was opened.
   * @param close ends it; must hold nothing strongly that the page may let go of
   */
  opened(host: string, transport: Transport, close: () => void): Dialogue {
    const dialogue = this.#made(host, transport);
    this.#carriers.push({ socketId: dialogue.socketId, host, close });
    if (this.#carriers.length > MAX_CARRIERS) this.#carriers.shift();
    return dialogue;
  }

  /** The dialogue of all requests to a host; null when there are too many hosts. */
  ofHost(host: string, transport: Transport): Dialogue | null {
    const known = this.#byHost.get(host);
    if (known || this.#byHost.size >= MAX_HOSTS) return known ?? null;
    const dialogue = this.#made(host, transport);
    this.#byHost.set(host, dialogue);
    return dialogue;
  }

  #made(host: string, transport: Transport): Dialogue {
    const socketId = `${this.#place.workerId ?? 'page'}-${this.#next++}`;
    return new Dialogue(socketId, host, transport, this.#place, this.#threads);
  }

  /** Whether no socket may be opened to this host. */
  isRefused(host: string): boolean {
    return this.#place.strictness() === 2 || this.#refused.has(host);
  }

  /** Whether a dialogue with this host was ended. */
  isEnded(host: string): boolean {
    return this.#refused.has(host);
  }

  /** Ends sockets and refuses their hosts. @param ids null for all @returns how many were ended */
  stop(ids: readonly string[] | null): number {
    let stopped = 0;
    for (const [host, { socketId }] of this.#byHost)
      if (ids === null || ids.includes(socketId)) this.#refused.add(host);
    for (const { socketId, host, close } of this.#carriers.splice(0)) {
      if (ids !== null && !ids.includes(socketId)) continue;
      this.#refused.add(host);
      close();
      stopped++;
    }
    return stopped;
  }
}
