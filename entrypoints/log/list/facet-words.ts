// How facets and their values are called. Values that a page could choose are bounded text.
import { plainText } from '../../../core/report/plain-text.ts';
import { siteText, timeText } from '../../page-kit/format.ts';
import { CATEGORY_KEYS, LEVEL_KEYS, RESPONSE_KEYS } from '../../page-kit/parts.tsx';
import { text, type TextKey } from '../../page-kit/text.ts';
import type { Criteria, Facet, Span } from './criteria.ts';

export const FACET_KEYS = {
  site: 'log_site',
  category: 'log_category',
  verdict: 'log_verdict',
  response: 'log_response',
  family: 'log_family',
  detector: 'log_detector',
  device: 'log_device',
  feedback: 'log_feedback',
} as const satisfies Record<Facet, TextKey>;

export const SPAN_KEYS = {
  today: 'log_today',
  '7d': 'log_7_days',
  '30d': 'log_30_days',
} as const satisfies Record<Span, TextKey>;

const WORDS: Readonly<Partial<Record<Facet, Readonly<Record<string, TextKey>>>>> = {
  category: CATEGORY_KEYS,
  verdict: LEVEL_KEYS,
  response: RESPONSE_KEYS,
  family: { '': 'log_family_none', unknown: 'log_family_unknown' },
  device: { '': 'log_this_device' },
  feedback: { '': 'log_feedback_none', right: 'log_feedback_right', wrong: 'log_feedback_wrong' },
};

export function valueText(facet: Facet, value: string): string {
  const words = WORDS[facet];
  if (words && Object.hasOwn(words, value)) return text(words[value] as TextKey);
  return facet === 'site' ? siteText(value) : plainText(value, 80);
}

/** The time of the criteria in words. */
export function timeWords(time: NonNullable<Criteria['time']>): string {
  if (typeof time === 'string') return text(SPAN_KEYS[time]);
  const { from, to } = time;
  if (to === null) return from === null ? '' : text('log_since', { time: timeText(from) });
  // The end itself is outside.
  if (from === null) return text('log_until', { time: timeText(to - 1) });
  return text('log_from_to', { from: timeText(from), to: timeText(to - 1) });
}
