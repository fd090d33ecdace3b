// Finds the stretches of a text in which hash constants can stand, and reads only those: around long numbers, in lists
// of bytes, in long base64 strings. The search itself is left to the engine's own regular expressions and to
// samples, so that a bundle of megabytes costs milliseconds. It never throws; its time is linear.
import type { HashWords } from './hash-words.ts';
import { scanNumbers } from './number-scan.ts';

/** A number too long for a size or a colour, or a list of small ones. */
const NUMBERS = /\d(?:\d{6}|[xX][\da-fA-F]{5}|,\s{0,9}-?(?:0x)?[\da-fA-F]{1,5},\s{0,9}-?\d)/g;
/** Read around each find: split numbers stand before it, the rest of a table behind it. */
const BEFORE_CHARS = 96;
const REGION_CHARS = 1_024;
/** The longer a text goes on with numbers that are none of ours, the farther apart it is read: tables are long. */
const SKIP_SHIFT = 8;

/** Long strings are met by samples, closer than the shortest that could hold a table. */
const SAMPLE_CHARS = 127;
const RUN = /[\w+/-]*/y;
const RUN_BEFORE = /[\w+/-]*$/;
const MOST_RUN_CHARS = 1 << 17;
const MOST_DECODED_CHARS = 1 << 19;

/** Feeds the constants of `text` into `words`. */
export function scanText(text: string, words: HashWords): void {
  scanStretches(text, words);
  scanRuns(text, words.take);
}

function scanStretches(text: string, { take, taken }: HashWords): void {
  let readChars = 0;
  for (let end = 0; ;) {
    NUMBERS.lastIndex = end;
    const found = NUMBERS.exec(text);
    if (!found) return;
    const from = Math.max(end, found.index - BEFORE_CHARS);
    const before = taken();
    end = scanNumbers(text, from, Math.min(text.length, found.index + REGION_CHARS), take);
    readChars += end - from;
    if (taken() === before) end += readChars >> SKIP_SHIFT;
  }
}

function scanRuns(text: string, take: HashWords['take']): void {
  let left = MOST_DECODED_CHARS;
  let end = 0;
  for (let at = SAMPLE_CHARS; left > 0 && at < text.length; at += SAMPLE_CHARS) {
    if (at < end) continue;
    RUN.lastIndex = at;
    RUN.test(text);
    if (RUN.lastIndex - at < SAMPLE_CHARS) continue;
    const [before = ''] = RUN_BEFORE.exec(text.slice(Math.max(end, at - SAMPLE_CHARS), at)) ?? [];
    end = RUN.lastIndex;
    const run = before + text.slice(at, Math.min(end, at + MOST_RUN_CHARS));
    // A module is judged by itself.
    if (run.startsWith('AGFzbQ')) continue;
    left -= run.length;
    takeBase64(run, take);
  }
}

/** Takes the bytes behind base64 digits as words, at every alignment. */
function takeBase64(digits: string, take: HashWords['take']): void {
  let bits = 0;
  let window = 0;
  for (let at = 0; at < digits.length; at++) {
    bits = (bits << 6) | valueOf(digits.charCodeAt(at));
    const spare = (at + 1) & 3;
    if (spare === 1) continue;
    window = (window >>> 8) | ((bits >> (((4 - spare) * 2) & 7)) << 24);
    take(window);
  }
}

/** Value of a digit in either alphabet. */
function valueOf(code: number): number {
  if (code > 96) return code - 71;
  if (code > 64) return code === 95 ? 63 : code - 65;
  if (code > 47) return code + 4;
  return code === 47 ? 63 : 62;
}
