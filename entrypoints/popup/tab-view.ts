// What the popup says about one tab: a word, a sentence, what was seen, and the incidents of the tab. Sentences may
// carry names that a page chose: they are shown as bounded text.
import type { Incident } from '../../core/incident/incident.ts';
import type { TabState } from '../../core/protocol/questions.ts';
import { plainText } from '../../core/report/plain-text.ts';
import { sentencesOf } from '../../core/evidence/explain.ts';
import { levelChip } from '../page-kit/chips.ts';
import { byId, element, type Child } from '../page-kit/dom.ts';
import { counted, relativeText, RESPONSE_WORDS } from '../page-kit/format.ts';

/** More would not be read in a popup; the log has them all. */
const MAX_SENTENCES = 4;
const MAX_INCIDENTS = 3;

interface Headline {
  readonly kind: 'unwatched' | 'clear' | 'suspected' | 'confirmed';
  readonly word: string;
  readonly sentence: string;
}

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

function headlineOf(state: TabState): Headline {
  const { level } = state;
  if (level === 'clear')
    return { kind: level, word: 'Clear', sentence: 'No mining was seen in this tab.' };
  if (level === 'suspected') {
    const sentence = 'Something here looks like mining. It runs, and Assay watches it closely.';
    return { kind: level, word: 'Suspected', sentence };
  }
  return state.incidents.some((incident) => incident.response === 'block')
    ? { kind: level, word: 'Blocked', sentence: 'Mining was stopped in this tab.' }
    : { kind: level, word: 'Mining', sentence: 'This tab mines. It was recorded, not stopped.' };
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
  const workerNote = workers.uninstrumented > 0 ? `${workers.uninstrumented} out of reach` : '';
  const notes = [
    modules.refused > 0 ? `${modules.refused} refused` : '',
    modules.suspected > 0 ? `${modules.suspected} suspected` : '',
  ];
  return element(
    'dl',
    { class: 'counts' },
    count('Workers running', workers.running, workerNote),
    count('Modules judged', modules.judged, notes.filter(Boolean).join(', ')),
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
