// Decodes the import and memory sections: the only two whose content the analyser and the guard need. Everything
// else but code and data is skipped unread.
import { skipType } from './body-walk.ts';
import type { ByteReader } from './byte-reader.ts';
import { WasmFormatError } from './errors.ts';
import { MAX_IMPORTS, MAX_MEMORIES } from './limits.ts';

export type ImportKind = 'function' | 'table' | 'memory' | 'global' | 'tag';

export interface ModuleImport {
  readonly module: string;
  readonly name: string;
  readonly kind: ImportKind;
}

/** Limits of a memory, in pages (64 KiB unless the module sets another page size). */
export interface MemoryLimits {
  readonly minPages: number;
  /** null when the module names no maximum. */
  readonly maxPages: number | null;
  readonly shared: boolean;
}

const KINDS: readonly ImportKind[] = ['function', 'table', 'memory', 'global', 'tag'];

/** Reads all imports; memories are handed to `onMemory` as well. Throws `WasmFormatError`. */
export function readImports(
  reader: ByteReader,
  onImport: (entry: ModuleImport) => void,
  onMemory: (limits: MemoryLimits) => void,
): void {
  for (let left = reader.count(MAX_IMPORTS, 'imports'); left > 0; left--) {
    const module = reader.name();
    const name = reader.name();
    const at = reader.offset;
    const kind = KINDS[reader.byte()];
    if (kind === undefined) throw new WasmFormatError('unknown import kind', at);
    if (kind === 'memory') onMemory(readLimits(reader));
    else skipImportType(reader, kind);
    onImport({ module, name, kind });
  }
}

/** Reads the memory section. Throws `WasmFormatError`. */
export function readMemories(reader: ByteReader, onMemory: (limits: MemoryLimits) => void): void {
  for (let left = reader.count(MAX_MEMORIES, 'memories'); left > 0; left--)
    onMemory(readLimits(reader));
}

function skipImportType(reader: ByteReader, kind: ImportKind): void {
  if (kind === 'tag') reader.skip(1);
  if (kind === 'function' || kind === 'tag') {
    reader.u32();
    return;
  }
  reader.at = skipType(reader.bytes, reader.at, reader.end, reader.base);
  if (kind === 'global') reader.skip(1);
  else readLimits(reader);
}

/** Flags: 1 maximum, 2 shared, 4 64-bit addresses, 8 custom page size. */
function readLimits(reader: ByteReader): MemoryLimits {
  const at = reader.offset;
  const flags = reader.byte();
  if (flags > 15) throw new WasmFormatError('unknown limits flags', at);
  const minPages = reader.u64();
  const maxPages = (flags & 1) === 0 ? null : reader.u64();
  if ((flags & 8) !== 0) reader.u32();
  return { minPages, maxPages, shared: (flags & 2) !== 0 };
}
