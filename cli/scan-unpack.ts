// Unpacks gzip, zlib and brotli with Node's own zlib, within a bound. Must never throw: what is no such stream is null.
import { brotliDecompressSync, constants, gunzipSync, inflateSync } from 'node:zlib';
import type { Unpack } from '../core/source/embedded-modules.ts';
import type { Packing } from '../core/source/first-bytes.ts';

/** See `Unpack`. */
export function unpack(
  packed: Uint8Array,
  packing: Packing,
  mostBytes: number,
): ReturnType<Unpack> {
  try {
    if (packing === 'brotli') {
      const finishFlush = constants.BROTLI_OPERATION_FLUSH;
      return brotliDecompressSync(packed, { finishFlush, maxOutputLength: mostBytes });
    }
    const options = { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: mostBytes };
    return packing === 'gzip' ? gunzipSync(packed, options) : inflateSync(packed, options);
  } catch (error) {
    if (error instanceof RangeError && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE')
      return 'too-large';
    // Guessed from the first bytes, so not being such a stream is the ordinary case and says nothing.
    return null;
  }
}
