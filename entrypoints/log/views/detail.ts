// One incident in full: what was seen, how sure we are, what was done, then every piece of evidence with its points
// and who measured it. Addresses are text, never links: nobody should open a miner from its own record.
import type { Incident } from '../../../core/incident/incident.ts';
import { explain, type ExplainedEvidence } from '../../../core/evidence/explain.ts';
import { plainText } from '../../../core/report/plain-text.ts';
import { levelChip, pointsBar } from '../../page-kit/chips.ts';
import { byId, element, type Child } from '../../page-kit/dom.ts';
import * as format from '../../page-kit/format.ts';

const MAX_FACT_CHARS = 400;
/** What is on screen, so that a refresh which changes nothing does not disturb selection and focus. */
let shown = '';

/** Shows the incident, or says that it is gone when there is none. */
export function showDetail(incident: Incident | undefined, nowMs: number): void {
  const view = byId('detail-view', HTMLElement);
  const state = incident ? JSON.stringify(incident) : 'gone';
  if (!view.hidden && state === shown) return;
  shown = state;
  view.hidden = false;
  document.title = `${incident ? format.siteText(incident) : 'Not found'} – Assay`;
  view.replaceChildren(back(), ...(incident ? incidentParts(incident, nowMs) : gone()));
}

export function hideDetail(): void {
  byId('detail-view', HTMLElement).hidden = true;
  shown = '';
}

function incidentParts(incident: Incident, nowMs: number): readonly Node[] {
  const { howSure, sum, evidence } = explain(incident.verdict, incident.evidence);
  return [
    heading(incident, howSure),
    section(
      'What was done',
      element('p', {}, lead(incident), ' ', plainText(incident.action, 500)),
      ...stepsPart(incident),
    ),
    section(
      'What was seen',
      element('p', { class: 'quiet' }, sum),
      element('ol', { class: 'evidence' }, ...evidence.map(evidenceItem)),
    ),
    element(
      'div',
      { class: 'columns' },
      element('div', {}, pagePart(incident), modulePart(incident)),
      element('div', {}, timesPart(incident, nowMs), hostsPart(incident), recordPart(incident)),
    ),
  ];
}

function back(): HTMLElement {
  return element('a', { class: 'back', attributes: { href: '#' } }, '← All incidents');
}

function gone(): readonly Node[] {
  const attributes = { id: 'detail-title', tabindex: '-1' };
  const text = 'It may have been cleared, or it was removed to make room for newer ones.';
  return [element('h1', { attributes }, 'This incident is not in the log'), element('p', {}, text)];
}

function heading(incident: Incident, howSure: string): HTMLElement {
  const title = element('bdi', {}, format.siteText(incident));
  const attributes = { id: 'detail-title', tabindex: '-1' };
  const words = [
    format.CATEGORY_WORDS[incident.category] ?? incident.category,
    incident.family === 'unknown' ? '' : (incident.family ?? ''),
  ];
  const tags = words
    .filter(Boolean)
    .map((word) => element('span', { class: 'tag' }, plainText(word, 40)));
  return element(
    'header',
    { class: 'detail-head' },
    element('h1', { attributes }, title),
    element('div', { class: 'tags' }, levelChip(incident.verdict.level, howSure), ...tags),
  );
}

function lead(incident: Incident): HTMLElement {
  return element('strong', {}, `${format.RESPONSE_WORDS[incident.response]}.`);
}

/** Each step with its time, where there is more to tell than the sentence above. */
function stepsPart({ steps, action }: Incident): readonly HTMLElement[] {
  if (steps.every(({ what }) => what === action)) return [];
  const items = steps
    .toSorted((a, b) => a.at - b.at)
    .map(({ at, what, outcome }) =>
      element(
        'li',
        {},
        element('span', { class: `outcome outcome-${outcome}` }, OUTCOME_WORDS[outcome]),
        element('span', {}, plainText(what, 300)),
        element('span', { class: 'quiet' }, format.exactTime(at)),
      ),
    );
  return [element('ol', { class: 'steps' }, ...items)];
}

const OUTCOME_WORDS = { done: 'Done', failed: 'Failed' } as const;

function evidenceItem(item: ExplainedEvidence): HTMLElement {
  const facts = item.facts.map(
    ({ label, text }) => [label, plainText(text, MAX_FACT_CHARS)] as const,
  );
  const notes = item.note === '' ? [] : [element('p', { class: 'quiet' }, item.note)];
  const points = Math.round(item.points);
  return element(
    'li',
    {},
    element(
      'div',
      { class: 'points' },
      element('b', {}, `${points}`),
      ' points',
      pointsBar(points),
    ),
    element(
      'div',
      { class: 'evidence-text' },
      element('p', { class: 'sentence' }, plainText(item.sentence, 500)),
      ...notes,
      element('p', { class: 'quiet source' }, trustTag(item), ' ', element('code', {}, item.id)),
      ...(facts.length > 0 ? [list(facts, 'facts')] : []),
    ),
  );
}

function trustTag(item: ExplainedEvidence): HTMLElement {
  return element('span', { class: `tag trust-${item.trust}` }, item.measuredBy);
}

function pagePart(incident: Incident): HTMLElement {
  return section(
    'Page',
    list([
      ['Site', format.siteText(incident)],
      ['Title', format.pageText(incident.title, 200)],
      ['Address', element('code', {}, format.pageText(incident.url, 2_000))],
    ]),
  );
}

function timesPart(incident: Incident, nowMs: number): HTMLElement {
  const time = (atMs: number) => {
    const ago = element('span', { class: 'quiet' }, format.relativeText(atMs, nowMs));
    return element('span', { class: 'times' }, format.exactTime(atMs), ago);
  };
  return section(
    'When',
    list([
      ['First seen', time(incident.firstSeenAt)],
      ['Last seen', time(incident.lastSeenAt)],
      ['Seen', format.counted(incident.count, 'time')],
    ]),
  );
}

function modulePart({ module, family }: Incident): HTMLElement {
  if (module === null) return section('Module', quiet('No module was recognised as a miner.'));
  const sha256 =
    module.sha256 === null ? quiet('not computed') : element('code', {}, module.sha256);
  return section(
    'Module',
    list([
      ['Family', family === null ? quiet('not known') : plainText(family, 80)],
      ['SHA-256', sha256],
      ['Size', format.bytesText(module.sizeBytes)],
      [
        'Kernel share',
        `${format.percentText(module.kernelSharePercent)} of the code is proof of work`,
      ],
    ]),
  );
}

function hostsPart({ hosts }: Incident): HTMLElement {
  if (hosts.length === 0) return section('Hosts', quiet('No host took part.'));
  const items = hosts.map((host) => element('li', {}, element('code', {}, plainText(host, 253))));
  return section('Hosts', element('ul', { class: 'hosts' }, ...items));
}

function recordPart({ id, engineVersion }: Incident): HTMLElement {
  const idElement = element('code', {}, id);
  return section(
    'Record',
    list([
      ['Incident', idElement],
      ['Engine', plainText(engineVersion, 40)],
    ]),
  );
}

function section(title: string, ...children: Child[]): HTMLElement {
  return element('section', { class: 'card part' }, element('h2', {}, title), ...children);
}

function list(
  entries: readonly (readonly [label: string, value: Child])[],
  kind = 'pairs',
): HTMLElement {
  const lines = entries.map(([label, value]) =>
    element('div', {}, element('dt', {}, label), element('dd', {}, value)),
  );
  return element('dl', { class: kind }, ...lines);
}

function quiet(text: string): HTMLElement {
  return element('p', { class: 'quiet' }, text);
}
