// Code that computes nothing anybody reads: honest looking statements of several flavours, and conditions whose outcome
// only the writer knows. Statements work on locals of their own, so they can stand before any instruction.
import { sha256Rounds } from '../../../core/hash/sha256-constants.ts';
import { EMPTY_BLOCK, f64, i32, i64, make, OP, VALUE, type Instr } from './instructions.ts';
import { addGlobal, type WasmModule } from './module.ts';
import { addLocal } from './pass.ts';
import type { Random } from './random.ts';

export const FLAVOURS = ['hash', 'float', 'control'] as const;
export type Flavour = (typeof FLAVOURS)[number];

/** Indexes of the locals that junk may write. */
export interface JunkLocals {
  readonly words: readonly [number, number];
  readonly wide: number;
  readonly float: number;
}

/** Adds the locals that junk works on to an own function. */
export function addJunkLocals(module: WasmModule, own: number): JunkLocals {
  return {
    words: [addLocal(module, own, VALUE.i32), addLocal(module, own, VALUE.i32)],
    wide: addLocal(module, own, VALUE.i64),
    float: addLocal(module, own, VALUE.f64),
  };
}

/** One statement: leaves the operand stack as it was. */
export function junkStatement(random: Random, locals: JunkLocals, flavour: Flavour): Instr[] {
  if (flavour === 'hash') return random.chance(0.3) ? wideMix(random, locals) : mix(random, locals);
  return flavour === 'float' ? floatStep(random, locals) : controlStep(random, locals);
}

/** A round of a hash: rotate or shift, xor, add a constant. */
function mix(random: Random, { words }: JunkLocals): Instr[] {
  const [x, y] = random.shuffled(words);
  if (x === undefined || y === undefined) return [];
  const amount = random.between(3, 29);
  const turned = random.pick([
    [i32(amount), make(OP.i32Rotl)],
    [i32(amount), make(OP.i32Rotr)],
    [i32(amount), make(OP.i32ShrU)],
  ]);
  const added = random.chance(0.5) ? random.pick(rounds) : random.word();
  return [
    ...[make(OP.localGet, x), ...turned, make(OP.localGet, y), make(OP.i32Xor)],
    ...[i32(added), make(random.pick([OP.i32Add, OP.i32Xor])), make(OP.localSet, x)],
  ];
}

const rounds = sha256Rounds();

function wideMix(random: Random, { words, wide }: JunkLocals): Instr[] {
  return [
    ...[make(OP.localGet, wide), i64(BigInt(random.between(3, 61))), make(OP.i64Rotl)],
    ...[make(OP.localGet, words[0]), make(OP.i64ExtendI32U), make(OP.i64Xor)],
    ...[i64(random.wide()), make(random.pick([OP.i64Add, OP.i64Mul])), make(OP.localSet, wide)],
  ];
}

/** A step of a simulation or a filter. */
function floatStep(random: Random, { words, float }: JunkLocals): Instr[] {
  const value = random.pick([
    [make(OP.localGet, float), make(OP.localGet, words[0]), make(OP.f64ConvertI32S)],
    [make(OP.localGet, float), f64(random.below(1000) / 8)],
  ]);
  const step = make(random.pick([OP.f64Add, OP.f64Sub, OP.f64Mul]));
  const scale = [f64(1 / random.between(2, 64)), make(OP.f64Mul)];
  return [...value, step, ...scale, make(OP.localSet, float)];
}

/** A comparison, a choice, a small sum: what glue code is made of. */
function controlStep(random: Random, { words }: JunkLocals): Instr[] {
  const [x, y] = words;
  return [
    ...[make(OP.localGet, x), i32(random.below(64)), make(OP.i32Add), make(OP.localGet, y)],
    ...[make(OP.localGet, x), i32(random.below(256)), make(OP.i32LtU), make(OP.select)],
    make(OP.localSet, random.pick(words)),
  ];
}

/** A loop of `statements` junk statements that runs a few times. */
export function junkLoop(
  random: Random,
  locals: JunkLocals,
  flavour: Flavour,
  statements: number,
): Instr[] {
  const [counter, other] = locals.words;
  const inner: JunkLocals = { ...locals, words: [other, other] };
  const body = Array.from({ length: statements }, () => junkStatement(random, inner, flavour));
  return [
    ...[i32(random.between(2, 64)), make(OP.localSet, counter), make(OP.loop, EMPTY_BLOCK)],
    ...body.flat(),
    ...[make(OP.localGet, counter), i32(1), make(OP.i32Sub), make(OP.localTee, counter)],
    ...[make(OP.brIf, 0), make(OP.end)],
  ];
}

/** A mutable global that nobody writes, with any value: what conditions are made of. */
export function addSecret(module: WasmModule, random: Random): number {
  const init = [i32(random.word()), make(OP.end)];
  return addGlobal(module, { type: VALUE.i32, mutable: true, init });
}

/**
 * A condition that is always 1, over any value of a global or an i32 local. Number theory modulo 2^32: n(n+1) is even;
 * a square is 0 or 1 modulo 4; 7y^2 - 1 is never a square; x | 1 is never 0.
 */
export function alwaysTrue(random: Random, value: Instr): Instr[] {
  const square = [value, value, make(OP.i32Mul)];
  return random.pick([
    [
      ...[value, value, i32(1), make(OP.i32Add), make(OP.i32Mul)],
      ...[i32(1), make(OP.i32And), make(OP.i32Eqz)],
    ],
    [...square, i32(3), make(OP.i32And), i32(2), make(OP.i32LtU)],
    [...[i32(7), ...square, make(OP.i32Mul), i32(1), make(OP.i32Sub)], ...square, make(OP.i32Ne)],
    [value, i32(1), make(OP.i32Or), i32(0), make(OP.i32Ne)],
  ]);
}

/** The opposite: always 0. */
export function alwaysFalse(random: Random, value: Instr): Instr[] {
  return [...alwaysTrue(random, value), make(OP.i32Eqz)];
}
