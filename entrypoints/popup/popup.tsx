// The frame of the popup: the state of one tab, then the figures of the log, then the ways out. Until the background answers it
// shows the same places empty, so that nothing jumps.
import type { ComponentChildren } from 'preact';
import { plainText } from '../../core/report/plain-text.ts';
import { text } from '../page-kit/text.ts';
import { useAnswer } from '../page-kit/use-answer.ts';
import { Exception } from './exception.tsx';
import { Periods } from './periods.tsx';
import { TabView } from './tab-view.tsx';

/** Workers come and go without an incident, so an open popup asks again by itself. */
const ASK_EVERY_MS = 1_000;

export function Popup({ tabId }: { tabId: number }) {
  const { value: state, problem, askAgain } = useAnswer('tab-state', { tabId }, ASK_EVERY_MS);
  if (state === null) return problem === '' ? <Waiting /> : <Problem why={problem} />;
  const isShown = state.watched && state.site !== '';
  return (
    <Frame>
      {problem !== '' && (
        <p class="stale" role="status">
          {text('no_answer')} {plainText(problem, 200)}
        </p>
      )}
      <TabView state={state} now={Date.now()} />
      {isShown && <Exception state={state} onChange={askAgain} />}
      {/* Asked only now: the figures of the log must not keep the state of the tab waiting. */}
      {state.peopleMay.includes('see-log') && <Periods />}
    </Frame>
  );
}

/** Before the first answer. */
export function Waiting() {
  return (
    <Frame isBusy>
      <section class="headline headline-unwatched">
        <p class="visually-hidden" role="status">
          {text('popup_loading')}
        </p>
        <span class="bone bone-short" />
        <span class="bone bone-title" />
        <span class="bone" />
      </section>
    </Frame>
  );
}

/** Instead of the state of the tab. */
export function Problem({ why }: { why: string }) {
  return (
    <Frame>
      <section class="headline headline-suspected" role="alert">
        <h1>{text('popup_no_answer')}</h1>
        <p>
          {text('no_answer')} {plainText(why, 200)}
        </p>
      </section>
    </Frame>
  );
}

function Frame({ isBusy = false, children }: { isBusy?: boolean; children: ComponentChildren }) {
  return (
    <>
      <header class="top">
        <span class="brand">
          <img src="/icons/48.png" alt="" width="22" height="22" />
          <span class="brand-name">{text('product_name')}</span>
        </span>
      </header>
      <main aria-busy={isBusy}>{children}</main>
      <nav class="ways">
        <a href="/log.html">{text('open_log')}</a>
        <a href="/settings.html">{text('open_settings')}</a>
        <a href="/status.html">{text('open_status')}</a>
      </nav>
    </>
  );
}
