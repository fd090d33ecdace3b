// Knows the text of a worker's script before it starts, where that costs nothing: of data: addresses, and of blobs that
// a page put together from strings. It reads no file and waits for nothing; what it does not know is null.
import { lookUp, store } from '../natives.ts';
import { attempted, wrapConstructor } from '../wrap.ts';
import { DATA_URL } from './worker-source.ts';

/** Longer blobs are files, not scripts, and would be kept in memory twice. */
const MOST_CHARS = 1 << 22;

const texts = new WeakMap<object, string>();
const { isArray } = Array;
// Not decodeURIComponent, which refuses what the platform takes: a stray % is a character like any other.
const { atob, unescape } = globalThis as never as Record<
  'atob' | 'unescape',
  (text: string) => string
>;

/** Remembers what blobs are made of. */
export function installBlobText(): void {
  wrapConstructor(globalThis, 'Blob', (args, reflect) => {
    const blob = reflect(args);
    attempted('blob text', () => remember(blob, args[0]), undefined);
    return blob;
  });
}

function remember(blob: object, parts: unknown): void {
  if (!isArray(parts)) return;
  let text = '';
  for (let index = 0; index < parts.length; index++) {
    const part: unknown = parts[index];
    // Joined strings share their parts: nothing is copied until somebody reads.
    text += typeof part === 'string' ? part : (lookUp(texts, part) ?? '');
    if (text.length > MOST_CHARS) return;
  }
  store(texts, blob, text);
}

/** Text of the blob, or behind a data: address; null where it is not known. */
export function textOf(blob: Blob | undefined, href: string): string | null {
  if (blob) return lookUp(texts, blob) ?? null;
  const parts = DATA_URL.exec(href);
  if (!parts) return null;
  const body = unescape(parts[2] as string);
  return parts[1] === undefined ? body : atob(body);
}
