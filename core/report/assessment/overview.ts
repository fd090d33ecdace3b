// The first page: five sentences, the figures behind them, and what to do.
import type { AssessmentContext } from './context.ts';
import type { Figures } from './findings.ts';
import { html, type Html } from './html.ts';
import { section } from './marks.ts';
import { URGENCIES, type Recommendation } from './recommendations.ts';
import { summaryOf } from './summary.ts';
import type { Words } from './words.ts';

export function summarySection(
  figures: Figures,
  context: AssessmentContext,
  recommendations: readonly Recommendation[],
  words: Words,
): Html {
  const [first = '', ...others] = summaryOf(figures, context, recommendations, words);
  const said = html`<p class="lead">${first}</p>
    <p>${others.join(' ')}</p>`;
  return section('summary', 'Summary', [
    said,
    figures.findings.length > 0 && keyFigures(figures, context, words),
  ]);
}

function keyFigures(figures: Figures, { costBasis }: AssessmentContext, words: Words): Html {
  const { findings, valid, stopped, goneOn, sites, sightings, cost, devices } = figures;
  const price = words.price(cost.observedCoreMs, costBasis);
  const energy = words.energy(cost.observedCoreMs, costBasis);
  return html` <ul class="figures">
    ${figure(words.number(findings.length), 'incidents', `seen ${words.count(sightings, 'time')}`)}
    ${figure(words.number(sites), sites === 1 ? 'site' : 'sites', devices.withFindings > 0 ? `on ${words.count(devices.withFindings, 'device')}` : '')}
    ${figure(words.number(stopped), 'stopped', valid.length > 0 ? words.percent(stopped / valid.length) : '')}
    ${figure(words.number(goneOn.length), 'confirmed and not stopped', goneOn.length > 0 ? 'see the recommendations' : '')}
    ${figure(words.coreTime(cost.observedCoreMs), 'measured', [energy, price].filter(Boolean).join(', ') || 'energy: not set')}
    ${figure(words.coreTime(cost.avoidedCoreMs), 'avoided, estimated', '')}
  </ul>`;
}

function figure(value: string, name: string, note: string): Html {
  return html`<li>
    <strong>${value}</strong> <span>${name}</span> ${note !== '' && html`<small>${note}</small>`}
  </li>`;
}

export function recommendationsSection(recommendations: readonly Recommendation[]): Html {
  const items = recommendations.map(
    ({ urgency, title, why, how }) =>
      html` <li class="recommendation ${urgency}">
        <h3>${title}</h3>
        <p class="urgency">${URGENCIES[urgency]}</p>
        <p>${why}</p>
        <p>${how}</p>
      </li>`,
  );
  return section(
    'recommendations',
    'Recommendations',
    html`<ol class="recommendations">
      ${items}
    </ol>`,
  );
}
