// The page's load over time as a small chart. Colours are the tokens of the theme, read again when the theme changes; whoever
// does not see it has the sentence and the table beside it.
import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { percentText } from '../../page-kit/format.ts';
import { locale } from '../../page-kit/text.ts';
import type { LoadSeries } from './load-series.ts';

const HEIGHT_PX = 160;
const FONT = '12px system-ui, sans-serif';
const clock = new Intl.DateTimeFormat(locale, { timeStyle: 'medium' });

export function LoadChart({ series, label }: { series: LoadSeries; label: string }) {
  const box = useRef<HTMLDivElement>(null);
  const state = JSON.stringify(series);
  useEffect(() => {
    if (box.current) return drawnIn(box.current, JSON.parse(state) as LoadSeries);
    return undefined;
  }, [state]);
  return <div class="load-chart" dir="ltr" role="img" aria-label={label} ref={box} />;
}

/** @returns what takes it away again */
function drawnIn(box: HTMLElement, series: LoadSeries): () => void {
  const chart = new uPlot(optionsOf(box, series), dataOf(series), box);
  const sized = new ResizeObserver(() =>
    chart.setSize({ width: box.clientWidth, height: HEIGHT_PX }),
  );
  const themes = ['(prefers-color-scheme: dark)', '(forced-colors: active)'].map((query) =>
    matchMedia(query),
  );
  const redraw = (): void => chart.redraw(true, true);
  sized.observe(box);
  for (const theme of themes) theme.addEventListener('change', redraw);
  return () => {
    for (const theme of themes) theme.removeEventListener('change', redraw);
    sized.disconnect();
    chart.destroy();
  };
}

/** uPlot counts seconds. */
function dataOf({ points }: LoadSeries): uPlot.AlignedData {
  return [points.map(([at]) => at / 1_000), points.map(([, percent]) => percent)];
}

function optionsOf(box: HTMLElement, series: LoadSeries): uPlot.Options {
  const { respondedAt, points, mostPercent } = series;
  const times = [...points.map(([at]) => at), ...(respondedAt === null ? [] : [respondedAt])];
  const [from, to] = [Math.min(...times) / 1_000, Math.max(...times) / 1_000];
  const axis = { stroke: () => colour('--ink-2'), font: FONT, ticks: { show: false } };
  const grid = { stroke: () => colour('--line'), width: 1 };
  return {
    width: box.clientWidth,
    height: HEIGHT_PX,
    padding: [10, 28, 0, 0],
    cursor: { show: false },
    legend: { show: false },
    scales: {
      x: { range: [from, Math.max(to, from + 1)] },
      y: { range: [0, roomFor(mostPercent)] },
    },
    axes: [
      { ...axis, grid: { show: false }, size: 28, space: 90, values: (_, at) => at.map(clockText) },
      { ...axis, grid, size: 58, space: 36, values: (_, all) => all.map(percentText) },
    ],
    series: [
      {},
      {
        stroke: () => colour('--accent'),
        fill: () => colour('--surface-2'),
        width: 2,
        points: { show: points.length === 1, size: 8, fill: () => colour('--accent') },
      },
    ],
    hooks: { draw: [(chart) => respondedAt !== null && mark(chart, respondedAt / 1_000)] },
  };
}

/** A dashed line where it was acted; the words for it stand below the chart. */
function mark(chart: uPlot, at: number): void {
  const { ctx, bbox } = chart;
  const x = Math.round(chart.valToPos(at, 'x', true));
  ctx.save();
  ctx.strokeStyle = colour('--confirmed');
  ctx.lineWidth = 2 * devicePixelRatio;
  ctx.setLineDash([5 * devicePixelRatio, 4 * devicePixelRatio]);
  ctx.beginPath();
  ctx.moveTo(x, bbox.top);
  ctx.lineTo(x, bbox.top + bbox.height);
  ctx.stroke();
  ctx.restore();
}

function roomFor(mostPercent: number): number {
  return Math.max(100, Math.ceil(mostPercent / 100) * 100);
}

function clockText(seconds: number): string {
  return clock.format(seconds * 1_000);
}

/** A canvas is not recoloured by the browser when colours are forced. */
function colour(token: string): string {
  const isForced = matchMedia('(forced-colors: active)').matches;
  if (isForced) return token === '--surface-2' ? 'transparent' : 'CanvasText';
  return getComputedStyle(document.documentElement).getPropertyValue(token).trim();
}
