// The typed question client of our own pages. It only asks and hands on the answer; it never falls back to
// other storage, so that a background that does not answer is shown and not hidden.
import browser from 'webextension-polyfill';
import type { Answer, Questions } from '../../core/protocol/questions.ts';
import { text } from './text.ts';

/** A cold service worker opens its database first; after this the page says that there is no answer. */
const PATIENCE_MS = 10_000;

/** What the background broadcasts when an incident was stored, the log was cleared, or something else holds. */
const CHANGED = 'changed';

/** What was given is wrong; the message says what, in English. */
export class WrongValue extends Error {
  override readonly name = 'WrongValue';
}

/**
 * Asks the background. Rejects with an `Error` that can be shown to people when it does not answer, answers with
 * an error, or takes longer than ten seconds.
 */
export async function ask<Name extends keyof Questions>(
  name: Name,
  details: Questions[Name]['ask'],
): Promise<Questions[Name]['answer']> {
  const sent: Promise<Answer<Name> | undefined> = browser.runtime.sendMessage({
    ...details,
    assay: 'ask',
    name,
  });
  const answer = await withPatience(sent);
  if (answer === undefined) throw new Error('There was no answer.');
  if (!answer.ok) throw new (answer.isWrongValue ? WrongValue : Error)(answer.error);
  return answer.value;
}

/**
 * Calls back whenever the background says that something changed, and when the page is shown again.
 * @param what only of this; without it of everything
 * @returns what ends that
 */
export function onChange(callback: () => void, what?: 'settings'): () => void {
  const told = (message: unknown): undefined => {
    if (isChanged(message) && (what === undefined || message.what === what)) callback();
  };
  const shown = (): void => {
    if (document.visibilityState === 'visible') callback();
  };
  browser.runtime.onMessage.addListener(told);
  document.addEventListener('visibilitychange', shown);
  return () => {
    browser.runtime.onMessage.removeListener(told);
    document.removeEventListener('visibilitychange', shown);
  };
}

/** One sentence for whatever was thrown. */
export function errorText(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function isChanged(message: unknown): message is { readonly what?: unknown } {
  return (
    typeof message === 'object' &&
    message !== null &&
    'assay' in message &&
    message.assay === CHANGED
  );
}

async function withPatience<T>(sent: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    const error = new Error(text('no_answer_in_time', { seconds: PATIENCE_MS / 1000 }));
    timer = setTimeout(() => reject(error), PATIENCE_MS);
  });
  return Promise.race([sent, late]).finally(() => clearTimeout(timer));
}
