// Incidents as one JSON document for scripts and tickets: the incidents exactly as stored, in an envelope that
// says what wrote it and when. It takes the time as an argument and knows nothing of files.
import type { Incident } from '../incident/incident.ts';
import { UNNAMED_DEVICE, type Device } from './csv.ts';

/** Version of the envelope; every incident carries its own `schemaVersion` as well. */
export const EXPORT_SCHEMA_VERSION = 1;

/** What every export says of itself. */
export interface Envelope {
  /** Milliseconds since the epoch. */
  readonly exportedAtMs: number;
  /** Version of Assay that writes. */
  readonly engineVersion: string;
  /** Whose incidents they are. */
  readonly device?: Device;
}

export function incidentsToJson(incidents: readonly Incident[], envelope: Envelope): string {
  return `${JSON.stringify({ ...envelopeFields(envelope), incidents }, null, 2)}\n`;
}

/** The envelope as it is written; its time is ISO 8601 in UTC. */
export function envelopeFields({ exportedAtMs, engineVersion, device }: Envelope): object {
  return {
    schemaVersion: EXPORT_SCHEMA_VERSION,
    exportedAt: new Date(exportedAtMs).toISOString(),
    engineVersion,
    ...(device ?? UNNAMED_DEVICE),
  };
}
