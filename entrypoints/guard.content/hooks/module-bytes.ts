// Reads the bytes of a BufferSource exactly as the engine will, whatever the page did to the prototypes, into a private
// copy: what is judged must be what is compiled.
import { native } from '../natives.ts';
import { answerOf, attempted } from '../wrap.ts';

/** The private copy, and the same as the object to hand to the native call. */
export interface ModuleBytes {
  readonly view: Uint8Array;
  readonly source: unknown;
}

/** @returns null when `source` is no BufferSource: the native call then says so itself */
export function moduleBytes(source: unknown): ModuleBytes | null {
  return attempted('module-bytes', () => read(source), null);
}

function read(source: unknown): ModuleBytes | null {
  if (source === null || typeof source !== 'object') return null;
  return (
    whole(source, native.bufferLength) ??
    part(source, native.viewBuffer, native.viewOffset, native.viewLength) ??
    inDataView(part(source, native.dataViewBuffer, native.dataViewOffset, native.dataViewLength)) ??
    whole(source, native.sharedLength)
  );
}

type Read<Value> = (self: unknown) => Value;

function whole(source: object, length: Read<number>): ModuleBytes | null {
  const sizeBytes = answerOf(() => length(source));
  if (sizeBytes === null) return null;
  return privately(source as ArrayBufferLike, 0, sizeBytes);
}

function part(
  source: object,
  buffer: Read<ArrayBufferLike>,
  offset: Read<number>,
  length: Read<number>,
): ModuleBytes | null {
  const memory = answerOf(() => buffer(source));
  if (memory === null) return null;
  return privately(memory, offset(source), length(source));
}

/** Chromium refuses a DataView, Firefox takes it: it stays one. */
function inDataView(bytes: ModuleBytes | null): ModuleBytes | null {
  return bytes && { view: bytes.view, source: new NativeDataView(native.viewBuffer(bytes.view)) };
}

/** Always a copy: code of the page, or another thread, can run between our look and the engine's. */
function privately(memory: ArrayBufferLike, offset: number, sizeBytes: number): ModuleBytes {
  const copy = new NativeBytes(new NativeBytes(memory, offset, sizeBytes));
  return { view: copy, source: copy };
}

const NativeBytes = Uint8Array;
const NativeDataView = DataView;
