// What the report is told beside the incidents. Types only.
import type { CostBasis } from '../../incident/energy.ts';
import type { Device } from '../csv.ts';
import type { Envelope } from '../json.ts';

export interface AssessmentContext {
  readonly envelope: Envelope;
  /** What was looked at, in the words of who asked; empty: all incidents. */
  readonly scope: string;
  /** What was asked for, in ms since the epoch, both ends within; null: from the first incident to the last. */
  readonly period: { readonly fromMs: number; readonly toMs: number } | null;
  readonly costBasis: CostBasis;
  /** What was in force when the report was made; null where nobody knows, as in files of other devices. */
  readonly inForce: {
    readonly mode: string;
    readonly listedHosts: number;
    readonly policyHash: string;
    /** Whether a company's policy was in force; left out where nobody knows. */
    readonly isManaged?: boolean;
  } | null;
  /** By the id of the incident; without it all are the envelope's. */
  readonly deviceOf?: ReadonlyMap<string, Device>;
  /** All devices that were looked at, also those without an incident. */
  readonly devices?: readonly Device[];
  /** Of numbers and dates; the words are English. */
  readonly locale?: string;
  readonly timeZone?: string;
}
