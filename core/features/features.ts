// What is measured of a wasm module: one flat record, every number with its unit. Types only; rules and their cases
// are written against it. Every frame measures all of it, so a feature comes with the rule that needs it.

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
  | 'randomx-keys';

export interface NumericFeatures {
  /** Bytes of the module that were seen, custom sections included. */
  readonly sizeBytes: number;
  /** Bytes of all function bodies that were read. */
  readonly codeBytes: number;
  /** Bytes of all data segments that were read. */
  readonly dataBytes: number;
  /** Function bodies that were read. */
  readonly functions: number;
  /** Bytes of the functions that work like a hash kernel (kernel.ts) of `codeBytes`, 0 to 100. */
  readonly kernelSharePercent: number;
  /** Smallest size of the largest memory, own or imported, in pages of 64 KiB. */
  readonly memoryPages: number;
  /** Bodies whose walk stopped at an opcode that we do not know. */
  readonly unknownBodies: number;
}

export type FeatureName = keyof NumericFeatures;

export interface Features extends NumericFeatures {
  readonly constants: readonly ConstantSet[];
}
