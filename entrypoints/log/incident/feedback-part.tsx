// "Was this right?": what a person says of the verdict, with the time and a note. It can be changed and taken back, and goes
// into exports. In an opened file it is only shown.
import { useRef, useState } from 'preact/hooks';
import type { Feedback, Incident } from '../../../core/incident/incident.ts';
import { plainText } from '../../../core/report/plain-text.ts';
import { ask, errorText } from '../../page-kit/ask.ts';
import { exactTime } from '../../page-kit/format.ts';
import { text } from '../../page-kit/text.ts';
import { Part } from './part.tsx';

/** As in `MAX_NOTE_CHARS` of the incident. */
const MAX_NOTE_CHARS = 500;

interface Properties {
  readonly incident: Incident;
  readonly mayChange: boolean;
  readonly onChange: (incident: Incident) => void;
}

export function FeedbackPart({ incident, mayChange, onChange }: Properties) {
  const { id, feedback } = incident;
  const [isEditing, setEditing] = useState(false);
  const [said, setSaid] = useState('');
  const [problem, setProblem] = useState('');
  const place = useRef<HTMLDivElement>(null);
  if (!mayChange && feedback === null) return null;
  const tell = (isRight: boolean | null, note: string): void => {
    setSaid('');
    setProblem('');
    ask('set-feedback', { id, isRight, note })
      .then((changed) => {
        setEditing(false);
        setSaid(text(isRight === null ? 'incident_taken_back' : 'incident_noted'));
        onChange(changed);
        // The button that was pressed is gone: the focus stays in this part.
        place.current?.focus();
      })
      .catch((error: unknown) => setProblem(text('incident_not_noted', { why: errorText(error) })));
  };
  const isForm = mayChange && (feedback === null || isEditing);
  return (
    <Part title={text('incident_right')} name="feedback">
      <div tabIndex={-1} ref={place} class="feedback-place">
        {isForm ? (
          <FeedbackForm
            before={feedback}
            onTell={tell}
            onCancel={feedback === null ? null : () => setEditing(false)}
          />
        ) : (
          feedback !== null && <Given of={feedback} />
        )}
        {!isForm && mayChange && (
          <div class="part-actions">
            <button type="button" onClick={() => setEditing(true)}>
              {text('incident_change')}
            </button>
            <button type="button" onClick={() => tell(null, '')}>
              {text('incident_take_back')}
            </button>
          </div>
        )}
      </div>
      <p class="quiet" role="status">
        {said}
      </p>
      <p class="problem" role="alert">
        {problem}
      </p>
    </Part>
  );
}

function Given({ of: { isRight, at, note } }: { of: Feedback }) {
  return (
    <>
      <p>
        <strong>{text(isRight ? 'incident_was_right' : 'incident_was_wrong')}</strong>{' '}
        <time class="quiet" dateTime={new Date(at).toISOString()}>
          {text('incident_said_at', { time: exactTime(at) })}
        </time>
      </p>
      {note !== '' && (
        <blockquote>
          <bdi>{plainText(note, MAX_NOTE_CHARS)}</bdi>
        </blockquote>
      )}
    </>
  );
}

interface FormProperties {
  readonly before: Feedback | null;
  readonly onTell: (isRight: boolean, note: string) => void;
  /** Null where there is nothing to go back to. */
  readonly onCancel: (() => void) | null;
}

function FeedbackForm({ before, onTell, onCancel }: FormProperties) {
  const tell = (event: SubmitEvent): void => {
    event.preventDefault();
    if (!(event.currentTarget instanceof HTMLFormElement)) return;
    const given = new FormData(event.currentTarget);
    const note = given.get('note');
    onTell(given.get('right') === 'yes', typeof note === 'string' ? note : '');
  };
  return (
    <form class="feedback" onSubmit={tell}>
      <fieldset>
        <legend class="visually-hidden">{text('incident_right')}</legend>
        <Choice
          value="yes"
          label={text('incident_right_yes')}
          isChosen={before?.isRight === true}
        />
        <Choice value="no" label={text('incident_right_no')} isChosen={before?.isRight === false} />
      </fieldset>
      <label class="field">
        <span>{text('incident_note')}</span>
        <textarea
          name="note"
          rows={2}
          maxLength={MAX_NOTE_CHARS}
          defaultValue={before?.note ?? ''}
        />
      </label>
      <div class="part-actions">
        <button>{text('incident_keep')}</button>
        {onCancel && (
          <button type="button" onClick={onCancel}>
            {text('cancel')}
          </button>
        )}
      </div>
      <p class="quiet footnote">{text('incident_right_what')}</p>
    </form>
  );
}

interface ChoiceProperties {
  readonly value: 'yes' | 'no';
  readonly label: string;
  readonly isChosen: boolean;
}

function Choice({ value, label, isChosen }: ChoiceProperties) {
  return (
    <label class="choice">
      <input type="radio" name="right" value={value} defaultChecked={isChosen} required />
      <span>{label}</span>
    </label>
  );
}
