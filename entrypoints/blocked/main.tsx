// The page in place of a blocked site: what was blocked, why, whom to ask, and the way back. It never links to the blocked
// address and shows every part of it as text. What it can say without the background it says at once.
import { render } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { PeoplePolicy } from '../../core/protocol/questions.ts';
import { ask } from '../page-kit/ask.ts';
import { nameDocument, text } from '../page-kit/text.ts';
import { readBlockedRequest, type BlockedRequest } from './blocked-request.ts';
import { goBack } from './go-back.ts';
import { Who } from './who.tsx';
import { Why } from './why.tsx';

function BlockedPage({ request }: { request: BlockedRequest }) {
  const people = usePeople();
  const isClosed = request.why !== 'listed';
  const maySeeLog = people?.peopleMay.includes('see-log') ?? false;
  return (
    <main>
      <div class="brand">
        <img src="/icons/128.png" alt="" width="40" height="40" />
        <span class="quiet">{text('blocked_protects')}</span>
      </div>
      <h1 id="title">{text(isClosed ? 'blocked_title_closed' : 'blocked_title')}</h1>
      <p id="sentence" class="sentence">
        <Sentence of={request} />
      </p>
      <div class="buttons">
        <button id="back" type="button" class="button-primary" onClick={goBack}>
          {text('blocked_back')}
        </button>
        {maySeeLog && (
          <a id="open-log" class="button" href="/log.html">
            {text('open_log')}
          </a>
        )}
      </div>
      <section aria-labelledby="why-title">
        <h2 id="why-title">{text('blocked_why')}</h2>
        <div id="why" aria-live="polite">
          <Why of={request} maySeeLog={maySeeLog} />
        </div>
      </section>
      <section aria-labelledby="who-title">
        <h2 id="who-title">{text('blocked_who')}</h2>
        <div id="who">
          <Who people={people} request={request} />
        </div>
      </section>
      <section aria-labelledby="address-title">
        <h2 id="address-title">{text('blocked_address')}</h2>
        <p>
          <code id="address">{request.address || text('blocked_no_address')}</code>
        </p>
        {request.incidentId !== '' && (
          <p class="quiet">
            {text('blocked_incident_id')} <code>{request.incidentId}</code>
          </p>
        )}
      </section>
    </main>
  );
}

/** The sentence of the language around the host, which stands out. */
function Sentence({ of: { host, why } }: { of: BlockedRequest }) {
  const key = why === 'listed' ? 'blocked_sentence' : 'blocked_sentence_closed';
  if (host === '') return <>{text(key, { host: text('blocked_some_page') })}</>;
  const [before = '', after = ''] = text(key).split('{host}');
  return (
    <>
      {before}
      <strong>
        <bdi>{host}</bdi>
      </strong>
      {after}
    </>
  );
}

/** Null until it is known, and where the background does not answer: the page says what it says by itself. */
function usePeople(): PeoplePolicy | null {
  const [people, setPeople] = useState<PeoplePolicy | null>(null);
  useEffect(() => {
    ask('people', {})
      .then(setPeople)
      .catch(() => undefined);
  }, []);
  return people;
}

const request = readBlockedRequest(location);
const key = request.why === 'listed' ? 'blocked_document' : 'blocked_document_closed';
nameDocument(text(key, { host: request.host || text('blocked_some_page') }));
render(<BlockedPage request={request} />, document.body);
