// Conditions whose outcome is fixed but not visible: whole statements move behind a condition that always holds, with
// junk, or a damaged copy of the statements, in the other arm (bogus control flow). Against control flow graphs.
import { addJunkLocals, addSecret, alwaysTrue, FLAVOURS, junkStatement } from '../junk.ts';
import { EMPTY_BLOCK, i32, make, OP, type Instr } from '../instructions.ts';
import { NotApplicable, ownBodies, type Pass } from '../pass.ts';
import type { Random } from '../random.ts';
import { pickRegions } from '../pick-regions.ts';
import { withLabelsMoved } from '../regions.ts';

const INSTRUCTIONS_PER_SITE = 90;
const SIZES = { least: 4, most: 120 };

export const opaquePredicates: Pass = (module, { random }) => {
  const secret = addSecret(module, random);
  let wrapped = 0;
  for (const { body, own } of ownBodies(module)) {
    const count = Math.ceil(body.code.length / INSTRUCTIONS_PER_SITE);
    const regions = pickRegions(body.code, module, random, count, SIZES);
    if (regions.length === 0) continue;
    const locals = addJunkLocals(module, own);
    const code: Instr[] = [];
    let done = 0;
    for (const { from, to } of regions) {
      const region = withLabelsMoved(body.code.slice(from, to), 1);
      const other = random.chance(0.5)
        ? damaged(region, random)
        : Array.from({ length: 3 }, () =>
            junkStatement(random, locals, random.pick(FLAVOURS)),
          ).flat();
      code.push(
        ...body.code.slice(done, from),
        ...alwaysTrue(random, make(OP.globalGet, secret)),
        ...[make(OP.if, EMPTY_BLOCK), ...region, make(OP.else), ...other, make(OP.end)],
      );
      done = to;
      wrapped++;
    }
    body.code = [...code, ...body.code.slice(done)];
  }
  if (wrapped === 0) throw new NotApplicable('no statements that could be wrapped');
};

/** The same shape with other constants: never executed, so it may compute anything that is valid. */
function damaged(region: readonly Instr[], random: Random): Instr[] {
  return region.map((instr) =>
    instr.op === OP.i32Const ? i32(instr.a ^ random.below(256)) : instr,
  );
}
