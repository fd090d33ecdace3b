// Frames hand out a window before their document and our guard are there. Such a window is given the members of this
// realm that the guard has wrapped, so that nothing native can be taken out of it; once its own document comes, the
// window gets its natives back, just before the guard of that document starts (docs/decisions/014-realms.md).
import {
  apply,
  call,
  defineProperty,
  deleteProperty,
  getOwnPropertyDescriptor,
  isObject,
  lookUp,
  ownKeys,
  store,
  type Callable,
  platform,
  native,
} from './natives.ts';
import { bare, descriptorOf, taken, type Member, type Taken } from './pristine.ts';
import { allWrapped, answerOf, count, nativeToString } from './wrap.ts';

/** What a window held before it was given ours; a list, because a page can put setters on array indices. */
interface Restored {
  readonly owner: object;
  readonly name: string;
  readonly ours: PropertyDescriptor;
  readonly before: PropertyDescriptor;
  readonly next: Restored | null;
}

/** An object of a window, and its built-ins as they were. */
interface Kept extends Taken {
  /** True when all of its members were taken. */
  readonly isWhole: boolean;
  readonly next: Kept | null;
}

interface Inducted {
  readonly members: Restored | null;
  /** Built-ins of the window as they were; null when its document will bring a window of its own. */
  readonly builtIns: Kept | null;
  /** In which it was looked at; null where that is not known. A later document can have brought another realm. */
  readonly document: object | null;
}

type Scope = Readonly<Record<string, unknown>>;

const inducted = new WeakMap<object, Inducted>();

/**
 * Makes a window safe that has no guard yet. Cheap for windows that were seen before. Never throws.
 * @param document of the window, where it is at hand: only then a second document is told from the first
 */
export function induct(window: unknown, document: object | null = null): void {
  if (!isObject(window)) return;
  const known = lookUp(inducted, window);
  if (known && (document === null || known.document === document)) return;
  const scope = window as Scope;
  // A window of another origin throws when it is asked; one that has its guard shows wrappers.
  const raw = answerOf(() => isRaw(scope)) ? answerOf(() => redirected(scope)) : null;
  const { members = null, builtIns = null } = raw ?? known ?? {};
  store(inducted, window, { members, builtIns, document });
}

function isRaw({ WebAssembly: wasm }: Scope): boolean {
  const { compile } = wasm as typeof WebAssembly;
  return apply(nativeToString, compile, []) === nativeText;
}
/** Of `compile`, as this browser writes it; a function that nobody wraps says how. */
const nativeText = (call(nativeToString, apply, []) as string).replace('apply', 'compile');

function redirected(scope: Scope): Pick<Inducted, 'members' | 'builtIns'> {
  const builtIns = keepsItsWindow(scope) ? builtInsOf(scope) : null;
  let members: Restored | null = null;
  for (let one = allWrapped(); one !== null; one = one.next) {
    const { owner: own, name } = one;
    const owner = ownerIn(scope, own);
    // A member that was wrapped twice is there already, both wrappers in one.
    if (owner) members = given(members, owner, name, getOwnPropertyDescriptor(own, name));
  }
  // Its members are wrapped one by one; the namespace is given as a whole.
  const wasm = getOwnPropertyDescriptor(globalThis, 'WebAssembly');
  return { members: given(members, scope, 'WebAssembly', wasm), builtIns };
}

function given(
  members: Restored | null,
  owner: object,
  name: string,
  ours: PropertyDescriptor | undefined,
): Restored | null {
  const before = getOwnPropertyDescriptor(owner, name);
  if (!before || !ours || isStill(before, ours) || !defineProperty(owner, name, safe(ours)))
    return members;
  return { owner, name, ours, before, next: members };
}

/**
 * A descriptor that a page's Object.prototype cannot add to. To take its prototype away costs as much as all the rest, so
 * it is done only where there is something to be kept out.
 */
function safe(descriptor: PropertyDescriptor): PropertyDescriptor {
  for (let at = 0; at < FIELDS.length; at++)
    if (getOwnPropertyDescriptor(objectPrototype, FIELDS[at] as string)) return bare(descriptor);
  return descriptor;
}
const FIELDS = ['get', 'set', 'value', 'writable', 'enumerable', 'configurable'];
const objectPrototype = Object.prototype;

/** The object of another window that is there what `own` is here. */
function ownerIn(scope: Scope, own: object): object | null {
  if (own === globalThis) return scope;
  for (let at = 0; at < owners.length; at++) {
    const { name, global, prototype } = owners[at] as Owner;
    if (own !== global && own !== prototype) continue;
    const there = scope[name] as { readonly prototype: object } | undefined;
    return (own === global ? there : there?.prototype) ?? null;
  }
  return null;
}

interface Owner {
  readonly name: string;
  readonly global: object;
  readonly prototype: object;
}

/** Globals of which members are wrapped, as they are before a page can put others in their place. */
const OWNERS =
  'Function Node Element Document DocumentFragment CharacterData DocumentType ShadowRoot Range HTMLSelectElement HTMLOptionsCollection HTMLTableElement HTMLIFrameElement HTMLObjectElement HTMLFrameElement HTMLEmbedElement Worker URL XMLHttpRequest WebSocket ServiceWorkerContainer CustomElementRegistry HTMLCanvasElement OffscreenCanvas GPUDevice BaseAudioContext Worklet'.split(
    ' ',
  );
let owners: readonly Owner[] = [];

/** Call it once every hook of the page is installed. */
export function noteOwners(): void {
  const scope = globalThis as unknown as Scope;
  owners = OWNERS.flatMap((name) => {
    const global = scope[name] as { readonly prototype: object } | undefined;
    return global ? [{ name, global, prototype: global.prototype }] : [];
  });
}

/**
 * A document of the same origin takes over the window of the empty one before it, with all that a page did to it; one of
 * another origin brings its own.
 */
function keepsItsWindow({ frameElement }: Scope): boolean {
  if (!isObject(frameElement)) return true;
  const src = (apply(getAttribute, frameElement, ['src'] as never[]) ?? '') as string;
  return !FOREIGN.test(src) || new native.URL(src).origin === ownOrigin;
}
const FOREIGN = /^https?:\/\//i;
const getAttribute = platform.Element?.prototype.getAttribute as Callable;
const ownOrigin = globalThis.origin;

/** Built-ins of which a guard may call, or restores when it judges, any member. */
const WHOLE =
  'Object Function Array Map Set WeakMap WeakRef String RegExp Number DataView Uint8Array Uint16Array Float64Array Promise Reflect Math JSON'.split(
    ' ',
  );
/** Of others a guard takes these when it starts: interface, then members. */
const PLATFORM = [
  'EventTarget addEventListener removeEventListener dispatchEvent',
  'Event stopImmediatePropagation preventDefault target',
  'UIEvent view',
  'FocusEvent relatedTarget',
  'MessageEvent data ports',
  'ErrorEvent message',
  'MessagePort postMessage start',
  'Performance now',
  'Response type ok bodyUsed headers body clone arrayBuffer text',
  'Headers get',
  'Request url',
  'Blob size',
  'ReadableStream locked getReader',
  'ReadableStreamDefaultReader read',
  'XMLHttpRequest open send responseText responseType',
  'EventSource close',
  'WebSocket url close send',
  'WebTransport close',
  'RTCDataChannelEvent channel',
  'Worker postMessage terminate',
  'Worklet addModule',
  'AudioWorkletNode port',
  'MutationObserver observe disconnect',
  'Node nodeName nodeType firstChild ownerDocument baseURI',
  'Element getAttribute setAttribute removeAttribute querySelector querySelectorAll',
  'DocumentFragment querySelector querySelectorAll',
  'Document defaultView write hidden',
  'HTMLIFrameElement contentDocument',
  'HTMLObjectElement contentDocument',
  'HTMLFrameElement contentDocument',
].map((line) => line.split(' '));
const STATICS = [
  'URL createObjectURL revokeObjectURL',
  'PerformanceObserver supportedEntryTypes',
].map((line) => line.split(' '));
const GLOBALS = [
  ...WHOLE,
  ...OWNERS,
  ...[...PLATFORM, ...STATICS].map(([name]) => name as string),
  ...'WebAssembly Symbol Proxy Error TypeError RangeError DOMException ArrayBuffer SharedArrayBuffer Atomics parseInt atob unescape encodeURIComponent trustedTypes origin performance setTimeout structuredClone MessageChannel RTCPeerConnection SharedWorker'.split(
    ' ',
  ),
];

function builtInsOf(scope: Scope): Kept | null {
  let kept: Kept | null = null;
  const all = (owner: unknown): void => {
    if (isObject(owner)) kept = { ...taken(owner), isWhole: true, next: kept };
  };
  const some = (owner: object, keys: readonly string[], from: number): void => {
    const members = new NativeArray<Member>(keys.length);
    for (let at = from; at < keys.length; at++)
      members[at] = getOwnPropertyDescriptor(owner, keys[at] as string);
    kept = { owner, keys, members, isWhole: false, next: kept };
  };
  // By index: the iterators of this realm may be the page's by now.
  for (let at = 0; at < WHOLE.length; at++) {
    const known = scope[WHOLE[at] as string] as { readonly prototype?: object } | undefined;
    all(known);
    all(known?.prototype);
  }
  for (let at = 0; at < PLATFORM.length; at++) {
    const line = PLATFORM[at] as readonly string[];
    const known = scope[line[0] as string] as { readonly prototype?: object } | undefined;
    if (known?.prototype) some(known.prototype, line, 1);
  }
  for (let at = 0; at < STATICS.length; at++) {
    const line = STATICS[at] as readonly string[];
    const known = scope[line[0] as string];
    if (isObject(known)) some(known, line, 1);
  }
  const {
    Array: list,
    Map: map,
    Set: set,
    Uint8Array: bytes,
  } = scope as never as typeof globalThis;
  const arrayIterator = prototypeOf(call(list.prototype.values as Callable, [], []));
  all(arrayIterator);
  all(prototypeOf(arrayIterator));
  all(prototypeOf(new map().entries()));
  all(prototypeOf(new set().values()));
  all(prototypeOf(bytes.prototype));
  all(prototypeOf(bytes));
  some(scope, GLOBALS, 0);
  return kept;
}
const prototypeOf = Object.getPrototypeOf as (value: unknown) => object;
const NativeArray = Array;

/**
 * Gives a window back what is its own. Only our bridge asks for it, from the isolated world, when the document of the frame
 * is there and none of its scripts has run.
 */
export function release(window: unknown): void {
  const known = isObject(window) ? lookUp(inducted, window) : undefined;
  if (!known || (!known.members && !known.builtIns)) return;
  const { document } = known;
  store(inducted, window as object, { members: null, builtIns: null, document });
  // First, so that nothing of the page can run while the natives come back. Where something stays broken, so that the guard
  // of the frame may not start, ours stay as well.
  if (known.builtIns && !repair(known.builtIns, known.members)) return;
  for (let one = known.members; one !== null; one = one.next) {
    const { owner, name, ours, before } = one;
    if (isStill(getOwnPropertyDescriptor(owner, name), ours))
      defineProperty(owner, name, safe(before));
  }
}

function isStill(
  current: PropertyDescriptor | undefined,
  { value, get, set }: PropertyDescriptor,
): boolean {
  return current?.value === value && current?.get === get && current?.set === set;
}

/**
 * Built-ins that were changed before the guard of the frame could take them: no honest page does that so early.
 * @returns whether all of them are right now
 */
function repair(builtIns: Kept, given: Restored | null): boolean {
  let changed = 0;
  let broken = 0;
  for (let one: Kept | null = builtIns; one !== null; one = one.next) {
    const { owner, keys, members, isWhole } = one;
    for (let at = 0; at < keys.length; at++) {
      const key = keys[at] as PropertyKey;
      const member = members[at];
      const current = getOwnPropertyDescriptor(owner, key);
      if (!member || isMember(current, member) || isGiven(given, owner, key, current)) continue;
      if (defineProperty(owner, key, descriptorOf(member))) changed++;
      else broken++;
    }
    // On a prototype an accessor that was added would catch what the guard assigns.
    if (isWhole) changed += dropAdded(owner, keys);
  }
  if (changed > 0) count('built-ins of a frame repaired');
  if (broken > 0) count('built-ins of a frame that cannot be repaired');
  return broken === 0;
}

/** What this realm has given to the window, and is still there, is taken back afterwards. */
function isGiven(
  given: Restored | null,
  owner: object,
  key: PropertyKey,
  current: PropertyDescriptor | undefined,
): boolean {
  for (let one = given; one !== null; one = one.next)
    if (one.owner === owner && one.name === key) return isStill(current, one.ours);
  return false;
}

function isMember(current: PropertyDescriptor | undefined, member: NonNullable<Member>): boolean {
  return typeof member === 'function' ? current?.value === member : isStill(current, member);
}

function dropAdded(owner: object, keys: readonly PropertyKey[]): number {
  const now = ownKeys(owner);
  if (now.length === keys.length) return 0;
  let dropped = 0;
  for (let at = 0; at < now.length; at++) {
    const key = now[at] as PropertyKey;
    if (!isAmong(keys, key) && deleteProperty(owner, key)) dropped++;
  }
  return dropped;
}

function isAmong(keys: readonly PropertyKey[], key: PropertyKey): boolean {
  for (let at = 0; at < keys.length; at++) if (keys[at] === key) return true;
  return false;
}
