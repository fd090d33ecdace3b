// What is measured of a wasm module: one flat record, every number with its unit. Types only; rules, their cases and the
// trained model are written against it. Percentages are rounded to a tenth: a rule reads what an analyst sees.

/** Names of the constant sets of constants.ts. */
export type ConstantSet =
  | 'aes-table'
  | 'aes-box'
  | 'groestl'
  | 'jh'
  | 'skein'
  | 'keccak'
  | 'blake2b'
  | 'sha256-rounds'
  | 'sha512-rounds'
  | 'randomx-keys'
  | 'fnv'
  | 'zcash'
  | 'yescrypt'
  | 'cubehash'
  | 'luffa'
  | 'shavite'
  | 'shabal';

/** Names of the hash functions of mixers.ts. */
export type Mixer =
  | 'sha256'
  | 'sha512'
  | 'blake2b'
  | 'blake512'
  | 'chacha'
  | 'salsa'
  | 'keccak'
  | 'skein'
  | 'md'
  | 'siphash'
  | 'blamka';

/** A kernel is a function that works like the inside of a hash (walker/kernel.ts). Work is all but locals, constants and control. */
export interface NumericFeatures {
  /** Bytes of the module that were seen, custom sections included. */
  readonly sizeBytes: number;
  /** Bytes of all function bodies. */
  readonly codeBytes: number;
  /** Bytes of all data segments. */
  readonly dataBytes: number;
  /** Function bodies. */
  readonly functions: number;
  readonly importedFunctions: number;
  /** Smallest size of the largest memory, own or imported, in pages of 64 KiB. */
  readonly memoryPages: number;
  /** Bodies whose walk stopped at an opcode that we do not know. */
  readonly unknownBodies: number;
  /** Bytes of bodies and data that were not read whole, because the budget was used up. */
  readonly sampledBytes: number;
  /** Bytes of kernels of `codeBytes`. */
  readonly kernelSharePercent: number;
  readonly kernels: number;
  /** Work instructions of the largest kernel. */
  readonly largestKernelOps: number;
  /** Of the work, wherever functions begin and end: in stretches of 512 instructions that work like a kernel. */
  readonly hotStretchPercent: number;
  /** Loops, inner ones included, that work like a kernel. */
  readonly kernelLoops: number;
  readonly largestKernelLoopBytes: number;
  /** Loops around and with the deepest kernel loop of one function. */
  readonly kernelLoopDepth: number;
  /** Calls from inside a loop to a kernel, or to a function up to two calls above one. */
  readonly nonceLoops: number;
  /** Bytes of kernels and of functions up to five calls above one, of `codeBytes`. */
  readonly reachPercent: number;
  /** Largest power of two below which a mask keeps addresses in a loop that loads, stores and folds: 21 is 2 MiB. 0 is none. */
  readonly scratchpadBits: number;
  /** Functions with such a loop. */
  readonly scratchpadFunctions: number;
  /** Functions that multiply in GF(2^8) in a loop that stores: they build the tables of AES or Groestl. */
  readonly tableBuilders: number;
  /** Of the work of the kernels. */
  readonly kernelXorPercent: number;
  readonly kernelRotatePercent: number;
  readonly kernelShiftPercent: number;
  readonly kernelLogicPercent: number;
  readonly kernelAddPercent: number;
  readonly kernelMultiplyPercent: number;
  readonly kernelLoadPercent: number;
  readonly kernelStorePercent: number;
  /** Operands of four bytes and more for each hundred work instructions of the kernels. */
  readonly kernelConstantsPercent: number;
  /** Of the xor, shifts and the like of the kernels: on vectors, and on 64-bit numbers. */
  readonly kernelVectorPercent: number;
  readonly kernelWidePercent: number;
  /** Xor and rotate of the work but loads and stores, in the function that has most: unoptimised code keeps that. */
  readonly arithmeticFoldingPercent: number;
  /** Bytes of functions that are kernels when loads and stores are left out, of `codeBytes`. */
  readonly arithmeticKernelPercent: number;
  /** Of all work. */
  readonly floatPercent: number;
  readonly callPercent: number;
  readonly vectorPercent: number;
  /** Work of the largest body, of all work. */
  readonly largestBodyPercent: number;
  /** How many hash functions of mixers.ts are there. */
  readonly mixerCount: number;
}

export type FeatureName = keyof NumericFeatures;

export interface Features extends NumericFeatures {
  readonly constants: readonly ConstantSet[];
  readonly mixers: readonly Mixer[];
}
