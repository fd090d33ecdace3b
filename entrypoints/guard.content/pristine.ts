// Our analysis runs in the page's own realm, so a page could replace Array.prototype.push or Object.prototype.toJSON
// and so change a verdict. `runPristine` puts the built-ins of the start back for the time of one synchronous call
// and the page's own versions (polyfills are legitimate) again afterwards. It must never throw by itself.
import {
  defineProperty,
  deleteProperty,
  getOwnPropertyDescriptor,
  ownKeys,
  plainValue,
  platform,
} from './natives.ts';

interface Kept {
  readonly owner: object;
  readonly key: PropertyKey;
  readonly descriptor: PropertyDescriptor;
}

/** What to put back after the call: a linked list, because a page can put setters on array indices. */
interface Undo {
  readonly owner: object;
  readonly key: PropertyKey;
  readonly descriptor: PropertyDescriptor | undefined;
  readonly next: Undo | null;
}

const { setPrototypeOf } = Reflect;
const NativeError = Error;
const prototypeOf = Object.getPrototypeOf as (value: unknown) => object;

function* anyGenerator(): Generator<void> {
  yield;
}

/**
 * Objects of which every own property of the start is kept: all that the bundle calls inside of `runPristine`, also by
 * way of syntax. `for…of`, spread and `yield*` go through the iterators, `subarray` through `constructor` and species,
 * `matchAll` through half of RegExp. A test replaces every built-in of the language and judges a module.
 */
const KEPT_OWNERS: readonly object[] = [
  ...[
    Array,
    Map,
    Set,
    WeakMap,
    WeakRef,
    String,
    RegExp,
    DataView,
    Uint8Array,
    Uint16Array,
    Float64Array,
  ].map((kind) => kind.prototype as object),
  ...[
    [].values(),
    new Map().entries(),
    new Set().values(),
    ''[Symbol.iterator](),
    ''.matchAll(/./g),
  ].map(prototypeOf),
  // The prototype of all generators, of all iterators, of all typed arrays.
  prototypeOf(anyGenerator.prototype),
  prototypeOf(prototypeOf([].values())),
  prototypeOf(Uint8Array.prototype),
  prototypeOf(Uint8Array),
  Number.prototype,
  Array,
  Object,
  Math,
  JSON,
];

/** Global names that our code reads when it runs. */
const globalNames =
  'Array Map Set WeakMap WeakRef Object String Symbol Math JSON Error TypeError ArrayBuffer DataView Uint8Array Uint16Array Float64Array parseInt'.split(
    ' ',
  );

const SLOW_GETTERS: ReadonlySet<PropertyKey> = new Set<PropertyKey>([
  ...['size', 'buffer', 'byteLength', 'byteOffset', 'length', 'flags', 'caller', 'arguments'],
  '__proto__',
  ...[Symbol.species, Symbol.toStringTag],
]);

/** On these, accessors that appeared after the start can catch our own assignments: they are lifted. */
const TRAP_OWNERS: readonly object[] = [Object.prototype, Array.prototype];

/** A method of the start, or the whole descriptor of what is none (accessors, constants). */
export type Member = ((...args: never[]) => unknown) | PropertyDescriptor | undefined;

/** An object with its members as they were. */
export interface Taken {
  readonly owner: object;
  readonly keys: readonly PropertyKey[];
  /** In the order of the keys. */
  readonly members: readonly Member[];
}

/**
 * Takes all members of an object. The start of every frame pays for this, and most frames never judge anything: methods
 * are only read here, their descriptors are made when they are needed first.
 */
export function taken(owner: object): Taken {
  const keys = ownKeys(owner);
  const members = new NativeArray<Member>(keys.length);
  for (let at = 0; at < keys.length; at++) members[at] = memberOf(owner, keys[at] as PropertyKey);
  return { owner, keys, members };
}
const NativeArray = Array;

const allTaken = KEPT_OWNERS.map(taken);
const globalMembers = globalNames.map((name) => memberOf(globalThis, name));
let kept: readonly Kept[] | null = null;
const trapKeyCounts = TRAP_OWNERS.map((owner) => ownKeys(owner).length);
const startKeys = TRAP_OWNERS.map((owner) => new Set(ownKeys(owner)));
const hasKey = Set.prototype.has;
const arrayPrototype = Array.prototype;
let depth = 0;
let sealed = false;

/**
 * True when the page put accessors on Array.prototype that cannot be taken off: every list of ours would be the
 * page's. No honest page does that. Also true once the frame has left this document: its globals are out of our reach,
 * but not of its own scripts.
 */
export function isSealed(): boolean {
  return sealed || hasLeft();
}

// It belongs to the window itself, not to the document, and a page cannot replace it.
const { document: ownDocument, location: ownLocation } = platform;
function hasLeft(): boolean {
  return ownDocument !== undefined && globalThis.location !== ownLocation;
}

/**
 * Runs `action` with the built-ins of the start in place.
 * @returns what `action` returns; what it throws passes through
 */
export function runPristine<Result>(action: () => Result): Result {
  if (depth > 0) {
    // Code of the page may have run since the outer call began (a getter, a toString).
    repair();
    return action();
  }
  if (hasLeft()) throw new NativeError('the frame has left this document');
  depth++;
  const undo = repair();
  try {
    if (sealed) throw new NativeError('sealed by the page');
    return action();
  } finally {
    putBack(undo);
    depth--;
  }
}

export function memberOf(owner: object, key: PropertyKey): Member {
  // Getters that throw on a prototype are slow to ask; the others give no function, but for species.
  if (!SLOW_GETTERS.has(key)) {
    const value = (owner as Record<PropertyKey, unknown>)[key];
    if (typeof value === 'function') return value as Member;
  }
  return getOwnPropertyDescriptor(owner, key);
}

/** Runs when the page may have changed everything already: only what was taken at the start is called. */
function layOut(): Kept[] {
  const list: Kept[] = [];
  const put = (owner: object, key: PropertyKey, member: Member): void => {
    if (!member) return;
    const descriptor = descriptorOf(member);
    defineProperty(list, list.length, plainValue({ owner, key, descriptor }));
  };
  for (let index = 0; index < allTaken.length; index++) {
    const { owner, keys, members } = allTaken[index] as Taken;
    for (let position = 0; position < keys.length; position++) {
      put(owner, keys[position] as PropertyKey, members[position]);
    }
  }
  for (let index = 0; index < globalNames.length; index++) {
    put(globalThis, globalNames[index] as string, globalMembers[index]);
  }
  return list;
}

/** What to define to have the member back. */
export function descriptorOf(member: NonNullable<Member>): PropertyDescriptor {
  return typeof member === 'function' ? methodDescriptor(member) : bare(member);
}

/** All methods of the language have these flags. */
function methodDescriptor(value: unknown): PropertyDescriptor {
  return { __proto__: null, value, writable: true, enumerable: false, configurable: true } as never;
}

/** Without a prototype: an Object.prototype.get of the page would make `defineProperty` throw. */
export function bare<Descriptor extends PropertyDescriptor | undefined>(
  descriptor: Descriptor,
): Descriptor {
  if (descriptor) setPrototypeOf(descriptor, null);
  return descriptor;
}

function repair(): Undo | null {
  let undo = liftTraps();
  const all = (kept ??= layOut());
  for (let index = 0; index < all.length; index++) {
    const { owner, key, descriptor } = all[index] as Kept;
    const current = getOwnPropertyDescriptor(owner, key);
    if (current && current.value === descriptor.value && current.get === descriptor.get) continue;
    // A locked-down page (SES) has frozen its built-ins: nothing can be put back, nothing can be changed either.
    if (defineProperty(owner, key, descriptor))
      undo = { owner, key, descriptor: bare(current), next: undo };
  }
  return undo;
}

function liftTraps(): Undo | null {
  let undo: Undo | null = null;
  for (let index = 0; index < TRAP_OWNERS.length; index++) {
    const owner = TRAP_OWNERS[index] as object;
    const keys = ownKeys(owner);
    if (keys.length === trapKeyCounts[index]) continue;
    for (let position = 0; position < keys.length; position++) {
      const key = keys[position] as PropertyKey;
      if (callHas(startKeys[index] as Set<PropertyKey>, key)) continue;
      const descriptor = bare(getOwnPropertyDescriptor(owner, key));
      if (deleteProperty(owner, key)) undo = { owner, key, descriptor, next: undo };
      else if (owner === arrayPrototype && descriptor?.get !== descriptor?.set) sealed = true;
    }
  }
  return undo;
}

const reflectApply = Reflect.apply;
function callHas(set: Set<PropertyKey>, key: PropertyKey): boolean {
  return reflectApply(hasKey, set, [key]);
}

function putBack(undo: Undo | null): void {
  for (let entry = undo; entry !== null; entry = entry.next) {
    if (entry.descriptor === undefined) deleteProperty(entry.owner, entry.key);
    else defineProperty(entry.owner, entry.key, entry.descriptor);
  }
}
