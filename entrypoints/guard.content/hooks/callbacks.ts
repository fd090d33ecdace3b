// In workers: measures the time spent in message handlers and timers, for loops that are not wasm. Handlers keep their
// identity for removal; nothing else about them changes.
import { apply, native, type Callable } from '../natives.ts';
import type { Meter } from '../meter.ts';
import { wrapAccessor, wrapMethod } from '../wrap.ts';

const timedByHandler = new WeakMap<object, Callable>();
const handlerByTimed = new WeakMap<object, Callable>();
const { get: mapGet, set: mapSet } = WeakMap.prototype;

/** Times handlers of `message` events and of timers on `meter`. */
export function installCallbacks(meter: Meter): void {
  let running = false;
  const timed = (handler: unknown): unknown => {
    if (typeof handler !== 'function') return handler;
    const known = apply(mapGet, timedByHandler, [handler]) as Callable | undefined;
    if (known) return known;
    const standIn = function (this: unknown, ...args: never[]): unknown {
      if (running) return apply(handler as Callable, this, args);
      running = true;
      const startedAt = native.now();
      try {
        return apply(handler as Callable, this, args);
      } finally {
        running = false;
        meter.addCallback(native.now() - startedAt);
      }
    };
    apply(mapSet, timedByHandler, [handler, standIn]);
    apply(mapSet, handlerByTimed, [standIn, handler as Callable]);
    return standIn;
  };
  const first = (args: unknown[]): unknown[] => withAt(args, 0, timed(args[0]));
  const second = (args: unknown[]): unknown[] =>
    args[0] === 'message' ? withAt(args, 1, timed(args[1])) : args;

  for (const name of ['setTimeout', 'setInterval']) {
    wrapMethod(globalThis, name, (_self, args, reflect) => reflect(first(args)));
  }
  for (const name of ['addEventListener', 'removeEventListener']) {
    wrapMethod(EventTarget.prototype, name, (_self, args, reflect) => reflect(second(args)));
  }
  for (const owner of [globalThis, MessagePort.prototype]) {
    wrapAccessor(owner, 'onmessage', {
      set: (_self, args, reflect) => reflect(first(args)),
      get: (_self, args, reflect) => {
        const value = reflect(args);
        if (typeof value !== 'function') return value;
        return (apply(mapGet, handlerByTimed, [value]) as Callable | undefined) ?? value;
      },
    });
  }
}

function withAt(args: unknown[], position: number, value: unknown): unknown[] {
  if (args.length > position) args[position] = value;
  return args;
}
