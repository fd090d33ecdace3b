// A wasm module as data that passes can change: everything that carries indexes is decoded, the rest stays as bytes.
// New types, functions, globals and tables are only ever appended, so that no other index moves. Memory64, garbage
// collection and exception handling with try_table are refused with an error.
import { at } from '../../at.ts';
import { ByteReader } from './byte-stream.ts';
import { readExpression, type Instr } from './instructions.ts';

export interface Signature {
  readonly params: readonly number[];
  readonly results: readonly number[];
}

export interface Import {
  readonly module: string;
  readonly field: string;
  /** 0 function, 1 table, 2 memory, 3 global, 4 tag. */
  readonly kind: number;
  /** Type index of functions, 0 for the rest. */
  readonly type: number;
  /** What follows the kind, as read. */
  readonly description: Uint8Array;
}

export interface Global {
  readonly type: number;
  readonly mutable: boolean;
  readonly init: readonly Instr[];
}

export interface Memory {
  /** 1 has a maximum, 2 shared. */
  readonly flags: number;
  readonly minPages: number;
  readonly maxPages: number;
}

export interface Export {
  readonly name: string;
  readonly kind: number;
  readonly index: number;
}

/** Flags as in the binary format: 1 passive or declarative, 2 explicit index, 4 expressions. */
export interface ElementSegment {
  readonly flags: number;
  readonly table: number;
  readonly offset: readonly Instr[];
  /** Element kind or reference type; not written where the flags say so. */
  readonly type: number;
  readonly functions: readonly number[];
  readonly expressions: readonly (readonly Instr[])[];
}

/** Flags: 0 active, 1 passive, 2 active with a memory index. */
export interface DataSegment {
  readonly flags: number;
  readonly memory: number;
  readonly offset: readonly Instr[];
  readonly bytes: Uint8Array;
}

/** A body; `code` ends with its `end`. Both are replaced or changed in place by passes. */
export interface Body {
  /** Types of the locals that are not parameters, one each. */
  locals: number[];
  code: Instr[];
}

export interface CustomSection {
  /** Rank of the known section that it follows, 0 for the start of the module. */
  readonly after: number;
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface WasmModule {
  types: Signature[];
  imports: Import[];
  /** Type indexes of the module's own functions; as long as `bodies`. */
  functions: number[];
  bodies: Body[];
  /** Table entries as bytes. */
  tables: Uint8Array[];
  memories: Memory[];
  globals: Global[];
  exports: Export[];
  start: number | null;
  elements: ElementSegment[];
  data: DataSegment[];
  /** Sections that are only copied (tags), by id. */
  readonly opaque: Map<number, Uint8Array>;
  customs: CustomSection[];
}

/** Known sections in the order in which they must stand. */
export const SECTION_ORDER = [1, 2, 3, 4, 5, 13, 6, 7, 8, 9, 12, 10, 11] as const;

/** Reads a module. Throws an error that says what is not understood. */
export function parseModule(bytes: Uint8Array): WasmModule {
  const reader = new ByteReader(bytes);
  const header = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
  if (!header.every((byte) => reader.byte() === byte)) throw new Error('not a wasm module');
  const module = emptyModule();
  let after = 0;
  while (!reader.done) {
    const id = reader.byte();
    const size = reader.u32();
    const section = new ByteReader(bytes, reader.at, reader.at + size);
    reader.take(size);
    if (id === 0) readCustom(section, module, after);
    else {
      readSection(id, section, module);
      after = SECTION_ORDER.findIndex((known) => known === id) + 1;
      if (after === 0) throw new Error(`section ${id} is not known to the mutator`);
      if (!section.done) throw new Error(`section ${id} is longer than its content`);
    }
  }
  return module;
}

function emptyModule(): WasmModule {
  return {
    types: [],
    imports: [],
    functions: [],
    bodies: [],
    tables: [],
    memories: [],
    globals: [],
    exports: [],
    start: null,
    elements: [],
    data: [],
    opaque: new Map(),
    customs: [],
  };
}

function readCustom(reader: ByteReader, module: WasmModule, after: number): void {
  const name = reader.name();
  module.customs.push({ after, name, bytes: reader.take(reader.end - reader.at) });
}

function readSection(id: number, reader: ByteReader, module: WasmModule): void {
  const index = (): number => reader.u32();
  if (id === 1) module.types = reader.vector(() => readSignature(reader));
  else if (id === 2) module.imports = reader.vector(() => readImport(reader));
  else if (id === 3) module.functions = reader.vector(index);
  else if (id === 4) module.tables = reader.vector(() => readTable(reader));
  else if (id === 5) module.memories = reader.vector(() => readMemory(reader));
  else if (id === 6) module.globals = reader.vector(() => readGlobal(reader));
  else if (id === 7) module.exports = reader.vector(() => readExport(reader));
  else if (id === 8) module.start = reader.u32();
  else if (id === 9) module.elements = reader.vector(() => readElements(reader));
  else if (id === 10) module.bodies = reader.vector(() => readBody(reader));
  else if (id === 11) module.data = reader.vector(() => readData(reader));
  else module.opaque.set(id, reader.take(reader.end - reader.at));
}

/** One byte; reference types with a heap type of their own are refused. */
function readType(reader: ByteReader): number {
  const type = reader.byte();
  if (type === 0x63 || type === 0x64)
    throw new Error('typed references are not known to the mutator');
  return type;
}

function readSignature(reader: ByteReader): Signature {
  if (reader.byte() !== 0x60)
    throw new Error('types of garbage collection are not known to the mutator');
  return {
    params: reader.vector(() => readType(reader)),
    results: reader.vector(() => readType(reader)),
  };
}

function readLimits(reader: ByteReader): Memory {
  const flags = reader.byte();
  if (flags > 3) throw new Error('64-bit memories are not known to the mutator');
  const minPages = reader.u32();
  return { flags, minPages, maxPages: (flags & 1) === 1 ? reader.u32() : 0 };
}

const readMemory = readLimits;

function readTable(reader: ByteReader): Uint8Array {
  const from = reader.at;
  if (reader.byte() === 0x40)
    throw new Error('tables with initial values are not known to the mutator');
  reader.at = from;
  readType(reader);
  readLimits(reader);
  return reader.bytes.subarray(from, reader.at);
}

function readImport(reader: ByteReader): Import {
  const module = reader.name();
  const field = reader.name();
  const kind = reader.byte();
  const from = reader.at;
  let type = 0;
  if (kind === 0) type = reader.u32();
  else if (kind === 1) readTable(reader);
  else if (kind === 2) readLimits(reader);
  else if (kind === 3) reader.take(2);
  else {
    reader.byte();
    reader.u32();
  }
  return { module, field, kind, type, description: reader.bytes.subarray(from, reader.at) };
}

function readGlobal(reader: ByteReader): Global {
  const type = readType(reader);
  return { type, mutable: reader.byte() === 1, init: readExpression(reader) };
}

function readExport(reader: ByteReader): Export {
  return { name: reader.name(), kind: reader.byte(), index: reader.u32() };
}

function readElements(reader: ByteReader): ElementSegment {
  const flags = reader.u32();
  const active = (flags & 1) === 0;
  const table = active && (flags & 2) !== 0 ? reader.u32() : 0;
  const offset = active ? readExpression(reader) : [];
  const type = (flags & 3) !== 0 ? readType(reader) : 0;
  const asExpressions = (flags & 4) !== 0;
  const functions = asExpressions ? [] : reader.vector(() => reader.u32());
  const expressions = asExpressions ? reader.vector(() => readExpression(reader)) : [];
  return { flags, table, offset, type, functions, expressions };
}

function readData(reader: ByteReader): DataSegment {
  const flags = reader.u32();
  const memory = flags === 2 ? reader.u32() : 0;
  const offset = flags === 1 ? [] : readExpression(reader);
  return { flags, memory, offset, bytes: reader.take(reader.u32()) };
}

function readBody(reader: ByteReader): Body {
  const size = reader.u32();
  const body = new ByteReader(reader.bytes, reader.at, reader.at + size);
  reader.take(size);
  const locals: number[] = [];
  for (let groups = body.u32(); groups > 0; groups--) {
    const count = body.u32();
    if (locals.length + count > 50_000) throw new Error('a function has too many locals');
    const type = readType(body);
    for (let i = 0; i < count; i++) locals.push(type);
  }
  const code = readExpression(body);
  if (!body.done) throw new Error('instructions after the end of a function');
  return { locals, code };
}

export function importedCount(module: WasmModule, kind: number): number {
  return module.imports.reduce((count, one) => count + (one.kind === kind ? 1 : 0), 0);
}

export function hasMemory(module: WasmModule): boolean {
  return module.memories.length + importedCount(module, 2) > 0;
}

/** The type of any function, imported or own. */
export function typeOfFunction(module: WasmModule, index: number): Signature {
  return at(module.types, typeIndexOf(module, index));
}

export function typeIndexOf(module: WasmModule, index: number): number {
  const imported = importedTypes(module);
  return index < imported.length
    ? at(imported, index)
    : at(module.functions, index - imported.length);
}

const importedTypesOf = new WeakMap<Import[], number[]>();

/** Imports are never changed by passes, so their types are listed once. */
function importedTypes(module: WasmModule): number[] {
  let types = importedTypesOf.get(module.imports);
  if (!types) {
    types = module.imports.filter(({ kind }) => kind === 0).map(({ type }) => type);
    importedTypesOf.set(module.imports, types);
  }
  return types;
}

/** Index of a type with this signature, appended if it is not there. */
export function addType(module: WasmModule, signature: Signature): number {
  const key = JSON.stringify(signature);
  const found = module.types.findIndex(
    ({ params, results }) => JSON.stringify({ params, results }) === key,
  );
  return found >= 0 ? found : module.types.push(signature) - 1;
}

/** Appends a function and returns its index in the module's function space. */
export function addFunction(module: WasmModule, signature: Signature, body: Body): number {
  module.functions.push(addType(module, signature));
  module.bodies.push(body);
  return importedCount(module, 0) + module.bodies.length - 1;
}

/** Appends a mutable or constant i32 or i64 global and returns its index. */
export function addGlobal(module: WasmModule, global: Global): number {
  module.globals.push(global);
  return importedCount(module, 3) + module.globals.length - 1;
}
