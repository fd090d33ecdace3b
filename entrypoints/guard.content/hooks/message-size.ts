// The size of a message or of a request's body, where it can be told without reading it.
import { getterOf, native, platform } from '../natives.ts';
import { answerOf } from '../wrap.ts';

const blobSize = getterOf<number>(platform.Blob?.prototype, 'size');

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
