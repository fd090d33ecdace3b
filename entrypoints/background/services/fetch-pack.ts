// Fetches a rule pack and checks signatures: what the feed needs of the network and of the browser. Bounded in size and
// time, without cookies, and no redirect is followed: the address in the policy is the address that is asked.
import { MOST_FILE_BYTES, type Verify } from '../../../core/rule-pack/pack-file.ts';
import { refusal, type Refusal } from '../../../core/rule-pack/open-pack.ts';
import { boundedBody } from './bounded-body.ts';

/** The browser ends a background that rests for 30 s, and a fetch does not count as work. */
export const FETCH_WITHIN_MS = 20_000;

/** Never rejects. @returns the text of the file, or why there is none */
export async function fetchPack(
  url: string,
  withinMs = FETCH_WITHIN_MS,
  mostBytes = MOST_FILE_BYTES,
): Promise<string | Refusal> {
  const signal = AbortSignal.timeout(withinMs);
  try {
    const response = await fetch(url, {
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      redirect: 'manual',
      // Asks the server whether the copy in the browser's cache is still good.
      cache: 'no-cache',
      signal,
    });
    if (response.type === 'opaqueredirect' || (response.status >= 300 && response.status < 400))
      return refusal('feed not reached', 'the address redirects, which is not followed');
    if (!response.ok) return refusal('feed not reached', `the server says ${response.status}`);
    return (await boundedText(response, mostBytes)) ?? tooLarge(mostBytes);
  } catch (error) {
    if (signal.aborted)
      return refusal('feed not reached', `there was no whole answer within ${withinMs / 1_000} s`);
    const reason = error instanceof Error ? error.message : String(error);
    return refusal('feed not reached', `the request failed: ${reason}`);
  }
}

/** Checks an Ed25519 signature. Rejects where the browser does not know Ed25519 (Chromium before 137). */
export const verifyEd25519: Verify = async (key, signature, message) => {
  const algorithm = { name: 'Ed25519' };
  const { subtle } = crypto;
  const imported = await subtle.importKey('raw', key as BufferSource, algorithm, false, ['verify']);
  return subtle.verify(algorithm, imported, signature as BufferSource, message as BufferSource);
};

function tooLarge(mostBytes: number): Refusal {
  return refusal('too large', `the file is larger than ${mostBytes >> 20} MiB`);
}

/** @returns null for a body that is longer than allowed; it is read no further */
async function boundedText(response: Response, mostBytes: number): Promise<string | null> {
  if (Number(response.headers.get('content-length') ?? 0) > mostBytes) {
    await response.body?.cancel();
    return null;
  }
  const bytes = await boundedBody(response, mostBytes);
  return bytes && new TextDecoder('utf-8', { fatal: true }).decode(bytes);
}
