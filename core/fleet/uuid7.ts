// UUIDv7 (RFC 9562, section 5.7): the time in front, so that ids sort as they were made. Pure: time and randomness come in.
import { hexOf } from '../hash/hex.ts';

/**
 * @param at ms since the epoch
 * @param random ten random bytes
 * @returns such as `018f3b2c-7d1e-7c3a-9b1f-2f6a3c4d5e6f`
 */
export function uuid7(at: number, random: Uint8Array): string {
  const bytes = new Uint8Array(16);
  const view = new DataView(bytes.buffer);
  const ms = Math.min(Math.max(0, Math.floor(at)), 2 ** 48 - 1);
  view.setUint16(0, Math.floor(ms / 2 ** 32));
  view.setUint32(2, ms % 2 ** 32);
  bytes.set(random.subarray(0, 10), 6);
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  return hexOf(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
