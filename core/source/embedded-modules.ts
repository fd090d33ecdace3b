// Finds the wasm modules that a script carries inside itself: base64, lists of numbers, hex, string escapes, packed
// or not, and scripts in base64 that carry modules in turn. Knows encodings, not meanings.
// Must never throw on hostile text and never work without bounds: a page's author wrote what is read here.
import { base64Runs, decodeBase64, type Base64Run } from './base64.ts';
import { byteLiterals } from './byte-literals.ts';
import {
  isBeginningOnly,
  isMedia,
  isText,
  isWasm,
  packingOf,
  sniffedBytes,
  type Packing,
} from './first-bytes.ts';

/**
 * Unpacks at most `mostBytes`. A stream that is cut off gives what could be unpacked; null when it is no such stream,
 * `too-large` when it would grow beyond `mostBytes`.
 */
export type Unpack = (
  packed: Uint8Array,
  packing: Packing,
  mostBytes: number,
) => Uint8Array | 'too-large' | null;

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
  packedLiterals: 2000,
} as const;

interface Search {
  readonly unpack: Unpack;
  readonly found: EmbeddedModule[];
  readonly limitsHit: Set<string>;
  decodedBytes: number;
  brotliTrials: number;
  packedLiterals: number;
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
const sniffedBrotliBytes = 4096;

/**
 * All modules in the text of a script or a page, and the bounds that were hit on the way. Known gaps: encrypted or
 * shuffled bytes, other alphabets than base64's, raw deflate, modules that a script computes.
 */
export function findEmbeddedModules(text: string, unpack: Unpack): EmbeddedModules {
  const search: Search = {
    unpack,
    found: [],
    limitsHit: new Set(),
    decodedBytes: 0,
    brotliTrials: 0,
    packedLiterals: 0,
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
  if (!digits.startsWith(wasmHead) && digits.length >= shortestPackedChars) {
    const head = decodeBase64(digits, 0, sniffedBytes);
    if (packingOf(head) !== null || isText(head) || isBrotli(search, digits, head)) {
      searchBytes(search, decodeBase64(digits), place);
      return;
    }
  }
  const wasmAt = digits.indexOf(wasmHead);
  if (wasmAt >= 0) searchBytes(search, decodeBase64(digits, wasmAt), place);
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
  searchPacked(search, bytes, packing ?? 'brotli', place);
}

function searchPacked(search: Search, packed: Uint8Array, packing: Packing, place: Place): void {
  const { oneModuleBytes, packedLiterals } = embeddingLimits;
  search.packedLiterals += 1;
  if (search.packedLiterals > packedLiterals) {
    search.limitsHit.add(`more than ${packedLiterals} packed literals`);
    return;
  }
  const unpacked = search.unpack(packed, packing, oneModuleBytes);
  if (unpacked === 'too-large') {
    search.limitsHit.add(`${packing} data that grows beyond ${oneModuleBytes} bytes`);
  } else if (unpacked !== null && unpacked.length > 0) {
    searchBytes(search, unpacked, {
      ...place,
      form: `${place.form} > ${packing}`,
      depth: place.depth + 1,
    });
  }
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

/** Brotli has no magic number, so its start is unpacked on trial, a bounded number of times. */
function isBrotli(search: Search, digits: string, head: Uint8Array): boolean {
  if (digits.length < shortestBrotliChars || isMedia(head)) return false;
  if (search.brotliTrials >= embeddingLimits.brotliTrials) return false;
  search.brotliTrials += 1;
  const packed = decodeBase64(digits, 0, sniffedBrotliBytes);
  const start = search.unpack(packed, 'brotli', embeddingLimits.oneModuleBytes);
  if (start === null || start === 'too-large' || start.length < 8) return false;
  return isWasm(start) || isText(start.subarray(0, sniffedBytes));
}

/** One character a byte: every encoding looked for is written in ASCII. */
function latin1(bytes: Uint8Array): string {
  const pieces: string[] = [];
  for (let at = 0; at < bytes.length; at += 8192)
    pieces.push(String.fromCharCode(...bytes.subarray(at, at + 8192)));
  return pieces.join('');
}
