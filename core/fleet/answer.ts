// What a receiver's answer means for a batch: taken, later, too large, refused for good, or a sink that takes nothing at all. It
// reads status and headers; what a 2xx answer says of single events is the format's business.

export type Answer =
  | { readonly is: 'taken' }
  /** The same batch again, not before `afterMs` where the receiver says so. */
  | { readonly is: 'later'; readonly why: string; readonly afterMs: number | null }
  /** A part of the batch may be taken. */
  | { readonly is: 'too-large'; readonly why: string }
  /** This batch will never be taken as it is. */
  | { readonly is: 'refused'; readonly why: string }
  /** Nothing will be taken before somebody changes the sink or its policy: no event is to blame. */
  | { readonly is: 'closed'; readonly why: string };

/** No receiver keeps us waiting longer. */
export const LONGEST_RETRY_AFTER_MS = 24 * 3_600_000;

/** Statuses that say the address, the token or the kind of sink is wrong. */
const CLOSED = [401, 402, 403, 404, 405, 406, 407, 410, 415, 421, 426, 451];
/** Statuses below 500 that say "later". */
const LATER = [408, 409, 423, 425, 429];

/**
 * @param retryAfter value of the header `Retry-After`, or null
 * @param said beginning of the answer's body, for people
 * @param at now, ms since the epoch
 */
export function answerOf(
  status: number,
  retryAfter: string | null,
  said: string,
  at: number,
): Answer {
  const words = said === '' ? `${status}` : `${status}: ${said}`;
  if (status >= 200 && status < 300) return { is: 'taken' };
  if (status >= 300 && status < 400)
    return { is: 'closed', why: `it redirects (${status}), which is not followed` };
  if (status === 413) return { is: 'too-large', why: words };
  if (CLOSED.includes(status)) return { is: 'closed', why: words };
  const afterMs = waitOf(retryAfter, at);
  if (status >= 500 || LATER.includes(status)) return { is: 'later', why: words, afterMs };
  return { is: 'refused', why: words };
}

/** Seconds, or a date (RFC 9110, 10.2.3). @returns ms, bounded; null for what is neither */
export function waitOf(retryAfter: string | null, at: number): number | null {
  const text = retryAfter?.trim() ?? '';
  const wait = /^\d{1,9}$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - at;
  if (Number.isNaN(wait)) return null;
  return Math.min(Math.max(0, wait), LONGEST_RETRY_AFTER_MS);
}
