// What the popup says about one tab: a word, a sentence, what was seen, and the incidents of the tab. Sentences may
// carry names that a page chose: they are shown as bounded text.
import type { Incident } from '../../core/incident/incident.ts';
import type { TabState } from '../../core/protocol/questions.ts';
import { plainText } from '../../core/report/plain-text.ts';
import { sentencesOf } from '../../core/evidence/explain.ts';
import { levelChip } from '../page-kit/chips.ts';
import { byId, element, type Child } from '../page-kit/dom.ts';
import { counted, relativeText, RESPONSE_WORDS } from '../page-kit/format.ts';
import { headlineOf, type Headline } from './headline.ts';

/** More would not be read in a popup; the log has them all. */
const MAX_SENTENCES = 4;
const MAX_INCIDENTS = 3;

const UNWATCHED: Headline = {
  kind: 'unwatched',
  word: 'Not watched',
  sentence:
    'Assay does not look into this tab: it is a page of the browser, or was open before Assay.',
};

export function showTab(state: TabState, nowMs: number): void {
  const unwatched = isUnwatched(state);
  const parts = unwatched ? [headlineElement(UNWATCHED, '')] : watchedParts(state, nowMs);
  byId('main', HTMLElement).replaceChildren(...parts);
}

function watchedParts(state: TabState, nowMs: number): readonly HTMLElement[] {
  return [
    headlineElement(headlineOf(state), state.site),
    ...(state.sentences.length > 0 ? [seen(state.sentences)] : []),
    counts(state),
    ...(state.incidents.length > 0 ? [incidents(state.incidents, nowMs)] : []),
  ];
}

export function showProblem(text: string): void {
  const sentence = `The background did not answer. ${plainText(text, 200)}`;
  const headline: Headline = { kind: 'suspected', word: 'No answer', sentence };
  byId('main', HTMLElement).replaceChildren(headlineElement(headline, ''));
}

/** A tab that went on to a page of the browser keeps its record, but has no site any more. */
function isUnwatched({ watched, site }: TabState): boolean {
  return !watched || site === '';
}

function headlineElement({ kind, word, sentence }: Headline, site: string): HTMLElement {
  const shown = plainText(site, 80);
  return element(
    'section',
    { class: `headline headline-${kind}` },
    ...(shown === '' ? [] : [element('p', { class: 'site' }, element('bdi', {}, shown))]),
    element('h1', {}, word),
    element('p', {}, sentence),
  );
}

function seen(sentences: readonly string[]): HTMLElement {
  const lines: Child[] = sentences
    .slice(0, MAX_SENTENCES)
    .map((sentence) => element('li', {}, plainText(sentence, 240)));
  const rest = sentences.length - MAX_SENTENCES;
  if (rest > 0) lines.push(element('li', { class: 'quiet' }, `and ${counted(rest, 'more sign')}`));
  return element('section', {}, element('h2', {}, 'What was seen'), element('ul', {}, ...lines));
}

function counts({ workers, modules }: TabState): HTMLElement {
  const unseen = workers.uninstrumented > 0 ? `, ${workers.uninstrumented} not looked into` : '';
  // The count of judged modules comes later than the report of a refused one.
  const judged = Math.max(modules.judged, modules.refused + modules.suspected);
  const notes = [
    modules.refused > 0 ? `${modules.refused} refused` : '',
    modules.suspected > 0 ? `${modules.suspected} suspected` : '',
  ];
  return element(
    'dl',
    { class: 'counts' },
    count('Workers', workers.running, `running${unseen}`),
    count('Modules judged', judged, notes.filter(Boolean).join(', ')),
  );
}

function count(label: string, value: number, note: string): HTMLElement {
  const number = element('b', {}, value.toLocaleString('en-GB'));
  const quiet = note === '' ? [] : [' ', element('span', { class: 'quiet' }, note)];
  return element('div', {}, element('dt', {}, label), element('dd', {}, number, ...quiet));
}

function incidents(all: readonly Incident[], nowMs: number): HTMLElement {
  const items = all.slice(0, MAX_INCIDENTS).map((incident) => incidentItem(incident, nowMs));
  const rest = all.length - MAX_INCIDENTS;
  const more =
    rest > 0
      ? [element('p', { class: 'quiet' }, `${counted(rest, 'more incident')} in the log`)]
      : [];
  const title = element('h2', {}, 'Incidents of this tab');
  return element('section', {}, title, element('ul', { class: 'incidents' }, ...items), ...more);
}

function incidentItem(incident: Incident, nowMs: number): HTMLElement {
  const { verdict, evidence, response, lastSeenAt, count: times } = incident;
  const sentence = sentencesOf(verdict, evidence)[0] ?? incident.action;
  const href = `/log.html#incident=${encodeURIComponent(incident.id)}`;
  const often = times > 1 ? `, ${counted(times, 'time')}` : '';
  const meta = `${RESPONSE_WORDS[response]} ${relativeText(lastSeenAt, nowMs)}${often}`;
  return element(
    'li',
    {},
    element('a', { attributes: { href } }, plainText(sentence, 160)),
    element('p', { class: 'quiet meta' }, levelChip(verdict.level), ' ', meta),
  );
}
