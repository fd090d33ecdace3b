// One request to a sink: compressed, without cookies, bounded in time and in what is read of the answer, and no redirect is
// followed: the address in the policy is the address that is asked. Never rejects.
import { answerOf, type Answer } from '../../../../core/fleet/answer.ts';
import { boundedBody } from '../bounded-body.ts';

/** The browser ends a background that rests for 30 s, and a fetch does not count as work. */
export const SEND_WITHIN_MS = 20_000;
const MOST_ANSWER_BYTES = 1_000_000;
/** Of an answer that is no success, for people. */
const SAID_CHARS = 300;

export interface Request {
  readonly address: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The body, compressed. */
  readonly gzip: Uint8Array<ArrayBuffer>;
  /** Now, ms since the epoch. */
  readonly at: number;
  readonly withinMs?: number;
}

export interface Answered {
  readonly answer: Answer;
  /** Bounded; empty where it was too long. */
  readonly body: Uint8Array<ArrayBuffer>;
}

export async function send(request: Request): Promise<Answered> {
  const signal = AbortSignal.timeout(request.withinMs ?? SEND_WITHIN_MS);
  try {
    const response = await fetch(request.address, {
      method: 'POST',
      headers: { 'content-encoding': 'gzip', ...request.headers },
      body: request.gzip,
      ...{ credentials: 'omit', referrerPolicy: 'no-referrer', redirect: 'manual' },
      ...{ cache: 'no-store', signal },
    });
    // Read to its end, so that the connection is used again.
    const body = (await boundedBody(response, MOST_ANSWER_BYTES)) ?? new Uint8Array();
    if (response.type === 'opaqueredirect') return { answer: answerOf(302, null, '', 0), body };
    const said = response.ok ? '' : new TextDecoder().decode(body).slice(0, SAID_CHARS).trim();
    const retryAfter = response.headers.get('retry-after');
    return { answer: answerOf(response.status, retryAfter, said, request.at), body };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const why = signal.aborted ? 'no whole answer in time' : `not reached: ${reason}`;
    return { answer: { is: 'later', why, afterMs: null }, body: new Uint8Array() };
  }
}
