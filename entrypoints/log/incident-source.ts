// Where the log page has its incidents from: the log of this browser, or an export that an analyst has opened. Views know only
// this; what cannot be done with a file (feedback, exceptions, clearing) is not offered for one.
import type { Incident } from '../../core/incident/incident.ts';

export interface IncidentSource {
  /** Name of the file; null for the log of this browser. */
  readonly fileName: string | null;
  /** Whole incidents, in this order; those that are gone are left out. Any number: it asks in parts. */
  incidents(ids: readonly string[]): Promise<readonly Incident[]>;
}
