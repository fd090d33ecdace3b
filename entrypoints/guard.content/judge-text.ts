// Judges the text of a worker's script or of a shader in the page's own realm and says what to do with it. Only texts
// that are not clear are reported. A failure of ours lets the text pass.
import type { SourceKind } from '../../core/source/define-source-rule.ts';
import { judgeSource } from '../../core/source/judge-source.ts';
import { smallLexicon } from '../../core/source/lexicon.ts';
import { sourceRules } from '../rule-sets/source-rules.ts';
import { native } from './natives.ts';
import type { Place } from './place.ts';
import { guarded } from './wrap.ts';

/**
 * Never throws.
 * @param api what the page called, e.g. `Worker`
 * @returns true when the text must not run
 */
export function isRefusedText(text: string, kind: SourceKind, api: string, place: Place): boolean {
  return guarded('source', () => judge(text, kind, api, place), false);
}

function judge(text: string, source: SourceKind, api: string, place: Place): boolean {
  const startedAt = native.now();
  const { features, ...said } = judgeSource(text, source, sourceRules(), smallLexicon());
  if (said.level === 'clear') return false;
  const { workerId } = place;
  const judgedInMs = native.now() - startedAt;
  const strictness = place.strictness();
  const refused = strictness >= 0 && (said.level === 'confirmed' || strictness > 0);
  const { sizeChars } = features;
  place.emit({
    kind: 'source-judged',
    api,
    workerId,
    source,
    ...said,
    sizeChars,
    judgedInMs,
    refused,
  });
  return refused;
}
