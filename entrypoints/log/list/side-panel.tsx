// Beside the table: when it happened, on which sites, by which families. Each of them narrows the list by a click.
import { useMemo } from 'preact/hooks';
import { numberText, timeText } from '../../page-kit/format.ts';
import { RESPONSE_KEYS } from '../../page-kit/parts.tsx';
import { counted, text } from '../../page-kit/text.ts';
import { useLoaded } from '../use-loaded.ts';
import { rangeOf, toggled, type Criteria, type Facet } from './criteria.ts';
import { valueText } from './facet-words.ts';
import type { LogRow } from './log-row.ts';
import type { TimelineChart } from './timeline-chart.tsx';
import { RESPONSES, timelineOf, topOf, type Timeline } from './timeline-data.ts';

const MOST_TOP = 6;

interface Properties {
  readonly rows: readonly LogRow[];
  readonly criteria: Criteria;
  readonly change: (next: Criteria) => void;
  readonly now: number;
}

export function SidePanel({ rows, criteria, change, now }: Properties) {
  const timeline = useMemo(() => timelineOf(rows, rangeOf(criteria, now)), [rows]);
  const sites = useMemo(() => topOf(rows, ({ site }) => site, MOST_TOP), [rows]);
  const families = useMemo(() => topOf(rows, ({ family }) => family, MOST_TOP), [rows]);
  return (
    <>
      {timeline && (
        <section class="card panel" aria-labelledby="timeline-title">
          <h2 id="timeline-title">{text('log_over_time')}</h2>
          <Legend />
          <Chart
            timeline={timeline}
            onSelect={(from, to) => change({ ...criteria, time: { from, to } })}
          />
          <p class="quiet panel-note">{text('log_chart_hint')}</p>
          <TimelineTable timeline={timeline} />
        </section>
      )}
      <Top title={text('log_top_sites')} facet="site" {...{ of: sites, criteria, change }} />
      <Top
        title={text('log_top_families')}
        facet="family"
        {...{ of: families, criteria, change }}
      />
    </>
  );
}

type ChartProperties = Parameters<typeof TimelineChart>[0];

function Chart(properties: ChartProperties) {
  const loaded = useLoaded(() => import('./timeline-chart.tsx'));
  return loaded ? <loaded.TimelineChart {...properties} /> : <div class="chart" />;
}

function Legend() {
  return (
    <ul class="legend">
      {RESPONSES.map((name) => (
        <li key={name} class={`legend-${name}`}>
          {text(RESPONSE_KEYS[name])}
        </li>
      ))}
    </ul>
  );
}

/** The numbers of the chart, for those who do not see it. */
function TimelineTable({ timeline: { starts, counts } }: { timeline: Timeline }) {
  const parts = starts
    .map((start, at) => ({ start, of: RESPONSES.map((name) => counts[name][at] ?? 0) }))
    .filter(({ of }) => of.some((count) => count > 0));
  return (
    <details>
      <summary>{text('log_as_table')}</summary>
      <table class="panel-table">
        <thead>
          <tr>
            <th scope="col">{text('log_from')}</th>
            {RESPONSES.map((name) => (
              <th key={name} scope="col" class="number">
                {text(RESPONSE_KEYS[name])}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {parts.map(({ start, of }) => (
            <tr key={start}>
              <th scope="row">{timeText(start)}</th>
              {of.map((count, at) => (
                <td key={RESPONSES[at]} class="number">
                  {numberText(count)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

interface TopProperties {
  readonly title: string;
  readonly facet: Facet;
  readonly of: readonly (readonly [value: string, count: number])[];
  readonly criteria: Criteria;
  readonly change: (next: Criteria) => void;
}

function Top({ title, facet, of, criteria, change }: TopProperties) {
  if (of.length === 0) return null;
  const most = of[0]?.[1] ?? 1;
  const chosen = criteria.values[facet] ?? [];
  return (
    <section class="card panel">
      <h2>{title}</h2>
      <ol class="top-list">
        {of.map(([value, count]) => (
          <li key={value}>
            <button
              type="button"
              class="top-line"
              aria-pressed={chosen.includes(value)}
              onClick={() => change(toggled(criteria, facet, value))}
            >
              <bdi class="top-name">{valueText(facet, value)}</bdi>
              <span class="top-count">
                {numberText(count)}
                <span class="visually-hidden"> {counted('log_of_incidents', count)}</span>
              </span>
              <Share percent={(100 * count) / most} />
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** A line below the name, as long as the share; the number stands beside it. */
function Share({ percent }: { percent: number }) {
  return (
    <span class="bar top-bar" aria-hidden="true">
      <span
        class="bar-fill"
        ref={(fill) => fill?.style.setProperty('inline-size', `${percent}%`)}
      />
    </span>
  );
}
