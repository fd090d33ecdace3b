// What the page computed: its load over time with the moment of the response, and what that cost. What was measured and what is
// estimated stand beside each other and are never added.
import type { Cost, Incident } from '../../../core/incident/incident.ts';
import type { CostBasis } from '../../../core/incident/energy.ts';
import { coreTimeText, energyText, exactTime, percentText } from '../../page-kit/format.ts';
import { text } from '../../page-kit/text.ts';
import { useAnswer } from '../../page-kit/use-answer.ts';
import { useLoaded } from '../use-loaded.ts';
import { loadSeries, type LoadSeries } from './load-series.ts';
import { Part } from './part.tsx';

export function LoadPart({ incident }: { incident: Incident }) {
  const series = loadSeries(incident);
  return (
    <Part title={text('incident_load')} name="load">
      {series === null ? <p class="quiet">{text('incident_load_none')}</p> : <Load of={series} />}
      <CostFigures of={incident.cost} />
    </Part>
  );
}

function Load({ of: series }: { of: LoadSeries }) {
  const { respondedAt } = series;
  const said = summaryOf(series);
  const loaded = useLoaded(() => import('./load-chart.tsx'));
  return (
    <figure class="load-figure">
      {loaded ? <loaded.LoadChart series={series} label={said} /> : <div class="load-chart" />}
      <figcaption>
        <p>{said}</p>
        {respondedAt !== null && (
          <p class="load-key">{text('incident_load_mark', { time: exactTime(respondedAt) })}</p>
        )}
        <LoadTable of={series} />
      </figcaption>
    </figure>
  );
}

function summaryOf({ mostPercent, lastPercent }: LoadSeries): string {
  const most = percentText(mostPercent);
  if (lastPercent === null) return text('incident_load_most', { most });
  return text('incident_load_before_after', { most, last: percentText(lastPercent) });
}

function LoadTable({ of: { points } }: { of: LoadSeries }) {
  return (
    <details>
      <summary>{text('incident_load_figures')}</summary>
      <div class="load-table" tabIndex={0} role="group" aria-label={text('incident_load_figures')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{text('incident_load_time')}</th>
              <th scope="col">{text('incident_load_of_a_core')}</th>
            </tr>
          </thead>
          <tbody>
            {points.map(([at, percent]) => (
              <tr key={at}>
                <td>{exactTime(at)}</td>
                <td>{percentText(percent)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

function CostFigures({ of: { observedCoreMs, avoidedCoreMs } }: { of: Cost }) {
  const { value } = useAnswer('diagnostics', {});
  const basis = value?.costBasis ?? null;
  return (
    <>
      <dl class="cost">
        <Figure title={text('incident_measured')} coreMs={observedCoreMs} basis={basis} />
        <Figure title={text('incident_avoided')} coreMs={avoidedCoreMs} basis={basis} />
      </dl>
      <p class="quiet footnote">{text('incident_cost_how')}</p>
    </>
  );
}

interface FigureProperties {
  readonly title: string;
  readonly coreMs: number;
  /** Null until it is known. */
  readonly basis: CostBasis | null;
}

function Figure({ title, coreMs, basis }: FigureProperties) {
  return (
    <div>
      <dt>{title}</dt>
      <dd>
        <strong>{coreTimeText(coreMs)}</strong>
        {basis !== null && (
          <span class="quiet">
            {basis.wattsPerCore === 0 ? text('incident_energy_not_set') : energyText(coreMs, basis)}
          </span>
        )}
      </dd>
    </div>
  );
}
