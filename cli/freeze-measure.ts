// Measures one module for the frozen rows. Knows bytes and the analyser, not where modules lie.
import { createHash } from 'node:crypto';
import { judgeModule } from '../core/engine.ts';
import { measurementOf, type FrozenModule, type Origin } from '../core/features/freeze.ts';
import { opcodeShares } from './opcode-shares.ts';

/** A module that cannot be frozen, and why. */
export class NotFrozen extends Error {}

/** Header only: what scripts compare with, or try whether WebAssembly is there at all. */
const emptyModuleBytes = 8;
const codeSection = 10;

/**
 * The row of a module. Throws `NotFrozen` for what neither this engine nor our reader takes; a module that only one of
 * them takes (newer features) is measured as far as it was read.
 */
export function frozenModule(bytes: Uint8Array, origin: Origin): FrozenModule {
  const { features, error } = judgeModule(bytes, []);
  if (error !== null && !WebAssembly.validate(new Uint8Array(bytes)))
    throw new NotFrozen(`${error.message} (byte ${error.offset})`);
  return {
    sha256: sha256Of(bytes),
    sizeBytes: bytes.length,
    codeSha256: codeSha256Of(bytes),
    ...origin,
    ...measurementOf(features),
    ratios: opcodeShares(bytes),
  };
}

/** Whether there is nothing to measure. */
export function isEmptyModule(bytes: Uint8Array): boolean {
  return bytes.length <= emptyModuleBytes;
}

export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Hash of the content of the code section, so that a changed name or data alone makes no new witness; '' without one. */
export function codeSha256Of(bytes: Uint8Array): string {
  let at = 8;
  while (at < bytes.length) {
    const id = bytes[at];
    at += 1;
    let size = 0;
    for (let shift = 0; shift <= 28; shift += 7) {
      const byte = bytes[at] ?? 0;
      at += 1;
      size += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) break;
    }
    if (id === codeSection) return sha256Of(bytes.subarray(at, at + size));
    at += size;
  }
  return '';
}
