// Incidents as one JSON document for scripts and tickets: the incidents exactly as stored, in an envelope that
// says what wrote it and when. It takes the time as an argument and knows nothing of files.
import type { Incident } from '../incident/incident.ts';
import { UNNAMED_DEVICE, type Device } from './csv.ts';

/** Version of the envelope; every incident carries its own `schemaVersion` as well. */
export const EXPORT_SCHEMA_VERSION = 1;

/** `exportedAtMs` is milliseconds since the epoch; it is written as ISO 8601 in UTC. */
export function incidentsToJson(
  incidents: readonly Incident[],
  envelope: {
    readonly exportedAtMs: number;
    readonly engineVersion: string;
    readonly device?: Device;
  },
): string {
  const document = {
    schemaVersion: EXPORT_SCHEMA_VERSION,
    exportedAt: new Date(envelope.exportedAtMs).toISOString(),
    engineVersion: envelope.engineVersion,
    ...(envelope.device ?? UNNAMED_DEVICE),
    incidents,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
