// The shape of a module's memories: how large they start and whether threads share them. A CryptoNight scratchpad
// takes 32 pages and RandomX 4,096, but so do databases: the shape supports other evidence and never stands alone.
import type { MemoryLimits } from '../wasm/import-section.ts';

export interface MemoryShape {
  /** Start size of the largest memory in pages of 64 KiB. */
  readonly memoryPages: number;
  readonly sharedMemory: number;
}

export const NO_MEMORY: MemoryShape = { memoryPages: 0, sharedMemory: 0 };

/** The shape with one more memory, own or imported. */
export function withMemory(shape: MemoryShape, limits: MemoryLimits): MemoryShape {
  return {
    memoryPages: Math.max(shape.memoryPages, limits.minPages),
    sharedMemory: limits.shared ? 1 : shape.sharedMemory,
  };
}
