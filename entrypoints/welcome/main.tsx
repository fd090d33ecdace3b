// The first run, for people without a policy: what Assay does and never does, then two choices. It can be left at once, and what
// nobody has chosen stays at its default.
import { render } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { nameDocument, text } from '../page-kit/text.ts';
import { About } from './about.tsx';
import { Choices } from './choices.tsx';

const LOG = '/log.html';

function Welcome() {
  const [step, setStep] = useState(1);
  const title = useRef<HTMLHeadingElement>(null);
  const isFirst = useRef(true);
  // A new screen is read from its title on.
  useEffect(() => {
    if (!isFirst.current) title.current?.focus();
    isFirst.current = false;
  }, [step]);
  return (
    <main>
      <div class="brand">
        <img src="/icons/128.png" alt="" width="40" height="40" />
        <span class="quiet">{text('welcome_step', { step })}</span>
        <a class="skip" href={LOG}>
          {text('welcome_skip')}
        </a>
      </div>
      <h1 ref={title} tabIndex={-1}>
        {text(step === 1 ? 'welcome_title' : 'welcome_choose')}
      </h1>
      {step === 1 ? (
        <About onNext={() => setStep(2)} />
      ) : (
        <Choices onBack={() => setStep(1)} onDone={() => location.assign(LOG)} />
      )}
    </main>
  );
}

nameDocument(text('welcome_document'));
render(<Welcome />, document.body);
