// The two marks that all our pages share: how sure we are, and how many points that makes. Meaning is always in
// the words; colour and shape only repeat it.
import type { VerdictLevel } from '../../core/evidence/evidence.ts';
import { element } from './dom.ts';
import { LEVEL_WORDS } from './format.ts';

/** E.g. a red diamond and `Confirmed`. */
export function levelChip(level: VerdictLevel, word = LEVEL_WORDS[level]): HTMLElement {
  return element('span', { class: `chip chip-${level}` }, word);
}

/** A thin bar of `points` out of 100, hidden from screen readers: the number stands beside it. */
export function pointsBar(points: number): HTMLElement {
  const fill = element('span', { class: 'bar-fill' });
  fill.style.setProperty('inline-size', `${Math.min(100, Math.max(0, points))}%`);
  return element('span', { class: 'bar', attributes: { 'aria-hidden': 'true' } }, fill);
}
