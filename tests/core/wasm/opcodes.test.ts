// The opcode table, its names and the walk must say the same of every opcode: kinds are literals in the walk, names
// live apart from the table, and wabt knows the mnemonics on its own.
import { describe, expect, it } from 'vitest';
import { namedOpcodes, type NamedOpcode } from '../../../core/wasm/opcode-names.ts';
import { CLASS, KIND, VECTOR_WORK, WIDE } from '../../../core/wasm/opcodes.ts';
import { at } from '../../at.ts';
import { unsignedLeb } from './wasm-bytes.ts';
import { classOf, entryOf, walkBodies } from './walk.ts';

/** A well-formed immediate of each kind. */
const IMMEDIATES: Readonly<Record<keyof typeof KIND, readonly number[]>> = {
  unknown: [],
  none: [],
  index: [0x85, 0x80, 0x01],
  indexes: [0x05, 0x80, 0x01],
  memory: [0x42, 0x01, 0x80, 0x80, 0x01],
  i32: [0x80, 0x80, 0x80, 0x80, 0x78],
  i64: [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x7f],
  f32: [0x0b, 0x0b, 0x0b, 0x0b],
  f64: [0x0b, 0x0b, 0x0b, 0x0b, 0x0b, 0x0b, 0x0b, 0x0b],
  block: [0x80, 0x01],
  end: [],
  delegate: [0x00],
  branchTable: [0x02, 0x00, 0x81, 0x00, 0x00],
  types: [0x02, 0x7f, 0x64, 0x6e],
  heapType: [0x6e],
  tryTable: [0x40, 0x03, 0x00, 0x01, 0x00, 0x01, 0x01, 0x00, 0x02, 0x00],
  castBranch: [0x03, 0x00, 0x6e, 0x6d],
  byte: [0x00],
  v128: Array<number>(16).fill(0x0b),
  lanes: Array<number>(16).fill(0x0b),
  memoryLane: [0x00, 0x08, 0x0b],
  prefix: [],
};

function kindOf({ prefix, opcode }: NamedOpcode): keyof typeof KIND {
  const number = entryOf(prefix, opcode) & 31;
  return (
    (Object.keys(KIND) as (keyof typeof KIND)[]).find((name) => KIND[name] === number) ?? 'unknown'
  );
}

/** The instruction with its immediate, and the ends that close what it opens. */
function body(op: NamedOpcode): { bytes: Uint8Array; opens: boolean; closes: boolean } {
  const kind = kindOf(op);
  const opens = kind === 'block' || kind === 'tryTable';
  const closes = kind === 'end' || kind === 'delegate';
  const code = op.prefix === 0 ? [op.opcode] : [op.prefix, ...unsignedLeb(op.opcode)];
  const instruction = [...code, ...IMMEDIATES[kind]];
  const before = closes ? [0x02, 0x40] : [];
  return {
    bytes: Uint8Array.from([0, ...before, ...instruction, ...(opens ? [0x0b] : []), 0x0b]),
    opens,
    closes,
  };
}

function classOfName(name: string): number {
  const op = at(
    namedOpcodes().filter((candidate) => candidate.name === name),
    0,
  );
  return classOf(entryOf(op.prefix, op.opcode));
}

describe('the opcode table', () => {
  it('has a kind for every name and a name for every kind', () => {
    const names = new Map(namedOpcodes().map((op) => [`${op.prefix}:${op.opcode}`, op.name]));
    for (const prefix of [0, 0xfb, 0xfc, 0xfd, 0xfe]) {
      for (let opcode = 0; opcode < (prefix === 0 ? 256 : 512); opcode++) {
        const kind = kindOf({ prefix, opcode, name: '' });
        const named = names.has(`${prefix}:${opcode}`) || kind === 'prefix';
        expect(named, `0x${prefix.toString(16)} 0x${opcode.toString(16)} is ${kind}`).toBe(
          kind !== 'unknown',
        );
      }
    }
  });

  it('has no name twice', () => {
    const names = namedOpcodes().map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBeGreaterThan(550);
  });

  it.each(namedOpcodes())(
    'walks over $name and its immediate, and counts it in its class',
    (op) => {
      const { bytes, opens, closes } = body(op);
      const { fact, slot } = walkBodies([bytes]);
      expect(fact('unknownBodies')).toBe(0);
      // Every instruction is counted once: this one, the ends, and what is opened for a closing one.
      const expected = Array<number>(32).fill(0);
      const count = (sort: number): number => (expected[sort] = at(expected, sort) + 1);
      count(classOf(entryOf(op.prefix, op.opcode)));
      count(CLASS.idle);
      if (opens || closes) count(CLASS.idle);
      expect(expected.map((_, i) => slot(i))).toEqual(expected);
    },
  );

  it.each(namedOpcodes().filter((op) => kindOf(op) !== 'none' && kindOf(op) !== 'end'))(
    'reports a body that ends inside the immediate of $name',
    (op) => {
      const { bytes, opens } = body(op);
      const cut = bytes.subarray(0, bytes.length - (opens ? 3 : 2));
      expect(() => walkBodies([cut])).toThrow(/at offset 0x/);
    },
  );

  it('puts the work of hashes into its classes', () => {
    const classes = {
      xor: CLASS.xor,
      rotl: CLASS.rotate,
      rotr: CLASS.rotate,
      shl: CLASS.shift,
      shr_s: CLASS.shift,
      shr_u: CLASS.shift,
      and: CLASS.logic,
      or: CLASS.logic,
      add: CLASS.add,
      sub: CLASS.add,
      mul: CLASS.multiply,
    };
    for (const [name, sort] of Object.entries(classes)) {
      expect(classOfName(`i32.${name}`), name).toBe(sort);
      expect(classOfName(`i64.${name}`), name).toBe(sort + WIDE);
    }
    expect(classOfName('v128.xor')).toBe(CLASS.xor + VECTOR_WORK);
    for (const name of ['not', 'and', 'andnot', 'or', 'bitselect'])
      expect(classOfName(`v128.${name}`), name).toBe(CLASS.logic + VECTOR_WORK);
    for (const shape of ['i8x16', 'i16x8', 'i32x4', 'i64x2']) {
      for (const name of ['shl', 'shr_s', 'shr_u'])
        expect(classOfName(`${shape}.${name}`), shape).toBe(CLASS.shift + VECTOR_WORK);
      for (const name of ['add', 'sub'])
        expect(classOfName(`${shape}.${name}`), shape).toBe(CLASS.add + VECTOR_WORK);
    }
  });

  it('tells floats, comparisons, divisions, loads, stores and calls by their names', () => {
    const named = (name: string): number | null => {
      if (/atomic|lane|splat|extend|extract|const/.test(name)) return null;
      if (/^i(32|64)\.(eqz|eq|ne|[lg][te]_[su])$/.test(name)) return CLASS.compare;
      if (/^i(32|64)\.(div|rem)_[su]$/.test(name)) return CLASS.divide;
      if (/^[fi](32|64)\.load/.test(name)) return CLASS.load;
      if (/^[fi](32|64)\.store/.test(name)) return CLASS.store;
      if (/^(return_)?call(_indirect)?$/.test(name)) return CLASS.call;
      if (/^f(32|64)\.(add|sub|mul|div|sqrt|min|max|abs|neg|eq|lt|ceil|convert)/.test(name))
        return CLASS.float;
      return null;
    };
    let checked = 0;
    for (const { name } of namedOpcodes()) {
      const sort = named(name);
      if (sort === null) continue;
      checked++;
      expect(classOfName(name), name).toBe(sort);
    }
    expect(checked).toBeGreaterThan(80);
  });

  it('leaves locals, constants and control out of the work', () => {
    for (const name of [
      'local.get',
      'local.tee',
      'global.set',
      'i32.const',
      'f64.const',
      'v128.const',
      'br_if',
      'end',
      'drop',
      'select',
      'return',
    ]) {
      expect(classOfName(name), name).toBe(CLASS.idle);
    }
  });
});
