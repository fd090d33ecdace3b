// Data segments become instructions: a start function stores the words, so that tables stand in operands of the code and
// the data section is empty or small. With constant splitting after it, the words stand nowhere.
import { at } from '../../../at.ts';
import { rewritableSegments } from '../data-places.ts';
import { i32, i64, make, OP, type Instr } from '../instructions.ts';
import type { WasmModule } from '../module.ts';
import { NotApplicable, type Pass } from '../pass.ts';
import { runAtStart } from '../start-function.ts';

const LEAST_BYTES = 64;
const MAX_BYTES = 64 * 1024;
const WORD_BYTES = 8;

export const dataInCode: Pass = (module, { random }) => {
  const code: Instr[] = [];
  let moved = 0;
  for (const index of random.shuffled(rewritableSegments(module, LEAST_BYTES))) {
    const { bytes } = at(module.data, index);
    if (moved + bytes.length > MAX_BYTES) continue;
    moved += bytes.length;
    code.push(...random.shuffled(stores(module, index)).flat());
    module.data[index] = { ...at(module.data, index), bytes: new Uint8Array(0) };
  }
  if (code.length === 0) throw new NotApplicable('no data segment that fits into code');
  runAtStart(module, [], code);
};

/** One store for every 8 bytes that are not zero; the last ones byte by byte. */
function stores(module: WasmModule, index: number): Instr[][] {
  const { offset, bytes } = at(module.data, index);
  const base = offset.slice(0, -1);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const found: Instr[][] = [];
  let place = 0;
  for (; place + WORD_BYTES <= bytes.length; place += WORD_BYTES) {
    const word = view.getBigInt64(place, true);
    if (word !== 0n) found.push([...base, i64(word), make(OP.i64Store, 0, place)]);
  }
  for (; place < bytes.length; place++) {
    found.push([...base, i32(at(bytes, place)), make(OP.i32Store8, 0, place)]);
  }
  return found;
}
