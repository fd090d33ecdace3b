// The browser's dynamic rules: replaced all at once, or not at all. A list of 100,000 hosts takes the browser a tenth of a
// second, and the background starts twice a minute: what is in place already is not set again.
import browser from 'webextension-polyfill';
import type { DiagnosticCounters } from './diagnostics.ts';
import { digestOf } from './digest.ts';

/** Session storage goes with the browser, so each start of it sets the rules once, whatever it kept. */
const MARK = 'block-rules';
/** All that may be set: asking the browser which are there would bring every host back. Ids that are not there do no harm. */
const ALL_IDS = Array.from({ length: 50 }, (_, index) => index + 1);

let last: Promise<unknown> = Promise.resolve();

/**
 * Replaces all dynamic rules, one call after the other.
 * @param rules with ids from 1 to 50
 * @returns false when the browser did not take them and those of before still hold
 */
export function setBlockRules(
  rules: readonly object[],
  diagnostics: DiagnosticCounters,
): Promise<boolean> {
  const done = last.then(() => replaceUnlessThere(rules, diagnostics));
  last = done;
  return done;
}

async function replaceUnlessThere(
  rules: readonly object[],
  diagnostics: DiagnosticCounters,
): Promise<boolean> {
  const { session } = browser.storage;
  try {
    const digest = await digestOf(JSON.stringify(rules));
    if (((await session.get(MARK).catch(() => ({}))) as Record<string, unknown>)[MARK] === digest)
      return true;
    await session.remove(MARK).catch(() => undefined);
    await browser.declarativeNetRequest.updateDynamicRules({
      removeRuleIds: ALL_IDS,
      addRules: rules as never,
    });
    await session.set({ [MARK]: digest }).catch(() => undefined);
    return true;
  } catch {
    diagnostics.count('host rules could not be set');
    return false;
  }
}
