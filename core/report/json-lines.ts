// Incidents as JSON Lines: each line is complete by itself (what wrote it, whose it is, the incident), so that files of many
// devices can be put one behind the other. It takes the time as an argument and knows nothing of files.
import type { Incident } from '../incident/incident.ts';
import { envelopeFields, type Envelope } from './json.ts';

/** One JSON value a line, each ended by a line feed; no value is no line. */
export function jsonLines(values: readonly unknown[]): string {
  return values.map((value) => `${JSON.stringify(value)}\n`).join('');
}

/** One JSON object a line, each ended by a line feed; no incident is no line. */
export function incidentsToJsonLines(incidents: readonly Incident[], envelope: Envelope): string {
  const head = envelopeFields(envelope);
  return jsonLines(incidents.map((incident) => ({ ...head, incident })));
}
