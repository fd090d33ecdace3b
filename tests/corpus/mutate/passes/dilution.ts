// Functions of an honest module are copied in, with everything they call, until they outweigh the module. They are called
// behind a condition that never holds, or not at all. Against every share and average over a whole module.
import { at } from '../../../at.ts';
import { addSecret, alwaysFalse } from '../junk.ts';
import { EMPTY_BLOCK, f64, i32, i64, make, OP, VALUE, type Instr } from '../instructions.ts';
import {
  addFunction,
  addGlobal,
  addType,
  hasMemory,
  importedCount,
  parseModule,
  typeOfFunction,
  type Signature,
  type WasmModule,
} from '../module.ts';
import { insertBefore, NotApplicable, ownBodies, replaceEach, type Pass } from '../pass.ts';
import type { Random } from '../random.ts';

/** Copied instructions in proportion to the module's own, and their bounds. */
const SHARE = { least: 1, most: 4 };
const INSTRUCTIONS = { least: 3_000, most: 200_000 };
const MAX_CALLS = 12;

export const dilution: Pass = (module, { random, donors }) => {
  const found = donors();
  if (found.length === 0) throw new NotApplicable('no donor modules were given');
  const donor = parseModule(random.pick(found));
  const own = module.bodies.reduce((sum, { code }) => sum + code.length, 0);
  const wanted = own * (SHARE.least + (random.below(100) / 100) * (SHARE.most - SHARE.least));
  const copier = new Copier(module, donor);
  const budget = Math.min(INSTRUCTIONS.most, Math.max(INSTRUCTIONS.least, wanted));
  const callers = ownBodies(module);
  const copied = copier.copy(random, budget);
  if (copied.length === 0)
    throw new NotApplicable('the donor holds no function that can be copied');
  callBehindConditions(module, callers, copied, random);
};

function callBehindConditions(
  module: WasmModule,
  callers: ReturnType<typeof ownBodies>,
  callees: readonly number[],
  random: Random,
): void {
  const secret = addSecret(module, random);
  for (let left = MAX_CALLS; left > 0 && callers.length > 0; left--) {
    const callee = random.pick(callees);
    const { params, results } = typeOfFunction(module, callee);
    const call = [
      ...alwaysFalse(random, make(OP.globalGet, secret)),
      ...[make(OP.if, EMPTY_BLOCK), ...params.map(zeroOf), make(OP.call, callee)],
      ...[...results.map(() => make(OP.drop)), make(OP.end)],
    ];
    const { body } = random.pick(callers);
    body.code = insertBefore(body.code, new Map([[random.below(body.code.length), call]]));
  }
}

function zeroOf(type: number): Instr {
  if (type === VALUE.i32) return i32(0);
  if (type === VALUE.i64) return i64(0n);
  if (type === VALUE.f64) return f64(0);
  const payload = new Uint8Array(type === VALUE.f32 ? 4 : 16);
  return { op: type === VALUE.f32 ? OP.f32Const : OP.v128Const, a: 0, b: 0, payload };
}

/** Instructions that name things of their module which are not copied (tables, segments, tags). */
const REFUSED = new Set<number>([
  ...[0x06, 0x07, 0x08, 0x09, 0x18, 0x19, 0x25, 0x26, 0xd0, 0xd2, OP.returnCallIndirect],
  ...[0xfc0008, 0xfc0009, 0xfc000c, 0xfc000d, 0xfc000e, 0xfc000f, 0xfc0010, 0xfc0011],
]);

/** Copies functions from one module into another and gives everything they name a new index. */
class Copier {
  readonly #to: WasmModule;
  readonly #from: WasmModule;
  readonly #imported: number;
  readonly #globals = new Map<number, number>();
  readonly #stubs = new Map<string, number>();

  constructor(to: WasmModule, from: WasmModule) {
    this.#to = to;
    this.#from = from;
    this.#imported = importedCount(from, 0);
  }

  /** New indexes of the copied functions; calls to what is not copied go to stubs. */
  copy(random: Random, budget: number): number[] {
    const chosen = this.#choose(random, budget);
    const first = importedCount(this.#to, 0) + this.#to.bodies.length;
    const place = new Map(chosen.map((own, index) => [own, first + index]));
    // All functions get their index before any body is written, because they call each other.
    for (const own of chosen) {
      addFunction(this.#to, this.#typeOf(own), { locals: [], code: [make(OP.end)] });
    }
    for (const own of chosen) {
      const { locals, code } = at(this.#from.bodies, own);
      const index = (place.get(own) ?? 0) - importedCount(this.#to, 0);
      this.#to.bodies[index] = {
        locals: [...locals],
        code: replaceEach(code, (instr) => this.#moved(instr, place)),
      };
    }
    return [...place.values()];
  }

  /** Own functions of the donor in calling order from random roots, up to the budget of instructions. */
  #choose(random: Random, budget: number): number[] {
    const chosen = new Set<number>();
    let left = budget;
    const visit = (own: number): void => {
      const { code } = at(this.#from.bodies, own);
      if (chosen.has(own) || code.length > left || !this.#canCopy(code)) return;
      chosen.add(own);
      left -= code.length;
      for (const { op, a } of code)
        if (op === OP.call && a >= this.#imported) visit(a - this.#imported);
    };
    for (const own of random.shuffled(this.#from.bodies.map((_, index) => index))) {
      if (left < budget / 20) break;
      visit(own);
    }
    return [...chosen];
  }

  #canCopy(code: readonly Instr[]): boolean {
    const memory = hasMemory(this.#to);
    return code.every(({ op }) => !REFUSED.has(op) && (memory || !touchesMemory(op)));
  }

  #typeOf(own: number): Signature {
    return at(this.#from.types, at(this.#from.functions, own));
  }

  /** The instruction for its new module; null when it names nothing. */
  #moved(instr: Instr, place: ReadonlyMap<number, number>): Instr[] | null {
    const { op, a } = instr;
    if (op === OP.call || op === OP.returnCall) {
      const copy = a >= this.#imported ? place.get(a - this.#imported) : undefined;
      return [make(op, copy ?? this.#stub(typeOfFunction(this.#from, a)))];
    }
    if (op === OP.callIndirect) {
      return [make(OP.drop), make(OP.call, this.#stub(at(this.#from.types, a)))];
    }
    if (op === OP.globalGet || op === OP.globalSet) return [make(op, this.#global(a))];
    const isBlock = op === OP.block || op === OP.loop || op === OP.if;
    return isBlock && a >= 0 ? [make(op, addType(this.#to, at(this.#from.types, a)))] : null;
  }

  /** A function of that type that returns zeros. */
  #stub(type: Signature): number {
    const key = JSON.stringify(type);
    const known = this.#stubs.get(key);
    if (known !== undefined) return known;
    const code = [...type.results.map(zeroOf), make(OP.end)];
    const index = addFunction(this.#to, type, { locals: [], code });
    this.#stubs.set(key, index);
    return index;
  }

  /** A mutable global of the same type; imported ones begin at zero. */
  #global(index: number): number {
    const known = this.#globals.get(index);
    if (known !== undefined) return known;
    const imported = this.#from.imports.filter(({ kind }) => kind === 3);
    const own = this.#from.globals[index - imported.length];
    const type = own?.type ?? imported[index]?.description[0] ?? VALUE.i32;
    const literal = own?.init.length === 2 && own.init[0]?.op !== OP.globalGet ? own.init : null;
    const init = literal ?? [zeroOf(type), make(OP.end)];
    const added = addGlobal(this.#to, { type, mutable: true, init });
    this.#globals.set(index, added);
    return added;
  }
}

function touchesMemory(op: number): boolean {
  if (op >= 0x28 && op <= 0x40) return true;
  if (op >= 0xfd0000 && op <= 0xfd000b) return true;
  if (op >= 0xfd0054 && op <= 0xfd005d) return true;
  return op >= 0xfe0000 || op === 0xfc000a || op === 0xfc000b;
}
