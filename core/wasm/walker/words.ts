// Looks for the words of all constant sets at once, in code operands and in data at any alignment. A bitmap turns 99 of
// 100 words away in a few instructions. It keeps which words it saw, and nothing of the module.
import {
  BITMAP,
  BITMAP_BITS,
  INPUT,
  MODULE_NUMBER,
  SETS_SEEN,
  TAIL,
  TAIL_BYTES,
  WORDS,
  WORD_SLOTS,
} from './memory';

function hashOf(word: u32): u32 {
  return (word * 0x9e3779b1) >>> (32 - BITMAP_BITS);
}

/** Takes the words of all constant sets, once: at INPUT lie pairs of a word and the number of its set. */
export function addWords(end: usize): void {
  memory.fill(WORDS, 0, WORD_SLOTS << 3);
  memory.fill(BITMAP, 0, 1 << (BITMAP_BITS - 3));
  for (let at = INPUT; at < end; at += 8) addWord(load<u32>(at), load<u32>(at, 4));
}

function addWord(word: u32, set: u32): void {
  const hash = hashOf(word);
  const byte = BITMAP + (hash >>> 3);
  const bit = <u8>(hash & 7);
  store<u8>(byte, load<u8>(byte) | ((<u8>1) << bit));
  let slot = hash & (WORD_SLOTS - 1);
  while (load<u16>(slotAt(slot), 4) != 0) {
    if (load<u32>(slotAt(slot)) == word) return;
    slot = (slot + 1) & (WORD_SLOTS - 1);
  }
  store<u32>(slotAt(slot), word);
  store<u16>(slotAt(slot), <u16>(set + 1), 4);
}

export function beginSearch(): void {
  memory.fill(SETS_SEEN, 0, 128);
  beginSegment();
  // Counting modules spares clearing every "seen".
  const moduleNumber = (load<u32>(MODULE_NUMBER) + 1) & 0xffff;
  store<u32>(MODULE_NUMBER, max<u32>(moduleNumber, 1));
  if (moduleNumber != 0) return;
  for (let slot: u32 = 0; slot < WORD_SLOTS; slot++) store<u16>(slotAt(slot), 0, 6);
}

/** A 32-bit word of a code operand. */
export function word(bits: u32): void {
  const hash = hashOf(bits);
  if (((load<u8>(BITMAP + (hash >>> 3)) >>> (hash & 7)) & 1) != 0) lookUp(bits, hash);
}

/** A new data segment begins: words do not span segments. */
export function beginSegment(): void {
  store<u32>(TAIL_BYTES, 0);
}

/** The next stretch of the present segment. @returns how many words of sets were met, seen before or not */
export function searchData(start: usize, end: usize): u32 {
  let bits = load<u32>(TAIL);
  let filled = load<u32>(TAIL_BYTES);
  let p = start;
  let met: u32 = 0;
  for (; p < end && filled < 3; p++, filled++) bits = (bits >>> 8) | ((<u32>load<u8>(p)) << 24);
  for (; p < end; p++) {
    bits = (bits >>> 8) | ((<u32>load<u8>(p)) << 24);
    const hash = hashOf(bits);
    if (((load<u8>(BITMAP + (hash >>> 3)) >>> (hash & 7)) & 1) != 0) met += lookUp(bits, hash);
  }
  store<u32>(TAIL, bits);
  store<u32>(TAIL_BYTES, filled);
  return met;
}

function lookUp(bits: u32, hash: u32): u32 {
  for (let slot = hash & (WORD_SLOTS - 1); ; slot = (slot + 1) & (WORD_SLOTS - 1)) {
    const at = slotAt(slot);
    const set = load<u16>(at, 4);
    if (set == 0) return 0;
    if (load<u32>(at) != bits) continue;
    const moduleNumber = load<u32>(MODULE_NUMBER);
    if (load<u16>(at, 6) != moduleNumber) {
      store<u16>(at, <u16>moduleNumber, 6);
      const seen = SETS_SEEN + ((<usize>set - 1) << 1);
      store<u16>(seen, load<u16>(seen) + 1);
    }
    return 1;
  }
}

function slotAt(slot: u32): usize {
  return WORDS + ((<usize>slot) << 3);
}
