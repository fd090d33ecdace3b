// Stretches of statements move into functions of their own: the locals that they read become parameters, those that they
// write become results. Against features per function. The reverse, merging, is in function-merging.ts.
import { at } from '../../../at.ts';
import { make, OP, type Instr } from '../instructions.ts';
import { addFunction, type Body, type WasmModule } from '../module.ts';
import { NotApplicable, ownBodies, paramsOf, type Pass } from '../pass.ts';
import { pickRegions } from '../pick-regions.ts';
import { closesBlock, opensBlock } from '../instructions.ts';
import { escapes, type Region } from '../regions.ts';

const INSTRUCTIONS_PER_SITE = 250;
const SIZES = { least: 12, most: 600 };
const MAX_PARAMS = 24;
const MAX_RESULTS = 6;

export const functionSplitting: Pass = (module, { random }) => {
  let moved = 0;
  for (const { body, own } of ownBodies(module)) {
    const types = [...paramsOf(module, own), ...body.locals];
    const count = Math.ceil(body.code.length / INSTRUCTIONS_PER_SITE);
    const plans = new Map<number, Plan>();
    const regions = pickRegions(body.code, module, random, count, SIZES, (region) => {
      const plan = escapes(body.code, region) ? null : planFor(body.code, region);
      if (plan) plans.set(region.from, plan);
      return plan !== null;
    });
    const code: Instr[] = [];
    let done = 0;
    for (const { from, to } of regions) {
      const plan = plans.get(from);
      if (!plan) continue;
      code.push(...body.code.slice(done, from));
      code.push(...outlined(module, body.code.slice(from, to), plan, types));
      done = to;
      moved++;
    }
    body.code = [...code, ...body.code.slice(done)];
  }
  if (moved === 0) throw new NotApplicable('no statements that could become a function');
};

/** Locals of the old function, by what they become in the new one. */
interface Plan {
  readonly params: readonly number[];
  readonly results: readonly number[];
  /** Used nowhere else and written before they are read. */
  readonly inner: readonly number[];
}

function planFor(code: readonly Instr[], region: Region): Plan | null {
  const { used, written, writtenFirst } = localsIn(code, region);
  const inner = writtenFirst.length > 0 ? onlyInside(code, region, writtenFirst) : [];
  const outer = (locals: ReadonlySet<number>): number[] =>
    [...locals].filter((local) => !inner.includes(local)).sort((a, b) => a - b);
  const params = outer(used);
  const results = outer(written);
  const fits = params.length <= MAX_PARAMS && results.length <= MAX_RESULTS;
  return fits ? { params, results, inner } : null;
}

interface LocalsOfRegion {
  readonly used: ReadonlySet<number>;
  readonly written: ReadonlySet<number>;
  /** Written, outside inner blocks, before anything else happens to them. */
  readonly writtenFirst: readonly number[];
}

function localsIn(code: readonly Instr[], { from, to }: Region): LocalsOfRegion {
  const used = new Set<number>();
  const written = new Set<number>();
  const writtenFirst: number[] = [];
  let nesting = 0;
  for (let i = from; i < to; i++) {
    const instr = at(code, i);
    if (opensBlock(instr)) nesting++;
    else if (closesBlock(instr)) nesting--;
    if (!isLocal(instr)) continue;
    if (instr.op !== OP.localGet) {
      written.add(instr.a);
      if (nesting === 0 && !used.has(instr.a)) writtenFirst.push(instr.a);
    }
    used.add(instr.a);
  }
  return { used, written, writtenFirst };
}

/** Those of the locals that the rest of the function never mentions. */
function onlyInside(
  code: readonly Instr[],
  { from, to }: Region,
  locals: readonly number[],
): number[] {
  const elsewhere = new Set<number>();
  for (const [index, instr] of code.entries()) {
    if ((index < from || index >= to) && isLocal(instr)) elsewhere.add(instr.a);
  }
  return locals.filter((local) => !elsewhere.has(local));
}

function isLocal({ op }: Instr): boolean {
  return op === OP.localGet || op === OP.localSet || op === OP.localTee;
}

/** Makes the new function and returns what stands in the region's place. */
function outlined(
  module: WasmModule,
  region: readonly Instr[],
  plan: Plan,
  types: readonly number[],
): Instr[] {
  const { params, results, inner } = plan;
  const place = new Map([...params, ...inner].map((local, index) => [local, index]));
  const moved = (instr: Instr): Instr =>
    isLocal(instr) ? make(instr.op, place.get(instr.a) ?? 0) : instr;
  const typed = (locals: readonly number[]): number[] => locals.map((local) => at(types, local));
  const gets = results.map((local) => make(OP.localGet, place.get(local) ?? 0));
  const body: Body = {
    locals: typed(inner),
    code: [...region.map(moved), ...gets, make(OP.end)],
  };
  const index = addFunction(module, { params: typed(params), results: typed(results) }, body);
  return [
    ...params.map((local) => make(OP.localGet, local)),
    make(OP.call, index),
    ...[...results].reverse().map((local) => make(OP.localSet, local)),
  ];
}
