// The report in five sentences, made of its figures alone: what was found, how bad it is, what was stopped, what it cost and what
// to do first. No finding is a result as well, and is said as carefully as one. Pure.
import type { AssessmentContext } from './context.ts';
import { isMiningForOthers, type Figures, type Finding } from './findings.ts';
import type { Recommendation } from './recommendations.ts';
import { siteName, some, type Words } from './words.ts';

const MAX_SITES = 3;

/** Always five. */
export function summaryOf(
  figures: Figures,
  context: AssessmentContext,
  recommendations: readonly Recommendation[],
  words: Words,
): readonly string[] {
  const first = recommendations[0]?.title ?? '';
  if (figures.findings.length === 0)
    return [...nothingFound(figures, context, words), `Next: ${lowerFirst(first)}.`];
  return [
    found(figures, words),
    howBad(figures, words),
    stopped(figures, words),
    cost(figures, context, words),
    `First of all: ${lowerFirst(first)}.`,
  ];
}

function nothingFound(
  { span, devices }: Figures,
  { inForce }: AssessmentContext,
  words: Words,
): readonly string[] {
  const when = span ? ` ${whenOf(span, words)}` : '';
  const where =
    devices.names.length > 0 ? ` on ${words.count(devices.names.length, 'device')}` : '';
  return [
    `Assay recorded no incident${where}${when}.`,
    'No page was confirmed to mine, no known mining host was asked for, and no miner program was downloaded in what this report covers, as far as Assay can see (section “Coverage and limits”).',
    'Nothing had to be stopped, and no computing time was measured for mining.',
    inForce === null
      ? 'The files do not say which policy was in force, so this report cannot say whether the devices were protected the whole time.'
      : `Assay was in force in the mode “${inForce.mode}” with ${words.count(inForce.listedHosts, 'listed host')} when this report was made.`,
  ];
}

function found({ findings, sites, span, devices }: Figures, words: Words): string {
  const jacking = findings.filter(isMiningForOthers).length;
  const when = span ? ` ${whenOf(span, words)}` : '';
  return `Assay recorded ${words.count(findings.length, 'incident')} at ${words.count(sites, 'site')}${onDevices(devices, words)}${when}: ${kinds(jacking, findings.length - jacking, words)}.`;
}

function kinds(jacking: number, onPurpose: number, words: Words): string {
  const of = 'of pages that mined without being asked (cryptojacking)';
  if (onPurpose === 0) return `all ${of}`;
  if (jacking === 0) return 'all of mining on purpose';
  return `${words.number(jacking)} ${of} and ${words.number(onPurpose)} of mining on purpose`;
}

function onDevices({ withFindings, names }: Figures['devices'], words: Words): string {
  if (withFindings === 0) return '';
  if (names.length === withFindings) return ` on ${words.count(withFindings, 'device')}`;
  return ` on ${words.number(withFindings)} of ${words.count(names.length, 'device')}`;
}

function whenOf({ fromMs, toMs }: NonNullable<Figures['span']>, words: Words): string {
  return words.dayNumber(fromMs) === words.dayNumber(toMs)
    ? `on ${words.day(fromMs)}`
    : `in the period ${words.days(fromMs, toMs)}`;
}

function howBad({ valid, bySeverity }: Figures, words: Words): string {
  const high = valid.filter(({ severity }) => severity === 'high');
  if (high.length > 0)
    return `${words.number(high.length)} of them ${high.length === 1 ? 'is' : 'are'} of high severity, because confirmed mining was not stopped (${sitesOf(high, words)}).`;
  const medium = bySeverity.get('medium') ?? 0;
  if (medium > 0)
    return `None is of high severity; ${words.number(medium)} ${medium === 1 ? 'is' : 'are'} of medium severity, above all at ${sitesOf(valid, words)}.`;
  return 'None is of high or medium severity: they were suspicions, mining on purpose that was stopped, or mistakes.';
}

function sitesOf(findings: readonly Finding[], words: Words): string {
  const sites = [...new Set(findings.map(({ incident }) => siteName(incident.site)))];
  return some(sites, MAX_SITES, words);
}

function stopped({ valid, stopped: count, goneOn }: Figures, words: Words): string {
  const total = valid.length;
  if (total === 0) return 'All of them were marked as mistakes, so nothing is counted as mining.';
  const share = count === total ? 'All' : `${words.number(count)} of ${words.number(total)}`;
  const were = count === 1 && total !== 1 ? 'was' : 'were';
  const rest =
    count === total
      ? ''
      : goneOn.length === 0
        ? '; the others were suspicions and were logged'
        : `; ${words.number(goneOn.length)} confirmed ${goneOn.length === 1 ? 'incident was' : 'incidents were'} not stopped`;
  return `${share} ${were} stopped (${words.percent(count / total)})${rest}.`;
}

function cost(
  { cost: { observedCoreMs, avoidedCoreMs } }: Figures,
  { costBasis }: AssessmentContext,
  words: Words,
): string {
  if (observedCoreMs + avoidedCoreMs === 0)
    return 'No computing time was measured for any of them.';
  const said = (coreMs: number): string => {
    const energy = words.energy(coreMs, costBasis);
    const price = words.price(coreMs, costBasis);
    const money = [energy, price].filter((part) => part !== null).join(', ');
    return `${words.coreTime(coreMs)}${money === '' ? '' : ` (${money})`}`;
  };
  return `The mining that was measured used ${said(observedCoreMs)}; stopping avoided an estimated ${said(avoidedCoreMs)} more.`;
}

function lowerFirst(title: string): string {
  return title.charAt(0).toLowerCase() + title.slice(1);
}
