// Reads the bytes of a BufferSource exactly as the engine will, whatever the page did to the prototypes. A buffer that
// another thread can change is copied first: what is judged must be what is compiled.
import { native } from '../natives.ts';
import { attempted } from '../wrap.ts';

/** A view on the bytes and the object to hand to the native call (a private copy when the buffer is shared). */
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
    whole(source, native.bufferLength, false) ??
    part(source, native.viewBuffer, native.viewOffset, native.viewLength) ??
    part(source, native.dataViewBuffer, native.dataViewOffset, native.dataViewLength) ??
    whole(source, native.sharedLength, true)
  );
}

type Read<Value> = (self: unknown) => Value;

function whole(source: object, length: Read<number>, shared: boolean): ModuleBytes | null {
  const sizeBytes = attempt(() => length(source));
  if (sizeBytes === null) return null;
  return privately(source, source as ArrayBufferLike, 0, sizeBytes, shared);
}

function part(
  source: object,
  buffer: Read<ArrayBufferLike>,
  offset: Read<number>,
  length: Read<number>,
): ModuleBytes | null {
  const memory = attempt(() => buffer(source));
  if (memory === null) return null;
  const shared = attempt(() => native.bufferLength(memory)) === null;
  return privately(source, memory, offset(source), length(source), shared);
}

function privately(
  source: object,
  memory: ArrayBufferLike,
  offset: number,
  sizeBytes: number,
  shared: boolean,
): ModuleBytes {
  const view = new NativeBytes(memory, offset, sizeBytes);
  if (!shared) return { view, source };
  const copy = new NativeBytes(view);
  return { view: copy, source: copy };
}

/** Brand checks of the platform throw; here that is an answer. */
function attempt<Value>(read: () => Value): Value | null {
  try {
    return read();
  } catch {
    return null;
  }
}

const NativeBytes = Uint8Array;
