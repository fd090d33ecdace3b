// What mining cost and what stopping it saved, side by side and never added: the one was measured, the other is an estimate.
import type { AssessmentContext } from './context.ts';
import type { Figures } from './findings.ts';
import { html, type Html } from './html.ts';
import { section, table } from './marks.ts';
import { CATEGORY_NAMES, type Words } from './words.ts';
import { sumOfCosts } from '../../incident/energy.ts';

export function costSection(
  { cost, valid }: Figures,
  { costBasis }: AssessmentContext,
  words: Words,
): Html {
  if (cost.observedCoreMs + cost.avoidedCoreMs === 0)
    return section('cost', 'What it cost', html`<p>No computing time was measured.</p>`);
  const row = (name: string, coreMs: number): string[] => [
    name,
    words.coreTime(coreMs),
    words.energy(coreMs, costBasis) ?? 'not set',
    words.price(coreMs, costBasis) ?? 'not set',
  ];
  const ofCategory = (['cryptojacking', 'deliberate-mining'] as const).map((category) =>
    row(
      `of it ${CATEGORY_NAMES[category].toLowerCase()}`,
      sumOfCosts(
        valid.filter((one) => one.incident.category === category).map((one) => one.incident.cost),
      ).observedCoreMs,
    ),
  );
  const rows = [
    row('Observed (measured)', cost.observedCoreMs),
    ...ofCategory,
    row('Avoided (estimated)', cost.avoidedCoreMs),
  ];
  return section('cost', 'What it cost', [
    table(
      'Computing time, energy and price',
      [['What'], ['Computing time', 'number'], ['Energy', 'number'], ['Price', 'number']],
      rows,
    ),
    html`<p>
        Energy is core-hours × ${wattsText(costBasis.wattsPerCore, words)}; the price is
        kilowatt-hours × ${priceBasis(costBasis, words)}. A core-hour is one processor core at work
        for an hour.
      </p>
      <p>
        Observed is the busy time of the pages’ threads while mining ran. Avoided is what the
        stopped threads would have used until the page was left. The two are never added. Incidents
        that were marked as mistakes are not counted. Wear, slow machines and lost working time are
        not counted either.
      </p>`,
  ]);
}

function wattsText(watts: number, words: Words): string {
  return watts === 0 ? 'watts per core (not set)' : `${words.number(watts)} watts per core`;
}

function priceBasis(basis: AssessmentContext['costBasis'], words: Words): string {
  const { energyPriceCents, currency } = basis;
  return energyPriceCents === 0
    ? 'the price of one (not set)'
    : words.amount(energyPriceCents / 100, currency);
}
