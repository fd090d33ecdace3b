// What the host calls. It copies bytes to `INPUT` (after `reserve`), walks bodies and searches data, and reads the facts.
// One instance serves one realm, one module after the other.
import { beginFacts } from './kernel';
import { beginGraph } from './graph';
import { COUNTS, INPUT } from './memory';
import { beginSearch, beginSegment, searchData } from './words';

export { makeShort, walkBody } from './body';
export { followCalls } from './graph';
export { hashBlocks } from './hash';
export { faultAt } from './reading';
export { addWords, beginSearch, beginSegment, searchData } from './words';

/** A new module begins. */
export function beginModule(mixerCount: u32): void {
  beginFacts(mixerCount);
  beginGraph();
  beginSearch();
  memory.fill(COUNTS, 0, 64);
}

/** Makes room for `sizeBytes` of input and a few beyond. @returns false when there is no memory for it */
export function reserve(sizeBytes: u32): bool {
  const pages = <i32>((INPUT + <usize>sizeBytes + 0x1001f) >>> 16) - memory.size();
  return pages <= 0 || memory.grow(pages) >= 0;
}

/** Bytes of xor and rotate in a hundred bytes of a body, read as opcodes or not: what is no kernel has fewer. */
const DENSE_PERCENT: u32 = 3;

/** Whether a body is worth its walk although the budget is used up: by the share of its bytes that are xor and rotate. */
export function looksDense(start: usize, end: usize): bool {
  const rotates = i8x16.splat(0x77);
  const wideRotates = i8x16.splat(<i8>0x89);
  const two = i8x16.splat(2);
  const xor = i8x16.splat(0x73);
  const wideXor = i8x16.splat(<i8>0x85);
  let dense: u32 = 0;
  for (let p = start; p < end; p += 16) {
    const bytes = v128.load(p);
    const rotated = v128.or(
      i8x16.lt_u(i8x16.sub(bytes, rotates), two),
      i8x16.lt_u(i8x16.sub(bytes, wideRotates), two),
    );
    const folded = v128.or(i8x16.eq(bytes, xor), i8x16.eq(bytes, wideXor));
    // What lies behind the end depends on how the module arrived.
    const left = <i32>(end - p);
    const within: i32 = left < 16 ? (1 << left) - 1 : 0xffff;
    dense += popcnt(i8x16.bitmask(v128.or(rotated, folded)) & within);
  }
  return dense * 100 >= <u32>(end - start) * DENSE_PERCENT;
}

/** Data too large to be searched as a whole: a twelfth of it, and all around where a word of a set was met. */
export function searchSparsely(start: usize, end: usize): void {
  for (let from = start; from < end; from += 768) {
    beginSegment();
    if (searchData(from, min(from + 64, end)) == 0) continue;
    beginSegment();
    const back = max(from - 2048, start);
    from = min(from + 4096, end);
    searchData(back, from);
  }
  beginSegment();
}
