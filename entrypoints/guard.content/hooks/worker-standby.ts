// Safety net behind a worker that was started from our blob: when the page's policy blocks it (an `error` before its
// guard says hello), a native worker takes its place behind the same object. Messages wait until it is known which of
// the two runs. The page holds one Worker object all the time.
import {
  apply,
  defineProperty,
  getterOf,
  lookUp,
  native,
  plainValue,
  uncurry,
  type Callable,
  platform,
} from '../natives.ts';
import type { Instrumented } from './worker-source.ts';
import { answerOf, attempted, count, guarded, wrapHot, wrapMethod } from '../wrap.ts';

export interface Standby {
  /** The instrumented worker runs: what waited is sent to it. */
  readonly ready: () => void;
  /** Says how to make the native worker if the instrumented one is blocked. */
  readonly onBlocked: (substitute: () => Worker) => void;
}

interface State {
  waiting: unknown[][] | null;
  substitute: Worker | null;
  terminated: boolean;
}

const states = new WeakMap<object, State>();

let nativePost: Callable = () => undefined;

/**
 * Routes calls on watched workers.
 * @param given told of each message that the page sends to a worker
 * @returns what watches one new worker until its guard says hello or it is blocked
 */
export function installStandby(
  given: (worker: unknown) => void,
): (worker: Worker, instrumented: Instrumented) => Standby {
  nativePost = installRouting(given);
  return standFor;
}

function standFor(worker: Worker, instrumented: Instrumented): Standby {
  const state: State = { waiting: [], substitute: null, terminated: false };
  states.set(worker, state);
  let makeSubstitute: (() => Worker) | null = null;
  const blocked = (event: Event): void => {
    if (!makeSubstitute || state.terminated || !event.isTrusted) return;
    // An error of the script itself: it runs.
    if (!isBlock(event, instrumented)) {
      ready();
      return;
    }
    native.stopImmediatePropagation(event);
    // Else it is also reported as an error of this very realm.
    preventDefault(event);
    native.removeEventListener(worker, 'error', blocked);
    const make = makeSubstitute;
    guarded('standby', () => replace(worker, state, make()), undefined);
  };
  const ready = (): void => {
    native.removeEventListener(worker, 'error', blocked);
    flush(state, worker);
  };
  native.addEventListener(worker, 'error', blocked);
  return {
    ready,
    onBlocked: (substitute) => {
      makeSubstitute = substitute;
    },
  };
}

/**
 * A worker that may not start fires a plain `error` event; one whose script failed says how. A script that the guard
 * could not load (the platform takes more types of content for a worker than for importScripts) counts as a block.
 */
function isBlock(event: Event, { imports, joined }: Instrumented): boolean {
  const message = answerOf(() => messageOf(event));
  if (message === null) return true;
  // Before the guard said hello, and so before the first line of the page's script.
  if (imports === null) return joined === true;
  // Firefox says no more. Where it shows us the policies of a document, none of our workers is blocked.
  if (import.meta.env.FIREFOX) return message === NETWORK_ERROR && !isSecure;
  // The platform cuts long data: addresses.
  const named = imports.startsWith('data:') ? imports.slice(0, 60) : `${imports}' failed to load.`;
  const failed = `'importScripts' on 'WorkerGlobalScope': The script at '${named}`;
  return guarded('load error', () => message.includes(failed), false);
}
const NETWORK_ERROR = 'NetworkError: A network error occurred.';
const isSecure = globalThis.isSecureContext;
const messageOf = getterOf<string>(platform.ErrorEvent?.prototype, 'message');
const preventDefault = uncurry(platform.Event?.prototype.preventDefault);

function replace(worker: Worker, state: State, substitute: Worker): void {
  count('workers started natively after a block');
  state.substitute = substitute;
  for (const type of ['message', 'messageerror', 'error']) {
    native.addEventListener(substitute, type, (event) => {
      const copy = copyOf(event);
      if (!native.dispatchEvent(worker, copy)) event.preventDefault();
    });
  }
  flush(state, substitute);
}

function copyOf(event: Event): Event {
  if (event instanceof MessageEvent) {
    const { data, ports, origin, lastEventId } = event as MessageEvent<unknown>;
    return new native.MessageEvent(event.type, { data, ports: [...ports], origin, lastEventId });
  }
  if (event instanceof ErrorEvent)
    return new ErrorEvent(event.type, { ...errorParts(event), cancelable: true });
  return new Event(event.type, { cancelable: event.cancelable });
}

function errorParts({ message, filename, lineno, colno, error }: ErrorEvent): ErrorEventInit {
  return { message, filename, lineno, colno, error: error as unknown };
}

function flush(state: State, target: Worker): void {
  const waiting = state.waiting ?? [];
  state.waiting = null;
  for (const args of waiting) apply(nativePost, target, args as never[]);
}

/** Sends calls on a watched worker to the one that runs. */
function installRouting(given: (worker: unknown) => void): Callable {
  const post = Worker.prototype.postMessage as Callable;
  const terminate = uncurry(Worker.prototype.terminate);
  wrapHot(
    Worker.prototype,
    'postMessage',
    (original) =>
      ({
        post(this: unknown, ...args: unknown[]): unknown {
          attempted('pulse', () => given(this), undefined);
          const state = lookUp(states, this);
          if (state?.waiting) return postLater(state, this as Worker, original, args);
          return apply(original, state?.substitute ?? this, args as never[]);
        },
      }).post,
  );
  wrapMethod(Worker.prototype, 'terminate', (self, args, reflect) => {
    const state = lookUp(states, self);
    if (state) {
      state.terminated = true;
      if (state.substitute) terminate(state.substitute);
    }
    return reflect(args);
  });
  return post;
}

/** Cloned now, because the page may change or reuse what it sent. */
function postLater(state: State, worker: Worker, original: Callable, args: unknown[]): unknown {
  const copy = attempted('standby message', () => detached(args), null);
  const { waiting } = state;
  if (copy === 'now') flush(state, worker);
  // What cannot be cloned is refused by the native call in its own words.
  if (!waiting || !copy || copy === 'now') return apply(original, worker, args as never[]);
  defineProperty(waiting, waiting.length, plainValue(copy));
  return undefined;
}

const clone = globalThis.structuredClone;

/**
 * A data channel can be handed over once, and not later. It and all before it go to the worker that was started: if that is
 * blocked they are lost, else they always would be.
 * @returns null when the call itself is wrong
 */
function detached(args: unknown[]): unknown[] | 'now' | null {
  if (args.length === 0) return null;
  const transfer = transferOf(args[1]);
  for (let index = 0; index < transfer.length; index++)
    if (answerOf(() => labelOf(transfer[index])) !== null) return 'now';
  const options = { __proto__: null, transfer } as never;
  const both = clone<unknown[]>(packed(args[0], transfer), options);
  return packed(both[0], both[1]);
}

const labelOf = getterOf<string>(platform.RTCDataChannel?.prototype, 'label');

function packed(first: unknown, second: unknown): unknown[] {
  return [first, second];
}

function transferOf(second: unknown): Transferable[] {
  if (second === null || second === undefined) return [];
  const iterable = second as Iterable<Transferable>;
  if (typeof iterable[Symbol.iterator] === 'function') return [...iterable];
  const list = (second as StructuredSerializeOptions).transfer;
  return list ? [...list] : [];
}
