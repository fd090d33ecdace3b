// In workers: measures the time spent inside wasm exports, by standing in for every exported function. A page must not
// notice: identity, name, length and text stay, and wherever the platform wants the real export it gets the real one.
import {
  apply,
  defineProperty,
  isObject,
  lookUp,
  native,
  ownKeys,
  plainGetter,
  plainValue,
  store,
  uncurry,
  type Callable,
} from '../natives.ts';
import type { Meter } from '../meter.ts';
import {
  answerOf,
  attempted,
  nativeOf,
  standsFor,
  wrapAccessor,
  wrapConstructor,
  wrapMethod,
} from '../wrap.ts';

const timedByRaw = new WeakMap<object, Callable>();
const rawByTimed = new WeakMap<object, Callable>();
const exportsByRaw = new WeakMap<object, object>();
let anyTimed = false;

/** Times every export of every instance of this realm on `meter`. */
export function installExports(meter: Meter): void {
  const { WebAssembly: wasm } = globalThis as { WebAssembly?: typeof WebAssembly };
  if (!wasm) return;
  wrapAccessor(wasm.Instance.prototype, 'exports', {
    get: (_self, args, reflect) => {
      const raw = reflect(args) as object;
      return lookUp(exportsByRaw, raw) ?? attempted('exports', () => timedExports(raw, meter), raw);
    },
  });
  wrapMethod(wasm.Table.prototype, 'get', (_self, args, reflect) =>
    standInFor(reflect(args), meter),
  );
  wrapMethod(wasm.Table.prototype, 'set', (_self, args, reflect) => reflect(unwrapped(args)));
  wrapMethod(wasm.Table.prototype, 'grow', (_self, args, reflect) => reflect(unwrapped(args)));
  wrapConstructor(wasm, 'Table', (args, reflect) => reflect(unwrapped(args)));
  wrapConstructor(wasm, 'Global', (args, reflect) => reflect(unwrapped(args)));
  wrapAccessor(wasm.Global.prototype, 'value', {
    set: (_self, args, reflect) => reflect(unwrapped(args)),
    get: (_self, args, reflect) => standInFor(reflect(args), meter),
  });
  wrapMethod(wasm.Global.prototype, 'valueOf', (_self, args, reflect) =>
    standInFor(reflect(args), meter),
  );
  // JSPI wants the export itself.
  wrapMethod(wasm, 'promising', (_self, args, reflect) => reflect(unwrapped(args)));
}

export interface ImportName {
  readonly module: string;
  readonly name: string;
}

/** True once a page of this realm may hold a stand-in. */
export function anyStandIn(): boolean {
  return anyTimed;
}

/**
 * The import object with stand-ins replaced by the real exports, so that modules link to each other directly.
 * Without any stand-in in this realm the page's own object is returned untouched.
 * @param named all imports of the module: each is read once and in this order, as the platform reads them
 */
export function unwrapImports(imports: unknown, named: readonly ImportName[]): unknown {
  if (!anyTimed || imports === null || typeof imports !== 'object') return imports;
  const result = create(null) as Record<string, unknown>;
  const copies = create(null) as Record<string, Record<string, unknown>>;
  for (let index = 0; index < named.length; index++) {
    const { module, name } = named[index] as ImportName;
    const members = readInto(result, imports, module);
    if (!isObject(members)) continue;
    const copy = (copies[module] ??= create(null) as Record<string, unknown>);
    result[module] = copy;
    readInto(copy, members, name);
  }
  return result;
}

/** Copies one member. What reading it throws is thrown again where the platform reads the copy. */
function readInto(copy: Record<string, unknown>, from: object, key: string): unknown {
  try {
    return (copy[key] = unwrap((from as Record<string, unknown>)[key]));
  } catch (error) {
    const rethrow = (): never => {
      throw error;
    };
    defineProperty(copy, key, plainGetter(rethrow));
    return undefined;
  }
}

function timedExports(raw: object, meter: Meter): object {
  const result = create(null) as Record<string, unknown>;
  const names = ownKeys(raw);
  for (let index = 0; index < names.length; index++) {
    const name = names[index] as string;
    const value = (raw as Record<string, unknown>)[name];
    result[name] = typeof value === 'function' ? timed(value as Callable, meter) : value;
  }
  freeze(result);
  store(exportsByRaw, raw, result);
  return result;
}
const { create, freeze } = Object;

/** Calls at first measured one by one; while they are short only every 64th is, and counts 64 times. */
const SAMPLE_MASK = 63;
const LONG_CALL_MS = 0.05;

function timed(raw: Callable, meter: Meter): Callable {
  const known = lookUp(timedByRaw, raw);
  if (known) return known;
  if (lookUp(rawByTimed, raw)) return raw;
  let calls = 0;
  let mask = 0;
  // A method: exported functions are no constructors and have no prototype of their own.
  const { standIn } = {
    standIn(this: unknown, ...args: never[]): unknown {
      const plain = anyFunction(args) ? (unwrapped(args) as never[]) : args;
      if (meter.inExport || (calls++ & mask) !== 0)
        return standInFor(apply(raw, this, plain), meter);
      meter.inExport = true;
      const startedAt = native.now();
      try {
        return standInFor(apply(raw, this, plain), meter);
      } finally {
        const spentMs = native.now() - startedAt;
        meter.inExport = false;
        mask = spentMs < LONG_CALL_MS ? SAMPLE_MASK : 0;
        meter.addWasm(spentMs * (mask + 1));
      }
    },
  };
  defineProperty(standIn, 'name', { value: raw.name, configurable: true });
  defineProperty(standIn, 'length', { value: raw.length, configurable: true });
  standsFor(standIn, nativeOf(raw) as Callable);
  store(timedByRaw, raw, standIn);
  store(rawByTimed, standIn, raw);
  anyTimed = true;
  return standIn;
}

/** A function that wasm gives out (a funcref) is known to the page by its stand-in; other values pass. */
function standInFor(value: unknown, meter: Meter): unknown {
  if (typeof value !== 'function') return value;
  return lookUp(timedByRaw, value) ?? (isExport(value) ? timed(value as Callable, meter) : value);
}

/** Only a function that wasm exports fits into a funcref table; an externref can be any function of the page. */
function isExport(value: unknown): boolean {
  if (!NativeTable || !setEntry) return false;
  const table = (scratch ??= new NativeTable({ element: 'anyfunc', initial: 1 }));
  return answerOf(() => (setEntry(table, 0, value), setEntry(table, 0, null), true)) !== null;
}
const NativeTable = (globalThis as Partial<typeof globalThis>).WebAssembly?.Table;
const setEntry = NativeTable && uncurry(NativeTable.prototype.set);
let scratch: WebAssembly.Table | null = null;

function anyFunction(args: readonly unknown[]): boolean {
  for (let index = 0; index < args.length; index++)
    if (typeof args[index] === 'function') return true;
  return false;
}

function unwrapped(args: readonly unknown[]): unknown[] {
  const result: unknown[] = [];
  for (let index = 0; index < args.length; index++) {
    defineProperty(result, index, plainValue(unwrap(args[index])));
  }
  return result;
}

function unwrap(value: unknown): unknown {
  return typeof value === 'function' ? (lookUp(rawByTimed, value) ?? value) : value;
}
