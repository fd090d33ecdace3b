// Puts our function in the place of a native one so that a page sees no difference: identity, name, length, text,
// instanceof, subclassing. A handler that fails is counted and the native runs: a page never sees our exception.
import {
  apply,
  construct,
  defineProperty,
  getOwnPropertyDescriptor,
  lookUp,
  store,
  type Callable,
} from './natives.ts';
import { runPristine } from './pristine.ts';

/** What went wrong or was left out, by name; the outbox reports it as `guard-health`. */
export const health = new Map<string, number>();

const prototypeOf = Object.getPrototypeOf as (value: object) => object | null;
const mapGet = Map.prototype.get;
const mapSet = Map.prototype.set;

/** Counts one event under a name. Safe in any state of the page. */
export function count(name: string): void {
  const before = apply(mapGet, health, [name]) as number | undefined;
  apply(mapSet, health, [name, (before ?? 0) + 1]);
  healthChanged();
}

let healthChanged = (): void => undefined;

/** Calls `listener` after each count, so that the counters are reported some time later. */
export function onHealth(listener: () => void): void {
  healthChanged = listener;
}

/** Runs our own code with pristine built-ins; on failure counts it and returns `otherwise`. */
export function guarded<Result>(name: string, action: () => Result, otherwise: Result): Result {
  try {
    return runPristine(action);
  } catch (error) {
    rethrowOverflow(error);
    count(`failed: ${name}`);
    return otherwise;
  }
}

/** As `guarded` for hot paths that judge nothing: cheap, but the built-ins may be the page's. */
export function attempted<Result>(name: string, action: () => Result, otherwise: Result): Result {
  try {
    return action();
  } catch (error) {
    rethrowOverflow(error);
    count(`failed: ${name}`);
    return otherwise;
  }
}

/**
 * A page can call us with a stack so full that our code overflows and the native call would just fit. That one failure
 * goes to the page: an honest page would soon have got it anyway.
 */
export function rethrowOverflow(error: unknown): void {
  if (typeof error !== 'object' || error === null) return;
  if (prototypeOf(error) === overflowPrototype) throw error as Error;
}
const overflowPrototype = RangeError.prototype;

/** What a check of the platform says. It throws where the value is of another kind: here that is an answer, null. */
export function answerOf<Value>(check: () => Value): Value | null {
  try {
    return check();
  } catch (error) {
    rethrowOverflow(error);
    return null;
  }
}

const natives = new WeakMap<object, Callable>();

/** The native function behind a wrapper of ours, or the function itself. */
export function nativeOf(value: object): object {
  return lookUp(natives, value) ?? value;
}

/** Called in place of a native method; `reflect` runs the native with the same receiver. */
export type MethodHandler = (
  self: unknown,
  args: unknown[],
  reflect: (args: unknown[]) => unknown,
) => unknown;
/** Called in place of a native constructor; `reflect` constructs with the same new.target. */
export type ConstructHandler = (args: unknown[], reflect: (args: unknown[]) => object) => object;

/** Where a member really lives: a worker's `fetch` is on WorkerGlobalScope.prototype, a window's on the window. */
function ownerOf(object: object, name: string): object | null {
  for (let owner: object | null = object; owner !== null; owner = prototypeOf(owner)) {
    if (getOwnPropertyDescriptor(owner, name)) return owner;
  }
  return null;
}

/** Replaces `object[name]`, wherever it lives, by a wrapper; where it does not exist nothing happens. */
export function wrapMethod(object: object, name: string, handler: MethodHandler): void {
  const owner = ownerOf(object, name);
  if (!owner) return;
  const descriptor = getOwnPropertyDescriptor(owner, name);
  const original = descriptor?.value as Callable | undefined;
  if (!descriptor || typeof original !== 'function') return;
  put(owner, name, { ...descriptor, value: callable(original, handler) });
}

/** Makes what stands for a native method that is called so often that it must cost next to nothing. */
export type HotWrapper = (original: Callable) => Callable;

/**
 * As `wrapMethod` for hot paths: `make` gives a method (`{ f() {} }.f`, no constructor) that calls the native itself.
 * Engines inline that; a Proxy costs ten times as much.
 */
export function wrapHot(owner: object, name: string, make: HotWrapper): void {
  const descriptor = getOwnPropertyDescriptor(owner, name);
  const original = descriptor?.value as Callable | undefined;
  if (!descriptor || typeof original !== 'function') return;
  put(owner, name, { ...descriptor, value: alike(make(original), original) });
}

/** As `wrapHot` for the setter of an accessor. */
export function wrapHotSetter(owner: object, name: string, make: HotWrapper): void {
  const descriptor = getOwnPropertyDescriptor(owner, name);
  const original = descriptor?.set as Callable | undefined;
  if (!descriptor?.configurable || !original) return;
  const set = alike(make(original), original) as (value: unknown) => void;
  put(owner, name, { ...descriptor, set });
}

/** Name, length and text of the native. */
function alike(wrapper: Callable, original: Callable): Callable {
  defineProperty(wrapper, 'name', { value: original.name, configurable: true });
  if (wrapper.length !== original.length)
    defineProperty(wrapper, 'length', { value: original.length, configurable: true });
  remember(wrapper, original);
  return wrapper;
}

/** A member of this realm that was wrapped; a list, the newest first. */
export interface Wrapped {
  readonly owner: object;
  readonly name: string;
  readonly next: Wrapped | null;
}

let newestWrapped: Wrapped | null = null;

/** All members that were wrapped: frames that have no guard yet are given the same (realms.ts). */
export function allWrapped(): Wrapped | null {
  return newestWrapped;
}

function put(owner: object, name: string, descriptor: PropertyDescriptor): boolean {
  if (!defineProperty(owner, name, descriptor)) return false;
  newestWrapped = { owner, name, next: newestWrapped };
  return true;
}

/** Replaces the getter and, when given, the setter of an accessor property. */
export function wrapAccessor(
  object: object,
  name: string,
  handlers: { get?: MethodHandler; set?: MethodHandler },
): void {
  const owner = ownerOf(object, name);
  const descriptor = owner && getOwnPropertyDescriptor(owner, name);
  if (!owner || !descriptor?.configurable) return;
  const { get, set } = descriptor;
  put(owner, name, {
    ...descriptor,
    ...(get && handlers.get ? { get: callable(get, handlers.get) } : {}),
    ...(set && handlers.set
      ? { set: callable(set as Callable, handlers.set) as (value: unknown) => void }
      : {}),
  });
}

/** Replaces the constructor `owner[name]`, its prototype's `constructor` included. */
export function wrapConstructor(owner: object, name: string, handler: ConstructHandler): void {
  const descriptor = getOwnPropertyDescriptor(owner, name);
  const original = descriptor?.value as (Callable & { prototype?: object }) | undefined;
  if (!descriptor || typeof original !== 'function') return;
  const proxy = new Proxy(original, {
    construct: (target, args, newTarget) =>
      handler(args, (changed) => construct(target, changed, newTarget) as object),
  });
  remember(proxy, original);
  if (!put(owner, name, { ...descriptor, value: proxy })) return;
  // Otherwise `new Worker(…).constructor` would hand out the native.
  const { prototype } = original;
  const inherited = prototype && getOwnPropertyDescriptor(prototype, 'constructor');
  if (prototype && inherited)
    defineProperty(prototype, 'constructor', { ...inherited, value: proxy });
}

/** The arguments with one of them changed, where it was given. */
export function changedAt(
  args: unknown[],
  position: number,
  change: (value: unknown) => unknown,
): unknown[] {
  if (args.length > position) args[position] = change(args[position]);
  return args;
}

function callable(original: Callable, handler: MethodHandler): Callable {
  const proxy = new Proxy(original, {
    apply: (target, self, args) => handler(self, args, (changed) => apply(target, self, changed)),
  });
  remember(proxy, original);
  return proxy;
}

function remember(wrapper: object, original: Callable): void {
  // The true native, also where two hooks wrap the same function.
  store(natives, wrapper, nativeOf(original) as Callable);
}

/** Makes `Function.prototype.toString` answer for a wrapper as for its native. Once a realm. */
export function hideWrappers(): void {
  wrapMethod(Function.prototype, 'toString', (self, args, reflect) => {
    const hidden = typeof self === 'function' ? nativeOf(self) : self;
    if (hidden !== self) return apply(nativeToString, hidden, args);
    return answerOf(() => textElsewhere(self)) ?? reflect(args);
  });
}

/** A function of another frame can be a wrapper of the guard there; that frame's own `toString` knows its text. */
function textElsewhere(self: unknown): unknown {
  if (typeof self !== 'function') return null;
  let home: object = self;
  for (let above = prototypeOf(home); above && prototypeOf(above); above = prototypeOf(above))
    home = above;
  // A prototype of functions is one itself; anything else is the page's own doing.
  if (home === self || home === functionPrototype || typeof home !== 'function') return null;
  const descriptor = getOwnPropertyDescriptor(home, 'toString');
  return descriptor && apply(descriptor.value as Callable, self, []);
}
const functionPrototype = Function.prototype;

export const nativeToString = Function.prototype.toString;
/** Registers a function that stands for a native (not made by wrapMethod), so that its text is the native's. */
export function standsFor(wrapper: object, original: Callable): void {
  remember(wrapper, original);
}
