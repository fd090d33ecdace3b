// Where a body can be cut: stretches of whole statements, with balanced blocks, that neither take operands from before
// them nor leave any. Passes move, wrap, copy or outline such regions. Nothing here changes a body.
import { at } from '../../at.ts';
import { closesBlock, EMPTY_BLOCK, OP, opensBlock, type Instr } from './instructions.ts';
import type { WasmModule } from './module.ts';
import { blockSignature, effectOf } from './stack-effects.ts';

/** One block of a body (or an arm of an `if`, or the body itself) and where statements begin in it. */
export interface Frame {
  /** Index of the instruction that opens it, -1 for the body. */
  readonly opener: number;
  /** Opcode of the opener; `block` for the body. */
  readonly kind: number;
  /** Indexes of instructions before which the frame's operand stack is empty; ascending. */
  readonly points: number[];
  /** Index of the `end` or `else` that closes it. */
  closer: number;
}

/** `code[from, to)` */
export interface Region {
  readonly from: number;
  readonly to: number;
}

interface Open {
  readonly frame: Frame;
  readonly base: number;
  readonly type: number;
  reachable: boolean;
}

/** All frames of a body, or none when it holds an instruction whose operands are not known. */
export function findFrames(code: readonly Instr[], module: WasmModule): Frame[] {
  const walk = new FrameWalk(module);
  for (const [index, instr] of code.entries()) {
    if (!walk.step(instr, index)) return [];
  }
  return walk.frames;
}

/** Follows the height of the operand stack through a body. */
class FrameWalk {
  readonly frames: Frame[] = [];
  readonly #module: WasmModule;
  readonly #open: Open[] = [];
  #height = 0;

  constructor(module: WasmModule) {
    this.#module = module;
    this.#push(-1, OP.block, 0, EMPTY_BLOCK);
  }

  /** False when the instruction is not understood. */
  step(instr: Instr, index: number): boolean {
    const top = at(this.#open, this.#open.length - 1);
    if (top.reachable && this.#height === top.base) top.frame.points.push(index);
    if (instr.op === OP.try) return false;
    if (opensBlock(instr)) this.#enter(instr, index);
    else if (instr.op === OP.end || instr.op === OP.else) this.#leave(top, instr, index);
    else return this.#stepOver(top, instr);
    return true;
  }

  #push(opener: number, kind: number, base: number, type: number): void {
    const frame = { opener, kind, points: [], closer: -1 };
    this.frames.push(frame);
    this.#open.push({ frame, base, type, reachable: true });
  }

  #enter(instr: Instr, index: number): void {
    const condition = instr.op === OP.if ? 1 : 0;
    this.#height -= condition;
    const base = this.#height - blockSignature(instr.a, this.#module).params.length;
    this.#push(index, instr.op, base, instr.a);
  }

  #leave({ frame, base, type }: Open, instr: Instr, index: number): void {
    frame.closer = index;
    this.#open.pop();
    const { params, results } = blockSignature(type, this.#module);
    if (instr.op === OP.else) this.#push(index, OP.if, base, type);
    this.#height = base + (instr.op === OP.else ? params : results).length;
  }

  #stepOver(top: Open, instr: Instr): boolean {
    const change = changeOf(instr, this.#module);
    if (change === null) return false;
    this.#height = top.reachable ? this.#height + change : top.base;
    if (leaves(instr)) top.reachable = false;
    return true;
  }
}

/** Change of the height, or null when it is not known. */
function changeOf(instr: Instr, module: WasmModule): number | null {
  if (leaves(instr) || instr.op === OP.nop) return 0;
  if (instr.op === OP.brIf) return -1;
  const effect = effectOf(instr, module);
  return effect ? effect.pushes - effect.pops : null;
}

/** What follows such an instruction in its block is never reached. */
export function leaves({ op }: Instr): boolean {
  return (
    op === OP.br ||
    op === OP.brTable ||
    op === OP.return ||
    op === OP.unreachable ||
    op === OP.returnCall ||
    op === OP.returnCallIndirect
  );
}

/** Whether control can leave the region other than by reaching its end (traps aside). */
export function escapes(code: readonly Instr[], { from, to }: Region): boolean {
  let nesting = 0;
  for (let i = from; i < to; i++) {
    const instr = at(code, i);
    if (opensBlock(instr)) nesting++;
    else if (closesBlock(instr)) nesting--;
    else if (instr.op === OP.return || instr.op === OP.returnCall) return true;
    else if (instr.op === OP.returnCallIndirect) return true;
    else if (highestLabel(instr) >= nesting) return true;
  }
  return false;
}

function highestLabel(instr: Instr): number {
  if (instr.op === OP.br || instr.op === OP.brIf) return instr.a;
  return instr.targets ? Math.max(...instr.targets) : -1;
}

/**
 * The instructions with every label that points at least `threshold` levels out of them moved `by` levels further out:
 * for a region that gets new blocks around it.
 */
export function withLabelsMoved(region: readonly Instr[], by: number, threshold = 0): Instr[] {
  let nesting = 0;
  return region.map((instr) => {
    if (opensBlock(instr)) nesting++;
    else if (closesBlock(instr)) nesting--;
    const moved = (label: number): number => (label >= nesting + threshold ? label + by : label);
    if (instr.op === OP.br || instr.op === OP.brIf) return { ...instr, a: moved(instr.a) };
    return instr.targets ? { ...instr, targets: instr.targets.map(moved) } : instr;
  });
}
