// The dialogues of one realm: makes one for each socket and one for all requests to a host, and ends those that a pool is
// behind when mining was confirmed.
import type { Transport } from '../../core/protocol/observation.ts';
import { Dialogue, type Threads } from './dialogue.ts';
import type { Place } from './place.ts';
import { answerOf } from './wrap.ts';

/** What carries a dialogue and can be ended. */
interface Carrier {
  readonly socketId: string;
  readonly host: string;
  /** Ends it, unless the page has let go of it. */
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
   * A socket was opened. It is held weakly.
   * @param close the native that ends it
   * @param dialogue of which it is a part; else it has its own
   */
  opened<Socket extends object>(
    socket: Socket,
    host: string,
    transport: Transport,
    close: (socket: Socket) => void,
    dialogue = this.#made(host, transport),
  ): Dialogue {
    const reference = new WeakRef(socket);
    const end = (): void => {
      const open = reference.deref();
      if (open) answerOf(() => close(open));
    };
    this.#carriers.push({ socketId: dialogue.socketId, host, close: end });
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

  /** Whether there is a dialogue by requests to this host. */
  knows(host: string): boolean {
    return this.#byHost.has(host);
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
    for (const carrier of this.#carriers.splice(0)) {
      if (ids !== null && !ids.includes(carrier.socketId)) {
        // A stronger stop may mean it.
        this.#carriers.push(carrier);
        continue;
      }
      this.#refused.add(carrier.host);
      carrier.close();
      stopped++;
    }
    return stopped;
  }
}
