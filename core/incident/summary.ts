// An incident in one line: what the table of the log shows, filters and searches. Small, because a log of 100,000 incidents is
// held as summaries; the whole incident is asked for when somebody opens it. Pure.
import { sentencesOf } from '../evidence/explain.ts';
import type { Response, VerdictLevel } from '../evidence/evidence.ts';
import type { Incident } from './incident.ts';

const MAX_SENTENCE_CHARS = 240;
const MAX_TEXT_CHARS = 1_000;

export interface IncidentSummary {
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly firstSeenAt: number;
  readonly lastSeenAt: number;
  readonly count: number;
  readonly site: string;
  readonly category: Incident['category'];
  readonly level: VerdictLevel;
  /** Points, 0 to 100. */
  readonly score: number;
  readonly response: Response;
  readonly family: string | null;
  /** Ids of the evidence, each once, strongest first. */
  readonly detectors: readonly string[];
  /** The strongest sentence; empty where no evidence was kept. */
  readonly sentence: string;
  readonly action: string;
  readonly hosts: readonly string[];
  readonly sha256: string | null;
  readonly observedCoreMs: number;
  readonly avoidedCoreMs: number;
  /** What a person said of it; null where nobody did. */
  readonly isRight: boolean | null;
  /** What else is searched: title, address, the other sentences, cut. */
  readonly text: string;
}

/** The line of an incident. */
export function summaryOf(incident: Incident): IncidentSummary {
  const { id, firstSeenAt, lastSeenAt, count, site, category, response, family } = incident;
  const { action, hosts, verdict, evidence, module, cost, feedback } = incident;
  const [sentence = '', ...others] = sentencesOf(verdict, evidence);
  const text = [incident.title, incident.url, incident.frameUrl, ...others].filter(Boolean);
  return {
    ...{ id, firstSeenAt, lastSeenAt, count, site, category, response, family, action, hosts },
    level: verdict.level,
    score: verdict.score,
    detectors: [...new Set([...verdict.contributions, ...evidence].map((one) => one.id))],
    sentence: sentence.slice(0, MAX_SENTENCE_CHARS),
    sha256: module?.sha256 ?? null,
    ...cost,
    isRight: feedback?.isRight ?? null,
    text: text.join('\n').slice(0, MAX_TEXT_CHARS),
  };
}
