// Work that has to be done before anybody calls into the module: it runs first, then the start function that was there.
import { make, OP, type Instr } from './instructions.ts';
import { addFunction, type WasmModule } from './module.ts';

/** Makes the code (without `end`) run at start, before the present start function. */
export function runAtStart(module: WasmModule, locals: number[], code: readonly Instr[]): void {
  const then = module.start === null ? [] : [make(OP.call, module.start)];
  module.start = addFunction(
    module,
    { params: [], results: [] },
    { locals, code: [...code, ...then, make(OP.end)] },
  );
}
