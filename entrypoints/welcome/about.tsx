// The first screen: what Assay does, and what it never does.
import { text, type TextKey } from '../page-kit/text.ts';

const DOES = ['welcome_does_look', 'welcome_does_stop', 'welcome_does_log'] as const;
const NEVER = ['welcome_never_send', 'welcome_never_history', 'welcome_never_sell'] as const;

export function About({ onNext }: { onNext: () => void }) {
  return (
    <>
      <p class="lead">{text('welcome_lead')}</p>
      <div class="sides">
        <Side heading="welcome_does" of={DOES} />
        <Side heading="welcome_never" of={NEVER} />
      </div>
      <div class="buttons">
        <button type="button" class="button-primary" onClick={onNext}>
          {text('welcome_next')}
        </button>
      </div>
    </>
  );
}

function Side({ heading, of }: { heading: TextKey; of: readonly TextKey[] }) {
  return (
    <section>
      <h2>{text(heading)}</h2>
      <ul>
        {of.map((key) => (
          <li key={key}>{text(key)}</li>
        ))}
      </ul>
    </section>
  );
}
