// Instructions that do nothing (nop, empty blocks, values made and dropped) and blocks around statements. Against n-grams
// of opcodes and pictures of bytes.
import { make, EMPTY_BLOCK, i32, OP, type Instr } from '../instructions.ts';
import { insertBefore, NotApplicable, ownBodies, type Pass } from '../pass.ts';
import { pickRegions } from '../pick-regions.ts';
import type { Random } from '../random.ts';
import { withLabelsMoved } from '../regions.ts';

const INSTRUCTIONS_PER_SITE = 40;
const MAX_SITES = 2_000;
const SIZES = { least: 2, most: 400 };

export const blockWrapping: Pass = (module, { random }) => {
  let changed = 0;
  for (const { body } of ownBodies(module)) {
    if (body.code.length < SIZES.least * 2) continue;
    const wanted = Math.min(MAX_SITES, Math.ceil(body.code.length / INSTRUCTIONS_PER_SITE));
    const regions = pickRegions(body.code, module, random, Math.ceil(wanted / 3), SIZES);
    const code: Instr[] = [];
    let done = 0;
    for (const { from, to } of regions) {
      code.push(...body.code.slice(done, from), make(OP.block, EMPTY_BLOCK));
      code.push(...withLabelsMoved(body.code.slice(from, to), 1), make(OP.end));
      done = to;
    }
    code.push(...body.code.slice(done));
    const sites = new Map<number, Instr[]>();
    for (let left = wanted; left > 0; left--) sites.set(random.below(code.length), nothing(random));
    body.code = insertBefore(code, sites);
    changed++;
  }
  if (changed === 0) throw new NotApplicable('no function large enough');
};

function nothing(random: Random): Instr[] {
  return random.pick([
    [make(OP.nop)],
    [make(OP.block, EMPTY_BLOCK), make(OP.end)],
    [i32(random.below(1000)), make(OP.drop)],
    [make(OP.block, EMPTY_BLOCK), i32(0), make(OP.brIf, 0), make(OP.end)],
  ]);
}
