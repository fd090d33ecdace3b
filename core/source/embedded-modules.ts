// Finds the wasm modules that a script carries inside itself: base64, lists of numbers, hex, string escapes, packed
// or not, and scripts in base64 that carry modules in turn. Knows encodings, not meanings.
// Must never throw on hostile text and never work without bounds: a page's author wrote what is read here.
import { base64Runs, decodeBase64, type Base64Run } from './base64.ts';
import { byteLiterals } from './byte-literals.ts';

export type Packing = 'gzip' | 'zlib' | 'brotli';

/**
 * Unpacks at most `mostBytes`. A stream that is cut off gives what could be unpacked; null when it is not such a
 * stream or would grow beyond `mostBytes`.
 */
export type Unpack = (packed: Uint8Array, packing: Packing, mostBytes: number) => Uint8Array | null;

export interface EmbeddedModule {
  readonly bytes: Uint8Array;
  /** Offset of the outermost literal in the text. */
  readonly offset: number;
  /** How it was embedded, outermost first, e.g. `base64 > gzip`. */
  readonly form: string;
}

export interface EmbeddedModules {
  /** In the order of their offsets. */
  readonly modules: readonly EmbeddedModule[];
  /** Bounds that were hit: what lies beyond them was not looked at. */
  readonly limitsHit: readonly string[];
}

export const embeddingLimits = {
  depth: 3,
  modules: 2000,
  oneModuleBytes: 64 << 20,
  allDecodedBytes: 256 << 20,
  brotliTrials: 32,
} as const;

interface Search {
  readonly unpack: Unpack;
  readonly found: EmbeddedModule[];
  readonly limitsHit: Set<string>;
  decodedBytes: number;
  brotliTrials: number;
}

interface Place {
  readonly offset: number;
  readonly form: string;
  readonly depth: number;
}

const wasmHead = 'AGFzbQEAAA';
/** The smallest module has 8 bytes: 11 digits. */
const shortestRunChars = 11;
const shortestPackedChars = 64;
const shortestBrotliChars = 1024;
const longestBeginningBytes = 64;
const sniffedBytes = 48;
const sniffedBrotliBytes = 4096;

/** All modules in the text of a script or a page, and the bounds that were hit on the way. */
export function findEmbeddedModules(text: string, unpack: Unpack): EmbeddedModules {
  const search: Search = {
    unpack,
    found: [],
    limitsHit: new Set(),
    decodedBytes: 0,
    brotliTrials: 0,
  };
  searchText(search, text, { offset: -1, form: '', depth: 0 });
  search.found.sort((a, b) => a.offset - b.offset);
  return { modules: search.found, limitsHit: [...search.limitsHit] };
}

function searchText(search: Search, text: string, place: Place): void {
  for (const run of base64Runs(text, shortestRunChars)) {
    searchRun(search, run, within(place, run.start, 'base64'));
  }
  for (const literal of byteLiterals(text, embeddingLimits.oneModuleBytes)) {
    searchBytes(search, literal.bytes, within(place, literal.start, literal.form));
  }
}

function searchRun(search: Search, run: Base64Run, place: Place): void {
  const { digits } = run;
  const wasmAt = digits.indexOf(wasmHead);
  if (wasmAt >= 0) {
    searchBytes(search, decodeBase64(digits, wasmAt), place);
    return;
  }
  if (digits.length < shortestPackedChars) return;
  const head = decodeBase64(digits, 0, sniffedBytes);
  if (packingOf(head) !== null || isText(head) || isBrotli(search, digits, head)) {
    searchBytes(search, decodeBase64(digits), place);
  }
}

function searchBytes(search: Search, bytes: Uint8Array, place: Place): void {
  if (!withinLimits(search, bytes, place)) return;
  if (isWasm(bytes)) {
    if (!isBeginningOnly(bytes))
      search.found.push({ bytes, offset: place.offset, form: place.form });
    return;
  }
  const head = bytes.subarray(0, sniffedBytes);
  const packing = packingOf(head);
  if (packing === null && isText(head)) {
    searchText(search, latin1(bytes), place);
    return;
  }
  const unpacked = search.unpack(bytes, packing ?? 'brotli', embeddingLimits.oneModuleBytes);
  if (unpacked === null || unpacked.length === 0) return;
  searchBytes(search, unpacked, {
    ...place,
    form: `${place.form} > ${packing ?? 'brotli'}`,
    depth: place.depth + 1,
  });
}

function withinLimits(search: Search, bytes: Uint8Array, place: Place): boolean {
  search.decodedBytes += bytes.length;
  const { depth, modules, oneModuleBytes, allDecodedBytes } = embeddingLimits;
  const hit =
    (place.depth > depth && `more than ${depth} encodings inside each other`) ||
    (search.found.length >= modules && `more than ${modules} modules`) ||
    (bytes.length > oneModuleBytes && `a literal of more than ${oneModuleBytes} bytes`) ||
    (search.decodedBytes > allDecodedBytes && `more than ${allDecodedBytes} decoded bytes`);
  if (hit !== false) search.limitsHit.add(hit);
  return hit === false;
}

function within(place: Place, start: number, form: string): Place {
  return {
    offset: place.offset < 0 ? start : place.offset,
    form: place.form === '' ? form : `${place.form} > ${form}`,
    depth: place.depth + 1,
  };
}

function isWasm(bytes: Uint8Array): boolean {
  return bytes[0] === 0 && bytes[1] === 0x61 && bytes[2] === 0x73 && bytes[3] === 0x6d;
}

/** No module, only how one begins: scripts compare the magic number, or join a header with sections at run time. */
function isBeginningOnly(bytes: Uint8Array): boolean {
  const [firstSectionSize = 0] = bytes.subarray(9);
  if (bytes.length <= 8) return bytes.length < 8;
  return bytes.length < longestBeginningBytes && bytes.length < 10 + firstSectionSize;
}

/** Brotli has no magic number, so its start is unpacked on trial, a bounded number of times. */
function isBrotli(search: Search, digits: string, head: Uint8Array): boolean {
  if (digits.length < shortestBrotliChars || isMedia(head)) return false;
  if (search.brotliTrials >= embeddingLimits.brotliTrials) return false;
  search.brotliTrials += 1;
  const packed = decodeBase64(digits, 0, sniffedBrotliBytes);
  const start = search.unpack(packed, 'brotli', embeddingLimits.oneModuleBytes);
  return (
    start !== null &&
    start.length >= 8 &&
    (isWasm(start) || isText(start.subarray(0, sniffedBytes)))
  );
}

function packingOf(head: Uint8Array): Packing | null {
  if (head[0] === 0x1f && head[1] === 0x8b && head[2] === 8) return 'gzip';
  const [cmf = 0, flags = 0] = head;
  // RFC 1950: method 8, a window of at most 32 kB, and a header that is a multiple of 31.
  const zlib =
    (cmf & 0x0f) === 8 && cmf >> 4 <= 7 && ((cmf << 8) | flags) % 31 === 0 && (flags & 0x20) === 0;
  return zlib && !isText(head) ? 'zlib' : null;
}

/** PNG, JPEG, GIF, RIFF, WOFF and OpenType: what base64 in pages mostly is. */
function isMedia(head: Uint8Array): boolean {
  const first = ((head[0] ?? 0) << 8) | (head[1] ?? 0);
  return [0x8950, 0xffd8, 0x4749, 0x5249, 0x774f, 0x0001, 0x4f54].includes(first);
}

function isText(head: Uint8Array): boolean {
  return (
    head.length > 0 &&
    head.every((byte) => (byte >= 32 && byte < 127) || byte === 9 || byte === 10 || byte === 13)
  );
}

/** One character a byte: every encoding looked for is written in ASCII. */
function latin1(bytes: Uint8Array): string {
  const pieces: string[] = [];
  for (let at = 0; at < bytes.length; at += 8192)
    pieces.push(String.fromCharCode(...bytes.subarray(at, at + 8192)));
  return pieces.join('');
}
