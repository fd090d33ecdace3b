// The FleetEvent: what leaves a browser for the company's own engine. It is made once, numbered once and never changed: sent again,
// it is the same to the byte. Types only; what may leave of it is decided by leaving.ts, how it is written by formats/.
import type { Cost, Incident } from '../incident/incident.ts';
import type { Policy } from '../policy/policy-keys.ts';
import type { GapName } from '../protocol/questions.ts';
import type { Severity } from '../report/severity.ts';

export const EVENT_SCHEMA_VERSION = 1;

interface Head {
  /** UUIDv7; the same however often it is sent. */
  readonly id: string;
  /** Number among the events of this device, from 1 without a gap; it does not follow the clock. */
  readonly seq: number;
  /** When it was numbered, ms since the epoch, browser's clock. */
  readonly at: number;
  readonly severity: Severity;
}

/** An incident as it stood then. What changes of it later is an event of its own with the same incident. */
export interface IncidentEvent extends Head {
  readonly kind: 'incident';
  readonly incident: Incident;
}

export interface HeartbeatEvent extends Head {
  readonly kind: 'heartbeat';
  readonly heartbeat: Heartbeat;
}

export interface PolicyEvent extends Head {
  readonly kind: 'policy-changed';
  readonly change: PolicyChange;
}

export interface DropEvent extends Head {
  readonly kind: 'events-dropped';
  readonly dropped: Dropped;
}

export type FleetEvent = IncidentEvent | HeartbeatEvent | PolicyEvent | DropEvent;

/** That this browser is protected, by what, and what happened since the heartbeat before. */
export interface Heartbeat {
  /** Begin of the time that the counts speak of, ms since the epoch. */
  readonly since: number;
  /** The next one comes within so many minutes; 0: nobody knows. */
  readonly nextWithinMinutes: number;
  readonly mode: Policy['mode'];
  readonly isManaged: boolean;
  /** SHA-256 of the values in force, as the status page shows it. */
  readonly policyHash: string;
  /** Values of the policy that do not count. */
  readonly ignoredKeys: number;
  /** Version of the rule pack in force; 0: the rules that ship. */
  readonly rulePack: number;
  readonly hostsListed: number;
  /** What failed of the self-test, by name; empty where all passed. */
  readonly selfTestFailures: readonly string[];
  /** What is not covered in this browser. */
  readonly gaps: readonly GapName[];
  readonly counts: {
    readonly incidents: number;
    readonly blocked: number;
    readonly warned: number;
    readonly observed: number;
    /** Of these incidents those of mining on purpose. */
    readonly deliberate: number;
  };
  readonly cost: Cost;
  readonly queue: {
    /** Events that wait to be sent. */
    readonly waiting: number;
    readonly sizeBytes: number;
    /** When the oldest was numbered, ms since the epoch; null for an empty queue. */
    readonly oldestAt: number | null;
    /** Events that a sink has refused for good. */
    readonly parked: number;
    /** Sinks that could not be reached or refuse everything, by name. */
    readonly failing: readonly string[];
  };
}

/** Other values are in force. No value travels, only the names of keys. */
export interface PolicyChange {
  readonly policyHash: string;
  readonly previousHash: string;
  readonly isManaged: boolean;
  readonly mode: Policy['mode'];
  readonly changedKeys: readonly string[];
  readonly ignoredKeys: number;
}

/** Events that were dropped before each sink had them: they were too old, the queue too large, or the disk full. */
export interface Dropped {
  readonly events: number;
  readonly bySeverity: Readonly<Record<Severity, number>>;
  readonly firstSeq: number;
  readonly lastSeq: number;
  readonly why: 'age' | 'size' | 'disk-full';
}

/** Whose events they are, the same for a whole batch. */
export interface Origin {
  /** Random UUID of this browser profile. */
  readonly deviceId: string;
  readonly deviceLabel: string;
  readonly deviceTags: readonly string[];
  /** By the sink's redaction: a name, a keyed hash of it (hex), or nobody. */
  readonly user: { readonly name: string } | { readonly hash: string } | null;
  readonly engineVersion: string;
  readonly browser: { readonly name: string; readonly version: string };
  /** As the browser calls it: `linux`, `win`, `mac` …; empty where it does not say. */
  readonly os: string;
}
