// The texts that a message can be read as: as it stands, as bytes of text, out of base64, or under a key of one byte. Only
// the head is read; a message that is none of these gives nothing. Runs with pristine built-ins.
import { native } from './natives.ts';
import { answerOf } from './wrap.ts';

const HEAD_CHARS = 2_048;
const OPENING = '{'.charCodeAt(0);
const QUOTE = '"'.charCodeAt(0);
const LIST = '['.charCodeAt(0);
const BASE64 = /^[A-Za-z0-9+/_-]{40,}={0,2}$/;
const { atob } = globalThis as never as { readonly atob: (text: string) => string };

/** @param content text, an ArrayBuffer or a view of one; anything else gives nothing */
export function plainTexts(content: unknown): readonly string[] {
  if (typeof content === 'string') {
    const head = content.slice(0, HEAD_CHARS);
    if (!BASE64.test(head)) return [head];
    const whole = head.slice(0, head.length - (head.length % 4));
    const decoded = answerOf(() => atob(whole.replaceAll('-', '+').replaceAll('_', '/')));
    return decoded === null ? [head] : [decoded, ...underKey(decoded)];
  }
  const bytes = bytesOf(content);
  return bytes ? [bytes, ...underKey(bytes)] : [];
}

/** One character a byte. */
function bytesOf(content: unknown): string | null {
  const whole = answerOf(() => native.bufferLength(content));
  const view =
    whole === null
      ? answerOf(
          () =>
            new NativeBytes(
              native.viewBuffer(content),
              native.viewOffset(content),
              native.viewLength(content),
            ),
        )
      : new NativeBytes(content as ArrayBuffer);
  if (!view) return null;
  return String.fromCharCode(...view.subarray(0, HEAD_CHARS));
}
const NativeBytes = Uint8Array;

/** JSON begins with `{"` or `[{`, which gives the key away. */
function underKey(text: string): readonly string[] {
  const key = text.charCodeAt(0) ^ OPENING;
  const listKey = text.charCodeAt(0) ^ LIST;
  const second = text.charCodeAt(1);
  if (key !== 0 && (second ^ key) === QUOTE) return [unlocked(text, key)];
  return listKey !== 0 && (second ^ listKey) === OPENING ? [unlocked(text, listKey)] : [];
}

function unlocked(text: string, key: number): string {
  let plain = '';
  for (let index = 0; index < text.length; index++)
    plain += String.fromCharCode(text.charCodeAt(index) ^ key);
  return plain;
}
