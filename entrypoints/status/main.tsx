// The status page: asks the background what is in force and shows it, so that an admin can prove it and an analyst can compare
// devices. It decides and changes nothing.
import { render } from 'preact';
import type { InForce } from '../../core/protocol/questions.ts';
import { plainText } from '../../core/report/plain-text.ts';
import { Foreign, NoAnswer, PageHead } from '../page-kit/parts.tsx';
import { dayOf, saveFile } from '../page-kit/save-file.ts';
import { counted, nameDocument, text } from '../page-kit/text.ts';
import { useAnswer } from '../page-kit/use-answer.ts';
import { Facts } from './facts.tsx';
import { Fleet } from './fleet.tsx';
import { Keys } from './keys.tsx';

function Status() {
  const { value, problem, askAgain } = useAnswer('in-force', {});
  return (
    <>
      <PageHead subtitle={text('status_title')} here="status" />
      <main id="main" aria-busy={value === null && problem === ''}>
        <div class="title">
          <h1>{text('status_title')}</h1>
          <button id="export" type="button" disabled={!value} onClick={() => value && save(value)}>
            {text('status_export')}
          </button>
        </div>
        {problem !== '' && <NoAnswer problem={problem} askAgain={askAgain} />}
        <p id="summary" class="quiet" role="status">
          {value ? summaryOf(value) : problem === '' && text('status_asking')}
        </p>
        {value && <State state={value} />}
      </main>
    </>
  );
}

function State({ state }: { state: InForce }) {
  return (
    <>
      <Facts state={state} />
      <Fleet />
      {state.ignored.length > 0 && <Ignored of={state.ignored} />}
      {state.gapNames.length > 0 && (
        <section id="gaps" class="card">
          <h2>{text('status_gaps')}</h2>
          <ul>
            {state.gapNames.map((name) => (
              <li key={name}>{text(GAP_KEYS[name])}</li>
            ))}
          </ul>
        </section>
      )}
      <Keys keys={state.keys} />
    </>
  );
}

const GAP_KEYS = {
  'private-windows': 'status_gap_private_windows',
  monitor: 'status_gap_monitor',
  'start-flags': 'status_gap_start_flags',
  'no-consent': 'status_gap_no_consent',
} as const;

function Ignored({ of }: { of: InForce['ignored'] }) {
  return (
    <section id="ignored" class="card">
      <h2>{text('status_ignored')}</h2>
      <p class="quiet">{text('status_ignored_text')}</p>
      <ul>
        {of.map(({ name, from, why }, index) => (
          <li key={index}>
            <code>
              <Foreign of={name} most={120} />
            </code>{' '}
            <span lang="en">
              <Foreign of={why} most={600} />
            </span>{' '}
            ({text(from === 'company' ? 'status_from_company' : 'status_from_you')})
          </li>
        ))}
      </ul>
    </section>
  );
}

function summaryOf({ isManaged, isCopy, organisationName, ignored }: InForce): string {
  // Names of companies can end in a dot, and so does the sentence.
  const organisation = plainText(organisationName, 100).replace(/\.$/, '');
  const managed =
    organisation === '' ? text('status_managed') : text('status_managed_by', { organisation });
  return [
    isManaged ? managed : text('status_unmanaged'),
    ...(isCopy ? [text('status_copy')] : []),
    ...(ignored.length > 0 ? [counted('status_do_not_count', ignored.length)] : []),
  ].join(' ');
}

function save(state: InForce): void {
  const now = Date.now();
  const document = { schemaVersion: 1, exportedAt: new Date(now).toISOString(), ...state };
  const name = `assay-in-force-${dayOf(now)}.json`;
  saveFile(`${JSON.stringify(document, null, 2)}\n`, 'application/json', name);
}

nameDocument(`${text('status_title')} – ${text('product_name')}`);
render(<Status />, document.body);
