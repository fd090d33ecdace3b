// The judgement against a hostile page: every built-in of the language that the page can replace is replaced by a
// function that throws, and the verdict and the hash must not change.
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { loadWasmRules } from '../../../cli/load-rules.ts';
import { ModuleJudge, judgeModule } from '../../../core/engine.ts';
import { Sha256 } from '../../../core/hash/sha256.ts';
import { runPristine } from '../../../entrypoints/guard.content/pristine.ts';
import { cryptonightModule } from '../../corpus-modules.ts';

const { defineProperty, deleteProperty, getOwnPropertyDescriptor, getPrototypeOf, ownKeys } =
  Reflect;
const rules = await loadWasmRules();
const { bytes } = cryptonightModule();

/** Constructors and namespaces that the language defines; the host's own (URL, Event) are another matter. */
const GLOBALS = [
  'Array', 'ArrayBuffer', 'BigInt', 'Boolean', 'DataView', 'Date', 'Error', 'Float64Array', 'Int32Array', 'JSON', 'Map', 'Math',
  'Number', 'Object', 'RangeError', 'RegExp', 'Set', 'String', 'Symbol', 'TypeError', 'Uint16Array', 'Uint32Array',
  'Uint8Array', 'WeakMap', 'WeakRef', 'WeakSet', 'isNaN', 'parseFloat', 'parseInt',
]; // prettier-ignore

/** Every object of the language whose members a page can replace, those without a name included. */
function intrinsics(): object[] {
  const found = new Set<object>();
  const add = (value: unknown): void => {
    if (value !== null && (typeof value === 'object' || typeof value === 'function'))
      found.add(value);
  };
  const named = globalThis as unknown as Record<string, { prototype?: object }>;
  for (const name of GLOBALS) {
    add(named[name]);
    add(named[name]?.prototype);
  }
  const iterators = [
    [].values(),
    new Map().keys(),
    new Set().keys(),
    ''[Symbol.iterator](),
    ''.matchAll(/./g),
    generator(),
  ];
  for (const iterator of iterators) {
    for (
      let proto = getPrototypeOf(iterator);
      proto && proto !== Object.prototype;
      proto = getPrototypeOf(proto)
    )
      add(proto);
  }
  add(getPrototypeOf(Uint8Array));
  add(getPrototypeOf(Uint8Array.prototype));
  return [...found];
}

function* generator(): Generator<number> {
  yield 1;
}

/** Replaces all it can for the time of `action`. @returns how many members were replaced, and what `action` said */
function amongRuins<Result>(action: () => Result): {
  replaced: number;
  result: Result | undefined;
  error: unknown;
} {
  const thrower = (): never => {
    throw new Error('the page was asked');
  };
  const places = intrinsics().flatMap((owner) => ownKeys(owner).map((key) => ({ owner, key })));
  for (const name of GLOBALS) places.push({ owner: globalThis, key: name });
  const kept = places.map(({ owner, key }) => ({
    owner,
    key,
    descriptor: getOwnPropertyDescriptor(owner, key),
  }));
  const count = kept.length;
  let replaced = 0;
  let result: Result | undefined;
  let error: unknown;
  // From here to the repair nothing but plain loops and captured functions: the built-ins are in ruins.
  for (let i = 0; i < count; i++) {
    const { owner, key, descriptor } = kept[i] as (typeof kept)[number];
    if (!descriptor?.configurable) continue;
    const ruin = 'value' in descriptor ? { value: thrower } : { get: thrower };
    if (
      ('get' in descriptor ||
        typeof descriptor.value === 'function' ||
        typeof descriptor.value === 'object') &&
      defineProperty(owner, key, ruin)
    )
      replaced++;
  }
  try {
    result = action();
  } catch (caught) {
    error = caught;
  }
  for (let i = count - 1; i >= 0; i--) {
    const { owner, key, descriptor } = kept[i] as (typeof kept)[number];
    if (descriptor) defineProperty(owner, key, descriptor);
    else deleteProperty(owner, key);
  }
  return { replaced, result, error };
}

describe('among built-ins that all throw', () => {
  it('nothing can be judged without runPristine', () => {
    const { replaced, result, error } = amongRuins(() => judgeModule(bytes, rules));
    expect(replaced).toBeGreaterThan(450);
    expect(result?.level ?? 'none').not.toBe('confirmed');
    expect(error ?? result?.error).toBeTruthy();
  });

  it('a module is judged as before', () => {
    const expected = judgeModule(bytes, rules);
    const { result, error } = amongRuins(() => runPristine(() => judgeModule(bytes, rules)));
    expect(error).toBeUndefined();
    expect(result).toEqual(expected);
    expect(expected.level).toBe('confirmed');
  });

  it('a module in pieces is judged and hashed as before', () => {
    const { result, error } = amongRuins(() =>
      runPristine(() => {
        const judge = new ModuleJudge(rules);
        const hash = new Sha256();
        for (let at = 0; at < bytes.length; at += 10_000) {
          const part = bytes.subarray(at, Math.min(at + 10_000, bytes.length));
          judge.push(part);
          hash.update(part);
        }
        return { judgement: judge.finish(), hex: hash.hex() };
      }),
    );
    expect(error).toBeUndefined();
    expect(result?.judgement).toEqual(judgeModule(bytes, rules));
    expect(result?.hex).toBe(createHash('sha256').update(bytes).digest('hex'));
  });

  it('leaves what the page had', () => {
    const arrays = Array.prototype;
    const { result, error } = amongRuins(() => {
      const before = getOwnPropertyDescriptor(arrays, 'map')?.value as unknown;
      runPristine(() => judgeModule(bytes, rules));
      return [before, getOwnPropertyDescriptor(arrays, 'map')?.value as unknown];
    });
    expect(error).toBeUndefined();
    expect(result?.[0]).not.toBe(arrays.map);
    expect(result?.[1]).toBe(result?.[0]);
  });
});
