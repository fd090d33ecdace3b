// What of an event may leave the browser for one sink, as the policy says: which events, and what is left out of them. The one
// place that decides it; formats write what they are given.
import { kept } from '../incident/keep.ts';
import type { Sink } from '../policy/sink.ts';
import { SEVERITIES } from '../report/severity.ts';
import type { FleetEvent } from './event.ts';

/** @returns the event as it may leave; null where the sink does not get it */
export function leaving(event: FleetEvent, sink: Sink): FleetEvent | null {
  if (event.kind !== 'incident') return sink.health ? event : null;
  const { category } = event.incident;
  if (sink.category !== 'all' && sink.category !== category) return null;
  // Worst first.
  if (SEVERITIES.indexOf(event.severity) > SEVERITIES.indexOf(sink.severity)) return null;
  const keeping = { address: sink.addresses, isTitleKept: sink.titles };
  const incident = kept(event.incident, keeping);
  const { feedback } = incident;
  // Whoever wrote a note may have named the page in it.
  if (!feedback || sink.addresses === 'full') return { ...event, incident };
  return { ...event, incident: { ...incident, feedback: { ...feedback, note: '' } } };
}
