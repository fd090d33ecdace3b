// Statements of a block become cases of one switch in a loop, in another order, driven by a state variable: what LLVM's
// and Tigress's control flow flattening do. Against control flow graphs and the nesting of loops.
import { at } from '../../../at.ts';
import { EMPTY_BLOCK, i32, make, OP, VALUE, type Instr } from '../instructions.ts';
import type { Body, WasmModule } from '../module.ts';
import { addLocal, NotApplicable, ownBodies, type Pass } from '../pass.ts';
import type { Random } from '../random.ts';
import { findFrames, withLabelsMoved, type Frame } from '../regions.ts';

const MIN_CASES = 3;
const MAX_CASES = 40;
/** Frames of one function that are flattened, outermost first. */
const MAX_FRAMES = 6;

export const controlFlowFlattening: Pass = (module, { random }) => {
  let changed = 0;
  for (const { body, own } of ownBodies(module)) {
    for (let left = MAX_FRAMES; left > 0; left--) {
      if (!flattenOne(module, body, own, random)) break;
      changed++;
    }
  }
  if (changed === 0) throw new NotApplicable('no block with enough statements');
};

/** Flattens one frame that has not been flattened; false when there is none. */
function flattenOne(module: WasmModule, body: Body, own: number, random: Random): boolean {
  const frames = findFrames(body.code, module).filter(
    ({ points, opener }) => points.length > MIN_CASES && !isSwitch(body.code, opener),
  );
  if (frames.length === 0) return false;
  const frame = random.pick(frames);
  const cuts = cutsOf(frame, random);
  const state = addLocal(module, own, VALUE.i32);
  const code = switchOf(body.code, cuts, state, random);
  body.code.splice(at(cuts, 0), at(cuts, cuts.length - 1) - at(cuts, 0), ...code);
  return true;
}

/** Whether the frame is a block of an earlier switch: its case blocks lead to a br_table. */
function isSwitch(code: readonly Instr[], opener: number): boolean {
  if (opener < 0) return false;
  let next = opener + 1;
  while (code[next]?.op === OP.block || code[next]?.op === OP.loop) next++;
  return code[next]?.op === OP.localGet && code[next + 1]?.op === OP.brTable;
}

/** Ascending instruction indexes; a case lies between each two. */
function cutsOf({ points }: Frame, random: Random): number[] {
  const inner = random
    .shuffled(points.slice(1, -1))
    .slice(0, random.between(MIN_CASES - 1, MAX_CASES - 1));
  return [at(points, 0), ...inner.sort((a, b) => a - b), at(points, points.length - 1)];
}

/**
 * block out; loop again; block n-1 … block 0; br_table; end; case; next state; br again; end; case … end; end
 * The case behind the end of block i lies in n-1-i further case blocks, the loop and `out`.
 */
function switchOf(
  code: readonly Instr[],
  cuts: readonly number[],
  state: number,
  random: Random,
): Instr[] {
  const count = cuts.length - 1;
  const order = random.shuffled(Array.from({ length: count }, (_, index) => index));
  const numberOf = (index: number): number => order.indexOf(index);
  const open = Array.from({ length: count }, () => make(OP.block, EMPTY_BLOCK));
  const out: Instr[] = [
    ...[i32(numberOf(0)), make(OP.localSet, state)],
    ...[make(OP.block, EMPTY_BLOCK), make(OP.loop, EMPTY_BLOCK), ...open],
    make(OP.localGet, state),
    { op: OP.brTable, a: 0, b: 0, targets: [...order.keys(), 0] },
  ];
  for (const [place, index] of order.entries()) {
    const around = count - 1 - place;
    out.push(make(OP.end));
    out.push(...withLabelsMoved(code.slice(cuts[index], cuts[index + 1]), around + 2));
    if (index === count - 1) out.push(make(OP.br, around + 1));
    else out.push(i32(numberOf(index + 1)), make(OP.localSet, state), make(OP.br, around));
  }
  return [...out, make(OP.end), make(OP.end)];
}
