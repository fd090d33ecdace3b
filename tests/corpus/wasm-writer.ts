// Writes WebAssembly modules from parts, for the generators of this folder and for their pages in a browser. It imports
// nothing and knows nothing of what the modules are for; a module is only as valid as the parts that it was given.

export const TYPE = { i32: 0x7f, i64: 0x7e, f64: 0x7c, v128: 0x7b } as const;
export type ValueType = (typeof TYPE)[keyof typeof TYPE];

export interface Signature {
  readonly params: readonly ValueType[];
  readonly results: readonly ValueType[];
}

export type Import =
  | { readonly module: string; readonly name: string; readonly signature: number }
  | { readonly module: string; readonly name: string; readonly pages: number };

export interface FunctionBody {
  readonly signature: number;
  /** `[count, type]` of the locals after the parameters. */
  readonly locals: readonly (readonly [number, ValueType])[];
  /** Instructions without the last `end`. */
  readonly code: ArrayLike<number>;
}

export interface ModuleParts {
  readonly signatures: readonly Signature[];
  readonly imports?: readonly Import[];
  readonly functions: readonly FunctionBody[];
  /** Pages of an own memory. */
  readonly pages?: number;
  /** Indices of the functions in the only table. */
  readonly table?: readonly number[];
  /** Start values of mutable i32 globals. */
  readonly globals?: readonly number[];
  /** Name -> index of a function. */
  readonly exports?: Readonly<Record<string, number>>;
  readonly data?: Uint8Array;
}

const encoder = new TextEncoder();

/** Unsigned LEB128. */
export function unsigned(value: number): number[] {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return [...bytes, rest];
    bytes.push((rest % 128) | 128);
  }
}

/** Signed LEB128 of up to 64 bits; a number must be a safe integer. */
export function signed(value: number | bigint): number[] {
  if (typeof value === 'number' && value === (value | 0)) return signed32(value);
  const bytes: number[] = [];
  for (let rest = BigInt(value); ; rest >>= 7n) {
    const low = Number(rest & 127n);
    if (rest >= -64n && rest < 64n) return [...bytes, low];
    bytes.push(low | 128);
  }
}

function signed32(value: number): number[] {
  const bytes: number[] = [];
  for (let rest = value; ; rest >>= 7) {
    if (rest >= -64 && rest < 64) {
      bytes.push(rest & 127);
      return bytes;
    }
    bytes.push((rest & 127) | 128);
  }
}

type Bytes = ArrayLike<number>;

/** The module. Bodies are copied once: generators make thousands of modules. */
export function writeModule(parts: ModuleParts): Uint8Array<ArrayBuffer> {
  const { imports = [], globals = [], exports = {}, table = [], data } = parts;
  const elements = [0, 0x41, 0, 0x0b, ...unsigned(table.length), ...table.flatMap(unsigned)];
  return joined([
    [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, parts.signatures.map(signatureBytes)),
    ...section(2, imports.map(importBytes)),
    ...section(
      3,
      parts.functions.map(({ signature }) => unsigned(signature)),
    ),
    ...section(4, table.length === 0 ? [] : [[0x70, 0, ...unsigned(table.length)]]),
    ...section(5, parts.pages === undefined ? [] : [[0, ...unsigned(parts.pages)]]),
    ...section(6, globals.map(globalBytes)),
    ...section(7, Object.entries(exports).map(exportBytes)),
    ...section(9, table.length === 0 ? [] : [elements]),
    ...section(10, parts.functions.map(bodyBytes)),
    ...section(11, data ? [joined([[0, 0x41, 0, 0x0b], unsigned(data.length), data])] : []),
  ]);
}

/** The module with a custom section at its end, as a linker or a watermark adds one. */
export function withCustom(
  module: Uint8Array,
  name: string,
  content: readonly number[],
): Uint8Array<ArrayBuffer> {
  const inner = [...text(name), ...content];
  return joined([module, [0], unsigned(inner.length), inner]);
}

function section(id: number, items: readonly Bytes[]): Bytes[] {
  if (items.length === 0) return [];
  const count = unsigned(items.length);
  const length = items.reduce((sum, item) => sum + item.length, count.length);
  return [[id], unsigned(length), count, ...items];
}

/** All pieces one after the other. */
export function joined(pieces: readonly Bytes[]): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    out.set(piece, at);
    at += piece.length;
  }
  return out;
}

function globalBytes(value: number): number[] {
  return [TYPE.i32, 1, 0x41, ...signed(value), 0x0b];
}

function exportBytes([name, index]: readonly [string, number]): number[] {
  return [...text(name), 0, ...unsigned(index)];
}

function text(value: string): number[] {
  const bytes = encoder.encode(value);
  return [...unsigned(bytes.length), ...bytes];
}

function signatureBytes({ params, results }: Signature): number[] {
  return [0x60, ...unsigned(params.length), ...params, ...unsigned(results.length), ...results];
}

function importBytes(item: Import): number[] {
  const names = [...text(item.module), ...text(item.name)];
  if ('pages' in item) return [...names, 2, 0, ...unsigned(item.pages)];
  return [...names, 0, ...unsigned(item.signature)];
}

function bodyBytes({ locals, code }: FunctionBody): Bytes {
  const head = unsigned(locals.length);
  for (const [count, type] of locals) head.push(...unsigned(count), type);
  return joined([unsigned(head.length + code.length + 1), head, code, [0x0b]]);
}
