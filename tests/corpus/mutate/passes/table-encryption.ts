// Data segments are stored encrypted and decoded in memory by a start function, before anything else runs. Passive
// segments are decoded where they are copied into memory. Against everything that looks for tables in data.
import { at } from '../../../at.ts';
import { EMPTY_BLOCK, i32, make, OP, VALUE, type Instr } from '../instructions.ts';
import { addFunction, type DataSegment, type WasmModule } from '../module.ts';
import { addLocal, NotApplicable, ownBodies, replaceEach, type Pass } from '../pass.ts';
import { rewritableSegments } from '../data-places.ts';
import type { Random } from '../random.ts';
import { runAtStart } from '../start-function.ts';

const LEAST_BYTES = 16;

/** A byte cipher: key byte k(i) = (a * i + b) >> 8, combined with xor or addition. */
interface Cipher {
  readonly step: number;
  readonly seed: number;
  readonly adds: boolean;
}

export const tableEncryption: Pass = (module, { random }) => {
  const cipher = {
    step: random.word() | 1,
    seed: random.word(),
    adds: random.chance(0.5),
  };
  const active = rewritableSegments(module, LEAST_BYTES);
  const passive = passiveSegments(module);
  if (active.length + passive.size === 0)
    throw new NotApplicable('no data that could be encrypted');
  const decode = addDecoder(module, cipher, random);
  const calls: Instr[] = [];
  for (const index of active) {
    const { offset, bytes } = at(module.data, index);
    calls.push(...offset.slice(0, -1), i32(bytes.length), i32(0), make(OP.call, decode));
  }
  if (calls.length > 0) runAtStart(module, [], calls);
  decodeWhereCopied(module, decode, passive);
  for (const index of [...active, ...passive]) {
    const segment = at(module.data, index);
    module.data[index] = { ...segment, bytes: encrypted(segment.bytes, cipher) };
  }
};

function passiveSegments(module: WasmModule): Set<number> {
  const isPassive = ({ flags, bytes }: DataSegment): boolean =>
    flags === 1 && bytes.length >= LEAST_BYTES;
  return new Set(module.data.flatMap((segment, index) => (isPassive(segment) ? [index] : [])));
}

function encrypted(bytes: Uint8Array, { step, seed, adds }: Cipher): Uint8Array {
  return bytes.map((byte, i) => {
    const key = (Math.imul(step, i) + seed) >>> 8;
    return adds ? byte - key : byte ^ key;
  });
}

/** Parameters: address, count, place of the first byte in its segment. */
function addDecoder(module: WasmModule, cipher: Cipher, random: Random): number {
  const [address, count, place] = [0, 1, 2];
  const key = [
    ...[i32(cipher.step), make(OP.localGet, place), make(OP.i32Mul), i32(cipher.seed)],
    ...[make(OP.i32Add), i32(8), make(OP.i32ShrU)],
  ];
  const increments = random
    .shuffled([address, place])
    .flatMap((local) => [
      make(OP.localGet, local),
      i32(1),
      make(OP.i32Add),
      make(OP.localSet, local),
    ]);
  const code = [
    ...[make(OP.block, EMPTY_BLOCK), make(OP.localGet, count), make(OP.i32Eqz), make(OP.brIf, 0)],
    ...[make(OP.loop, EMPTY_BLOCK), make(OP.localGet, address), make(OP.localGet, address)],
    ...[make(OP.i32Load8U), ...key, make(cipher.adds ? OP.i32Add : OP.i32Xor), make(OP.i32Store8)],
    ...increments,
    ...[make(OP.localGet, count), i32(1), make(OP.i32Sub), make(OP.localTee, count)],
    ...[make(OP.brIf, 0), make(OP.end), make(OP.end), make(OP.end)],
  ];
  const params = [VALUE.i32, VALUE.i32, VALUE.i32];
  return addFunction(module, { params, results: [] }, { locals: [], code });
}

/** `memory.init` takes address, place and count: they are kept, then handed to the decoder. */
function decodeWhereCopied(
  module: WasmModule,
  decode: number,
  segments: ReadonlySet<number>,
): void {
  const isCopy = (instr: Instr): boolean => instr.op === OP.memoryInit && segments.has(instr.a);
  for (const { body, own } of ownBodies(module)) {
    if (!body.code.some(isCopy)) continue;
    const [address, place, count] = [0, 0, 0].map(() => addLocal(module, own, VALUE.i32));
    if (address === undefined || place === undefined || count === undefined) continue;
    const get = (local: number): Instr => make(OP.localGet, local);
    body.code = replaceEach(body.code, (instr) =>
      isCopy(instr)
        ? [
            ...[make(OP.localSet, count), make(OP.localSet, place), make(OP.localTee, address)],
            ...[get(place), get(count), instr],
            ...[get(address), get(count), get(place), make(OP.call, decode)],
          ]
        : null,
    );
  }
}
