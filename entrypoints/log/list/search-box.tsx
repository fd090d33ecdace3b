// The search. From it an arrow down leads to the rows, and Escape empties it.
import type { RefObject } from 'preact';
import { MAX_QUERY_CHARS } from '../../../core/report/search.ts';
import { text } from '../../page-kit/text.ts';

interface Properties {
  readonly query: string;
  readonly field: RefObject<HTMLInputElement | null>;
  readonly onQuery: (query: string) => void;
  readonly onDown: () => void;
}

export function SearchBox({ query, field, onQuery, onDown }: Properties) {
  return (
    <label class="search">
      <span class="visually-hidden">{text('log_search_label')}</span>
      <input
        id="search"
        ref={field}
        type="search"
        maxLength={MAX_QUERY_CHARS}
        placeholder={text('log_search_hint')}
        autocomplete="off"
        spellcheck={false}
        value={query}
        onInput={({ currentTarget }) => onQuery(currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && query !== '') onQuery('');
          if (event.key !== 'ArrowDown' && event.key !== 'Enter') return;
          event.preventDefault();
          onDown();
        }}
      />
    </label>
  );
}
