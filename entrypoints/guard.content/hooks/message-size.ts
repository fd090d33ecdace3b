// The size of a message or of a request's body, where it can be told without reading it, and the head of a Blob, which can
// only be read later.
import { getterOf, native, platform, uncurry } from '../natives.ts';
import { answerOf } from '../wrap.ts';

const { prototype: blob } = platform.Blob ?? {};
const blobSize = getterOf<number>(blob, 'size');
const slice = uncurry(blob?.slice as (this: unknown, from: number, to: number) => Blob);
const bytesOf = uncurry(blob?.arrayBuffer);

/** Bytes; for text its UTF-16 units; 0 where it is not known. */
export function sizeOf(content: unknown): number {
  if (typeof content === 'string') return content.length;
  if (typeof content !== 'object' || content === null) return 0;
  return (
    answerOf(() => native.bufferLength(content)) ??
    answerOf(() => native.viewLength(content)) ??
    answerOf(() => blobSize(content)) ??
    0
  );
}

/** Enough of a message to know it. */
export const HEAD_BYTES = 2_048;

/** The first bytes of a Blob; null for what is none. */
export function headOf(content: unknown): Promise<ArrayBuffer> | null {
  return answerOf(() => bytesOf(slice(content, 0, HEAD_BYTES)));
}
