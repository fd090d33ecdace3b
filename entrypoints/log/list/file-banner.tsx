// Says that a file is read and not the log of this browser: which, of whom, and what could not be read.
import { plainText } from '../../../core/report/plain-text.ts';
import { listText } from '../../page-kit/format.ts';
import { counted, text } from '../../page-kit/text.ts';
import type { OpenedFile } from './opened-file.ts';

const MOST_DEVICES = 8;

export function FileBanner({ file, close }: { file: OpenedFile; close: () => void }) {
  const { source, state, devices, problems } = file;
  const names = devices.map(({ deviceLabel }) => plainText(deviceLabel, 60)).filter(Boolean);
  const shown = names.slice(0, MOST_DEVICES);
  const more = names.length - shown.length;
  const all = more > 0 ? [...shown, counted('log_more_devices', more)] : shown;
  return (
    <section class="banner" id="file-banner" aria-label={text('log_file_open')}>
      <div>
        <p>
          <strong>{text('log_file_open')}</strong>{' '}
          <bdi class="page-text">{plainText(source.fileName ?? '', 120)}</bdi>
        </p>
        <p class="quiet">
          {counted('incidents', state.total)}
          {all.length > 0 && ` · ${text('log_file_devices', { devices: listText(all) })}`}
          {` · ${text('log_file_kept_nowhere')}`}
        </p>
        {problems.length > 0 && (
          <details class="banner-problems">
            <summary>{counted('log_file_problems', problems.length)}</summary>
            <ul>
              {problems.map((problem) => (
                <li key={problem}>{plainText(problem, 400)}</li>
              ))}
            </ul>
          </details>
        )}
      </div>
      <button type="button" id="close-file" onClick={close}>
        {text('log_file_close')}
      </button>
    </section>
  );
}
