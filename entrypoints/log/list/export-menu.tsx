// The formats in which the shown incidents can be saved; while it is made, how far it is, and the way to stop it.
import { useRef, useState } from 'preact/hooks';
import { errorText } from '../../page-kit/ask.ts';
import { counted, text, type TextKey } from '../../page-kit/text.ts';
import { FORMATS, type Format } from './formats.ts';
import type { Wanted } from './exports.ts';
import { Menu } from './menu.tsx';

const FORMAT_KEYS = {
  csv: ['log_export_csv', 'log_export_csv_for'],
  json: ['log_export_json', 'log_export_json_for'],
  jsonl: ['log_export_jsonl', 'log_export_jsonl_for'],
  ocsf: ['log_export_ocsf', 'log_export_ocsf_for'],
  html: ['log_export_html', 'log_export_html_for'],
} as const satisfies Record<Format, readonly [TextKey, TextKey]>;

type Properties = Omit<Wanted, 'format' | 'progress' | 'signal'> & {
  readonly fail: (problem: string) => void;
};

export function ExportMenu({ fail, ...wanted }: Properties) {
  const [done, setDone] = useState<number | null>(null);
  const running = useRef<AbortController | null>(null);
  const start = (format: Format): void => {
    const controller = new AbortController();
    running.current = controller;
    setDone(0);
    // The makers of files are as large as the rest of the page.
    import('./exports.ts')
      .then(({ exportIncidents }) =>
        exportIncidents({ ...wanted, format, progress: setDone, signal: controller.signal }),
      )
      .catch((error: unknown) => fail(text('log_export_failed', { why: errorText(error) })))
      .finally(() => setDone(null));
  };
  if (done !== null)
    return (
      <div class="exporting" role="status">
        <progress
          max={wanted.ids.length}
          value={done}
          aria-label={text('log_exporting', { done, total: wanted.ids.length })}
        />
        <button type="button" onClick={() => running.current?.abort()}>
          {text('cancel')}
        </button>
      </div>
    );
  return (
    <Menu label={text('log_export')} kind="menu-end" isDisabled={wanted.ids.length === 0}>
      {(close) => (
        <>
          <p class="quiet menu-note">{counted('log_export_these', wanted.ids.length)}</p>
          <ul class="menu-list">
            {FORMATS.map((format) => (
              <li key={format}>
                <button
                  type="button"
                  class="menu-line menu-two"
                  id={`export-${format}`}
                  onClick={() => {
                    close();
                    start(format);
                  }}
                >
                  <span>{text(FORMAT_KEYS[format][0])}</span>
                  <span class="quiet">{text(FORMAT_KEYS[format][1])}</span>
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </Menu>
  );
}
