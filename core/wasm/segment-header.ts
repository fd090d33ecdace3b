// Finds where the bytes of a data segment begin: behind its flags, memory index and offset expression. It evaluates
// nothing. The window may end early; that is told apart from malformed input by the offset of the error.
import { unsignedAt } from './leb128.ts';
import { WasmFormatError } from './errors.ts';
import { skipImmediate, skipIndex } from './immediates.ts';
import { KIND_SHIFT, KIND, opcodeTable, prefixedEntry } from './opcodes.ts';

/** Position of the segment's size, or null when the window ends first. Throws `WasmFormatError`. */
export function segmentHeaderEnd(
  bytes: Uint8Array,
  at: number,
  end: number,
  base: number,
): number | null {
  try {
    const next = skipIndex(bytes, at, end, base);
    const flags = unsignedAt(bytes, at, next);
    if (flags > 2) throw new WasmFormatError('unknown data segment flags', base + at);
    if (flags === 1) return next;
    const expression = flags === 2 ? skipIndex(bytes, next, end, base) : next;
    return skipExpression(bytes, expression, end, base);
  } catch (error) {
    if (error instanceof WasmFormatError && error.offset === base + end) return null;
    throw error;
  }
}

/** A constant expression: it holds no blocks, so that the first `end` is its last instruction. */
function skipExpression(bytes: Uint8Array, at: number, end: number, base: number): number {
  let p = at;
  while (p < end) {
    const from = p++;
    let entry = opcodeTable()[bytes[from]!]!;
    if (entry >> KIND_SHIFT === KIND.prefix) {
      p = skipIndex(bytes, from + 1, end, base);
      entry = prefixedEntry(bytes[from]!, unsignedAt(bytes, from + 1, p));
    }
    const kind = entry >> KIND_SHIFT;
    if (kind === KIND.end) return p;
    p = kind === KIND.block ? -1 : skipImmediate(kind, bytes, p, end, base);
    if (p < 0) throw new WasmFormatError('not a constant expression', base + from);
  }
  throw new WasmFormatError('unexpected end', base + end);
}
