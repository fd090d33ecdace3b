// What is measured of a wasm module: one flat record, every number with its unit. Types only; rules and their cases
// are written against it.

/** Names of the constant sets of constants.ts. */
export type ConstantSet =
  | 'aes-table'
  | 'aes-box'
  | 'groestl'
  | 'jh'
  | 'skein'
  | 'blake-pi'
  | 'keccak'
  | 'blake2b'
  | 'sha256-start'
  | 'sha256-rounds'
  | 'sha512-rounds'
  | 'salsa-sigma'
  | 'randomx-keys';

export interface NumericFeatures {
  /** Bytes of the module that were seen, custom sections included. */
  readonly sizeBytes: number;
  /** Bytes of all function bodies that were read. */
  readonly codeBytes: number;
  /** Bytes of all data segments that were read. */
  readonly dataBytes: number;
  /** Function bodies the code section declares. */
  readonly functions: number;
  readonly imports: number;
  /** Bytes of the functions that work like a hash kernel (kernel.ts). */
  readonly kernelBytes: number;
  /** `kernelBytes` of `codeBytes`, 0 to 100. */
  readonly kernelSharePercent: number;
  /** Functions that work like a hash kernel. */
  readonly kernelFunctions: number;
  /** Xor, rotate and shift of all instructions but locals, constants and control, 0 to 100. */
  readonly scramblingPercent: number;
  /** Vector instructions of all instructions but locals, constants and control, 0 to 100. */
  readonly vectorPercent: number;
  /** Float instructions of the same, 0 to 100. */
  readonly floatPercent: number;
  readonly loops: number;
  /** Deepest nesting of loops in one function. */
  readonly loopDepth: number;
  /** Smallest size of the largest memory, own or imported, in pages of 64 KiB. */
  readonly memoryPages: number;
  /** 1 when a memory is shared between threads, else 0. */
  readonly sharedMemory: number;
  /** Bodies whose walk stopped at an opcode that we do not know. */
  readonly unknownBodies: number;
}

export type FeatureName = keyof NumericFeatures;

export interface Features extends NumericFeatures {
  readonly constants: readonly ConstantSet[];
}
