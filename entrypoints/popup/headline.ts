// The word and the sentence at the top of the popup: what became of the tab, from its level and its incidents. Pure.
// What was blocked stays blocked: it never says less because the points of the tab went down later.
import type { Incident } from '../../core/incident/incident.ts';
import type { TabState } from '../../core/protocol/questions.ts';

export interface Headline {
  readonly kind: 'unwatched' | 'clear' | 'suspected' | 'confirmed';
  readonly word: string;
  readonly sentence: string;
}

const LISTED_HOST = 'detect/listed-host';

/** The headline of a watched tab. */
export function headlineOf(state: TabState): Headline {
  const { level, incidents } = state;
  const blocked = incidents.filter(({ response }) => response === 'block');
  if (blocked.length > 0) return blockedHeadline(blocked);
  if (incidents.length > 0) return observedHeadline(incidents);
  if (level === 'clear') return clearHeadline(state);
  if (level === 'suspected') {
    const sentence = 'Something here looks like mining. It runs, and Assay watches it closely.';
    return { kind: level, word: 'Suspected', sentence };
  }
  const sentence = 'This looks like mining. The log holds no incident of this tab.';
  return { kind: level, word: 'Mining', sentence };
}

function blockedHeadline(blocked: readonly Incident[]): Headline {
  const sentence = blocked.every(restsOnListOnly)
    ? 'A request to a known mining host was blocked.'
    : 'Mining was stopped in this tab.';
  return { kind: 'confirmed', word: 'Blocked', sentence };
}

function observedHeadline(incidents: readonly Incident[]): Headline {
  if (incidents.every(({ category }) => category === 'deliberate-mining')) {
    const sentence = 'This site belongs to a mining pool or service. It was recorded, not stopped.';
    return { kind: 'suspected', word: 'Mining pool', sentence };
  }
  const sentence = 'This tab mines. It was recorded, not stopped.';
  return { kind: 'confirmed', word: 'Mining', sentence };
}

/** A worker that nobody could look into leaves the word "clear" with a condition. */
function clearHeadline({ workers }: TabState): Headline {
  const word = workers.uninstrumented > 0 ? 'Clear, as far as Assay can look' : 'Clear';
  return { kind: 'clear', word, sentence: 'No mining was seen in this tab.' };
}

function restsOnListOnly({ evidence }: Incident): boolean {
  return evidence.every(({ id }) => id === LISTED_HOST);
}
