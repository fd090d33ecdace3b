// Measures the time spent inside wasm exports, by standing in for the exported functions of instances whose module was
// not clear; those of clear modules stay what they are. A page must not notice: identity, name, length and text stay, and
// wherever the platform wants the real export it gets the real one.
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
  type Callable,
} from '../natives.ts';
import { stoodFor, type Meter } from '../meter.ts';
import {
  guarded,
  nativeOf,
  standsFor,
  wrapAccessor,
  wrapConstructor,
  wrapMethod,
} from '../wrap.ts';

const timedByRaw = new WeakMap<object, Callable>();
const rawByTimed = new WeakMap<object, Callable>();
const exportsByRaw = new WeakMap<object, object>();
const { WebAssembly: wasm } = globalThis as { WebAssembly?: typeof WebAssembly };
const nativeExports =
  wasm && Object.getOwnPropertyDescriptor(wasm.Instance.prototype, 'exports')?.get;
let anyTimed = false;

/** Times the exports of one instance on `meter` from now on. Never throws. */
export function timeInstance(instance: unknown, meter: Meter): void {
  guarded(
    'exports',
    () => {
      if (!nativeExports) return;
      const raw = apply(nativeExports, instance, []) as object;
      installStandIns(wasm);
      if (!lookUp(exportsByRaw, raw)) store(exportsByRaw, raw, timedExports(raw, meter));
    },
    undefined,
  );
}

/** Done with the first instance that is timed: most pages have none. */
function installStandIns(wasm: typeof WebAssembly): void {
  if (anyTimed) return;
  anyTimed = true;
  wrapAccessor(wasm.Instance.prototype, 'exports', {
    get: (_self, args, reflect) => {
      const raw = reflect(args) as object;
      return lookUp(exportsByRaw, raw) ?? raw;
    },
  });
  wrapMethod(wasm.Table.prototype, 'get', (_self, args, reflect) => standInFor(reflect(args)));
  wrapMethod(wasm.Table.prototype, 'set', (_self, args, reflect) => reflect(unwrapped(args)));
  wrapMethod(wasm.Table.prototype, 'grow', (_self, args, reflect) => reflect(unwrapped(args)));
  wrapConstructor(wasm, 'Table', (args, reflect) => reflect(unwrapped(args)));
  wrapConstructor(wasm, 'Global', (args, reflect) => reflect(unwrapped(args)));
  wrapAccessor(wasm.Global.prototype, 'value', {
    set: (_self, args, reflect) => reflect(unwrapped(args)),
    get: (_self, args, reflect) => standInFor(reflect(args)),
  });
  wrapMethod(wasm.Global.prototype, 'valueOf', (_self, args, reflect) => standInFor(reflect(args)));
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
  return result;
}
const { create, freeze } = Object;

function timed(raw: Callable, meter: Meter): Callable {
  const known = lookUp(timedByRaw, raw);
  if (known) return known;
  // Exported again by a module that imports it.
  if (lookUp(rawByTimed, raw)) return raw;
  const standIn = standInOf(raw as Raw, new Sampler(raw, meter));
  defineProperty(standIn, 'name', {
    __proto__: null,
    value: raw.name,
    configurable: true,
  } as never);
  defineProperty(standIn, 'length', {
    __proto__: null,
    value: raw.length,
    configurable: true,
  } as never);
  standsFor(standIn, nativeOf(raw) as Callable);
  store(timedByRaw, raw, standIn);
  store(rawByTimed, standIn, raw);
  return standIn;
}

/** Calls at first measured one by one; while they are short only every 64th is, and counts 64 times. */
const SAMPLE_EVERY = 64;
const LONG_CALL_MS = 0.05;

/** Measures calls of one export. */
class Sampler {
  /** Calls until the next that is measured. */
  left = 0;
  #weight = 1;
  #endedAt = 0;
  readonly #raw: Callable;
  readonly #meter: Meter;

  constructor(raw: Callable, meter: Meter) {
    this.#raw = raw;
    this.#meter = meter;
  }

  /** Calls the export; measures it unless it runs inside one that is measured. */
  call(args: readonly unknown[]): unknown {
    const plain = anyFunction(args) ? unwrapped(args) : args;
    if (this.left > 0 || this.#meter.inExport) {
      this.left--;
      return standInFor(apply(this.#raw, undefined, plain as never[]));
    }
    this.#meter.inExport = true;
    const startedAt = native.now();
    try {
      return standInFor(apply(this.#raw, undefined, plain as never[]));
    } finally {
      const endedAt = native.now();
      const spentMs = endedAt - startedAt;
      this.#meter.inExport = false;
      this.#meter.addWasm(stoodFor(spentMs, this.#weight, endedAt - this.#endedAt));
      const isShort = spentMs < LONG_CALL_MS;
      this.#weight = isShort ? SAMPLE_EVERY : 1;
      this.left = isShort ? SAMPLE_EVERY : 0;
      this.#endedAt = endedAt;
    }
  }
}

type Raw = (...args: unknown[]) => unknown;

/**
 * Methods, because exported functions are no constructors; of fixed arity, because a rest parameter costs more than the
 * call. What is left out and what is too much is the same to wasm. A function among the arguments can be a stand-in.
 */
function standInOf(raw: Raw, sampler: Sampler): Callable {
  switch (raw.length) {
    case 0:
      return {
        f() {
          return --sampler.left > 0 ? standInFor(raw()) : sampler.call([]);
        },
      }.f;
    case 1:
      return {
        f(a: unknown) {
          return --sampler.left > 0 && typeof a !== 'function'
            ? standInFor(raw(a))
            : sampler.call([a]);
        },
      }.f;
    case 2:
      return {
        f(a: unknown, b: unknown) {
          return --sampler.left > 0 && typeof a !== 'function' && typeof b !== 'function'
            ? standInFor(raw(a, b))
            : sampler.call([a, b]);
        },
      }.f;
    case 3:
      return {
        f(a: unknown, b: unknown, c: unknown) {
          return --sampler.left > 0 &&
            typeof a !== 'function' &&
            typeof b !== 'function' &&
            typeof c !== 'function'
            ? standInFor(raw(a, b, c))
            : sampler.call([a, b, c]);
        },
      }.f;
    default:
      return {
        f(...args: unknown[]) {
          return --sampler.left > 0 && !anyFunction(args)
            ? standInFor(raw(...args))
            : sampler.call(args);
        },
      }.f;
  }
}

/** A function that wasm gives out (a funcref) is known to the page by its stand-in; other values pass. */
function standInFor(value: unknown): unknown {
  return typeof value === 'function' ? (lookUp(timedByRaw, value) ?? value) : value;
}

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
