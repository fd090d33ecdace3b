// The strings of an event that a page could choose, bounded and made one line each, before any format writes them: a receiver
// that reads line by line, or cuts what is long, must not be led astray. It leaves out nothing but what is too much.
import type { Evidence, Fact } from '../evidence/evidence.ts';
import type { Incident } from '../incident/incident.ts';
import { plainText } from '../report/plain-text.ts';
import type { FleetEvent } from './event.ts';

const MAX_NAME_CHARS = 255;
const MAX_SENTENCE_CHARS = 500;
/** As core/incident/incident.ts bounds them. */
const MAX_URL_CHARS = 2_000;
const MAX_ITEMS = 50;
const MAX_FACTS = 30;

/** The same event; what a page could choose of it is bounded. */
export function boundedEvent(event: FleetEvent): FleetEvent {
  return event.kind === 'incident' ? { ...event, incident: bounded(event.incident) } : event;
}

/** The same incident; each string of it is one line of bounded length and well formed. */
export function bounded(incident: Incident): Incident {
  const { site, url, frameUrl, title, action, family, hosts, evidence, steps } = incident;
  return {
    ...incident,
    ...{ site: name(site), url: plainText(url, MAX_URL_CHARS), title: sentence(title) },
    ...{ frameUrl: plainText(frameUrl, MAX_URL_CHARS), action: sentence(action) },
    family: family === null ? null : name(family),
    hosts: hosts.slice(0, MAX_ITEMS).map(name),
    evidence: evidence.slice(0, MAX_ITEMS).map(boundedEvidence),
    steps: steps.map((step) => ({ ...step, what: sentence(step.what) })),
    feedback: incident.feedback && {
      ...incident.feedback,
      note: sentence(incident.feedback.note),
    },
  };
}

function name(text: string): string {
  return plainText(text, MAX_NAME_CHARS);
}

function sentence(text: string): string {
  return plainText(text, MAX_SENTENCE_CHARS);
}

function boundedEvidence(one: Evidence): Evidence {
  const facts = Object.entries(one.facts)
    .slice(0, MAX_FACTS)
    .map(([key, value]) => [name(key), boundedFact(value)] as const);
  return { ...one, sentence: sentence(one.sentence), facts: Object.fromEntries(facts) };
}

function boundedFact(value: Fact): Fact {
  if (typeof value === 'string') return sentence(value);
  return typeof value === 'object' ? value.slice(0, MAX_ITEMS).map(name) : value;
}
