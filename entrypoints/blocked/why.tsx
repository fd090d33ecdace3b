// Why a page is blocked: what the list says of its host, or what was seen in it. Sentences and names are text.
import { useEffect, useState } from 'preact/hooks';
import { sentencesOf } from '../../core/evidence/explain.ts';
import type { Questions } from '../../core/protocol/questions.ts';
import { plainText } from '../../core/report/plain-text.ts';
import { ask, errorText } from '../page-kit/ask.ts';
import { listText } from '../page-kit/format.ts';
import { text, type TextKey } from '../page-kit/text.ts';
import type { BlockedRequest, BlockedWhy } from './blocked-request.ts';

type HostDescription = NonNullable<Questions['describe-host']['answer']>;

const MOST_SENTENCES = 2;

const CATEGORY_KEYS: Readonly<Record<string, TextKey>> = {
  cryptojacking: 'blocked_cryptojacking',
  'deliberate-mining': 'blocked_deliberate_mining',
};

interface Properties {
  readonly of: BlockedRequest;
  /** False until it is known. */
  readonly maySeeLog: boolean;
}

export function Why({ of: { host, why, incidentId }, maySeeLog }: Properties) {
  if (why !== 'listed') return <Seen why={why} incidentId={maySeeLog ? incidentId : ''} />;
  if (host === '') return <p>{text('blocked_unnamed')}</p>;
  return <Listed host={host} />;
}

/** The page was open: it went on mining when it was told to stop, or showed miners at work. */
function Seen({ why, incidentId }: { why: Exclude<BlockedWhy, 'listed'>; incidentId: string }) {
  const sentences = useEvidence(incidentId);
  const href = `/log.html#incident=${encodeURIComponent(incidentId)}`;
  return (
    <>
      <p>{text(why === 'mining' ? 'blocked_mined' : 'blocked_dashboard')}</p>
      {sentences.length > 0 && (
        <>
          <p class="evidence-title">{text('blocked_evidence')}</p>
          <ul class="evidence">
            {sentences.map((sentence) => (
              <li key={sentence}>{plainText(sentence, 240)}</li>
            ))}
          </ul>
        </>
      )}
      {incidentId !== '' && (
        <p>
          <a href={href}>{text('blocked_incident')}</a>
        </p>
      )}
    </>
  );
}

/** The strongest sentences; none where people may not see them, or where nobody answers. */
function useEvidence(incidentId: string): readonly string[] {
  const [sentences, setSentences] = useState<readonly string[]>([]);
  useEffect(() => {
    if (incidentId === '') return;
    ask('incidents', { ids: [incidentId] })
      .then(([incident]) => {
        if (incident)
          setSentences(sentencesOf(incident.verdict, incident.evidence).slice(0, MOST_SENTENCES));
      })
      .catch(() => undefined);
  }, [incidentId]);
  return sentences;
}

/** It was never opened: the list is the reason. */
function Listed({ host }: { host: string }) {
  const [answer, setAnswer] = useState<{ of: HostDescription | null } | null>(null);
  const [problem, setProblem] = useState('');
  useEffect(() => {
    ask('describe-host', { host })
      .then((of) => setAnswer({ of }))
      .catch((error: unknown) => setProblem(plainText(errorText(error), 200)));
  }, [host]);
  if (problem !== '') return <p>{text('blocked_no_reason', { why: problem })}</p>;
  if (answer === null) return <p class="quiet">{text('blocked_asking')}</p>;
  if (answer.of === null) return <p>{text('blocked_unlisted')}</p>;
  return <Reasons host={host} of={answer.of} />;
}

function Reasons({
  host,
  of: { listedAs, category, sources },
}: {
  host: string;
  of: HostDescription;
}) {
  const key = CATEGORY_KEYS[category];
  const said = [
    key ? text(key) : text('blocked_listed_as', { category: plainText(category, 60) }),
    listedAs === host ? '' : text('blocked_belongs_to', { host: plainText(listedAs, 253) }),
    text('blocked_nothing_loaded'),
  ];
  const named = listText(sources.map((source) => plainText(source, 120)));
  return (
    <>
      <p>{said.filter(Boolean).join(' ')}</p>
      {sources.length > 0 && <p class="quiet">{text('blocked_sources', { sources: named })}</p>}
    </>
  );
}
