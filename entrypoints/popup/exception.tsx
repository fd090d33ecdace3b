// The exception of the tab's site: the one that is in force, with the way to end it where it is the person's own, or the way to
// set one where people may. The background decides; this only asks.
import { useState } from 'preact/hooks';
import type { TabState } from '../../core/protocol/questions.ts';
import { plainText } from '../../core/report/plain-text.ts';
import { ask, errorText } from '../page-kit/ask.ts';
import { ExceptDialog } from '../page-kit/except-dialog.tsx';
import { endText } from '../page-kit/format.ts';
import { Foreign, Pairs } from '../page-kit/parts.tsx';
import { text } from '../page-kit/text.ts';

interface Properties {
  readonly state: TabState;
  readonly onChange: () => void;
}

export function Exception({ state, onChange }: Properties) {
  const mayAdd = state.peopleMay.includes('add-exceptions');
  if (state.exception) return <InForce of={state.exception} mayEnd={mayAdd} onEnd={onChange} />;
  return mayAdd ? <Pause state={state} onChange={onChange} /> : null;
}

function Pause({ state: { site, incidents }, onChange }: Properties) {
  const [isOpen, setOpen] = useState(false);
  const hosts = [...new Set(incidents.flatMap((incident) => incident.hosts))];
  const done = (): void => {
    setOpen(false);
    onChange();
  };
  return (
    <section class="pause">
      <button type="button" onClick={() => setOpen(true)}>
        {text('popup_pause')}
      </button>
      {isOpen && (
        <ExceptDialog site={site} hosts={hosts} onDone={done} onClose={() => setOpen(false)} />
      )}
    </section>
  );
}

interface InForceProperties {
  readonly of: NonNullable<TabState['exception']>;
  readonly mayEnd: boolean;
  readonly onEnd: () => void;
}

function InForce({ of: { host, reason, until, isCompanys }, mayEnd, onEnd }: InForceProperties) {
  const [problem, setProblem] = useState('');
  const end = (): void => {
    ask('end-exception', { what: 'site', host })
      .then(() => setProblem(''))
      .catch((error: unknown) => {
        setProblem(text('popup_exception_failed', { why: plainText(errorText(error), 200) }));
      })
      .finally(onEnd);
  };
  return (
    <section class="exception">
      <h2>{text('popup_exception_host', { host: plainText(host, 80) })}</h2>
      <Pairs
        of={[
          [text('popup_exception_reason'), <Foreign key="reason" of={reason} most={200} />],
          [text('popup_exception_ends'), endText(until) || text('popup_exception_no_end')],
        ]}
      />
      {isCompanys && <p class="quiet">{text('popup_exception_company')}</p>}
      {!isCompanys && mayEnd && (
        <button type="button" onClick={end}>
          {text('popup_exception_end')}
        </button>
      )}
      {problem !== '' && <p role="alert">{problem}</p>}
    </section>
  );
}
