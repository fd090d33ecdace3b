// The small parts that all our pages share. Meaning is always in the words; colour and shape only repeat it. Whatever a page
// could choose goes through `Foreign`: bounded, in its own direction, and never markup.
import type { ComponentChildren } from 'preact';
import type { Incident } from '../../core/incident/incident.ts';
import type { VerdictLevel } from '../../core/evidence/evidence.ts';
import { plainText } from '../../core/report/plain-text.ts';
import { relativeText, timeText } from './format.ts';
import { text, type TextKey } from './text.ts';

export const LEVEL_KEYS = {
  clear: 'level_clear',
  suspected: 'level_suspected',
  confirmed: 'level_confirmed',
} as const satisfies Record<VerdictLevel, TextKey>;

export const RESPONSE_KEYS = {
  observe: 'response_observe',
  warn: 'response_warn',
  block: 'response_block',
} as const satisfies Record<Incident['response'], TextKey>;

export const CATEGORY_KEYS = {
  cryptojacking: 'category_cryptojacking',
  'deliberate-mining': 'category_deliberate_mining',
} as const satisfies Record<Incident['category'], TextKey>;

/** E.g. a red diamond and `Confirmed`. */
export function LevelChip({ level, word }: { level: VerdictLevel; word?: string }) {
  return <span class={`chip chip-${level}`}>{word ?? text(LEVEL_KEYS[level])}</span>;
}

/** A thin bar of `points` out of 100, hidden from screen readers: the number stands beside it. */
export function PointsBar({ points }: { points: number }) {
  const width = `${Math.min(100, Math.max(0, points))}%`;
  return (
    <span class="bar" aria-hidden="true">
      <span class="bar-fill" ref={(fill) => fill?.style.setProperty('inline-size', width)} />
    </span>
  );
}

/** Text that a page could choose. */
export function Foreign({ of, most }: { of: string; most: number }) {
  const shown = plainText(of, most);
  return (
    <bdi class={shown === '' ? 'none' : 'page-text'}>{shown === '' ? text('none') : shown}</bdi>
  );
}

/** A time to the minute; the relative time is its tooltip. */
export function Time({ at, now }: { at: number; now: number }) {
  return (
    <time dateTime={new Date(at).toISOString()} title={relativeText(at, now)}>
      {timeText(at)}
    </time>
  );
}

/** Pairs of a label and what it says. */
export function Pairs({
  of,
  kind = 'pairs',
}: {
  of: readonly (readonly [label: string, value: ComponentChildren])[];
  kind?: string;
}) {
  return (
    <dl class={kind}>
      {of.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** The head of a page of its own: the mark leads to the log, links to the other pages follow. */
export function PageHead({
  subtitle,
  here,
}: {
  subtitle: string;
  here: 'log' | 'status' | 'settings';
}) {
  return (
    <header class="page-head">
      <a class="brand" href="/log.html">
        <img src="/icons/128.png" alt="" width="30" height="30" />
        <span class="brand-name">{text('product_name')}</span>
        <span class="quiet">{subtitle}</span>
      </a>
      <nav class="pages">
        {here !== 'log' && <a href="/log.html">{text('open_log')}</a>}
        {here !== 'settings' && <a href="/settings.html">{text('open_settings')}</a>}
        {here !== 'status' && <a href="/status.html">{text('open_status')}</a>}
      </nav>
    </header>
  );
}

/** The background did not answer; what is known stays below. */
export function NoAnswer({ problem, askAgain }: { problem: string; askAgain: () => void }) {
  return (
    <div class="notice" role="alert">
      <p>
        {text('no_answer')} <span lang="en">{plainText(problem, 300)}</span>
      </p>
      <button type="button" onClick={askAgain}>
        {text('try_again')}
      </button>
    </div>
  );
}
