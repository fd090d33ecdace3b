// Bytes that a script spells out: lists of numbers, hex strings, string escapes. Knows the first bytes worth looking
// for (a wasm module, a gzip stream). Must never throw; stops at the first thing that is not a byte.

export interface ByteLiteral {
  /** Offset in the text. */
  readonly start: number;
  readonly form: 'byte list' | 'hex string' | 'string escapes';
  readonly bytes: Uint8Array;
}

const separator = String.raw`[\s,]{1,64}`;
const listHead = new RegExp(
  `\\b(?:${numbers([0x00, 0x61, 0x73, 0x6d])}|${numbers([0x1f, 0x8b, 0x08])})\\b(?=${separator})`,
  'gi',
);
const hexHead = /0061736d01000000|1f8b0800(?=[0-9a-f]{24})/gi;
const escapeHead = new RegExp(
  `${escapes([0x00, 0x61, 0x73, 0x6d])}|${escapes([0x1f, 0x8b, 0x08])}`,
  'gi',
);

const listItem = /[\s,]{0,64}(-?(?:0x[0-9a-f]{1,2}|0b[01]{1,8}|0o[0-7]{1,3}|\d{1,3}))(?![\w.])/iy;
const stringItem =
  /\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|u\{([0-9a-f]{1,6})\}|([0-7]{1,3})|(\r?\n)|([^]))|([^\\])/iy;
const shortEscapes: Readonly<Record<string, number>> = { b: 8, t: 9, n: 10, v: 11, f: 12, r: 13 };

/** All byte literals that begin like a wasm module or a gzip stream, each of at most `mostBytes` bytes. */
export function* byteLiterals(text: string, mostBytes: number): Generator<ByteLiteral> {
  yield* literalsOf(text, listHead, 'byte list', (start) => readList(text, start, mostBytes));
  yield* literalsOf(text, hexHead, 'hex string', (start) => readHex(text, start, mostBytes));
  yield* literalsOf(text, escapeHead, 'string escapes', (start) =>
    readEscapes(text, start, mostBytes),
  );
}

function* literalsOf(
  text: string,
  head: RegExp,
  form: ByteLiteral['form'],
  read: (start: number) => { bytes: Uint8Array; end: number },
): Generator<ByteLiteral> {
  head.lastIndex = 0;
  for (let found = head.exec(text); found !== null; found = head.exec(text)) {
    const { bytes, end } = read(found.index);
    // A module may hold the same head again, as data; what is inside a literal is not a second literal.
    const resume = Math.max(end, found.index + found[0].length);
    yield { start: found.index, form, bytes };
    head.lastIndex = resume;
  }
}

function readList(
  text: string,
  start: number,
  mostBytes: number,
): { bytes: Uint8Array; end: number } {
  const values: number[] = [];
  let end = start;
  listItem.lastIndex = start;
  while (values.length < mostBytes) {
    const item = listItem.exec(text)?.[1];
    if (item === undefined) break;
    const value = item.startsWith('-') ? -Number(item.slice(1)) : Number(item);
    if (value > 255 || value < -128) break;
    values.push(value & 0xff);
    end = listItem.lastIndex;
  }
  return { bytes: Uint8Array.from(values), end };
}

function readHex(
  text: string,
  start: number,
  mostBytes: number,
): { bytes: Uint8Array; end: number } {
  let end = start;
  // By hand: a regular expression over megabytes of digits runs out of its stack.
  while (end - start < mostBytes * 2 && hexValue(text, end) >= 0 && hexValue(text, end + 1) >= 0)
    end += 2;
  const bytes = new Uint8Array((end - start) / 2);
  for (let at = 0; at < bytes.length; at += 1) {
    bytes[at] = (hexValue(text, start + at * 2) << 4) | hexValue(text, start + at * 2 + 1);
  }
  return { bytes, end };
}

function hexValue(text: string, at: number): number {
  const code = text.charCodeAt(at) | 0x20;
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  return code >= 0x61 && code <= 0x66 ? code - 0x57 : -1;
}

function readEscapes(
  text: string,
  start: number,
  mostBytes: number,
): { bytes: Uint8Array; end: number } {
  const closing = openingQuote(text, start);
  const values: number[] = [];
  let end = start;
  stringItem.lastIndex = start;
  while (values.length < mostBytes) {
    const item = stringItem.exec(text);
    if (item === null || closing.includes(item[7] ?? 'none')) break;
    end = stringItem.lastIndex;
    const value = valueOfItem(item);
    if (value !== null) values.push(value & 0xff);
  }
  return { bytes: Uint8Array.from(values), end };
}

/** The quote before the literal closes it; when none stands near, any quote does. */
function openingQuote(text: string, start: number): string {
  const before = text.slice(Math.max(0, start - 64), start);
  const quote = /["'`](?=[^"'`]*$)/.exec(before)?.[0];
  return quote ?? '"\'`';
}

/** Null for an escaped line break, which stands for nothing. */
function valueOfItem(item: RegExpExecArray): number | null {
  const hex = item[1] ?? item[2] ?? item[3];
  if (hex !== undefined) return parseInt(hex, 16);
  if (item[4] !== undefined) return parseInt(item[4], 8);
  if (item[5] !== undefined) return null;
  if (item[6] !== undefined) return shortEscapes[item[6]] ?? item[6].charCodeAt(0);
  return item[7]?.charCodeAt(0) ?? null;
}

function numbers(bytes: readonly number[]): string {
  return bytes.map((byte) => `(?:${byte}|0x0?${byte.toString(16)})`).join(separator);
}

function escapes(bytes: readonly number[]): string {
  return bytes.map(escapeOf).join('');
}

function escapeOf(byte: number): string {
  const hex = byte.toString(16).padStart(2, '0');
  const octal = byte === 0 ? '0{1,3}' : `0?${byte.toString(8)}`;
  const plain = `\\u00${hex}`;
  return `(?:${plain}|\\\\x${hex}|\\\\u00${hex}|\\\\u\\{0{0,5}${byte.toString(16)}\\}|\\\\${octal})`;
}
