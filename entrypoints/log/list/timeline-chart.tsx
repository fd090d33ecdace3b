// The chart of the timeline: stacked bars in the colours of the theme. It is for eyes and pointers; the same numbers stand in the
// table below it, and the same choice is in the menu of the time.
import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { numberText } from '../../page-kit/format.ts';
import { locale } from '../../page-kit/text.ts';
import { RESPONSES, type ResponseName, type Timeline } from './timeline-data.ts';

const HEIGHT_PX = 132;
/** A drag shorter than this is a click. */
const LEAST_DRAG_PX = 4;

const TOKENS: Readonly<
  Record<ResponseName | 'axis' | 'line', readonly [token: string, forced: string]>
> = {
  block: ['--accent', 'Highlight'],
  warn: ['--gold', 'CanvasText'],
  observe: ['--line-strong', 'GrayText'],
  axis: ['--ink-2', 'CanvasText'],
  line: ['--line', 'GrayText'],
};
const THEMES = ['(prefers-color-scheme: dark)', '(forced-colors: active)'];

interface Properties {
  readonly timeline: Timeline;
  /** In ms since the epoch; `to` is outside. */
  readonly onSelect: (from: number, to: number) => void;
}

export function TimelineChart({ timeline, onSelect }: Properties) {
  const box = useRef<HTMLDivElement>(null);
  const state = useRef({ timeline, onSelect });
  const chart = useRef<uPlot | null>(null);
  state.current = { timeline, onSelect };
  useEffect(() => {
    const { current: parent } = box;
    if (!parent) return;
    const plot = new uPlot(optionsOf(parent.clientWidth, state), stacked(timeline), parent);
    chart.current = plot;
    const sizes = new ResizeObserver(() => {
      if (parent.clientWidth > 0) plot.setSize({ width: parent.clientWidth, height: HEIGHT_PX });
    });
    sizes.observe(parent);
    const themes = THEMES.map((query) => matchMedia(query));
    const redraw = (): void => plot.redraw();
    for (const theme of themes) theme.addEventListener('change', redraw);
    return () => {
      sizes.disconnect();
      for (const theme of themes) theme.removeEventListener('change', redraw);
      plot.destroy();
    };
  }, []);
  useEffect(() => chart.current?.setData(stacked(timeline)), [timeline]);
  return <div class="chart" ref={box} aria-hidden="true" />;
}

/** Sums from below, the highest first: each bar is drawn over the one before, where there is anything of it. */
function stacked({ starts, counts }: Timeline): uPlot.AlignedData {
  const sums = (upTo: number): number[] =>
    starts.map((_, at) => {
      const of = RESPONSES.slice(0, upTo + 1).map((name) => counts[name][at] ?? 0);
      return of[upTo] === 0 ? 0 : of.reduce((sum, count) => sum + count, 0);
    });
  return [[...starts], ...RESPONSES.map((_, at) => sums(RESPONSES.length - 1 - at))];
}

type State = { readonly current: Properties };

function optionsOf(width: number, state: State): uPlot.Options {
  const bars = uPlot.paths.bars?.({ align: 1, size: [0.72, 40], radius: 0.08 });
  const axis: uPlot.Axis = {
    stroke: () => colour('axis'),
    font: '11px system-ui, sans-serif',
    grid: { stroke: () => colour('line'), width: 1 },
    ticks: { show: false },
  };
  return {
    ...{ width, height: HEIGHT_PX, ms: 1, legend: { show: false } },
    padding: [8, 28, 0, 0],
    cursor: { y: false, points: { show: false }, drag: { x: true, y: false, setScale: false } },
    scales: {
      x: { time: true, range: (_, least, most) => rangeOf(state.current.timeline, least, most) },
      y: { range: (_, __, most) => [0, Math.max(1, most * 1.08)] },
    },
    axes: [
      {
        ...{ ...axis, grid: { show: false }, space: 70, size: 26 },
        values: (_, times) => timesOf(times, state.current.timeline.stepMs),
      },
      { ...axis, size: 40, space: 32, values: (_, all) => all.map(countText) },
    ],
    series: [
      {},
      ...RESPONSES.toReversed().map((name) => ({
        ...{ fill: () => colour(name), width: 0, points: { show: false } },
        ...(bars && { paths: bars }),
      })),
    ],
    hooks: { setSelect: [(plot) => selectIn(plot, state.current)] },
  };
}

/** The last bar has its whole width. */
function rangeOf({ starts, stepMs }: Timeline, least: number, most: number): [number, number] {
  return [starts[0] ?? least, (starts.at(-1) ?? most) + stepMs];
}

function countText(value: number): string {
  return Number.isInteger(value) ? numberText(value) : '';
}

/** Whole parts: a bar is in, or it is not. */
function selectIn(plot: uPlot, { timeline, onSelect }: Properties): void {
  const { left, width } = plot.select;
  if (width < LEAST_DRAG_PX) return;
  const { starts, stepMs } = timeline;
  const [first = 0] = starts;
  const from = Math.floor((plot.posToVal(left, 'x') - first) / stepMs);
  const to = Math.ceil((plot.posToVal(left + width, 'x') - first) / stepMs);
  plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
  onSelect(first + from * stepMs, first + to * stepMs);
}

const day = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' });
const hour = new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit' });
const month = new Intl.DateTimeFormat(locale, { month: 'short', year: 'numeric' });
const DAY_MS = 86_400_000;

/** @param stepMs of a bar; a time that stands alone is told by it */
function timesOf(times: readonly number[], stepMs: number): string[] {
  const [first, second] = times;
  const apart = first === undefined || second === undefined ? stepMs : second - first;
  const format = apart >= 28 * DAY_MS ? month : apart >= 0.9 * DAY_MS ? day : hour;
  return times.map((at) => format.format(at));
}

function colour(name: keyof typeof TOKENS): string {
  const [token, forced] = TOKENS[name];
  if (matchMedia('(forced-colors: active)').matches) return forced;
  return getComputedStyle(document.documentElement).getPropertyValue(token).trim();
}
