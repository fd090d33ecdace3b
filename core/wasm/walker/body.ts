// Walks the instructions of one function body: counts what sort of work it does, in the whole body, in loops and in
// stretches of equal length, and notes the constants and rotation distances. The numbers of kinds and classes are those
// of opcodes.ts, whose table the host writes into memory. It keeps no state between bodies but sums.
import {
  CONSTANT_LOCALS,
  COUNTS,
  COUNT_BYTES,
  LOOPS,
  LOOP_BYTES,
  MAX_LOOPS,
  PAGE_OPCODES,
  SHORT,
  STRETCH,
  TABLE,
} from './memory';
import {
  AFTER_END,
  END_TOO_EARLY,
  begin,
  blockType,
  branchTable,
  castBranch,
  fail,
  fault,
  index,
  limit,
  locals,
  memory as memoryImmediate,
  setValue,
  signed,
  signedValue,
  tryTable,
  types,
  value,
} from './reading';
import { noteCall } from './graph';
import { judgeBody, judgeLoop, judgeStretch } from './kernel';
import { word } from './words';

/** Stretches of code are judged by themselves, so that merged and inlined functions do not hide a kernel. */
const STRETCH_INSTRUCTIONS: u32 = 512;

/** The bit of an entry that asks for `lookCloser`. */
const CLOSER: u32 = 0x1000;

/** Of the present body. */
export let bodyStart: usize = 0;
export let openLoops: u32 = 0;
export let loopsInBody: u32 = 0;
/** Where the walk met an opcode that it does not know, or 0. */
export let unknownAt: usize = 0;
/** Rotation distances folded to half the width: bit n is "by n", of 32-bit and 64-bit lanes. */
export let rotates32: u64 = 0;
export let rotates64: u64 = 0;
let nesting: u32 = 0;
let left32: u64 = 0;
let right32: u64 = 0;
let left64: u64 = 0;
let right64: u64 = 0;
/** Operands of four bytes and more: hashes are full of them. */
export let largeConstants: u32 = 0;
/** Bits of the largest power of two that an address is kept below by a mask, in a loop that loads and stores; or 0. */
export let maskBits: u32 = 0;
/** Steps of multiplication in GF(2^8): how code builds the tables of AES and Groestl. */
export let fieldSteps: u32 = 0;

/** Operand of the last constant and the position behind it. */
let operand: i64 = 0;
let operandEnd: usize = 0;

/** Walks the body at `start`, locals included. @returns 0, or the number of a fault; its position is in `faultAt` */
export function walkBody(start: usize, end: usize, functionIndex: u32): i32 {
  begin(end);
  memory.fill(COUNTS, 0, 2 * COUNT_BYTES);
  memory.fill(CONSTANT_LOCALS, 0, 128);
  bodyStart = start;
  openLoops = loopsInBody = largeConstants = maskBits = fieldSteps = 0;
  rotates32 = rotates64 = left32 = right32 = left64 = right64 = 0;
  unknownAt = operandEnd = 0;
  const result = walkInstructions(locals(start), end, functionIndex);
  foldShifts();
  judgeBody(start, end, functionIndex);
  return result;
}

/** In an entry of SHORT: the opcode changes the nesting, is a constant or asks for `lookCloser`. */
const SPECIAL: u32 = 4;
/** The bits that must be clear in the bytes behind the opcode: no second byte of an index, of an offset. */
const ONE_BYTE: u32 = 0x8000;
const OFFSET_BYTE: u32 = 0x800000;

/** How each opcode without prefix is taken when what follows is short; the host calls it when TABLE is there. */
export function makeShort(): void {
  for (let opcode: u32 = 0; opcode < 256; opcode++) makeShortOf(opcode);
}

function makeShortOf(opcode: u32): void {
  const entry = <u32>load<u16>(TABLE + ((<usize>opcode) << 1));
  const kind = entry & 31;
  let short: u32 = 0;
  if (kind == 1 || kind == 10) short = 1;
  else if (kind == 2 || kind == 5 || kind == 6) short = 2 | ONE_BYTE;
  else if (kind == 4) short = 3 | 0xc000 | OFFSET_BYTE;
  const isConstant = kind == 5 || kind == 6;
  if (isConstant || (entry & CLOSER) != 0 || ((entry >>> 10) & 3) != 1) short |= SPECIAL;
  store<u32>(SHORT + ((<usize>opcode) << 2), short | (((entry >>> 5) & 31) << 26));
}

/**
 * The hot loop: two loads an instruction where its immediate is short. What is read behind the end is stale and only
 * leads to the check at the end.
 */
function walkInstructions(start: usize, end: usize, functionIndex: u32): i32 {
  let walked: u32 = 0;
  let p = start;
  nesting = 1;
  while (p < end) {
    const quad = load<u32>(p);
    const short = load<u32>(SHORT + ((quad & 0xff) << 2));
    const long = quad & short & 0xffff00;
    if ((short & SPECIAL) == 0 && (short & 3) != 0 && long == 0) p += short & 3;
    else if ((short & 7) == 2 && long == ONE_BYTE && (quad & OFFSET_BYTE) == 0) p += 3;
    else if ((short & 7) == 3 && long == OFFSET_BYTE && <i32>quad >= 0) p += 4;
    else {
      p = closely(p, quad, long == 0 ? short : 0, functionIndex);
      if (p == 0) return fault;
      if (nesting == 0) break;
      if (++walked % STRETCH_INSTRUCTIONS == 0) nextStretch();
      continue;
    }
    const count = COUNTS + <usize>((short >>> 24) & 0x7c);
    store<u32>(count, load<u32>(count) + 1);
    if (++walked % STRETCH_INSTRUCTIONS == 0) nextStretch();
  }
  if (walked % STRETCH_INSTRUCTIONS > STRETCH_INSTRUCTIONS / 4) nextStretch();
  if (nesting > 0 || p > end) fail(END_TOO_EARLY, end);
  else if (p < end) fail(AFTER_END, p);
  return fault;
}

/** One instruction that is more than its class. @returns the position behind it, or 0 when its opcode is unknown */
function closely(at: usize, quad: u32, short: u32, functionIndex: u32): usize {
  const opcode = quad & 0xff;
  let slot = opcode;
  let entry = <u32>load<u16>(TABLE + ((<usize>opcode) << 1));
  let p = at + (short & 3);
  if ((short & 3) == 2 && ((entry & 31) == 5 || (entry & 31) == 6))
    constant(<i64>((<i32>(quad << 17)) >> 25), p, 0);
  else if (opcode == 0x10 && (short & 3) == 2) setValue((quad >>> 8) & 0xff);
  else if ((short & 3) == 0) {
    p = at + 1;
    if ((entry & 31) == 21) {
      p = index(p);
      slot = value < PAGE_OPCODES ? (opcode - 0xfa) * PAGE_OPCODES + value : 0x1f0;
      entry = <u32>load<u16>(TABLE + ((<usize>slot) << 1));
    }
    p = immediate(entry & 31, p);
    if (p == 0) {
      unknownAt = at;
      return 0;
    }
  }
  const count = COUNTS + ((entry >>> 3) & 0x7c);
  store<u32>(count, load<u32>(count) + 1);
  if ((entry & CLOSER) != 0) lookCloser((entry >>> 5) & 15, slot, at, functionIndex);
  const change = (entry >>> 10) & 3;
  if (change == 2) {
    nesting++;
    if (opcode == 3) openLoop(nesting, at);
  } else if (change == 0) {
    if (openLoops > 0 && load<u32>(loopAt(openLoops - 1), 128) == nesting) closeLoop(at);
    nesting--;
  }
  return p;
}

/** Position behind the immediate at `at`, or 0 for an unknown kind. Kinds as in KIND of opcodes.ts. */
function immediate(kind: u32, at: usize): usize {
  switch (kind) {
    case 1: // none
    case 10: // end
      return at;
    case 2: // index
    case 11: // delegate
      return index(at);
    case 3: // indexes
      return index(index(at));
    case 4: // memory
      return memoryImmediate(at);
    case 5: // i32
      return signedConstant(signed(at, 32), at);
    case 6: // i64
      return signedConstant(signed(at, 64), at);
    case 7: // f32
      return at + 4;
    case 8: // f64
      return at + 8;
    case 9: // block
      return blockType(at);
    case 14: // heapType
      return signed(at, 33);
    case 12: // branchTable
      return branchTable(at);
    case 13: // types
      return types(at);
    case 15: // tryTable
      return tryTable(at);
    case 16: // castBranch
      return castBranch(at);
    case 17: // byte
      return at + 1;
    case 18: // v128
      return vector(at);
    case 19: // lanes
      return at + 16;
    case 20: // memoryLane
      return memoryImmediate(at) + 1;
    default:
      return 0;
  }
}

function signedConstant(next: usize, at: usize): usize {
  if (fault == 0) constant(signedValue, next, next - at);
  return next;
}

/** Notes the operand in front of `next`; its words are looked up where it is long enough to mean something. */
function constant(bits: i64, next: usize, sizeBytes: usize): void {
  operand = bits;
  operandEnd = next;
  // Without optimisation constants reach their use through a local.
  const follows = <u32>load<u16>(next);
  if ((follows & 0xff) - 0x21 < 2 && follows < 0x8000)
    store<u8>(CONSTANT_LOCALS + <usize>(follows >>> 8), <u8>(operand & 63));
  if (sizeBytes < 4) return;
  largeConstants++;
  word(<u32>operand);
  if (sizeBytes > 5) word(<u32>(operand >>> 32));
}

function vector(at: usize): usize {
  const next = at + 16;
  if (next > limit) return next;
  for (let p = at; p < next; p += 4) word(load<u32>(p));
  return next;
}

/** What single instructions tell beyond their class. */
function lookCloser(sort: u32, slot: u32, at: usize, functionIndex: u32): void {
  if (slot == 0x10) {
    // A call that is cut off names no function: what lies behind the end depends on how the module arrived.
    if (fault == 0 && at + 1 < limit) noteCall(functionIndex, value, openLoops > 0);
  } else if (at == operandEnd) noteOperand(sort, slot);
  else if (slot != 0x71 && load<u8>(at - 2) == 0x20 && load<u8>(at - 1) < 0x80) {
    operand = <i64>load<u8>(CONSTANT_LOCALS + <usize>load<u8>(at - 1));
    if (operand != 0) noteOperand(sort, slot);
  }
}

/** The instruction works with a constant: rotation distances, masks of addresses, steps in GF(2^8). */
function noteOperand(sort: u32, slot: u32): void {
  if (slot == 0x71) noteMask(<u32>operand);
  if (slot >= 0x77 && slot <= 0x8a && (slot < 0x79 || slot > 0x88)) {
    if (slot < 0x80) rotates32 |= folded(<u32>operand, 32);
    else rotates64 |= folded(<u32>operand, 64);
  } else if (sort == 4 || sort == 12) noteShift(slot);
  if ((operand == 0x1b || operand == 0x11b) && slot >= 0x6c && slot <= 0x73) fieldSteps++;
}

function folded(distance: u32, width: u32): u64 {
  const by = distance & (width - 1);
  return (<u64>1) << min(by, width - by);
}

/** Shifts that pair up to a rotation: left by n and right by width - n. */
function noteShift(slot: u32): void {
  const bit = (<u64>1) << (operand & 63);
  if (slot == 0x74 || slot == 3 * PAGE_OPCODES + 0xab) left32 |= bit;
  else if (slot == 0x76 || slot == 3 * PAGE_OPCODES + 0xad) right32 |= bit;
  else if (slot == 0x86 || slot == 3 * PAGE_OPCODES + 0xcb) left64 |= bit;
  else if (slot == 0x88 || slot == 3 * PAGE_OPCODES + 0xcd) right64 |= bit;
}

function foldShifts(): void {
  if ((left32 | left64) == 0) return;
  for (let by: u32 = 1; by < 64; by++) {
    const left = (<u64>1) << by;
    if ((left64 & left) != 0 && (right64 & ((<u64>1) << (64 - by))) != 0)
      rotates64 |= folded(by, 64);
    if (by < 32 && (left32 & left) != 0 && (right32 & ((<u64>1) << (32 - by))) != 0)
      rotates32 |= folded(by, 32);
  }
}

/** A run of ones from bit 3 to 6 up to bit 15 to 25: an address kept within a scratchpad of 64 KiB to 64 MiB. */
function noteMask(mask: u32): void {
  const low = mask & (0 - mask);
  const high = mask + low;
  // As the number of a 16-byte block: CryptoNight's 2 MiB have 2^17 of them.
  if (mask == 0x1ffff && openLoops != 0) maskBits = max<u32>(maskBits, 21);
  if (openLoops == 0 || low < 8 || low > 64 || high == 0 || (high & (high - 1)) != 0) return;
  const bits = <u32>ctz(high);
  if (bits >= 16 && bits <= 26 && bits > maskBits) maskBits = bits;
}

function loopAt(position: u32): usize {
  return LOOPS + <usize>position * LOOP_BYTES;
}

function openLoop(nesting: u32, at: usize): void {
  loopsInBody++;
  if (openLoops == MAX_LOOPS) return;
  const loop = loopAt(openLoops++);
  memory.copy(loop, COUNTS, COUNT_BYTES);
  store<u32>(loop, nesting, 128);
  store<u32>(loop, <u32>at, 132);
}

function closeLoop(at: usize): void {
  const loop = loopAt(--openLoops);
  judgeLoop(loop, <u32>(at - load<u32>(loop, 132)), openLoops);
}

function nextStretch(): void {
  judgeStretch();
  memory.copy(STRETCH, COUNTS, COUNT_BYTES);
}
