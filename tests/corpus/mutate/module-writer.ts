// Writes a module back into the binary format, with the shortest form of every number: a module whose compiler did the
// same comes back byte for byte. The reader is module.ts.
import { ByteReader, ByteWriter } from './byte-stream.ts';
import { writeInstr } from './instructions.ts';
import {
  SECTION_ORDER,
  type Body,
  type DataSegment,
  type ElementSegment,
  type Export,
  type Global,
  type Import,
  type Memory,
  type Signature,
  type WasmModule,
} from './module.ts';

const START_SECTION = 8;
const DATA_COUNT_SECTION = 12;

/** Writes the module; the shortest form of every number. */
export function writeModule(module: WasmModule): Uint8Array {
  const writer = new ByteWriter();
  writer.raw(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0));
  writeCustoms(writer, module, 0);
  SECTION_ORDER.forEach((id, rank) => {
    const section = sectionBytes(id, module);
    if (section) {
      writer.byte(id);
      writer.sized(section);
    }
    writeCustoms(writer, module, rank + 1);
  });
  return writer.done();
}

function writeCustoms(writer: ByteWriter, module: WasmModule, after: number): void {
  for (const custom of module.customs.filter((one) => one.after === after)) {
    const section = new ByteWriter();
    section.name(custom.name);
    section.raw(custom.bytes);
    writer.byte(0);
    writer.sized(section.done());
  }
}

type SectionWriter = (out: ByteWriter, module: WasmModule) => void;

function list<T>(
  items: (module: WasmModule) => readonly T[],
  write: (out: ByteWriter, item: T) => void,
): SectionWriter {
  return (out, module) => {
    const all = items(module);
    if (all.length > 0) out.vector(all, (item) => write(out, item));
  };
}

const WRITERS: ReadonlyMap<number, SectionWriter> = new Map([
  [1, list(({ types }) => types, writeSignature)],
  [2, list(({ imports }) => imports, writeImport)],
  [
    3,
    list(
      ({ functions }) => functions,
      (out, type) => out.u32(type),
    ),
  ],
  [
    4,
    list(
      ({ tables }) => tables,
      (out, table) => out.raw(table),
    ),
  ],
  [5, list(({ memories }) => memories, writeMemory)],
  [6, list(({ globals }) => globals, writeGlobal)],
  [7, list(({ exports }) => exports, writeExport)],
  [9, list(({ elements }) => elements, writeElements)],
  [
    10,
    list(
      ({ bodies }) => bodies,
      (out, body) => out.sized(bodyBytes(body)),
    ),
  ],
  [11, list(({ data }) => data, writeData)],
]);

/** Content of one section, or null when it would be empty. */
function sectionBytes(id: number, module: WasmModule): Uint8Array | null {
  const out = new ByteWriter();
  if (id === START_SECTION && module.start !== null) out.u32(module.start);
  else if (id === DATA_COUNT_SECTION && needsDataCount(module)) out.u32(module.data.length);
  else WRITERS.get(id)?.(out, module);
  const copied = module.opaque.get(id);
  if (copied && id !== DATA_COUNT_SECTION) out.raw(copied);
  return out.length > 0 ? out.done() : null;
}

/** The count of segments must stand before code that names them. */
function needsDataCount(module: WasmModule): boolean {
  return module.opaque.has(DATA_COUNT_SECTION) || module.data.some(({ flags }) => flags === 1);
}

function writeSignature(out: ByteWriter, { params, results }: Signature): void {
  out.byte(0x60);
  out.vector(params, (type) => out.byte(type));
  out.vector(results, (type) => out.byte(type));
}

function writeImport(out: ByteWriter, one: Import): void {
  out.name(one.module);
  out.name(one.field);
  out.byte(one.kind);
  if (one.kind === 0) out.u32(one.type);
  else out.raw(one.description);
}

function writeMemory(out: ByteWriter, { flags, minPages, maxPages }: Memory): void {
  out.byte(flags);
  out.u32(minPages);
  if ((flags & 1) === 1) out.u32(maxPages);
}

function writeGlobal(out: ByteWriter, { type, mutable, init }: Global): void {
  out.byte(type);
  out.byte(mutable ? 1 : 0);
  for (const instr of init) writeInstr(out, instr);
}

function writeExport(out: ByteWriter, { name, kind, index }: Export): void {
  out.name(name);
  out.byte(kind);
  out.u32(index);
}

function writeElements(out: ByteWriter, segment: ElementSegment): void {
  const { flags } = segment;
  out.u32(flags);
  if ((flags & 3) === 2) out.u32(segment.table);
  for (const instr of segment.offset) writeInstr(out, instr);
  if ((flags & 3) !== 0) out.byte(segment.type);
  if ((flags & 4) === 0) out.vector(segment.functions, (index) => out.u32(index));
  else
    out.vector(segment.expressions, (code) => {
      for (const instr of code) writeInstr(out, instr);
    });
}

function writeData(out: ByteWriter, { flags, memory, offset, bytes }: DataSegment): void {
  out.u32(flags);
  if (flags === 2) out.u32(memory);
  for (const instr of offset) writeInstr(out, instr);
  out.sized(bytes);
}

function bodyBytes({ locals, code }: Body): Uint8Array {
  const out = new ByteWriter();
  const groups: { type: number; count: number }[] = [];
  for (const type of locals) {
    const last = groups[groups.length - 1];
    if (last?.type === type) last.count++;
    else groups.push({ type, count: 1 });
  }
  out.vector(groups, ({ type, count }) => {
    out.u32(count);
    out.byte(type);
  });
  for (const instr of code) writeInstr(out, instr);
  return out.done();
}

/** The module without its name sections; nothing else is read or changed. */
export function withoutNameSection(bytes: Uint8Array): Uint8Array {
  const reader = new ByteReader(bytes, 8);
  const kept = new ByteWriter();
  kept.raw(bytes.subarray(0, 8));
  while (!reader.done) {
    const from = reader.at;
    const id = reader.byte();
    const content = reader.take(reader.u32());
    if (id === 0 && new ByteReader(content).name() === 'name') continue;
    kept.raw(bytes.subarray(from, reader.at));
  }
  return kept.done();
}
