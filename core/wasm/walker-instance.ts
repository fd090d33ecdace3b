// The one instance of the walker in a realm, made at its first module. Where a page may not compile WebAssembly we may not
// either, and it has no modules. Everything of the platform is taken at the start: a page can replace it afterwards.
import { NoMemoryError } from './errors.ts';
import { INPUT } from './walker/memory.ts';
import { WALKER_BASE64 } from './walker-bytes.ts';

export interface WalkerExports {
  readonly memory: WebAssembly.Memory;
  readonly faultAt: WebAssembly.Global;
  readonly beginModule: (mixers: number) => void;
  readonly walkBody: (start: number, end: number, functionIndex: number) => number;
  readonly looksDense: (start: number, end: number) => number;
  readonly beginSegment: () => void;
  readonly searchData: (start: number, end: number) => number;
  readonly searchSparsely: (start: number, end: number) => void;
  readonly followCalls: () => void;
  readonly hashBlocks: (start: number, end: number) => void;
  readonly makeShort: () => void;
  readonly addWords: (end: number) => void;
  readonly reserve: (sizeBytes: number) => number;
}

/** Bytes are copied in stretches of at least this size, so that small bodies share one copy. */
export const STRETCH_BYTES = 1 << 18;

const { WebAssembly: wasm } = globalThis;
const { apply } = Reflect;
const { Module, Instance } = (wasm as Partial<typeof wasm> | undefined) ?? {};
const exportsOf = getter(Instance?.prototype, 'exports');
const bufferOf = getter((wasm as Partial<typeof wasm> | undefined)?.Memory?.prototype, 'buffer');
const valueOf = getter((wasm as Partial<typeof wasm> | undefined)?.Global?.prototype, 'value');

/** The getter of the platform's prototype as a function of the object. */
function getter(owner: object | undefined, key: string): (self: object) => unknown {
  const found = owner && Object.getOwnPropertyDescriptor(owner, key);
  const { get } = (found ?? {}) as { readonly get?: (this: object) => unknown };
  return (self) => (get ? apply(get, self, []) : undefined);
}

let shared: WalkerExports | null = null;
/** Who put the bytes at INPUT there: nobody else may count on them. */
let occupant: unknown = null;

/** Throws what the platform throws where WebAssembly is not allowed, and NoMemoryError. */
export function walkerExports(): WalkerExports {
  if (shared) return shared;
  if (!Module || !Instance) throw new TypeError('there is no WebAssembly here');
  const made = exportsOf(instantiated(new Module(walkerBytes() as BufferSource))) as WalkerExports;
  reserve(made, STRETCH_BYTES);
  return (shared = made);
}

function instantiated(module: WebAssembly.Module): object {
  try {
    return new (Instance as typeof WebAssembly.Instance)(module, {});
  } catch (error) {
    // Each memory takes gigabytes of address space: a page that holds a hundred leaves none.
    throw error instanceof RangeError ? new NoMemoryError() : error;
  }
}

/** The walker's memory as it is now: growing detaches the old view. */
export function walkerMemory(): Uint8Array {
  return new Uint8Array(bufferOf(walkerExports().memory) as ArrayBuffer);
}

export function globalOf(value: WebAssembly.Global): number {
  return valueOf(value) as number;
}

/** Puts bytes at INPUT, for `owner`. */
export function putInput(bytes: Uint8Array, owner: unknown): void {
  reserve(walkerExports(), bytes.length);
  occupant = owner;
  walkerMemory().set(bytes, INPUT);
}

export function ownsInput(owner: unknown): boolean {
  return occupant === owner;
}

function reserve(made: WalkerExports, sizeBytes: number): void {
  if (!made.reserve(sizeBytes)) throw new NoMemoryError();
}

/** By hand: an audio worklet has no `atob`. */
function walkerBytes(): Uint8Array {
  const bytes = new Uint8Array((WALKER_BASE64.length >> 2) * 3);
  let pending = 0;
  let at = 0;
  for (let index = 0; index < WALKER_BASE64.length; index++) {
    pending = (pending << 6) | sixBitsOf(WALKER_BASE64.charCodeAt(index));
    if (index % 4 !== 3) continue;
    bytes[at++] = pending >> 16;
    bytes[at++] = pending >> 8;
    bytes[at++] = pending;
  }
  return bytes.subarray(0, bytes.length - paddingOf(WALKER_BASE64));
}

function paddingOf(base64: string): number {
  return base64.endsWith('==') ? 2 : base64.endsWith('=') ? 1 : 0;
}

/** Six bits of one character of base64; the padding counts as nothing. */
function sixBitsOf(code: number): number {
  if (code >= 97) return code - 71;
  if (code >= 65) return code - 65;
  if (code >= 48) return code <= 57 ? code + 4 : 0;
  return code === 43 ? 62 : 63;
}
