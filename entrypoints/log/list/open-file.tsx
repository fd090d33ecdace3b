// The ways by which a file gets here: a button, or files that are dropped on the page.
import { useEffect, useRef, useState } from 'preact/hooks';
import { text } from '../../page-kit/text.ts';

interface Properties {
  readonly open: (files: readonly File[]) => void;
}

export function OpenFile({ open }: Properties) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" id="open-file" onClick={() => input.current?.click()}>
        {text('log_open_file')}
      </button>
      <input
        ref={input}
        type="file"
        id="file"
        accept=".json,.jsonl,.ndjson"
        multiple
        hidden
        onChange={({ currentTarget }) => {
          const files = [...(currentTarget.files ?? [])];
          // The same file can be chosen again.
          currentTarget.value = '';
          if (files.length > 0) open(files);
        }}
      />
      <DropPlace open={open} />
    </>
  );
}

/** Covers the page while files are dragged over it. */
function DropPlace({ open }: Properties) {
  const [isOver, setOver] = useState(false);
  const latest = useRef(open);
  latest.current = open;
  useEffect(() => {
    const ending = new AbortController();
    const { signal } = ending;
    const hasFiles = ({ dataTransfer }: DragEvent): boolean =>
      dataTransfer?.types.includes('Files') ?? false;
    const onOver = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    addEventListener('dragover', onOver, { signal });
    addEventListener('dragleave', ({ relatedTarget }) => !relatedTarget && setOver(false), {
      signal,
    });
    addEventListener(
      'drop',
      (event) => {
        setOver(false);
        if (!hasFiles(event)) return;
        // Else the browser leaves the page and shows the file.
        event.preventDefault();
        latest.current([...(event.dataTransfer?.files ?? [])]);
      },
      { signal },
    );
    return () => ending.abort();
  }, []);
  return isOver ? <div class="drop-place">{text('log_drop_here')}</div> : null;
}
