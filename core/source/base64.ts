// Base64 as it stands in scripts: plain and url-safe, cut into lines or joined from several literals, with escaped
// slashes. Knows text and bytes only. Must never throw and never read a character twice more than once.

export interface Base64Run {
  /** Offsets in the text, end exclusive. */
  readonly start: number;
  readonly end: number;
  /** The characters of the run without what held its pieces together. */
  readonly digits: string;
}

const skip = 255;
const digitValues = buildDigitValues();

/**
 * Between two pieces of one run: string concatenation, a list of strings (not the `"base64"` that follows the data in
 * a call, not the next module), a line break, an escaped or %-coded character.
 */
const glue = new RegExp(
  [
    /["'`]\s{0,64}\+\s{0,64}["'`]/,
    /["'`]\s{0,64},\s{0,64}["'`](?!AGFzbQ|H4sI)(?=[\w+/-]{16}|[\w+/=-]{1,18}["'`]\s{0,64}\])/,
    /(?:\\?\r?\n[ \t]{0,64}|\\r\\n|\\n)(?=[\w+/-])/,
    /\\(?=\/)|(?:%2[BbFf])+/,
  ]
    .map((pattern) => pattern.source)
    .join('|'),
  'y',
);
const glueInside = /["'`]\s*[+,]\s*["'`]|\\(?=\/)|\\?\r?\n[ \t]*|\\r\\n|\\n/g;
/** A run shorter than this is a word of the script: gluing words would make one run of a whole list of names. */
const shortestGluedPieceChars = 60;

/** All runs of at least `leastChars` base64 digits, in order. */
export function* base64Runs(text: string, leastChars: number): Generator<Base64Run> {
  for (let at = 0; at < text.length;) {
    if (valueAt(text, at) === skip) {
      at += 1;
      continue;
    }
    const end = runEnd(text, at);
    if (end - at >= leastChars) yield { start: at, end, digits: joinPieces(text.slice(at, end)) };
    at = end + 1;
  }
}

function runEnd(text: string, start: number): number {
  const isModule = text.startsWith('AGFzbQ', start);
  let pieceStart = start;
  for (let at = start; ;) {
    while (valueAt(text, at) !== skip) at += 1;
    // A coded character stands inside a piece, all other glue between two.
    const coded = text[at] === '%' || (text[at] === '\\' && text[at + 1] === '/');
    if (!coded && !isModule && at - pieceStart < shortestGluedPieceChars) return at;
    glue.lastIndex = at;
    if (!glue.test(text)) return at;
    const next = glue.lastIndex;
    if (valueAt(text, next) === skip) return coded ? next : at;
    if (!coded) pieceStart = next;
    at = next;
  }
}

function joinPieces(run: string): string {
  if (!/[^\w+/-]/.test(run)) return run;
  return run.replace(/%2b/gi, '+').replace(/%2f/gi, '/').replace(glueInside, '');
}

/** Bytes of base64 digits, both alphabets; stops at the first character that is no digit. */
export function decodeBase64(digits: string, from = 0, to = digits.length): Uint8Array {
  const bytes = new Uint8Array(Math.floor(((to - from) * 3) / 4));
  let filled = 0;
  let bits = 0;
  let bitCount = 0;
  for (let at = from; at < to; at += 1) {
    const value = valueAt(digits, at);
    if (value === skip) break;
    bits = ((bits << 6) | value) & 0xffff;
    bitCount += 6;
    if (bitCount < 8) continue;
    bitCount -= 8;
    bytes[filled] = bits >> bitCount;
    filled += 1;
  }
  return bytes.subarray(0, filled);
}

function valueAt(text: string, at: number): number {
  return digitValues[text.charCodeAt(at)] ?? skip;
}

function buildDigitValues(): Uint8Array {
  const values = new Uint8Array(128).fill(skip);
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  for (let value = 0; value < alphabet.length; value += 1)
    values[alphabet.charCodeAt(value)] = value;
  values[45] = 62; // -
  values[95] = 63; // _
  return values;
}
