// Frames hand out a window before their document and our guard are there. Such a window is given the members of this
// realm that the guard has wrapped, so that nothing native can be taken out of it; once its own document comes, the
// window gets its natives back, just before the guard of that document starts (docs/decisions/014-realms.md).
import {
  apply,
  defineProperty,
  deleteProperty,
  getOwnPropertyDescriptor,
  isObject,
  lookUp,
  ownKeys,
  plainValue,
  store,
  type Callable,
} from './natives.ts';
import { bare, type Kept } from './pristine.ts';
import { answerOf, count, nativeToString, wrapped } from './wrap.ts';

/** A wrapped member of this realm, and where it is found in any realm. */
interface Carried {
  /** Name of a global constructor; empty for the window itself. */
  readonly owner: string;
  readonly onPrototype: boolean;
  readonly name: string;
  readonly descriptor: PropertyDescriptor;
}

interface Restored {
  readonly owner: object;
  readonly name: string;
  readonly ours: PropertyDescriptor;
  readonly native: PropertyDescriptor;
}

interface Inducted {
  readonly members: readonly Restored[];
  /** Built-ins of the window as they were; null when its document will bring a window of its own. */
  readonly builtIns: readonly Kept[] | null;
}

type Scope = Readonly<Record<string, unknown>>;

const SEEN: Inducted = { members: [], builtIns: null };
const inducted = new WeakMap<object, Inducted>();
let carried: readonly Carried[] = [];

/** Notes what has been wrapped. Call it once, when every hook of the page is installed. */
export function carryWrapped(): void {
  const scope = globalThis as unknown as Scope;
  const found: Carried[] = [];
  for (const { owner, name } of wrapped) {
    const descriptor = getOwnPropertyDescriptor(owner, name);
    const place = placeOf(owner, scope);
    // The same member can be wrapped twice: what is there now is both.
    if (place === null || !descriptor || found.some((one) => isSame(one, place, name))) continue;
    found.push({ ...place, name, descriptor: bare(descriptor) });
  }
  const wasm = getOwnPropertyDescriptor(globalThis, 'WebAssembly');
  if (wasm)
    found.push({ owner: '', onPrototype: false, name: 'WebAssembly', descriptor: bare(wasm) });
  carried = found;
}

type Place = Pick<Carried, 'owner' | 'onPrototype'>;

function isSame(one: Carried, { owner, onPrototype }: Place, name: string): boolean {
  return one.name === name && one.owner === owner && one.onPrototype === onPrototype;
}

/** Members of the WebAssembly namespace are carried with it. */
function placeOf(owner: object, scope: Scope): Place | null {
  if (owner === globalThis) return { owner: '', onPrototype: false };
  if (typeof owner === 'function')
    return scope[owner.name] === owner ? { owner: owner.name, onPrototype: false } : null;
  const { name } = (owner as { readonly constructor: { readonly name: string } }).constructor;
  const known = scope[name] as { readonly prototype?: object } | undefined;
  return known?.prototype === owner ? { owner: name, onPrototype: true } : null;
}

/** Makes a window safe that has no guard yet. Cheap for windows that were seen before. Never throws. */
export function induct(window: unknown): void {
  if (!isObject(window) || lookUp(inducted, window)) return;
  const scope = window as Scope;
  // A window of another origin throws when it is asked; one that has its guard shows wrappers.
  const raw = answerOf(() => isRaw(scope));
  store(inducted, window, raw ? (answerOf(() => redirected(scope)) ?? SEEN) : SEEN);
}

function isRaw({ WebAssembly: wasm }: Scope): boolean {
  const { compile } = wasm as typeof WebAssembly;
  return apply(nativeToString, compile, []) === 'function compile() { [native code] }';
}

function redirected(scope: Scope): Inducted {
  const builtIns = keepsItsWindow(scope) ? builtInsOf(scope) : null;
  const members: Restored[] = [];
  for (let index = 0; index < carried.length; index++) {
    const { owner: ownerName, onPrototype, name, descriptor } = carried[index] as Carried;
    const known = ownerName === '' ? scope : scope[ownerName];
    const owner = onPrototype ? (known as { prototype: object }).prototype : (known as object);
    const native = getOwnPropertyDescriptor(owner, name);
    if (!native || !defineProperty(owner, name, descriptor)) continue;
    const member: Restored = { owner, name, ours: descriptor, native: bare(native) };
    defineProperty(members, members.length, plainValue(member));
  }
  return { members, builtIns };
}

/**
 * A document of the same origin takes over the window of the empty one before it, with all that a page did to it; one of
 * another origin brings its own.
 */
function keepsItsWindow({ frameElement }: Scope): boolean {
  if (!isObject(frameElement)) return true;
  const src = (apply(getAttribute, frameElement, ['src'] as never[]) ?? '') as string;
  return !FOREIGN.test(src) || new NativeUrl(src).origin === ownOrigin;
}
const FOREIGN = /^https?:\/\//i;
const getAttribute = (globalThis as Partial<typeof globalThis>).Element?.prototype
  .getAttribute as Callable;
const NativeUrl = URL;
const ownOrigin = globalThis.origin;

/** What a guard calls or restores: members of the language and of the platform. */
const PROTOTYPES =
  'Object Function Array Map Set WeakMap WeakRef String RegExp Number DataView Uint8Array Uint16Array Float64Array Promise EventTarget Event UIEvent MouseEvent CustomEvent MessageEvent MessagePort Performance Response Headers ReadableStream ReadableStreamDefaultReader'.split(
    ' ',
  );
const STATICS = 'Object Array Reflect Promise Math JSON Number URL'.split(' ');
const GLOBALS =
  'Object Function Array Map Set WeakMap WeakRef String RegExp Symbol Number Math JSON Reflect Proxy Promise Error TypeError RangeError ArrayBuffer DataView Uint8Array Uint16Array Float64Array parseInt MessageChannel MessageEvent URL Blob Response performance setTimeout setInterval structuredClone'.split(
    ' ',
  );

function builtInsOf(scope: Scope): readonly Kept[] {
  const kept: Kept[] = [];
  const keep = (owner: unknown, keys: readonly PropertyKey[]): void => {
    if (!isObject(owner)) return;
    for (let index = 0; index < keys.length; index++) {
      const key = keys[index] as PropertyKey;
      const descriptor = getOwnPropertyDescriptor(owner, key);
      if (!descriptor) continue;
      const member: Kept = { owner, key, descriptor: bare(descriptor) };
      defineProperty(kept, kept.length, plainValue(member));
    }
  };
  const all = (owner: unknown): void => {
    if (isObject(owner)) keep(owner, ownKeys(owner));
  };
  keep(scope, GLOBALS);
  for (let index = 0; index < PROTOTYPES.length; index++)
    all((scope[PROTOTYPES[index] as string] as { prototype?: object } | undefined)?.prototype);
  for (let index = 0; index < STATICS.length; index++) all(scope[STATICS[index] as string]);
  const {
    Array: list,
    Map: map,
    Set: set,
    Uint8Array: bytes,
  } = scope as never as typeof globalThis;
  const arrayIterator = prototypeOf(apply(list.prototype.values as Callable, [], []));
  all(arrayIterator);
  all(prototypeOf(arrayIterator));
  all(prototypeOf(new map().entries()));
  all(prototypeOf(new set().values()));
  all(prototypeOf(bytes.prototype));
  all(prototypeOf(bytes));
  return kept;
}
const prototypeOf = Object.getPrototypeOf as (value: unknown) => object;

/**
 * Gives a window back what is its own. Only our bridge asks for it, from the isolated world, when the document of the frame
 * is there and none of its scripts has run.
 */
export function release(window: unknown): void {
  const known = isObject(window) ? lookUp(inducted, window) : undefined;
  if (!known || known === SEEN) return;
  store(inducted, window as object, SEEN);
  for (let index = known.members.length - 1; index >= 0; index--) {
    const { owner, name, ours, native } = known.members[index] as Restored;
    if (isStill(getOwnPropertyDescriptor(owner, name), ours)) defineProperty(owner, name, native);
  }
  if (known.builtIns) repair(known.builtIns);
}

function isStill(
  current: PropertyDescriptor | undefined,
  { value, get, set }: PropertyDescriptor,
): boolean {
  return current?.value === value && current?.get === get && current?.set === set;
}

/** Built-ins that were changed before the guard of the frame could take them: no honest page does that so early. */
function repair(builtIns: readonly Kept[]): void {
  let changed = 0;
  for (let index = 0; index < builtIns.length; index++) {
    const { owner, key, descriptor } = builtIns[index] as Kept;
    if (isStill(getOwnPropertyDescriptor(owner, key), descriptor)) continue;
    if (defineProperty(owner, key, descriptor)) changed++;
  }
  for (let index = 0; index < TRAPPED.length; index++)
    changed += dropAdded(builtIns, TRAPPED[index] as string);
  if (changed > 0) count('built-ins of a frame repaired');
}

/** On the prototypes of these an accessor that was added would catch what the guard assigns. */
const TRAPPED = ['Object', 'Array'];

function dropAdded(builtIns: readonly Kept[], name: string): number {
  const owner = prototypeKept(builtIns, name);
  if (!owner) return 0;
  let dropped = 0;
  const keys = ownKeys(owner);
  for (let index = 0; index < keys.length; index++) {
    const key = keys[index] as PropertyKey;
    if (!isKept(builtIns, owner, key) && deleteProperty(owner, key)) dropped++;
  }
  return dropped;
}

/** The prototype of a global of the window, as it was. */
function prototypeKept(builtIns: readonly Kept[], name: string): object | null {
  for (let index = 0; index < builtIns.length; index++) {
    const { key, descriptor } = builtIns[index] as Kept;
    if (key === name && typeof descriptor.value === 'function')
      return (descriptor.value as { readonly prototype: object }).prototype;
  }
  return null;
}

function isKept(builtIns: readonly Kept[], owner: object, key: PropertyKey): boolean {
  for (let index = 0; index < builtIns.length; index++) {
    const kept = builtIns[index] as Kept;
    if (kept.owner === owner && kept.key === key) return true;
  }
  return false;
}
