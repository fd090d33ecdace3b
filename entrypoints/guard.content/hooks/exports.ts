// In workers: measures the time spent inside wasm exports, by standing in for every exported function. A page must not
// notice: identity, name, length and text stay, and wherever the platform wants the real export it gets the real one.
import {
  apply,
  defineProperty,
  getOwnPropertyDescriptor,
  native,
  ownKeys,
  type Callable,
} from '../natives.ts';
import type { Meter } from '../meter.ts';
import {
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
const { get: mapGet, set: mapSet } = WeakMap.prototype;
const lookUp = <Value>(map: WeakMap<object, Value>, key: object): Value | undefined =>
  apply(mapGet, map, [key]) as Value | undefined;
const store = <Value>(map: WeakMap<object, Value>, key: object, value: Value): void => {
  apply(mapSet, map, [key, value]);
};
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
  wrapMethod(wasm.Table.prototype, 'get', (_self, args, reflect) => {
    const value = reflect(args);
    return typeof value === 'function' ? timed(value as Callable, meter) : value;
  });
  wrapMethod(wasm.Table.prototype, 'set', (_self, args, reflect) => reflect(unwrapped(args)));
  wrapMethod(wasm.Table.prototype, 'grow', (_self, args, reflect) => reflect(unwrapped(args)));
  wrapConstructor(wasm, 'Table', (args, reflect) => reflect(unwrapped(args)));
  wrapConstructor(wasm, 'Global', (args, reflect) => reflect(unwrapped(args)));
  wrapAccessor(wasm.Global.prototype, 'value', {
    set: (_self, args, reflect) => reflect(unwrapped(args)),
  });
  // JSPI wants the export itself.
  wrapMethod(wasm, 'promising', (_self, args, reflect) => reflect(unwrapped(args)));
}

interface ImportName {
  readonly module: string;
  readonly name: string;
}

/**
 * The import object with stand-ins replaced by the real exports, so that modules link to each other directly.
 * Without any stand-in in this realm the page's own object is returned untouched.
 * @param named the module's imports, where the judge read them; else all members are looked at
 */
export function unwrapImports(imports: unknown, named?: readonly ImportName[]): unknown {
  if (!anyTimed || imports === null || typeof imports !== 'object') return imports;
  return attempted('imports', () => unwrapMembers(imports, named), imports);
}

function unwrapMembers(imports: object, named: readonly ImportName[] | undefined): object {
  const members = allMembers(imports);
  if (!holdsStandIn(imports, members)) return imports;
  const wanted = named ?? members;
  const result: Record<string, Record<string, unknown>> = {};
  for (let index = 0; index < wanted.length; index++) {
    const { module, name } = wanted[index] as ImportName;
    const given = (imports as Record<string, Record<string, unknown> | undefined>)[module];
    if (given === undefined) continue;
    (result[module] ??= {})[name] = unwrap(given[name]);
  }
  return result;
}

/** Looks only at plain members: a getter or a Proxy of the page is never called more often than natively. */
function holdsStandIn(imports: object, members: readonly ImportName[]): boolean {
  for (let index = 0; index < members.length; index++) {
    const { module, name } = members[index] as ImportName;
    const given = getOwnPropertyDescriptor(imports, module)?.value as object;
    const value = getOwnPropertyDescriptor(given, name)?.value as unknown;
    if (typeof value === 'function' && lookUp(rawByTimed, value) !== undefined) return true;
  }
  return false;
}

function allMembers(imports: object): ImportName[] {
  const found: ImportName[] = [];
  const modules = ownKeys(imports);
  for (let outer = 0; outer < modules.length; outer++) {
    const module = modules[outer] as string;
    const members = getOwnPropertyDescriptor(imports, module)?.value as unknown;
    if (typeof module !== 'string' || members === null || typeof members !== 'object') continue;
    const names = ownKeys(members);
    for (let inner = 0; inner < names.length; inner++) {
      found[found.length] = { module, name: names[inner] as string };
    }
  }
  return found;
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
      if (meter.inExport || (calls++ & mask) !== 0) return apply(raw, this, plain);
      meter.inExport = true;
      const startedAt = native.now();
      try {
        return apply(raw, this, plain);
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

function anyFunction(args: readonly unknown[]): boolean {
  for (let index = 0; index < args.length; index++)
    if (typeof args[index] === 'function') return true;
  return false;
}

function unwrapped(args: readonly unknown[]): unknown[] {
  const result: unknown[] = [];
  for (let index = 0; index < args.length; index++) {
    result[index] = unwrap(args[index]);
  }
  return result;
}

function unwrap(value: unknown): unknown {
  return typeof value === 'function' ? (lookUp(rawByTimed, value) ?? value) : value;
}
