// Which modules can lose their 64-bit integers without anybody outside noticing: no such value passes to or from the host,
// and nothing is in them that the lowering cannot do (vectors, atomics).
import { at } from '../../at.ts';
import { VALUE } from './instructions.ts';
import { parseModule, typeOfFunction, type Signature, type WasmModule } from './module.ts';
import { NotApplicable } from './pass.ts';

const FIRST_VECTOR_OR_ATOMIC = 0xfd0000;
const FIRST_REINTERPRET = 0xbc;
const LAST_REINTERPRET = 0xbf;

/** Throws `NotApplicable` when lowering would change the module's interface or fail. */
export function checkCanLower(bytes: Uint8Array): void {
  const module = parseModule(bytes);
  const code = module.bodies.flatMap((body) => body.code);
  if (code.some(({ op }) => op >= FIRST_VECTOR_OR_ATOMIC))
    throw new NotApplicable('vectors and atomics cannot be lowered');
  if (code.some(({ op }) => op >= FIRST_REINTERPRET && op <= LAST_REINTERPRET))
    throw new NotApplicable('reinterpreted floats need help of the host');
  if (!code.some(({ wide }) => wide !== undefined))
    throw new NotApplicable('there are no 64-bit integers');
  if (interfaceOf(module).some(isWide))
    throw new NotApplicable('64-bit integers pass to or from the host');
}

/** Throws `NotApplicable` when the lowered module asks its host for what the original did not. */
export function checkSameImports(original: Uint8Array, lowered: Uint8Array): void {
  const names = ({ imports }: WasmModule): string[] =>
    imports.map(({ module, field }) => `${module} ${field}`);
  const known = names(parseModule(original));
  const added = names(parseModule(lowered)).filter((name) => !known.includes(name));
  if (added.length > 0) throw new NotApplicable(`lowering needs the imports ${added.join(', ')}`);
}

/** Types of all functions that the host gives or takes. */
function interfaceOf(module: WasmModule): Signature[] {
  const given = module.imports.filter(({ kind }) => kind === 0).map(({ type }) => type);
  const taken = module.exports.filter(({ kind }) => kind === 0);
  return [
    ...given.map((type) => at(module.types, type)),
    ...taken.map(({ index }) => typeOfFunction(module, index)),
  ];
}

function isWide({ params, results }: Signature): boolean {
  return params.includes(VALUE.i64) || results.includes(VALUE.i64);
}
