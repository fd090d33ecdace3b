// Finds where the bytes of a data segment begin: behind its flags, memory index and offset expression. It evaluates
// nothing. The window may end early; that is told apart from malformed input by the offset of the error.
import { skipSigned, unsignedAt } from './leb128.ts';
import { WasmFormatError } from './errors.ts';
import { skipIndex } from './items.ts';
import { KIND, kindOf, opcodeTable } from './opcodes.ts';

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

/** A constant expression that gives an address: constants, globals and what is computed of them, then `end`. */
function skipExpression(bytes: Uint8Array, at: number, end: number, base: number): number {
  let p = at;
  while (p < end) {
    const from = p++;
    const kind = kindOf(opcodeTable()[bytes[from]!]!);
    if (kind === KIND.end) return p;
    if (kind === KIND.index) p = skipIndex(bytes, p, end, base);
    else if (kind === KIND.i32) p = skipSigned(bytes, p, end, 32, base);
    else if (kind === KIND.i64) p = skipSigned(bytes, p, end, 64, base);
    else if (kind !== KIND.none)
      throw new WasmFormatError('not a constant expression', base + from);
  }
  throw new WasmFormatError('unexpected end', base + end);
}
