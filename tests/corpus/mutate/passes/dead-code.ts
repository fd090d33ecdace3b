// Code that is never needed: junk between the statements of real functions (some of it runs, on locals of its own; most
// stands behind a condition that never holds), and whole functions that nobody calls or that are called behind such a
// condition. Against detectors that count instructions or take ratios over a function or a module.
import {
  addJunkLocals,
  addSecret,
  alwaysFalse,
  FLAVOURS,
  junkLoop,
  junkStatement,
  type Flavour,
} from '../junk.ts';
import { EMPTY_BLOCK, make, OP, VALUE, type Instr } from '../instructions.ts';
import { addFunction, type WasmModule } from '../module.ts';
import { insertBefore, NotApplicable, ownBodies, type Pass } from '../pass.ts';
import type { Random } from '../random.ts';

/** One place for junk in about so many instructions. */
const INSTRUCTIONS_PER_SITE = 60;
const MAX_SITES = 400;
const SHORTEST_BODY = 12;

/** Junk of one flavour in every function that is not tiny. */
export function deadCode(flavour: Flavour): Pass {
  return (module, { random }) => {
    const secret = addSecret(module, random);
    const bodies = ownBodies(module).filter(({ body }) => body.code.length >= SHORTEST_BODY);
    if (bodies.length === 0) throw new NotApplicable('no function is large enough for dead code');
    for (const { body, own } of bodies) {
      const locals = addJunkLocals(module, own);
      const wanted = Math.ceil(body.code.length / INSTRUCTIONS_PER_SITE);
      const sites = new Map<number, Instr[]>();
      for (let left = Math.min(wanted, MAX_SITES); left > 0; left--) {
        const lines = random.between(1, 3);
        const runs = random.chance(0.35);
        const short = Array.from({ length: lines }, () => junkStatement(random, locals, flavour));
        const guarded = (): Instr[] => [
          ...alwaysFalse(random, make(OP.globalGet, secret)),
          make(OP.if, EMPTY_BLOCK),
          ...junkLoop(random, locals, flavour, random.between(2, 8)),
          make(OP.end),
        ];
        sites.set(random.below(body.code.length), runs ? short.flat() : guarded());
      }
      body.code = insertBefore(body.code, sites);
    }
  };
}

/** Appends functions of junk: as many as a quarter of the module's own, at least 4, with one flavour each. */
export const deadFunctions: Pass = (module, { random }) => {
  const secret = addSecret(module, random);
  const count = Math.min(60, Math.max(4, Math.ceil(module.bodies.length / 4)));
  const callers = ownBodies(module).filter(({ body }) => body.code.length >= SHORTEST_BODY);
  for (let left = count; left > 0; left--) {
    const callee = addJunkFunction(module, random);
    if (callers.length === 0 || random.chance(0.4)) continue;
    const { body } = random.pick(callers);
    const call = [
      ...alwaysFalse(random, make(OP.globalGet, secret)),
      ...[make(OP.if, EMPTY_BLOCK), make(OP.call, callee), make(OP.end)],
    ];
    body.code = insertBefore(body.code, new Map([[random.below(body.code.length), call]]));
  }
};

/** A function without parameters, of straight stretches and loops. */
function addJunkFunction(module: WasmModule, random: Random): number {
  const flavour = random.pick(FLAVOURS);
  const locals = { words: [0, 1], wide: 2, float: 3 } as const;
  const parts = Array.from({ length: random.between(4, 24) }, () =>
    random.chance(0.4)
      ? junkLoop(random, locals, flavour, random.between(3, 20))
      : junkStatement(random, locals, flavour),
  );
  return addFunction(
    module,
    { params: [], results: [] },
    { locals: [VALUE.i32, VALUE.i32, VALUE.i64, VALUE.f64], code: [...parts.flat(), make(OP.end)] },
  );
}
