// Unpacks gzip, zlib and brotli with Node's own zlib, within a bound. Must never throw: what is no such stream is null.
import { brotliDecompressSync, constants, gunzipSync, inflateSync } from 'node:zlib';
import type { Packing } from '../core/source/embedded-modules.ts';

/** See `Unpack`: a stream that is cut off gives what it holds; null when it is broken or grows beyond `mostBytes`. */
export function unpack(packed: Uint8Array, packing: Packing, mostBytes: number): Uint8Array | null {
  try {
    if (packing === 'brotli') {
      const finishFlush = constants.BROTLI_OPERATION_FLUSH;
      return brotliDecompressSync(packed, { finishFlush, maxOutputLength: mostBytes });
    }
    const options = { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: mostBytes };
    return packing === 'gzip' ? gunzipSync(packed, options) : inflateSync(packed, options);
  } catch {
    // Guessed from the first bytes, so not being such a stream is the ordinary case and says nothing.
    return null;
  }
}
