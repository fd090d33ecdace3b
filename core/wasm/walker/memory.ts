// Where everything lies in the walker's linear memory. Written in AssemblyScript, a subset of TypeScript that compiles to
// WebAssembly: the walk runs over every byte of code that a page compiles, and must be fast the first time already.
// Offsets are bytes, and the host reads them here too (../assemblyscript-types.ts says what their types are to it). What the host reads or writes is exported by name in entry.ts; nothing here allocates.

/** One u16 an opcode: kind (5 bits), class (5), nesting change plus one (2), look closer (1). Five pages of 512 opcodes. */
export const TABLE: usize = 0x400;
export const PAGE_OPCODES: u32 = 512;

/** One u32 an opcode without prefix, made from TABLE by body.ts: how the walk takes it when its immediate is short. */
export const SHORT: usize = 0x1800;

/** Instructions of the present body by class, 32 x u32: 16 classes, 8 of them on 64-bit numbers, 8 on vectors. */
export const COUNTS: usize = 0x2000;
export const COUNT_BYTES: usize = 128;
/** The counts when the present stretch of code began. */
export const STRETCH: usize = 0x2080;
/** Sums of the counts over all kernels, and over all bodies: 32 x f64 each. */
export const KERNEL_SUMS: usize = 0x2100;
export const ALL_SUMS: usize = 0x2200;
/** What the host reads at the end: 32 x f64, by position in WALK_FACTS of walk-facts.ts. */
export const FACTS: usize = 0x2300;

/** Hash functions known by their rotations: 16 bytes each (u32, u32 need and multiplies, u64), written by the host. */
export const MIXERS: usize = 0x2400;
export const MAX_MIXERS: u32 = 24;
/** One u8 a mixer: seen. */
export const MIXERS_SEEN: usize = 0x2600;

/** Distinct words seen of each constant set, u16 each, and the last data words for the search. */
export const SETS_SEEN: usize = 0x2640;

/** One u8 a local of the present body, for the first 128: the last constant that was put there, its low 6 bits. */
export const CONSTANT_LOCALS: usize = 0x26c0;

/** What outlives a call, u32 each: so that the host can put a module aside and go on with another one. */
export const CALL_COUNT: usize = 0x2740;
export const FUNCTION_COUNT: usize = 0x2744;
export const MODULE_NUMBER: usize = 0x2748;
export const TAIL: usize = 0x274c;
export const TAIL_BYTES: usize = 0x2750;

/** Open loops of the present body: 32 counts, nesting, start; 144 bytes each. */
export const LOOPS: usize = 0x2800;
export const MAX_LOOPS: u32 = 32;
export const LOOP_BYTES: usize = 144;

/** SHA-256: round constants (64 u32, written by the host), state (8 u32), schedule (64 u32). */
export const HASH_ROUNDS: usize = 0x1c00;
export const HASH_STATE: usize = 0x1d00;
export const HASH_SCHEDULE: usize = 0x1e00;

/** Words of all constant sets: a hash table of 4096 slots with 8 bytes each (word, set + 1, seen in module). */
export const WORDS: usize = 0x4000;
export const WORD_SLOTS: u32 = 4096;
/** One bit a hash of 17 bits: a word whose bit is 0 belongs to no set. */
export const BITMAP: usize = 0xc000;
export const BITMAP_BITS: u32 = 17;

/** One u32 a function: size in bytes (28 bits), distance to a kernel plus one (4 bits, 0 is none). */
export const FUNCTIONS: usize = 0x10000;
export const MAX_FUNCTIONS: u32 = 0x8000;
/** Calls: caller u32, callee u32 with bit 31 for "in a loop". */
export const CALLS: usize = 0x30000;
export const MAX_CALLS: u32 = 0xa000;

/** Where the host puts bytes to read; the memory grows behind it. */
export const INPUT: usize = 0x80000;
