// The word and the sentence at the top of the popup: what became of the tab, from its level and its incidents. Pure.
// What was blocked stays blocked: it never says less because the points of the tab went down later.
import type { Incident } from '../../core/incident/incident.ts';
import type { TabState } from '../../core/protocol/questions.ts';
import type { TextKey } from '../page-kit/text.ts';

export interface Headline {
  readonly kind: 'unwatched' | 'paused' | 'clear' | 'suspected' | 'confirmed';
  readonly word: TextKey;
  readonly sentence: TextKey;
}

const LISTED_HOST = 'detect/listed-host';

/** The headline of a tab. One that went on to a page of the browser keeps its record, but has no site any more. */
export function headlineOf(state: TabState): Headline {
  const { watched, site, level, incidents, exception } = state;
  if (!watched || site === '')
    return { kind: 'unwatched', word: 'popup_unwatched', sentence: 'popup_unwatched_why' };
  const blocked = incidents.filter(({ response }) => response === 'block');
  if (blocked.length > 0) return blockedHeadline(blocked);
  if (incidents.length > 0) return observedHeadline(incidents);
  if (level === 'suspected')
    return { kind: level, word: 'popup_suspected', sentence: 'popup_suspected_why' };
  if (level === 'confirmed')
    return { kind: level, word: 'popup_mining', sentence: 'popup_mining_unlogged' };
  if (exception) return { kind: 'paused', word: 'popup_paused', sentence: 'popup_paused_why' };
  return clearHeadline(state);
}

function blockedHeadline(blocked: readonly Incident[]): Headline {
  const sentence = blocked.every(restsOnListOnly)
    ? 'popup_blocked_request'
    : 'popup_blocked_mining';
  return { kind: 'confirmed', word: 'popup_blocked', sentence };
}

function observedHeadline(incidents: readonly Incident[]): Headline {
  if (incidents.every(({ category }) => category === 'deliberate-mining')) {
    const isWarned = incidents.some(({ response }) => response === 'warn');
    const sentence = isWarned ? 'popup_pool_warned' : 'popup_pool_why';
    return { kind: 'suspected', word: 'popup_pool', sentence };
  }
  return { kind: 'confirmed', word: 'popup_mining', sentence: 'popup_mining_observed' };
}

/** A worker that nobody could look into leaves the word "clear" with a condition. */
function clearHeadline({ workers }: TabState): Headline {
  const word = workers.uninstrumented > 0 ? 'popup_clear_so_far' : 'popup_clear';
  return { kind: 'clear', word, sentence: 'popup_clear_why' };
}

function restsOnListOnly({ evidence }: Incident): boolean {
  return evidence.every(({ id }) => id === LISTED_HOST);
}
