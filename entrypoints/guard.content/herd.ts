// The dedicated workers of one realm: which run, what they were started from, whether they answer, and how to end those
// that mine. It starts none by itself.
import type { WorkerStarted } from '../../core/protocol/observation.ts';
import type { Hello } from './filter-channel.ts';
import { lookUp, native, uncurry } from './natives.ts';
import { refuses, type Place } from './place.ts';
import { PING, Pulses, type Beat } from './pulse.ts';

/** A worker that the page asked for. */
export interface Kin {
  readonly workerId: string;
  /** Absolute address of its script. */
  readonly href: string;
  /** Text of its script, where it is known. */
  readonly text: string | null;
  /** Gives back what was needed until its script was loaded. */
  readonly free: () => void;
}

/** Speaks to the guard in a worker: a ping, or whether it refuses anything. */
type Send = (message: typeof PING | boolean) => void;

interface Member extends Kin {
  workerId: string;
  free: () => void;
  beat: Beat | null;
  send: Send | null;
  /** What its guard was told of this last. */
  refuses: boolean;
}

/** A worker that said so within this time computes. */
const BUSY_FOR_MS = 3_000;
const LATE_REPORT_MS = 1_000;
/** Most addresses and texts that are remembered of workers that were ended. */
const MAX_BANNED = 64;
const MAX_DARK = 64;
/** Servers take no longer ones. What is cut short could not be fetched again. */
const MAX_URL_CHARS = 8_000;

type Started = Pick<WorkerStarted, 'source' | 'type' | 'instrumented' | 'why'>;

export class Herd {
  // Weak: a worker that runs is kept alive by the platform, one that closed itself must not be kept by us.
  readonly #running = new Set<WeakRef<Worker>>();
  readonly #known = new WeakMap<Worker, Member>();
  /** When each last said that it was busy. */
  readonly #busyAt = new WeakMap<Worker, number>();
  readonly #banned = new Set<string>();
  readonly #place: Place;
  readonly #terminate: (worker: Worker) => void;
  readonly #pulses: Pulses;
  #late = 0;
  /** Workers without guard that the background may yet put one into. */
  #dark: { readonly workerId: string; readonly href: string; readonly type: Started['type'] }[] =
    [];

  constructor(place: Place, terminate: (worker: Worker) => void) {
    this.#place = place;
    this.#terminate = terminate;
    this.#pulses = new Pulses(place);
  }

  enlist(worker: Worker, kin: Kin): void {
    this.#running.add(new NativeWeakRef(worker));
    const told = { send: null, refuses: refuses(this.#place) };
    this.#known.set(worker, { ...kin, ...told, beat: null });
    if (this.#place.strictness() < 2) return;
    this.#terminate(worker);
    this.#countLate();
  }

  /** Workers that a stopped page starts are ended at once and reported together. */
  #countLate(): void {
    if (this.#late++ > 0) return;
    native.setTimeout(() => {
      const workers = this.#late;
      this.#late = 0;
      this.#place.emit({ kind: 'stopped', workers, sockets: 0, gpus: 0 });
    }, LATE_REPORT_MS);
  }

  /** Its guard runs. */
  answers(worker: Worker, send: Send): Beat | null {
    const member = this.#known.get(worker);
    if (!member) return null;
    member.send = send;
    // The policy can have changed since it was started.
    this.#tell(member, refuses(this.#place));
    return (member.beat = this.#pulses.follow(member.workerId, () => send(PING)));
  }

  /** Tells all guards in workers whether they refuse anything. */
  tell(isOn: boolean): void {
    for (const [, member] of this.#all()) this.#tell(member, isOn);
  }

  #tell(member: Member, isOn: boolean): void {
    if (!member.send || member.refuses === isOn) return;
    member.refuses = isOn;
    member.send(isOn);
  }

  /** It said that it computes. That is also worth knowing of one that was ended since. */
  isBusy(worker: Worker): void {
    this.#busyAt.set(worker, native.now());
  }

  /** The page sent it a message. Called for each of them. */
  given(worker: unknown): void {
    const member = lookUp(this.#known, worker);
    if (!member) return;
    member.beat?.given();
    this.onGiven?.(worker as Worker);
  }

  /** Told of each message of the page to a worker, while somebody wants to know. */
  onGiven: ((worker: Worker) => void) | null = null;

  /** Whether the worker computed at that time, or has since. */
  computed(worker: Worker, at: number): boolean {
    return (this.#busyAt.get(worker) ?? -Infinity) > at - BUSY_FOR_MS;
  }

  /** All that run. */
  workers(): readonly Worker[] {
    return this.#all().map(([worker]) => worker);
  }

  started({ workerId, href }: Pick<Kin, 'workerId' | 'href'>, how: Started): void {
    const isDark = !how.instrumented && how.source === 'http';
    if (import.meta.env.FIREFOX && isDark && this.#dark.length < MAX_DARK)
      this.#dark.push({ workerId, href, type: how.type });
    const url = isDark && href.length <= MAX_URL_CHARS ? href : '';
    this.#place.emit({
      kind: 'worker-started',
      workerId,
      parentId: this.#place.workerId,
      ...how,
      url,
    });
  }

  /**
   * The background has put a guard into a worker: from now on it goes by the name which that guard gives itself.
   * @param leave called when the worker ends
   */
  adopted({ hello, href, shared }: Hello, leave: () => void): void {
    if (!import.meta.env.FIREFOX) return;
    const dark = this.#dark.find((one) => one.href === href);
    this.#dark = this.#dark.filter((one) => one !== dark);
    if (dark) {
      const member = this.#all().find(([, { workerId }]) => workerId === dark.workerId)?.[1];
      if (member) {
        member.workerId = hello;
        member.free = leave;
      }
      this.#place.emit({ kind: 'worker-ended', workerId: dark.workerId });
    }
    const type = dark?.type ?? (shared ? 'shared' : 'classic');
    this.started({ workerId: hello, href }, { source: 'http', type, instrumented: true, why: '' });
  }

  /** A native worker takes its place: this one has nothing to run. */
  replaced(worker: Worker): void {
    this.#forget(worker);
    this.#terminate(worker);
  }

  /** @returns what it was, or null when it is not known any more */
  #forget(worker: Worker): Member | null {
    const member = this.#known.get(worker);
    if (!member) return null;
    this.#known.delete(worker);
    if (import.meta.env.FIREFOX)
      this.#dark = this.#dark.filter(({ workerId }) => workerId !== member.workerId);
    member.beat?.ended();
    member.free();
    return member;
  }

  ended(worker: Worker): void {
    const member = this.#forget(worker);
    if (member) this.#place.emit({ kind: 'worker-ended', workerId: member.workerId });
  }

  /** Whether a worker of this script was ended because it mined. */
  isBanned(href: string, text: string | null): boolean {
    return (
      this.#banned.size > 0 && (this.#banned.has(href) || (text !== null && this.#banned.has(text)))
    );
  }

  /**
   * Ends workers, with all that they have started themselves.
   * @param threads their names or those of workers inside them; null for all
   * @param scripts addresses whose workers must end
   * @returns how many were ended
   */
  stop(threads: readonly string[] | null, scripts: readonly string[]): number {
    let stopped = 0;
    for (const [worker, { workerId, href, text }] of this.#all()) {
      const isMeant =
        threads === null ||
        scripts.includes(href) ||
        threads.some((id) => id === workerId || id.startsWith(`${workerId}.`));
      if (!isMeant) continue;
      this.#ban(text ?? href);
      this.#forget(worker);
      this.#terminate(worker);
      stopped++;
    }
    return stopped;
  }

  #ban(script: string): void {
    if (this.#banned.size < MAX_BANNED) this.#banned.add(script);
  }

  #all(): (readonly [Worker, Member])[] {
    const all: (readonly [Worker, Member])[] = [];
    for (const reference of this.#running) {
      const worker = deref(reference);
      const member = worker && this.#known.get(worker);
      if (worker && member) all.push([worker, member]);
      else this.#running.delete(reference);
    }
    return all;
  }
}

// Taken at the start: a page that replaces WeakRef must not save its workers from being stopped.
const NativeWeakRef = WeakRef;
const deref = uncurry(WeakRef.prototype.deref as (this: WeakRef<Worker>) => Worker | undefined);
