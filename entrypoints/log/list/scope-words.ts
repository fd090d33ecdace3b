// What is filtered, in one sentence: the scope of a report.
import { plainText } from '../../../core/report/plain-text.ts';
import { text } from '../../page-kit/text.ts';
import { FACETS, type Criteria } from './criteria.ts';
import { FACET_KEYS, timeWords, valueText } from './facet-words.ts';

/** Empty for all incidents. */
export function scopeWords({ query, time, values }: Criteria): string {
  const words = plainText(query, 100);
  const parts = [
    ...(words === '' ? [] : [`${text('log_search')}: ${words}`]),
    ...(time === null ? [] : [`${text('log_time')}: ${timeWords(time)}`]),
    ...FACETS.flatMap((facet) => {
      const named = (values[facet] ?? []).map((value) => valueText(facet, value));
      return named.length > 0 ? [`${text(FACET_KEYS[facet])}: ${named.join(', ')}`] : [];
    }),
  ];
  return parts.join('; ');
}
