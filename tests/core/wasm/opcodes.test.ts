// The opcode table, its names and the walk must say the same of every opcode: kinds are literals in the walk, names
// live apart from the table, and wabt knows the mnemonics on its own.
import { describe, expect, it } from 'vitest';
import { newBodyFacts, walkBody } from '../../../core/wasm/body-walk.ts';
import { namedOpcodes, type NamedOpcode } from '../../../core/wasm/opcode-names.ts';
import {
  CLASS,
  CLASS_SHIFT,
  KIND_SHIFT,
  KIND,
  opcodeTable,
  prefixedEntry,
} from '../../../core/wasm/opcodes.ts';
import { at } from '../../at.ts';
import { unsignedLeb } from './wasm-bytes.ts';

const NO_SINK = { word(): void {} };

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
  const entry = prefix === 0 ? at(opcodeTable(), opcode) : prefixedEntry(prefix, opcode);
  const number = entry >> KIND_SHIFT;
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

function classOf(name: string): number {
  const op = at(
    namedOpcodes().filter((candidate) => candidate.name === name),
    0,
  );
  const entry =
    op.prefix === 0 ? at(opcodeTable(), op.opcode) : prefixedEntry(op.prefix, op.opcode);
  return (entry >> CLASS_SHIFT) & 15;
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

  it.each(namedOpcodes())('walks over $name and its immediate', (op) => {
    const { bytes } = body(op);
    const facts = newBodyFacts();
    walkBody(bytes, 0, bytes.length, 0, facts, NO_SINK);
    expect(facts.unknownAt).toBeNull();
    const entry =
      op.prefix === 0 ? at(opcodeTable(), op.opcode) : prefixedEntry(op.prefix, op.opcode);
    expect(facts.counts[(entry >> CLASS_SHIFT) & 15]).toBeGreaterThan(0);
  });

  it.each(namedOpcodes().filter((op) => kindOf(op) !== 'none' && kindOf(op) !== 'end'))(
    'reports a body that ends inside the immediate of $name',
    (op) => {
      const { bytes, opens } = body(op);
      const cut = bytes.subarray(0, bytes.length - (opens ? 3 : 2));
      expect(() => walkBody(cut, 0, cut.length, 0, newBodyFacts(), NO_SINK)).toThrow(
        /at offset 0x/,
      );
    },
  );

  it('puts the work of hashes into its classes', () => {
    for (const type of ['i32', 'i64']) {
      for (const name of ['xor', 'rotl', 'rotr'])
        expect(classOf(`${type}.${name}`), name).toBe(CLASS.folding);
      for (const name of ['shl', 'shr_s', 'shr_u'])
        expect(classOf(`${type}.${name}`), name).toBe(CLASS.shift);
      for (const name of ['add', 'mul', 'and', 'load', 'eqz'])
        expect(classOf(`${type}.${name}`), name).toBe(CLASS.work);
    }
    expect(classOf('v128.xor')).toBe(CLASS.folding);
    for (const shape of ['i8x16', 'i16x8', 'i32x4', 'i64x2']) {
      for (const name of ['shl', 'shr_s', 'shr_u'])
        expect(classOf(`${shape}.${name}`), shape).toBe(CLASS.shift);
    }
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
      expect(classOf(name), name).toBe(CLASS.idle);
    }
  });
});
