// One incident in full, for an analyst who must believe it and for an employee who reads it once: what was seen, how sure we
// are and why, what was done and whether it worked; then everything else that is known.
import { useEffect } from 'preact/hooks';
import type { Incident } from '../../../core/incident/incident.ts';
import type { IncidentSummary } from '../../../core/incident/summary.ts';
import { siteText } from '../../page-kit/format.ts';
import { NoAnswer } from '../../page-kit/parts.tsx';
import { text } from '../../page-kit/text.ts';
import type { IncidentSource } from '../incident-source.ts';
import { BackLink } from './back-link.tsx';
import { DonePart } from './done-part.tsx';
import { ExceptionPart } from './exception-part.tsx';
import { FeedbackPart } from './feedback-part.tsx';
import { IncidentHead, Lead } from './lead.tsx';
import { LoadPart } from './load-part.tsx';
import { ModulePart } from './module-part.tsx';
import { RecordPart } from './record-part.tsx';
import { RelatedPart } from './related-part.tsx';
import { SeenPart } from './seen-part.tsx';
import { Gone, Loading, Unread } from './states.tsx';
import { useIncident } from './use-incident.ts';
import { WherePart } from './where-part.tsx';
import './incident.css';

interface Properties {
  readonly id: string;
  readonly source: IncidentSource;
  /** Summaries that the list knows by now, for related incidents. */
  readonly known: readonly IncidentSummary[];
}

export function IncidentPage({ id, source, known }: Properties) {
  // A new incident is a new page: no draft of a note and no focus of the one before stays.
  return <OneIncident id={id} source={source} known={known} key={id} />;
}

function OneIncident({ id, source, known }: Properties) {
  const { incident, problem, readAgain, show } = useIncident(id, source);
  const title = titleOf(incident);
  useEffect(() => {
    document.title = `${title} – ${text('product_name')}`;
  }, [title]);
  return (
    <div id="detail-view">
      <BackLink />
      {problem !== '' && <NoAnswer problem={problem} askAgain={readAgain} />}
      {incident === undefined && (problem === '' ? <Loading /> : <Unread />)}
      {incident === null && <Gone source={source} />}
      {incident && <Parts incident={incident} source={source} known={known} onChange={show} />}
    </div>
  );
}

function titleOf(incident: Incident | null | undefined): string {
  if (incident) return siteText(incident.site);
  return text(incident === null ? 'incident_gone' : 'open_log');
}

interface PartsProperties {
  readonly incident: Incident;
  readonly source: IncidentSource;
  readonly known: readonly IncidentSummary[];
  readonly onChange: (incident: Incident) => void;
}

function Parts({ incident, source, known, onChange }: PartsProperties) {
  const isOwn = source.fileName === null;
  return (
    <>
      <IncidentHead incident={incident} />
      <Lead incident={incident} />
      <div class="incident-columns">
        <div>
          <SeenPart incident={incident} />
          <DonePart incident={incident} />
          <LoadPart incident={incident} />
          <WherePart incident={incident} />
          <RelatedPart incident={incident} known={known} />
        </div>
        <div>
          <RecordPart incident={incident} />
          <ModulePart incident={incident} />
          <FeedbackPart incident={incident} mayChange={isOwn} onChange={onChange} />
          {isOwn && <ExceptionPart incident={incident} />}
        </div>
      </div>
    </>
  );
}
