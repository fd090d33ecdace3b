// In workers: measures the time spent in message handlers and timers, for loops that are not wasm. Handlers keep their
// identity for removal; nothing else about them changes. Short calls are sampled: a worker that answers a hundred
// thousand messages a second must not notice.
import { call, isObject, lookUp, native, platform, store, type Callable } from '../natives.ts';
import type { Meter } from '../meter.ts';
import { changedAt, wrapAccessor, wrapHot, wrapMethod } from '../wrap.ts';

const timedByHandler = new WeakMap<object, object>();
const handlerByTimed = new WeakMap<object, object>();

/** Calls at first measured one by one; while they are short only every 16th is, and counts 16 times. */
const SAMPLE_MASK = 15;
const LONG_CALL_MS = 0.2;

/** Times handlers of events and of timers on `meter`. */
export function installCallbacks(meter: Meter): void {
  let running = false;
  let calls = 0;
  let mask = 0;
  const sampled = (): number => (meter.leavesMuch > 0 ? 0 : mask);
  const measured = (handler: Callable, self: unknown, args: ArrayLike<unknown>): unknown => {
    if (running) return call(handler, self, args);
    running = true;
    const weight = sampled() + 1;
    const startedAt = native.now();
    meter.beginCallback(startedAt);
    try {
      return call(handler, self, args);
    } finally {
      running = false;
      const endedAt = native.now();
      mask = endedAt - startedAt < LONG_CALL_MS ? SAMPLE_MASK : 0;
      meter.addCallback(endedAt, weight);
    }
  };
  const timed = (handler: unknown): unknown => {
    if (!isObject(handler)) return handler;
    const known = lookUp(timedByHandler, handler);
    if (known) return known;
    const standIn =
      typeof handler === 'function' ? timedFunction(handler as Callable) : timedObject(handler);
    store(timedByHandler, handler, standIn);
    store(handlerByTimed, standIn, handler);
    return standIn;
  };
  const timedFunction = (handler: Callable): Callable =>
    function (this: unknown, event: unknown): unknown {
      /* eslint-disable-next-line prefer-rest-params -- handlers of events have one; a rest parameter costs too much */
      const args = arguments.length === 1 ? [event] : arguments;
      return (calls++ & sampled()) === 0
        ? measured(handler, this, args)
        : call(handler, this, args);
    };
  /** `handleEvent` is looked up at each event, as the platform does. */
  const timedObject = (handler: object): object => ({
    handleEvent(event: unknown): unknown {
      const { handleEvent } = handler as { readonly handleEvent: Callable };
      return measured(handleEvent, handler, [event]);
    },
  });
  const first = (args: unknown[]): unknown[] => changedAt(args, 0, timedIfFunction);
  const timedIfFunction = (value: unknown): unknown =>
    typeof value === 'function' ? timed(value) : value;

  for (const name of ['setTimeout', 'setInterval'])
    wrapMethod(globalThis, name, (_self, args, reflect) => reflect(first(args)));
  for (const name of ['addEventListener', 'removeEventListener'])
    wrapHot(EventTarget.prototype, name, (original) => listening(original, timed));
  for (const owner of [globalThis, ...carriers]) {
    wrapAccessor(owner, 'onmessage', {
      set: (_self, args, reflect) => reflect(changedAt(args, 0, timedIfFunction)),
      get: (_self, args, reflect) => {
        const value = reflect(args);
        return isObject(value) ? (lookUp(handlerByTimed, value) ?? value) : value;
      },
    });
  }
}

/** Whose handlers may do all the work for a message. */
const { WebSocket: Socket, EventSource: Source, RTCDataChannel: Channel } = platform;
const carriers = [platform.MessagePort, Socket, Source, Channel].flatMap((kind) =>
  kind ? [kind.prototype] : [],
);

function listening(original: Callable, timed: (handler: unknown) => unknown): Callable {
  return {
    listen(this: unknown, ...args: unknown[]): unknown {
      if (args.length >= 2) args[1] = timed(args[1]);
      return call(original, this, args);
    },
  }.listen;
}
