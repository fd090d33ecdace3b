// The log page: asks the background for the incidents, keeps what is shown in step with the address (`#incident=`)
// and the search, and hands everything to the views. It stores nothing and never talks to the store.
import type { Incident } from '../../core/incident/incident.ts';
import type { Diagnostics } from '../../core/protocol/questions.ts';
import { search, searchable, type Searchable } from '../../core/report/search.ts';
import { ask, errorText, onChange } from '../page-kit/ask.ts';
import { byId } from '../page-kit/dom.ts';
import { counted } from '../page-kit/format.ts';
import { exportCsv, exportJson } from './export.ts';
import { installClearDialog } from './views/clear-dialog.ts';
import { hideDetail, showDetail } from './views/detail.ts';
import { showDiagnostics } from './views/diagnostics.ts';
import { showList } from './views/list.ts';
import { hideNotice, showNotice } from './views/notice.ts';

const PAGE_TITLE = document.title;
/** Rows added to the table at a time: 5,000 incidents must not cost 5,000 rows before the first can be read. */
const ROWS_AT_ONCE = 50;
/** A page that mines changes its incident every second; the log is asked for again at most this often. */
const REFRESH_GAP_MS = 1_000;

const searchBox = byId('search', HTMLInputElement);
let all: readonly Searchable[] = [];
/** What exports say of this browser; null before the background has answered. */
let diagnostics: Diagnostics | null = null;
let rowLimit = ROWS_AT_ONCE;
let answered = false;
/** What the last clearing removed; said until there is an incident again. */
let emptyNote = '';
/** Set while an answer or the gap is awaited: whoever asks meanwhile is served by one more round. */
let refreshing = false;
let refreshAgain = false;

async function refresh(): Promise<void> {
  refreshAgain = refreshing;
  if (refreshing) return;
  refreshing = true;
  try {
    all = searchable(await ask('list-incidents', {}));
    answered = true;
    if (all.length > 0) emptyNote = '';
    hideNotice();
    render();
    diagnostics = await showDiagnostics();
  } catch (error) {
    showNotice('The background of Assay did not answer', errorText(error), () => void refresh());
    if (!answered) byId('results', HTMLElement).textContent = 'The log could not be read.';
  }
  setTimeout(() => {
    refreshing = false;
    if (refreshAgain) void refresh();
  }, REFRESH_GAP_MS);
}

/** The incident that the address names, or null for the list. */
function idInAddress(): string | null {
  return new URLSearchParams(location.hash.slice(1)).get('incident');
}

/** Shows the list or one incident, as the address says. */
function render(): void {
  if (!answered) return;
  const id = idInAddress();
  byId('list-view', HTMLElement).hidden = id !== null;
  if (id === null) renderList();
  else showDetail(all.find(({ incident }) => incident.id === id)?.incident, Date.now());
}

function renderList(): void {
  hideDetail();
  document.title = PAGE_TITLE;
  showList({
    found: found(),
    total: all.length,
    query: searchBox.value.trim(),
    rowLimit,
    nowMs: Date.now(),
    emptyNote,
  });
}

function found(): readonly Incident[] {
  return search(all, searchBox.value);
}

/** Who reads by keyboard or screen reader goes on at the new heading, and comes back to the row they left. */
function onRoute(event: HashChangeEvent): void {
  render();
  const left = new URL(event.oldURL).hash;
  const target =
    idInAddress() === null ? `.row-link[href="${CSS.escape(left)}"]` : '#detail-view h1';
  scrollTo({ top: 0 });
  document.querySelector<HTMLElement>(target)?.focus();
}

searchBox.addEventListener('input', () => {
  rowLimit = ROWS_AT_ONCE;
  renderList();
});
byId('more', HTMLButtonElement).addEventListener('click', () => {
  rowLimit += ROWS_AT_ONCE;
  renderList();
});
byId('export-csv', HTMLButtonElement).addEventListener('click', () =>
  exportCsv(found(), Date.now(), diagnostics?.device),
);
byId('export-json', HTMLButtonElement).addEventListener('click', () =>
  exportJson(found(), {
    exportedAtMs: Date.now(),
    engineVersion: diagnostics?.engineVersion ?? '',
    ...(diagnostics && { device: diagnostics.device }),
  }),
);
installClearDialog({
  counts: () => ({ shown: found().length, total: all.length }),
  cleared: (removed) => {
    emptyNote = `${counted(removed, 'incident was', 'incidents were')} removed.`;
    searchBox.value = '';
    all = [];
    render();
    void refresh();
  },
});
addEventListener('hashchange', onRoute);
onChange(() => void refresh());
void refresh();
