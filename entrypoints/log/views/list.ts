// The table of incidents: one row each, the first rows of what the search found. Every string of an incident may
// come from a hostile page and is shown as bounded text.
import type { Incident } from '../../../core/incident/incident.ts';
import { sentencesOf } from '../../../core/evidence/explain.ts';
import { plainText } from '../../../core/report/plain-text.ts';
import { levelChip } from '../../page-kit/chips.ts';
import { byId, element, type Child } from '../../page-kit/dom.ts';
import { counted, RESPONSE_WORDS, siteText, timeElement } from '../../page-kit/format.ts';
import { showEmpty } from './empty.ts';

const MAX_SENTENCE_CHARS = 240;

export interface ListState {
  readonly found: readonly Incident[];
  readonly total: number;
  readonly query: string;
  readonly rowLimit: number;
  readonly nowMs: number;
  /** Stands in place of the numbers while the log is empty. */
  readonly emptyNote: string;
}

/** Shows the list, the number of results and what can be done with them; focus stays on its row. */
export function showList(state: ListState): void {
  const { found, total, query, rowLimit } = state;
  byId('results', HTMLElement).textContent = resultsText(state);
  byId('export-csv', HTMLButtonElement).disabled = found.length === 0;
  byId('export-json', HTMLButtonElement).disabled = found.length === 0;
  byId('clear', HTMLButtonElement).disabled = total === 0;
  byId('table-box', HTMLElement).hidden = found.length === 0;
  showEmpty(found.length > 0 ? 'none' : query === '' ? 'no-incidents' : 'no-match');
  keepingFocus(() => {
    const rows = found.slice(0, rowLimit).map((incident) => row(incident, state.nowMs));
    byId('rows', HTMLElement).replaceChildren(...rows);
  });
  showMore(found.length - rowLimit);
}

function resultsText({ found, total, query, emptyNote }: ListState): string {
  if (total === 0) return emptyNote;
  if (query !== '')
    return `${found.length.toLocaleString('en-GB')} of ${counted(total, 'incident')} found`;
  const sites = new Set(found.map((incident) => incident.site)).size;
  const blocked = found.filter((incident) => incident.response === 'block').length;
  return `${counted(total, 'incident')} on ${counted(sites, 'site')}, ${counted(blocked, 'blocked', 'blocked')}`;
}

function row(incident: Incident, nowMs: number): HTMLTableRowElement {
  const href = `#incident=${encodeURIComponent(incident.id)}`;
  const link = element('a', { class: 'row-link', attributes: { href } }, siteText(incident));
  const site = element('bdi', { class: 'clamped site' }, link);
  const category = incident.category === 'deliberate-mining' ? [onPurpose(incident)] : [];
  const cells = [
    cell('When', {}, timeElement(incident.lastSeenAt, nowMs)),
    cell('Site', {}, site, ...category),
    cell('What was seen', {}, clamped(firstSentence(incident))),
    cell('How sure', {}, levelChip(incident.verdict.level), score(incident)),
    cell('What was done', {}, clamped(incident.action, RESPONSE_WORDS[incident.response])),
    cell('Count', { class: 'number' }, `${incident.count.toLocaleString('en-GB')}×`),
  ];
  const onClick = (event: MouseEvent) => openUnlessSelecting(event, href);
  return element('tr', { attributes: { role: 'row' }, onClick }, ...cells);
}

function cell(
  label: string,
  extra: { readonly class?: string },
  ...children: Child[]
): HTMLElement {
  const attributes = { role: 'cell', 'data-label': label };
  return element('td', { ...extra, attributes }, element('div', {}, ...children));
}

function onPurpose({ evidence }: Incident): HTMLElement {
  const isDownload = evidence.some(({ id }) => id === 'detect/miner-download');
  return element('span', { class: 'tag' }, isDownload ? 'miner downloaded' : 'mining pool');
}

function score(incident: Incident): HTMLElement {
  const text = `${Math.round(incident.verdict.score)} of 100`;
  return element('span', { class: 'score quiet' }, text);
}

/** At most two lines; the whole sentence is in the detail view. */
function clamped(text: string, lead = ''): HTMLElement {
  const sentence = element('span', {}, plainText(text, MAX_SENTENCE_CHARS));
  if (lead === '') return element('div', { class: 'clamped' }, sentence);
  return element('div', { class: 'clamped' }, element('strong', {}, `${lead}.`), ' ', sentence);
}

function firstSentence(incident: Incident): string {
  return sentencesOf(incident.verdict, incident.evidence)[0] ?? 'No evidence was kept.';
}

/** A click anywhere on a row opens it, but marking text in it does not, and the link does so by itself. */
function openUnlessSelecting(event: MouseEvent, href: string): void {
  if (event.target instanceof Element && event.target.closest('a')) return;
  if (getSelection()?.isCollapsed === false) return;
  location.hash = href;
}

/** New rows replace old ones on every change: whoever stood on a row stays on it. */
function keepingFocus(replace: () => void): void {
  const focused = document.activeElement?.closest('.row-link')?.getAttribute('href');
  replace();
  if (focused)
    document.querySelector<HTMLElement>(`.row-link[href="${CSS.escape(focused)}"]`)?.focus();
}

function showMore(remaining: number): void {
  const button = byId('more', HTMLButtonElement);
  button.hidden = remaining <= 0;
  if (remaining <= 0) return;
  button.textContent = `Show more (${counted(remaining, 'older incident')})`;
}
