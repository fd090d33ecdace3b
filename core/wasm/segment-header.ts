// Finds where the bytes of a data segment begin: behind its flags, memory index and offset expression. It evaluates
// nothing. The window may end early; that is told apart from malformed input by the offset of the error.
import { skipSigned, skipUnsigned, unsignedAt } from './byte-reader.ts';
import { WasmFormatError } from './errors.ts';
import { ENTRY, KIND, opcodeTable, prefixedEntry } from './opcodes.ts';

/** Position of the segment's size, or null when the window ends first. Throws `WasmFormatError`. */
export function segmentHeaderEnd(
  bytes: Uint8Array,
  at: number,
  end: number,
  base: number,
): number | null {
  try {
    const next = skipUnsigned(bytes, at, end, 5, base);
    const flags = unsignedAt(bytes, at, next);
    if (flags > 2) throw new WasmFormatError('unknown data segment flags', base + at);
    if (flags === 1) return next;
    const expression = flags === 2 ? skipUnsigned(bytes, next, end, 5, base) : next;
    return skipExpression(bytes, expression, end, base);
  } catch (error) {
    if (error instanceof WasmFormatError && error.offset === base + end) return null;
    throw error;
  }
}

function skipExpression(bytes: Uint8Array, at: number, end: number, base: number): number {
  const entries = opcodeTable();
  let p = at;
  while (p < end) {
    const from = p;
    let entry = entries[bytes[p++]!]!;
    if (entry >> ENTRY.kindShift === KIND.prefix) {
      const next = skipUnsigned(bytes, p, end, 5, base);
      entry = prefixedEntry(bytes[from]!, unsignedAt(bytes, p, next));
      p = next;
    }
    const kind = entry >> ENTRY.kindShift;
    if (kind === KIND.end) return p;
    p = skipConstantImmediate(kind, bytes, p, end, base, from);
  }
  throw new WasmFormatError('unexpected end', base + end);
}

function skipConstantImmediate(
  kind: number,
  bytes: Uint8Array,
  p: number,
  end: number,
  base: number,
  from: number,
): number {
  switch (kind) {
    case KIND.none:
      return p;
    case KIND.index:
      return skipUnsigned(bytes, p, end, 5, base);
    case KIND.indexes:
      return skipUnsigned(bytes, skipUnsigned(bytes, p, end, 5, base), end, 5, base);
    case KIND.i32:
      return skipSigned(bytes, p, end, 32, base);
    case KIND.i64:
      return skipSigned(bytes, p, end, 64, base);
    case KIND.heapType:
      return skipSigned(bytes, p, end, 33, base);
    case KIND.f32:
      return p + 4;
    case KIND.f64:
      return p + 8;
    case KIND.v128:
      return p + 16;
    default:
      throw new WasmFormatError('not a constant expression', base + from);
  }
}
