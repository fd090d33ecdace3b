// The log page: the list of incidents, or the one that the address names (`#incident=`). What the list is asked for stands in the
// address, too. It stores nothing of the log and never talks to the store.
import { render } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { ask } from '../page-kit/ask.ts';
import { PageHead } from '../page-kit/parts.tsx';
import { nameDocument, text } from '../page-kit/text.ts';
import { IncidentPage } from './incident/incident-page.tsx';
import type { IncidentSource } from './incident-source.ts';
import { criteriaOf, hashOf, type Criteria } from './list/criteria.ts';
import { ListPage } from './list/list-page.tsx';
import type { OpenedFile } from './list/opened-file.ts';
import { useLog } from './list/use-log.ts';
import './list/list.css';

/** Whole incidents in one question. */
const PART = 500;
const TITLE = `${text('open_log')} – ${text('product_name')}`;

const ownLog: IncidentSource = {
  fileName: null,
  incidents: async (ids) => {
    const parts = Array.from({ length: Math.ceil(ids.length / PART) }, (_, at) =>
      ask('incidents', { ids: ids.slice(at * PART, (at + 1) * PART) }),
    );
    return (await Promise.all(parts)).flat();
  },
};

function Log() {
  const [ownState, askAgain] = useLog();
  const [file, setFile] = useState<OpenedFile | null>(null);
  const { id, left, criteria, change } = useAddress();
  const state = file?.state ?? ownState;
  const source = file?.source ?? ownLog;
  useEffect(() => {
    if (id === null) document.title = TITLE;
    else return focusTitle();
  }, [id]);
  return (
    <>
      <PageHead subtitle={text('open_log')} here="log" />
      <main id="main" class={id === null ? 'list-main' : 'incident-main'}>
        {id === null ? (
          <ListPage
            // A file is another log: no row and no scroll position of the one before stays.
            key={source.fileName}
            {...{ state, source, file, criteria, change, askAgain }}
            open={(files) => void opened(files).then(setFile)}
            closeFile={() => setFile(null)}
            startAt={left}
          />
        ) : (
          <IncidentPage id={id} source={source} known={state.rows} />
        )}
      </main>
    </>
  );
}

/** The reader of exports is loaded when there is one to be read. */
async function opened(files: readonly File[]): Promise<OpenedFile> {
  return (await import('./list/opened-file.ts')).openFiles(files);
}

interface Address {
  /** The incident that is shown; null for the list. */
  readonly id: string | null;
  /** The incident that was shown before; null where none was. */
  readonly left: string | null;
  readonly criteria: Criteria;
  readonly change: (next: Criteria) => void;
}

/** What the address says, and the address in step with what is chosen. */
function useAddress(): Address {
  const [id, setId] = useState(() => incidentIn(location.hash));
  const [left, setLeft] = useState<string | null>(null);
  const [criteria, setCriteria] = useState(() => criteriaOf(location.hash));
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const pending = useRef<string | null>(null);
  const settle = (): void => {
    if (pending.current !== null && incidentIn(location.hash) === null)
      history.replaceState(null, '', `#${pending.current}`);
    pending.current = null;
  };
  useEffect(() => {
    const onRoute = ({ oldURL }: HashChangeEvent): void => {
      const next = incidentIn(location.hash);
      setId(next);
      setLeft(incidentIn(new URL(oldURL).hash));
      if (next === null) setCriteria(criteriaOf(location.hash));
    };
    addEventListener('hashchange', onRoute);
    addEventListener('keydown', leaveByEscape);
    // A click may lead to an incident: the way back must find what was asked for.
    addEventListener('click', settle, { capture: true });
    return () => {
      removeEventListener('hashchange', onRoute);
      removeEventListener('keydown', leaveByEscape);
      removeEventListener('click', settle, { capture: true });
    };
  }, []);
  const change = (next: Criteria): void => {
    setCriteria(next);
    pending.current = hashOf(next);
    clearTimeout(timer.current);
    // Browsers allow a page so many changes of the address, and typing is many.
    timer.current = setTimeout(settle, ADDRESS_GAP_MS);
  };
  return { id, left, criteria, change };
}

const ADDRESS_GAP_MS = 250;

function incidentIn(hash: string): string | null {
  return new URLSearchParams(hash.slice(1)).get('incident');
}

/** Escape in an incident goes back to the list, as its link does. */
function leaveByEscape({ key, target, defaultPrevented }: KeyboardEvent): void {
  if (key !== 'Escape' || defaultPrevented || incidentIn(location.hash) === null) return;
  if (target instanceof Element && target.closest('input, textarea, select, dialog')) return;
  const link = document.querySelector<HTMLAnchorElement>('a.back');
  if (link) link.click();
  else location.hash = '';
}

/** Who reads by keyboard or screen reader goes on at the title, as soon as it is there. */
function focusTitle(): () => void {
  scrollTo({ top: 0 });
  const focus = (): boolean => {
    const title = document.getElementById('detail-title');
    title?.focus();
    return title !== null;
  };
  if (focus()) return () => undefined;
  const watcher = new MutationObserver(() => focus() && watcher.disconnect());
  watcher.observe(document.body, { childList: true, subtree: true });
  return () => watcher.disconnect();
}

nameDocument(TITLE);
render(<Log />, document.body);
