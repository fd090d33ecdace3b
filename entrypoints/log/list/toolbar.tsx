// The search and what can be done with the incidents that are shown.
import type { RefObject } from 'preact';
import { text } from '../../page-kit/text.ts';
import type { IncidentSource } from '../incident-source.ts';
import { rangeOf, type Criteria } from './criteria.ts';
import { ExportMenu } from './export-menu.tsx';
import { OpenFile } from './open-file.tsx';
import type { OpenedFile } from './opened-file.ts';
import { scopeWords } from './scope-words.ts';
import { SearchBox } from './search-box.tsx';
import { ViewMenu } from './view-menu.tsx';

interface Properties {
  readonly criteria: Criteria;
  readonly change: (next: Criteria) => void;
  readonly source: IncidentSource;
  readonly file: OpenedFile | null;
  readonly ids: readonly string[];
  readonly now: number;
  readonly field: RefObject<HTMLInputElement | null>;
  readonly toRows: () => void;
  readonly open: (files: readonly File[]) => void;
  readonly fail: (problem: string) => void;
  /** Null where nothing may be cleared. */
  readonly clear: (() => void) | null;
  readonly isEmpty: boolean;
}

export function Toolbar(properties: Properties) {
  const { criteria, change, source, file, ids, now, field, clear } = properties;
  const { from, to } = rangeOf(criteria, now);
  return (
    <div class="toolbar" role="search">
      <SearchBox
        query={criteria.query}
        field={field}
        onQuery={(query) => change({ ...criteria, query })}
        onDown={properties.toRows}
      />
      <div class="actions">
        <ViewMenu {...{ criteria, change }} />
        <ExportMenu
          {...{ ids, source }}
          owners={file?.owners ?? null}
          devices={file?.devices ?? []}
          scope={scopeWords(criteria)}
          period={from === null ? null : { fromMs: from, toMs: (to ?? now + 1) - 1 }}
          fail={properties.fail}
        />
        <OpenFile open={properties.open} />
        {clear && (
          <button type="button" id="clear" disabled={properties.isEmpty} onClick={clear}>
            {text('log_clear')}
          </button>
        )}
      </div>
    </div>
  );
}
