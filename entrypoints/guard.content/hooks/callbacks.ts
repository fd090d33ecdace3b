// In workers: measures the time spent in message handlers and timers, for loops that are not wasm. Handlers keep their
// identity for removal; nothing else about them changes.
import { apply, lookUp, native, store, type Callable } from '../natives.ts';
import type { Meter } from '../meter.ts';
import { changedAt, wrapAccessor, wrapMethod } from '../wrap.ts';

const timedByHandler = new WeakMap<object, Callable>();
const handlerByTimed = new WeakMap<object, Callable>();

/** Times handlers of `message` events and of timers on `meter`. */
export function installCallbacks(meter: Meter): void {
  let running = false;
  const timed = (handler: unknown): unknown => {
    if (typeof handler !== 'function') return handler;
    const known = lookUp(timedByHandler, handler);
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
    store(timedByHandler, handler, standIn);
    store(handlerByTimed, standIn, handler as Callable);
    return standIn;
  };
  const first = (args: unknown[]): unknown[] => changedAt(args, 0, timed);
  const second = (args: unknown[]): unknown[] =>
    args[0] === 'message' ? changedAt(args, 1, timed) : args;

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
        return lookUp(handlerByTimed, value) ?? value;
      },
    });
  }
}
