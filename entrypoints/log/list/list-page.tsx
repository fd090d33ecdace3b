// The list of incidents: what is asked for, what fits, and what can be done with it. It shows the log of this browser or a file that
// was opened, in the same way; only what a file cannot do is left out.
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { useAnswer } from '../../page-kit/use-answer.ts';
import { counted, text } from '../../page-kit/text.ts';
import type { IncidentSource } from '../incident-source.ts';
import { Beside } from './beside.tsx';
import { ClearDialog } from './clear-dialog.tsx';
import { ALL, isNarrowed, type Criteria } from './criteria.ts';
import { FileBanner } from './file-banner.tsx';
import { Chips, FilterMenus } from './filter-bar.tsx';
import { Footer } from './footer.tsx';
import type { GridHandle } from './grid.tsx';
import { KeysDialog } from './keys-dialog.tsx';
import { ListPart } from './list-part.tsx';
import type { LogState } from './log-state.ts';
import type { OpenedFile } from './opened-file.ts';
import { Problems } from './problems.tsx';
import { Toolbar } from './toolbar.tsx';
import { useKept } from './use-kept.ts';
import { usePageKeys } from './use-page-keys.ts';
import { useShown } from './use-shown.ts';

interface Properties {
  readonly state: LogState;
  readonly source: IncidentSource;
  readonly file: OpenedFile | null;
  readonly criteria: Criteria;
  readonly change: (next: Criteria) => void;
  readonly open: (files: readonly File[]) => void;
  readonly closeFile: () => void;
  readonly askAgain: () => void;
  /** The incident that was left for the list; null where none was. */
  readonly startAt: string | null;
}

export function ListPage(properties: Properties) {
  const { state, source, file, criteria, change, askAgain, startAt } = properties;
  const now = useMemo(() => Date.now(), [state.rows]);
  const shown = useShown(state, criteria, now);
  const ids = useMemo(() => shown.rows.map(({ id }) => id), [shown.rows]);
  const [problem, setProblem] = useState('');
  const { dialogs, showKeys, showClear, emptyNote, toSearch, field, grid } = useDialogs(
    properties,
    ids,
  );
  return (
    <>
      <section id="list-view" aria-labelledby="list-title">
        <h1 id="list-title" class="visually-hidden">
          {text('log_incidents')}
        </h1>
        {file && <FileBanner file={file} close={properties.closeFile} />}
        <Problems
          {...{ askAgain }}
          ofLog={state.problem}
          other={problem}
          dismiss={() => setProblem('')}
        />
        <Toolbar
          {...{ criteria, change, source, file, ids, now, field }}
          toRows={() => grid.current?.move(0)}
          open={properties.open}
          fail={setProblem}
          clear={file ? null : showClear}
          isEmpty={state.total === 0}
        />
        <FilterMenus {...{ criteria, change }} filtered={shown} />
        <Chips {...{ criteria, change }} />
        <div class="layout">
          <ListPart
            {...{ state, criteria, change, now, emptyNote, startAt, grid, toSearch, showKeys }}
            rows={shown.rows}
            isOwn={file === null}
          />
          {shown.rows.length > 0 && <Beside {...{ criteria, change, now }} rows={shown.rows} />}
        </div>
      </section>
      <Diagnostics />
      {dialogs}
    </>
  );
}

function Diagnostics() {
  const { value } = useAnswer('diagnostics', {});
  return <Footer diagnostics={value} />;
}

/** The dialogs, the keys that work anywhere, and what both lead to. */
function useDialogs(properties: Properties, ids: readonly string[]) {
  const { state, criteria, change, askAgain } = properties;
  const [dialog, setDialog] = useState<'' | 'clear' | 'keys'>('');
  const [emptyNote, setEmptyNote] = useState('');
  const [keysOn, setKeysOn] = useKept('keys', true, (on) => on !== false);
  const field = useRef<HTMLInputElement>(null);
  const grid = useRef<GridHandle>(null);
  const close = (): void => setDialog('');
  const showKeys = (): void => setDialog('keys');
  const toSearch = (): void => {
    field.current?.focus();
    field.current?.select();
  };
  const move = (rows: number): void => grid.current?.move(rows);
  usePageKeys({ areOn: keysOn, search: toSearch, move, help: showKeys });
  useEffect(() => {
    if (state.total > 0) setEmptyNote('');
  }, [state.total]);
  const cleared = (removed: number): void => {
    setEmptyNote(counted('log_cleared', removed));
    change(ALL);
    askAgain();
  };
  const shown = isNarrowed(criteria) ? ids : null;
  const dialogs = (
    <>
      {dialog === 'keys' && <KeysDialog areOn={keysOn} setOn={setKeysOn} close={close} />}
      {dialog === 'clear' && <ClearDialog total={state.total} {...{ shown, cleared, close }} />}
    </>
  );
  return {
    dialogs,
    showKeys,
    showClear: () => setDialog('clear'),
    emptyNote,
    toSearch,
    field,
    grid,
  };
}
