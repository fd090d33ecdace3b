// How long and how many incidents the log keeps, by the word of the policy; said where the log is at its bound.
import { useEffect, useState } from 'preact/hooks';
import { numberText } from '../../page-kit/format.ts';
import { ask } from '../../page-kit/ask.ts';
import { counted, text } from '../../page-kit/text.ts';
import { boundsOf, type Bounds } from './bounds.ts';

/** Below this the bound cannot be reached: the policy allows no smaller one. */
const LEAST_BOUND = 100;

export function KeepingNote({ total }: { total: number }) {
  const [bounds, setBounds] = useState<Bounds | null>(null);
  const mayBeFull = total >= LEAST_BOUND;
  useEffect(() => {
    if (!mayBeFull) return;
    ask('in-force', {})
      .then((inForce) => setBounds(boundsOf(inForce)))
      // The note is a comfort; the log itself says when the background fails.
      .catch(() => setBounds(null));
  }, [mayBeFull]);
  if (!bounds || total < bounds.incidents) return null;
  const { incidents, days, isCompanys } = bounds;
  const keeping = text('log_full', {
    count: numberText(incidents),
    days: counted('log_days', days),
  });
  return (
    <p id="full" class="quiet full-note">
      {keeping} {isCompanys && text('log_full_by_policy')}
    </p>
  );
}
