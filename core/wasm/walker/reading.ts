// Reads what follows an opcode. Every bound is checked where a byte is read beyond the first; a fault is noted once and
// moves the position behind the end, so that all loops stop. Must never read below the input or trap.
// Spec: https://webassembly.github.io/spec/core/binary/

/** What went wrong, as errors.ts names it; 0 is nothing. */
export const END_TOO_EARLY: i32 = 1;
export const BAD_LEB: i32 = 2;
export const AFTER_END: i32 = 3;

export let fault: i32 = 0;
export let faultAt: usize = 0;
/** End of the window, and what a position becomes after a fault. */
export let limit: usize = 0;

export function begin(end: usize): void {
  fault = 0;
  faultAt = 0;
  limit = end;
}

/** Notes the first fault; all later reading is over. */
export function fail(code: i32, at: usize): usize {
  if (fault == 0) {
    fault = code;
    faultAt = at;
  }
  return limit + 1;
}

/** Value of the last unsigned LEB128 that `index` passed. */
export let value: u32 = 0;

export function setValue(to: u32): void {
  value = to;
}

/** Position behind an unsigned LEB128 of 32 bits; its value is in `value`. */
export function index(at: usize): usize {
  let p = at;
  let shift: u32 = 0;
  value = 0;
  while (true) {
    if (p >= limit) return fail(END_TOO_EARLY, limit);
    const byte = <u32>load<u8>(p);
    value |= (byte & 0x7f) << shift;
    if (byte < 0x80) {
      if (shift == 28 && byte > 0x0f) return fail(BAD_LEB, p);
      return p + 1;
    }
    if (shift == 28) return fail(BAD_LEB, p);
    shift += 7;
    p++;
  }
}

/** Position behind an unsigned LEB128 of 64 bits. */
export function wide(at: usize): usize {
  const last = at + 9;
  for (let p = at; p <= last; p++) {
    if (p >= limit) return fail(END_TOO_EARLY, limit);
    const byte = load<u8>(p);
    if (byte < 0x80) return p == last && byte > 1 ? fail(BAD_LEB, last) : p + 1;
  }
  return fail(BAD_LEB, last);
}

/** Value of the last signed LEB128 that `signed` passed. */
export let signedValue: i64 = 0;

/** Position behind a signed LEB128 of 32, 33 or 64 bits; its value is in `signedValue`. */
export function signed(at: usize, bits: u32): usize {
  const last = at + (bits == 64 ? 9 : 4);
  let shift: i64 = 0;
  let found: i64 = 0;
  for (let p = at; p <= last; p++) {
    if (p >= limit) return fail(END_TOO_EARLY, limit);
    const byte = <u32>load<u8>(p);
    found |= (<i64>(byte & 0x7f)) << shift;
    shift += 7;
    if (byte < 0x80) {
      if (p == last && !tailFits(byte, bits)) break;
      if (shift < 64 && (byte & 0x40) != 0) found |= -1 << shift;
      signedValue = found;
      return p + 1;
    }
  }
  return fail(BAD_LEB, last);
}

/** The bits of the last group beyond the value must all repeat its sign. */
function tailFits(byte: u32, bits: u32): bool {
  if (bits == 64) return byte == 0 || byte == 0x7f;
  const mask: u32 = bits == 32 ? 0x78 : 0x70;
  return (byte & mask) == 0 || (byte & mask) == mask;
}

/** Whether a heap type follows this byte of a value type. */
function isReference(first: u32): bool {
  return first == 0x63 || first == 0x64;
}

/** A value type: one byte, or 0x63 / 0x64 and a heap type. */
export function type(at: usize): usize {
  if (at >= limit) return fail(END_TOO_EARLY, limit);
  return isReference(load<u8>(at)) ? signed(at + 1, 33) : at + 1;
}

/** Nothing, a value type, or the index of a function type. */
export function blockType(at: usize): usize {
  return at < limit && isReference(load<u8>(at)) ? signed(at + 1, 33) : signed(at, 33);
}

/** Alignment, memory index where bit 6 of it says so, offset. */
export function memory(at: usize): usize {
  let p = index(at);
  if ((value & 0x40) != 0) p = index(p);
  return wide(p);
}

/** A count of indices and one more: br_table. */
export function branchTable(at: usize): usize {
  let p = index(at);
  for (let left = value; left > 0 && p <= limit; left--) p = index(p);
  return index(p);
}

/** A count of value types. */
export function types(at: usize): usize {
  let p = index(at);
  for (let left = value; left > 0 && p <= limit; left--) p = type(p);
  return p;
}

/** Block type and catch clauses; `catch` and `catch_ref` (0, 1) carry a tag before the label. */
export function tryTable(at: usize): usize {
  let p = index(blockType(at));
  for (let left = value; left > 0 && p <= limit; left--) {
    if (p >= limit) return fail(END_TOO_EARLY, limit);
    p = load<u8>(p) < 2 ? index(index(p + 1)) : index(p + 1);
  }
  return p;
}

/** Flags, a label and two heap types. */
export function castBranch(at: usize): usize {
  return signed(signed(index(at + 1), 33), 33);
}

/** Groups of locals, each a count and a type. */
export function locals(at: usize): usize {
  let p = index(at);
  for (let left = value; left > 0 && p <= limit; left--) p = type(index(p));
  return p;
}
