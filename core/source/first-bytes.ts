// What bytes are, by how they begin: a module, packed data, a picture, text. Knows first bytes only and never fails.

export type Packing = 'gzip' | 'zlib' | 'brotli';

/** How many first bytes are looked at. */
export const sniffedBytes = 48;
const longestBeginningBytes = 64;

/** The magic number of a WebAssembly module. */
export function isWasm(bytes: Uint8Array): boolean {
  return bytes[0] === 0 && bytes[1] === 0x61 && bytes[2] === 0x73 && bytes[3] === 0x6d;
}

/** No module, only how one begins: scripts compare the magic number, or join a header with sections at run time. */
export function isBeginningOnly(bytes: Uint8Array): boolean {
  const [firstSectionSize = 0] = bytes.subarray(9);
  if (bytes.length <= 8) return bytes.length < 8;
  return bytes.length < longestBeginningBytes && bytes.length < 10 + firstSectionSize;
}

/** Null for what is not packed, and for brotli, which cannot be told by its first bytes. */
export function packingOf(head: Uint8Array): Packing | null {
  if (head[0] === 0x1f && head[1] === 0x8b && head[2] === 8) return 'gzip';
  const [cmf = 0, flags = 0] = head;
  // RFC 1950: method 8, a window of at most 32 kB, and a header that is a multiple of 31.
  const zlib =
    (cmf & 0x0f) === 8 && cmf >> 4 <= 7 && ((cmf << 8) | flags) % 31 === 0 && (flags & 0x20) === 0;
  return zlib && !isText(head) ? 'zlib' : null;
}

/** PNG, JPEG, GIF, RIFF, WOFF and OpenType: what base64 in pages mostly is. */
export function isMedia(head: Uint8Array): boolean {
  const first = ((head[0] ?? 0) << 8) | (head[1] ?? 0);
  return [0x8950, 0xffd8, 0x4749, 0x5249, 0x774f, 0x0001, 0x4f54].includes(first);
}

/** Printable ASCII: every script that embeds something begins so. */
export function isText(head: Uint8Array): boolean {
  return (
    head.length > 0 &&
    head.every((byte) => (byte >= 32 && byte < 127) || byte === 9 || byte === 10 || byte === 13)
  );
}
