// The same things in another order: local variables of a function, functions of a module. Against fingerprints of bytes.
import { at } from '../../../at.ts';
import { make, OP, type Instr } from '../instructions.ts';
import { importedCount, type ElementSegment, type WasmModule } from '../module.ts';
import { NotApplicable, ownBodies, paramsOf, type Pass } from '../pass.ts';
import { withoutNames } from './custom-sections.ts';

export const localShuffle: Pass = (module, { random }) => {
  let changed = 0;
  for (const { body, own } of ownBodies(module)) {
    const first = paramsOf(module, own).length;
    if (body.locals.length < 2) continue;
    const order = random.shuffled(body.locals.map((_, index) => index));
    const place = new Map(order.map((old, index) => [old, index]));
    body.locals = order.map((old) => at(body.locals, old));
    body.code = body.code.map((instr) => {
      const isLocal = instr.op >= OP.localGet && instr.op <= OP.localTee;
      if (!isLocal || instr.a < first) return instr;
      return make(instr.op, first + (place.get(instr.a - first) ?? 0));
    });
    changed++;
  }
  if (changed === 0) throw new NotApplicable('no function with two locals');
};

export const functionOrder: Pass = (module, { random }) => {
  if (module.bodies.length < 2) throw new NotApplicable('fewer than two functions');
  const order = random.shuffled(module.bodies.map((_, own) => own));
  const place = new Map(order.map((old, index) => [old, index]));
  const imported = importedCount(module, 0);
  const moved = (index: number): number =>
    index < imported ? index : imported + (place.get(index - imported) ?? 0);
  module.bodies = order.map((old) => at(module.bodies, old));
  module.functions = order.map((old) => at(module.functions, old));
  renumber(module, moved);
  withoutNames(module);
};

/** Gives every mention of a function its new index. */
function renumber(module: WasmModule, moved: (index: number) => number): void {
  const inCode = (code: readonly Instr[]): Instr[] =>
    code.map((instr) =>
      instr.op === OP.call || instr.op === OP.returnCall || instr.op === OP.refFunc
        ? make(instr.op, moved(instr.a))
        : instr,
    );
  const inElements = (segment: ElementSegment): ElementSegment => ({
    ...segment,
    functions: segment.functions.map(moved),
    expressions: segment.expressions.map(inCode),
  });
  for (const body of module.bodies) body.code = inCode(body.code);
  module.elements = module.elements.map(inElements);
  module.globals = module.globals.map((global) => ({ ...global, init: inCode(global.init) }));
  module.exports = module.exports.map((one) =>
    one.kind === 0 ? { ...one, index: moved(one.index) } : one,
  );
  if (module.start !== null) module.start = moved(module.start);
}
