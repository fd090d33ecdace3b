// Asks what to except, why and until when, says what that means, and hands it to the background, which alone decides whether it
// may. Popup and log show the same dialog. It never guesses a reason: whoever comes later must be able to read one.
import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { ask, errorText } from './ask.ts';
import { dayAfter, ENDS, untilOf, type End } from './except-until.ts';
import { withoutPort } from './host-name.ts';
import { Foreign } from './parts.tsx';
import { text, type TextKey } from './text.ts';
import './except-dialog.css';

interface Properties {
  /** Host name of the page; empty where it has none. */
  readonly site: string;
  /** Hosts that took part and may be excepted instead. */
  readonly hosts: readonly string[];
  /** It is set. The dialog is closed by then. */
  readonly onDone: () => void;
  /** It was closed without setting one. */
  readonly onClose: () => void;
}

interface Subject {
  readonly what: 'site' | 'host';
  readonly host: string;
}

const MAX_REASON_CHARS = 300;
/** More hosts than this make no choice. */
const MOST_HOSTS = 8;

const END_KEYS = {
  hour: 'except_end_hour',
  today: 'except_end_today',
  week: 'except_end_week',
  month: 'except_end_month',
  date: 'except_end_date',
  never: 'except_end_never',
} as const satisfies Record<End, TextKey>;

const MEANING_KEYS = {
  site: 'except_means_site',
  host: 'except_means_host',
} as const satisfies Record<Subject['what'], TextKey>;

export function ExceptDialog({ site, hosts, onDone, onClose }: Properties) {
  const subjects = subjectsOf(site, hosts);
  const dialog = useRef<HTMLDialogElement>(null);
  const isDone = useRef(false);
  const title = useId();
  useEffect(() => dialog.current?.showModal(), []);
  const done = (): void => {
    isDone.current = true;
    dialog.current?.close();
  };
  // Closing first gives the focus back to what opened the dialog.
  const closed = (): void => (isDone.current ? onDone() : onClose());
  return (
    <dialog class="except" ref={dialog} aria-labelledby={title} onClose={closed}>
      <h2 id={title}>{text('except_title')}</h2>
      <ExceptForm subjects={subjects} onDone={done} onCancel={() => dialog.current?.close()} />
    </dialog>
  );
}

function subjectsOf(site: string, hosts: readonly string[]): readonly Subject[] {
  const others = [...new Set(hosts.map(withoutPort))].filter(
    (host) => host !== '' && host !== site,
  );
  return [
    ...(site === '' ? [] : [{ what: 'site', host: site } as const]),
    ...others.slice(0, MOST_HOSTS).map((host) => ({ what: 'host', host }) as const),
  ];
}

interface FormProperties {
  readonly subjects: readonly Subject[];
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

function ExceptForm({ subjects, onDone, onCancel }: FormProperties) {
  const [subject, setSubject] = useState(subjects[0]);
  const [end, setEnd] = useState<End>('today');
  const [problem, setProblem] = useState('');
  const [isSetting, setSetting] = useState(false);
  const set = (event: SubmitEvent): void => {
    event.preventDefault();
    if (!subject || isSetting || !(event.currentTarget instanceof HTMLFormElement)) return;
    const given = new FormData(event.currentTarget);
    const reason = fieldOf(given, 'reason').trim();
    setProblem(reason === '' ? text('except_reason_missing') : '');
    if (reason === '') return;
    setSetting(true);
    const until = untilOf(end, Date.now(), fieldOf(given, 'day'));
    ask('except', { ...subject, reason, until })
      .then(onDone)
      .catch((error: unknown) => setProblem(text('except_failed', { why: errorText(error) })))
      .finally(() => setSetting(false));
  };
  if (!subject) return <NothingToExcept onCancel={onCancel} />;
  return (
    <form onSubmit={set}>
      <SubjectField of={subjects} chosen={subject} onChoose={setSubject} />
      <p class="except-means">{text(MEANING_KEYS[subject.what])}</p>
      <Field label={text('except_reason')}>
        <textarea name="reason" rows={2} maxLength={MAX_REASON_CHARS} required />
      </Field>
      <EndField end={end} onChoose={setEnd} />
      <p class="except-problem" role="alert">
        {problem}
      </p>
      <div class="except-actions">
        <button type="button" onClick={onCancel}>
          {text('cancel')}
        </button>
        <button class="button-primary" disabled={isSetting}>
          {text('except_set')}
        </button>
      </div>
    </form>
  );
}

function NothingToExcept({ onCancel }: { onCancel: () => void }) {
  return (
    <>
      <p>{text('except_nothing')}</p>
      <div class="except-actions">
        <button type="button" onClick={onCancel}>
          {text('except_close')}
        </button>
      </div>
    </>
  );
}

interface SubjectProperties {
  readonly of: readonly Subject[];
  readonly chosen: Subject;
  readonly onChoose: (subject: Subject) => void;
}

function SubjectField({ of, chosen, onChoose }: SubjectProperties) {
  return (
    <fieldset>
      <legend>{text('except_what')}</legend>
      {of.map((one) => (
        <label class="except-choice" key={`${one.what} ${one.host}`}>
          <input
            type="radio"
            name="subject"
            checked={one.what === chosen.what && one.host === chosen.host}
            onChange={() => onChoose(one)}
          />
          <span>
            {text(one.what === 'site' ? 'except_site' : 'except_host')}{' '}
            <strong>
              <Foreign of={one.host} most={253} />
            </strong>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

function EndField({ end, onChoose }: { end: End; onChoose: (end: End) => void }) {
  return (
    <div class="except-end">
      <Field label={text('except_end')}>
        <select value={end} onChange={({ currentTarget }) => onChoose(endOf(currentTarget.value))}>
          {ENDS.map((one) => (
            <option key={one} value={one}>
              {text(END_KEYS[one])}
            </option>
          ))}
        </select>
      </Field>
      {end === 'date' && (
        <Field label={text('except_day')}>
          <input type="date" name="day" min={dayAfter(Date.now(), 0)} required />
        </Field>
      )}
    </div>
  );
}

function Field({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    <label class="except-field">
      <span>{label}</span>
      {children}
    </label>
  );
}

function endOf(value: string): End {
  return ENDS.find((end) => end === value) ?? 'today';
}

function fieldOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}
