// Incidents by day as bars: stopped at the bottom, not stopped above. Few enough bars to be read; longer periods are drawn by
// several days at a time.
import type { Figures } from './findings.ts';
import { html, type Html } from './html.ts';
import type { Words } from './words.ts';

const MAX_BARS = 45;
const [HEIGHT, STEP, GAP] = [60, 20, 4];

interface Bar {
  stopped: number;
  others: number;
}

/** Null where one day is all there is. */
export function timeline({ valid, span }: Figures, words: Words): Html | null {
  if (span === null || valid.length === 0) return null;
  const first = words.dayNumber(span.fromMs);
  const days = words.dayNumber(span.toMs) - first + 1;
  if (days < 2) return null;
  const daysOfBar = Math.ceil(days / MAX_BARS);
  const bars: Bar[] = Array.from({ length: Math.ceil(days / daysOfBar) }, () => ({
    stopped: 0,
    others: 0,
  }));
  for (const { incident, isStopped } of valid) {
    const bar = bars[Math.floor((words.dayNumber(incident.lastSeenAt) - first) / daysOfBar)];
    if (bar) bar[isStopped ? 'stopped' : 'others'] += 1;
  }
  const most = Math.max(1, ...bars.map(({ stopped, others }) => stopped + others));
  return html` <figure>
    <figcaption>
      Incidents by ${daysOfBar === 1 ? 'day' : `${daysOfBar} days`},
      ${words.days(span.fromMs, span.toMs)}; the highest bar is ${most}.
      <span class="key stopped">stopped</span> <span class="key others">not stopped</span>
    </figcaption>
    <svg
      class="timeline"
      viewBox="0 0 ${bars.length * STEP} ${HEIGHT}"
      preserveAspectRatio="none"
      role="img"
      aria-label="Incidents by day; the table of all incidents holds the same."
    >
      ${bars.map((bar, at) => column(bar, at, most))}
      <path class="axis" d="M0 ${HEIGHT} H${bars.length * STEP}" />
    </svg>
  </figure>`;
}

function column({ stopped, others }: Bar, at: number, most: number): Html | null {
  if (stopped + others === 0) return null;
  const [low, high] = [(stopped / most) * HEIGHT, (others / most) * HEIGHT];
  const x = at * STEP + GAP / 2;
  return html`<rect
      class="stopped"
      x="${x}"
      y="${fixed(HEIGHT - low)}"
      width="${STEP - GAP}"
      height="${fixed(low)}"
    /><rect
      class="others"
      x="${x}"
      y="${fixed(HEIGHT - low - high)}"
      width="${STEP - GAP}"
      height="${fixed(high)}"
    />`;
}

function fixed(value: number): number {
  return Math.round(value * 100) / 100;
}
