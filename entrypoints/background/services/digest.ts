// SHA-256 of a text by the browser: also of secrets, for which our own (core/hash) is not made.
import { hexOf } from '../../../core/hash/hex.ts';

/** @returns 64 digits in lower case */
export async function digestOf(text: string): Promise<string> {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return hexOf(new Uint8Array(bytes));
}
