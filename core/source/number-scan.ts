// Reads the numbers of a stretch of source text: decimal, hex, negative, split into sums and products, as lists of
// bytes. One pass over character codes; it never throws. Its state is that of one text: lists go on from stretch to
// stretch only where nothing lies between them.

const MINUS = 45;
const PLUS = 43;
const TIMES = 42;
const COMMA = 44;
const POINT = 46;

/** Farther apart two numbers are not one list, sum or product. */
const FARTHEST_NEIGHBOUR_CHARS = 48;

/**
 * Reads `text[from, to)`; a number that begins before `to` is read whole.
 * @param take called with every value that the numbers can stand for
 * @returns offset behind what was read
 */
export function scanNumbers(
  text: string,
  from: number,
  to: number,
  take: (word: number) => void,
): number {
  /** Offset behind the last number, and what the numbers of the running sum and list came to. */
  let lastEnd = -FARTHEST_NEIGHBOUR_CHARS;
  let sum = 0;
  let term = 0;
  let window = 0;
  let bytes = 0;
  let at = from;
  while (at < to) {
    const start = at;
    const end = nameEnd(text, at);
    at = Math.max(end, start + 1);
    if (!isDigit(text.charCodeAt(start))) continue;
    let before = lastNonBlank(text, start);
    const sign = text.charCodeAt(before) === MINUS ? -1 : 1;
    if (sign < 0) before = lastNonBlank(text, before);
    const isNear = start - lastEnd < FARTHEST_NEIGHBOUR_CHARS;
    // `a - b` is the sum of a and -b.
    const joint = !isNear ? 0 : before < lastEnd ? PLUS : text.charCodeAt(before);
    const value = sign * valueOf(text, start, end);
    if (joint === TIMES) term *= value;
    else {
      sum = joint === PLUS ? sum + term : 0;
      term = value;
    }
    take(value);
    take(sum + term);
    window = (window >>> 8) | (value << 24);
    if (joint !== COMMA) bytes = 0;
    bytes = value < 256 && value > -129 ? bytes + 1 : 0;
    if (bytes > 3) take(window);
    lastEnd = at;
  }
  return at;
}

function lastNonBlank(text: string, before: number): number {
  let at = before - 1;
  while (text.charCodeAt(at) <= 32) at--;
  return at;
}

/** Offset behind the name or number at `from`, its fraction and suffix included; `from` where there is none. */
function nameEnd(text: string, from: number): number {
  for (let at = from; ; at++) {
    const code = text.charCodeAt(at);
    const lower = code | 32;
    const isLetter = (lower >= 97 && lower <= 122) || code === 95 || code === 36;
    if (isLetter || isDigit(code) || (code === POINT && at > from)) continue;
    return at;
  }
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** Value of the digits at `start`: 32 bits of hex, or as many decimals as there are before a point or a suffix. */
function valueOf(text: string, start: number, end: number): number {
  const isHex = (text.charCodeAt(start + 1) | 32) === 120;
  let value = 0;
  for (let at = isHex ? start + 2 : start; at < end; at++) {
    const code = text.charCodeAt(at);
    const digit = isDigit(code) ? code - 48 : (code | 32) - 87;
    if (digit < 0 || digit > (isHex ? 15 : 9)) break;
    value = isHex ? ((value << 4) | digit) >>> 0 : value * 10 + digit;
  }
  return value;
}
