// Which code works like the kernel of a hash: by the mix of its work alone, so neither names nor layout nor constants
// matter. A kernel is no crime: password hashes and checksums have one too. Locals, constants and control do not count as
// work: flattening, asyncify and optimisers move those freely, while the arithmetic of a hash cannot move without
// costing its rate. docs/decisions/001-static-verdict.md has the measurement.
import {
  fieldSteps,
  largeConstants,
  loopsInBody,
  maskBits,
  rotates32,
  rotates64,
  unknownAt,
} from './body';
import { noteFunction } from './graph';
import { ALL_SUMS, COUNTS, FACTS, KERNEL_SUMS, MIXERS, MIXERS_SEEN, STRETCH } from './memory';

/** Code with less work than this is too small to call. */
const MIN_WORK_OPS: u32 = 50;
/** Of the work: xor, rotate and shift; and xor and rotate alone. */
const MIN_SCRAMBLING_PERCENT: u32 = 15;
const MIN_FOLDING_PERCENT: u32 = 8;

/** Positions in FACTS, as WALK_FACTS of walk-facts.ts names them. */
const FUNCTIONS: u32 = 0;
const CODE_BYTES: u32 = 1;
const UNKNOWN_BODIES: u32 = 2;
const KERNEL_BYTES: u32 = 3;
const KERNELS: u32 = 4;
const LARGEST_KERNEL_OPS: u32 = 5;
const KERNEL_LOOPS: u32 = 6;
const KERNEL_LOOP_BYTES: u32 = 7;
const KERNEL_LOOP_DEPTH: u32 = 8;
const STRETCH_OPS: u32 = 9;
const HOT_STRETCH_OPS: u32 = 10;
const SCRATCHPAD_BITS: u32 = 11;
const SCRATCHPAD_FUNCTIONS: u32 = 12;
const TABLE_BUILDERS: u32 = 13;
const KERNEL_CONSTANTS: u32 = 14;
const KERNEL_VECTOR_OPS: u32 = 15;
const KERNEL_WIDE_OPS: u32 = 16;
const VECTOR_OPS: u32 = 17;
const LOOPS_SEEN: u32 = 18;
export const NONCE_LOOPS: u32 = 19;
export const REACH_BYTES: u32 = 20;
const LARGEST_BODY_OPS: u32 = 21;
const ARITHMETIC_FOLDING: u32 = 22;
const ARITHMETIC_KERNEL_BYTES: u32 = 23;
export const FACT_COUNT: u32 = 24;

let mixers: u32 = 0;

export function beginFacts(mixerCount: u32): void {
  mixers = mixerCount;
  memory.fill(KERNEL_SUMS, 0, 512);
  memory.fill(FACTS, 0, FACT_COUNT * 8);
  memory.fill(MIXERS_SEEN, 0, 32);
}

export function addFact(fact: u32, amount: f64): void {
  const at = FACTS + ((<usize>fact) << 3);
  store<f64>(at, load<f64>(at) + amount);
}

function raiseFact(fact: u32, amount: f64): void {
  const at = FACTS + ((<usize>fact) << 3);
  if (amount > load<f64>(at)) store<f64>(at, amount);
}

/** Count of one of the 32 classes in the present body, less what `since` already held (0 for nothing). */
function slotCount(slot: u32, since: usize): u32 {
  const count = load<u32>(COUNTS + ((<usize>slot) << 2));
  return since == 0 ? count : count - load<u32>(since + ((<usize>slot) << 2));
}

/** Count of a class of any width. */
function counted(sort: u32, since: usize): u32 {
  const count = slotCount(sort, since);
  return sort < 2 || sort > 7
    ? count
    : count + slotCount(16 + sort, since) + slotCount(24 + sort, since);
}

function countedFrom(first: u32): u32 {
  let count: u32 = 0;
  for (let slot = first; slot < first + 8; slot++) count += slotCount(slot, 0);
  return count;
}

/** All work: everything but the idle class 1. */
function workSince(since: usize): u32 {
  let work = slotCount(0, since);
  for (let slot: u32 = 2; slot < 32; slot++) work += slotCount(slot, since);
  return work;
}

/** Whether the code since `since` works like a hash kernel. */
function isKernel(work: u32, since: usize): bool {
  if (work < MIN_WORK_OPS) return false;
  const folding = counted(2, since) + counted(3, since);
  const scrambling = folding + counted(4, since);
  return (
    scrambling * 100 >= work * MIN_SCRAMBLING_PERCENT && folding * 100 >= work * MIN_FOLDING_PERCENT
  );
}

/** A stretch of equal length, wherever functions begin and end. */
export function judgeStretch(): void {
  const work = workSince(STRETCH);
  addFact(STRETCH_OPS, work);
  if (isKernel(work, STRETCH)) addFact(HOT_STRETCH_OPS, work);
}

/** A loop with the counts from before it, at its end. */
export function judgeLoop(before: usize, sizeBytes: u32, depth: u32): void {
  addFact(LOOPS_SEEN, 1);
  if (!isKernel(workSince(before), before)) return;
  addFact(KERNEL_LOOPS, 1);
  raiseFact(KERNEL_LOOP_DEPTH, depth + 1);
  raiseFact(KERNEL_LOOP_BYTES, sizeBytes);
}

/** The whole body, after its walk. */
export function judgeBody(start: usize, end: usize, functionIndex: u32): void {
  const work = workSince(0);
  const sizeBytes = <u32>(end - start);
  const kernel = isKernel(work, 0);
  addFact(FUNCTIONS, 1);
  addFact(CODE_BYTES, sizeBytes);
  addFact(VECTOR_OPS, countedFrom(24));
  if (unknownAt != 0) addFact(UNKNOWN_BODIES, 1);
  raiseFact(LARGEST_BODY_OPS, work);
  addSums(ALL_SUMS);
  noteFunction(functionIndex, sizeBytes, kernel);
  noteShapes(work, sizeBytes);
  if (kernel) noteKernel(work, sizeBytes);
}

/** What a body can be beside a kernel: the loop over a scratchpad, the builder of tables. */
function noteShapes(work: u32, sizeBytes: u32): void {
  const folding = counted(2, 0) + counted(3, 0);
  const loads = counted(8, 0);
  const stores = counted(9, 0);
  if (maskBits != 0 && loads > 1 && stores > 1 && folding * 100 >= work * 3) {
    raiseFact(SCRATCHPAD_BITS, maskBits);
    addFact(SCRATCHPAD_FUNCTIONS, 1);
  }
  if (fieldSteps != 0 && loopsInBody != 0 && stores != 0) addFact(TABLE_BUILDERS, 1);
  noteArithmetic(folding, work - loads - stores, sizeBytes);
  if (rotates32 == 0 && rotates64 == 0) return;
  for (let mixer: u32 = 0; mixer < mixers; mixer++) {
    if (mixes(MIXERS + ((<usize>mixer) << 4))) store<u8>(MIXERS_SEEN + mixer, 1);
  }
}

/** Loads and stores left out: code that was not optimised keeps its variables in memory. */
function noteArithmetic(folding: u32, arithmetic: u32, sizeBytes: u32): void {
  if (arithmetic < MIN_WORK_OPS) return;
  raiseFact(ARITHMETIC_FOLDING, <f64>folding / <f64>arithmetic);
  const scrambling = folding + counted(4, 0);
  if (scrambling * 4 >= arithmetic && folding * 8 >= arithmetic)
    addFact(ARITHMETIC_KERNEL_BYTES, sizeBytes);
}

function noteKernel(work: u32, sizeBytes: u32): void {
  addFact(KERNELS, 1);
  addFact(KERNEL_BYTES, sizeBytes);
  raiseFact(LARGEST_KERNEL_OPS, work);
  addFact(KERNEL_CONSTANTS, largeConstants);
  addFact(KERNEL_VECTOR_OPS, countedFrom(24));
  addFact(KERNEL_WIDE_OPS, countedFrom(16));
  addSums(KERNEL_SUMS);
}

function addSums(to: usize): void {
  for (let slot: u32 = 0; slot < 32; slot++) {
    const at = to + ((<usize>slot) << 3);
    store<f64>(at, load<f64>(at) + <f64>slotCount(slot, 0));
  }
}

/** Whether the body rotates by the distances of the hash function at `mixer`. */
function mixes(mixer: usize): bool {
  const distances = load<u64>(mixer, 8);
  const present = load<u16>(mixer) == 32 ? rotates32 : rotates64;
  if (popcnt(present & distances) < <u64>load<u16>(mixer, 2)) return false;
  return counted(7, 0) >= <u32>load<u32>(mixer, 4);
}
