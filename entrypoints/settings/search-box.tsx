// The field that filters the settings while one types. `/` leads to it from everywhere, Escape empties it.
import { useEffect, useRef } from 'preact/hooks';
import { text } from '../page-kit/text.ts';

interface SearchBoxProps {
  readonly query: string;
  readonly search: (query: string) => void;
}

export function SearchBox({ query, search }: SearchBoxProps) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
      if (isTyping(event.target)) return;
      event.preventDefault();
      field.current?.focus();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
  return (
    <input
      ref={field}
      id="search"
      type="search"
      autoComplete="off"
      spellcheck={false}
      aria-label={text('settings_search')}
      placeholder={text('settings_search')}
      title={text('settings_search_hint')}
      aria-keyshortcuts="/"
      value={query}
      onInput={({ currentTarget }) => search(currentTarget.value)}
      onKeyDown={({ key }) => key === 'Escape' && search('')}
    />
  );
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.matches('input:not([type=radio], [type=checkbox]), textarea, select')
  );
}
