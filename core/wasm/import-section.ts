// Reads the sizes of memories out of the import and memory sections: nothing else of them is needed, and names stay
// unread. Everything else but code and data is skipped as a whole.
import type { ByteReader } from './byte-reader.ts';
import { WasmFormatError } from './errors.ts';
import { skipType } from './immediates.ts';

/** Takes the start size of one memory in pages (64 KiB unless the module sets another page size). */
export type OnMemory = (minPages: number) => void;

/** Reads all imports for their memories. Throws `WasmFormatError`. */
export function readImports(reader: ByteReader, onMemory: OnMemory): void {
  for (let left = reader.u32(); left > 0; left--) {
    reader.skip(reader.u32());
    reader.skip(reader.u32());
    readImport(reader, onMemory);
  }
}

function readImport(reader: ByteReader, onMemory: OnMemory): void {
  const at = reader.offset;
  switch (reader.byte()) {
    case 0: // function
      reader.u32();
      break;
    case 1: // table
      skipValueType(reader);
      readLimits(reader);
      break;
    case 2: // memory
      onMemory(readLimits(reader));
      break;
    case 3: // global
      skipValueType(reader);
      reader.skip(1);
      break;
    case 4: // tag
      reader.skip(1);
      reader.u32();
      break;
    default:
      throw new WasmFormatError('unknown import kind', at);
  }
}

/** Reads the memory section. Throws `WasmFormatError`. */
export function readMemories(reader: ByteReader, onMemory: OnMemory): void {
  for (let left = reader.u32(); left > 0; left--) onMemory(readLimits(reader));
}

function skipValueType(reader: ByteReader): void {
  reader.at = skipType(reader.bytes, reader.at, reader.end, reader.base);
}

/** The minimum. Flags: 1 maximum, 2 shared, 4 64-bit addresses, 8 custom page size. */
function readLimits(reader: ByteReader): number {
  const at = reader.offset;
  const flags = reader.byte();
  if (flags > 15) throw new WasmFormatError('unknown limits flags', at);
  const minPages = reader.u64();
  if ((flags & 1) !== 0) reader.u64();
  if ((flags & 8) !== 0) reader.u32();
  return minPages;
}
