// Loops with their body twice: unrolled (two rounds per jump) or peeled (the first round before the loop). Against counts
// of loops and of instructions per loop.
import { EMPTY_BLOCK, make, OP, type Instr } from '../instructions.ts';
import type { Body, WasmModule } from '../module.ts';
import { NotApplicable, ownBodies, type Pass } from '../pass.ts';
import type { Random } from '../random.ts';
import { findFrames, withLabelsMoved, type Frame } from '../regions.ts';

const SHARE = 0.7;
const MOST_INSTRUCTIONS = 1_500;

export const loopUnrolling: Pass = (module, { random }) => {
  let changed = 0;
  for (const { body } of ownBodies(module)) changed += unrollIn(body, module, random);
  if (changed === 0) throw new NotApplicable('no loop that could be unrolled');
};

/** Innermost loops without parameters and results, last ones first so that indexes before them stay right. */
function unrollIn(body: Body, module: WasmModule, random: Random): number {
  const frames = findFrames(body.code, module);
  const loops = frames.filter(
    (frame) => isSimpleLoop(frame, body.code) && isInnermost(frame, frames),
  );
  let changed = 0;
  for (const { opener, closer } of loops.reverse()) {
    if (!random.chance(SHARE)) continue;
    const inside = body.code.slice(opener + 1, closer);
    const twice = random.chance(0.5) ? unrolled(inside) : peeled(inside);
    body.code.splice(opener, closer + 1 - opener, ...twice);
    changed++;
  }
  return changed;
}

function isSimpleLoop({ kind, opener, closer }: Frame, code: readonly Instr[]): boolean {
  const short = closer - opener <= MOST_INSTRUCTIONS;
  return kind === OP.loop && short && code[opener]?.a === EMPTY_BLOCK;
}

function isInnermost(loop: Frame, frames: readonly Frame[]): boolean {
  return !frames.some(
    ({ kind, opener }) => kind === OP.loop && opener > loop.opener && opener < loop.closer,
  );
}

/**
 * block out; loop; block next; B; br out; end; B; end; end
 * In the first copy "again" is the end of `next`, in the second the loop itself. Labels beyond move out.
 */
function unrolled(inside: readonly Instr[]): Instr[] {
  return [
    ...[make(OP.block, EMPTY_BLOCK), make(OP.loop, EMPTY_BLOCK), make(OP.block, EMPTY_BLOCK)],
    ...withLabelsMoved(inside, 2, 1),
    ...[make(OP.br, 2), make(OP.end)],
    ...withLabelsMoved(inside, 1, 1),
    ...[make(OP.end), make(OP.end)],
  ];
}

/** block out; block next; B; br out; end; loop; B; end; end */
function peeled(inside: readonly Instr[]): Instr[] {
  return [
    ...[make(OP.block, EMPTY_BLOCK), make(OP.block, EMPTY_BLOCK)],
    ...withLabelsMoved(inside, 1, 1),
    ...[make(OP.br, 1), make(OP.end), make(OP.loop, EMPTY_BLOCK)],
    ...withLabelsMoved(inside, 1, 1),
    ...[make(OP.end), make(OP.end)],
  ];
}
