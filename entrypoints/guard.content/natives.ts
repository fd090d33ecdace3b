// Built-ins of this realm, taken before any script of the page runs. What a hook needs outside of `guarded`
// (hot paths, promise reactions, events) is called only through these, never by a name the page can replace.

export const {
  apply,
  construct,
  defineProperty,
  deleteProperty,
  getOwnPropertyDescriptor,
  ownKeys,
} = Reflect;

/** What a realm has: an audio worklet has neither timers nor events nor addresses. */
export const platform = globalThis as Partial<typeof globalThis>;

/** Any function or constructor of the platform. */
export type Callable = (...args: never[]) => unknown;

/** `apply` for functions of which nothing is known. */
export const call = apply as (target: Callable, self: unknown, args: ArrayLike<unknown>) => unknown;

/** Turns a method into a function of its receiver, through the Reflect.apply of the start. It throws where there is none. */
export function uncurry<Self, Args extends unknown[], Result>(
  method: ((this: Self, ...args: Args) => Result) | undefined,
): (self: Self, ...args: Args) => Result {
  if (!method) return notHere;
  return (self, ...args) => apply(method, self, args);
}

/** An accessor as a function of its receiver; it throws as the accessor does when the receiver is another kind. */
export function getterOf<Value>(
  prototype: object | undefined,
  name: PropertyKey,
): (self: unknown) => Value {
  const getter = prototype && getOwnPropertyDescriptor(prototype, name)?.get;
  if (!getter) return notHere;
  return (self) => apply(getter, self, []) as Value;
}

function notHere(): never {
  throw new TypeError('not here');
}

const { get: weakGet, set: weakSet } = WeakMap.prototype;

/** `map.get(key)` through the natives of the start. */
export function lookUp<Value>(map: WeakMap<object, Value>, key: unknown): Value | undefined {
  return apply(weakGet, map, [key]) as Value | undefined;
}

/** `map.set(key, value)` through the natives of the start. */
export function store<Value>(map: WeakMap<object, Value>, key: object, value: Value): void {
  apply(weakSet, map, [key, value]);
}

export function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

const typedArrayPrototype = Object.getPrototypeOf(Uint8Array.prototype) as object;
const sharedBuffer = (globalThis as { SharedArrayBuffer?: { prototype: object } })
  .SharedArrayBuffer;
const promise = Promise;
const resolve = Promise.resolve;
const reject = Promise.reject;
const promiseThen = Promise.prototype.then;

type Reaction<Value> = (value: Value) => void;

/**
 * Adds reactions without asking the page: `then` would look up `constructor` and its species, and hand the outcome of
 * our reactions to whatever the page put there.
 */
function react<Value>(
  self: Promise<Value>,
  fulfilled: Reaction<Value>,
  rejected: Reaction<unknown>,
): void {
  const shielded =
    getOwnPropertyDescriptor(self, 'constructor') === undefined &&
    defineProperty(self, 'constructor', plainValue(undefined));
  try {
    apply(promiseThen, self, [fulfilled, rejected]);
  } finally {
    if (shielded) deleteProperty(self, 'constructor');
  }
}

/** A descriptor without a prototype: a page's Object.prototype.get must not become part of it. */
export function plainValue(value: unknown): PropertyDescriptor {
  return { __proto__: null, value, writable: true, enumerable: true, configurable: true } as never;
}

/** As `plainValue` for a getter. */
export function plainGetter(get: () => unknown): PropertyDescriptor {
  return { __proto__: null, get, enumerable: true, configurable: true } as never;
}

/** As `self.then(…)` where each reaction returns a promise of the platform or of ours, never one of the page. */
function chain<Value, Next>(
  self: Promise<Value>,
  fulfilled: (value: Value) => Promise<Next>,
  rejected?: (reason: unknown) => Promise<Next>,
): Promise<Next> {
  return new promise((resolved, failed) => {
    const after =
      <Given>(reaction: (value: Given) => Promise<Next>): Reaction<Given> =>
      (value) => {
        try {
          // Not `resolved(promise)`: that would call the page's Promise.prototype.then with it.
          react(reaction(value), resolved, failed);
        } catch (error) {
          // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- whatever was thrown
          failed(error);
        }
      };
    react(self, after(fulfilled), rejected ? after(rejected) : failed);
  });
}

const { performance: clock, Performance: Clock } = platform;
const nothing = (): number => 0;
const prototypes = {
  target: platform.EventTarget?.prototype,
  event: platform.Event?.prototype,
  port: platform.MessagePort?.prototype,
  message: platform.MessageEvent?.prototype,
};

export const native = {
  react,
  chain,
  resolve: <Value>(value: Value | PromiseLike<Value>): Promise<Value> =>
    apply(resolve, promise, [value]) as Promise<Value>,
  reject: (reason: unknown): Promise<never> =>
    apply(reject as (reason: unknown) => Promise<never>, promise, [reason]),
  /** ms */
  now: clock && Clock ? Clock.prototype.now.bind(clock) : Date.now,
  setTimeout: (platform.setTimeout?.bind(globalThis) ?? nothing) as (
    action: () => void,
    delayMs: number,
  ) => number,
  stringify: JSON.stringify,
  Promise,
  MessageChannel: platform.MessageChannel as typeof MessageChannel,
  MessageEvent: platform.MessageEvent as typeof MessageEvent,
  URL: platform.URL as typeof URL,
  // Service workers make no such addresses.
  createUrl: (platform.URL as Partial<typeof URL> | undefined)?.createObjectURL?.bind(
    platform.URL,
  ) as (blob: Blob) => string,
  addEventListener: uncurry(prototypes.target?.addEventListener as AddListener),
  removeEventListener: uncurry(prototypes.target?.removeEventListener as AddListener),
  dispatchEvent: uncurry(
    prototypes.target?.dispatchEvent as (this: EventTarget, event: Event) => boolean,
  ),
  stopImmediatePropagation: uncurry(
    prototypes.event?.stopImmediatePropagation as (this: Event) => void,
  ),
  messageData: getterOf<unknown>(prototypes.message, 'data'),
  messagePorts: getterOf<readonly MessagePort[]>(prototypes.message, 'ports'),
  portPost: uncurry(prototypes.port?.postMessage as (this: MessagePort, data: unknown) => void),
  portStart: uncurry(prototypes.port?.start as (this: MessagePort) => void),
  bufferLength: getterOf<number>(ArrayBuffer.prototype, 'byteLength'),
  sharedLength: getterOf<number>(sharedBuffer?.prototype, 'byteLength'),
  viewBuffer: getterOf<ArrayBufferLike>(typedArrayPrototype, 'buffer'),
  viewOffset: getterOf<number>(typedArrayPrototype, 'byteOffset'),
  viewLength: getterOf<number>(typedArrayPrototype, 'byteLength'),
  dataViewBuffer: getterOf<ArrayBufferLike>(DataView.prototype, 'buffer'),
  dataViewOffset: getterOf<number>(DataView.prototype, 'byteOffset'),
  dataViewLength: getterOf<number>(DataView.prototype, 'byteLength'),
} as const;

type AddListener = (
  this: EventTarget,
  type: string,
  listener: (event: Event) => void,
  options?: boolean | AddEventListenerOptions,
) => void;
