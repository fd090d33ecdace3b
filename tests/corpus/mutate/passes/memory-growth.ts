// The module asks for little memory and grows it at start. Against features of the declared memory (scratchpads).
import { at } from '../../../at.ts';
import { EMPTY_BLOCK, i32, make, OP } from '../instructions.ts';
import type { WasmModule } from '../module.ts';
import { NotApplicable, type Pass } from '../pass.ts';
import { runAtStart } from '../start-function.ts';

const PAGE_BYTES = 65_536;

export const memoryGrowth: Pass = (module) => {
  const [memory] = module.memories;
  const least = pagesOfData(module);
  if (!memory || least === null || memory.minPages <= least)
    throw new NotApplicable('the memory is imported, or its data fills it');
  module.memories[0] = { ...memory, minPages: least };
  runAtStart(
    module,
    [],
    [
      ...[i32(memory.minPages - least), make(OP.memoryGrow), i32(-1), make(OP.i32Eq)],
      ...[make(OP.if, EMPTY_BLOCK), make(OP.unreachable), make(OP.end)],
    ],
  );
};

/** Pages that active segments need, or null when only the host knows. */
function pagesOfData(module: WasmModule): number | null {
  let pages = 0;
  for (const { flags, offset, bytes } of module.data) {
    if (flags === 1) continue;
    const first = at(offset, 0);
    if (offset.length !== 2 || first.op !== OP.i32Const) return null;
    pages = Math.max(pages, Math.ceil(((first.a >>> 0) + bytes.length) / PAGE_BYTES));
  }
  return pages;
}
