// What our own pages (popup, log, blocked) may ask the background, and what it answers. Types only: both ends are
// ours, and the background checks by the sender that the asker is one of our pages.
import type { Cost, Incident } from '../incident/incident.ts';
import type { CostBasis } from '../incident/energy.ts';
import type { IncidentSummary } from '../incident/summary.ts';
import type { Kind, NamedHost } from '../policy/shapes.ts';
import type { VerdictLevel } from '../evidence/evidence.ts';
import type { Policy } from '../policy/policy-keys.ts';
import type { Device } from '../report/csv.ts';
import type { Ignored } from '../policy/resolve.ts';
import type { SelfTest } from '../self-test.ts';

/** One tab as the popup shows it. */
export interface TabState {
  /** Host name, or empty for pages that Assay does not watch (browser pages). */
  readonly site: string;
  readonly watched: boolean;
  readonly level: VerdictLevel;
  /** What was seen, strongest first, as plain sentences. */
  readonly sentences: readonly string[];
  readonly workers: { readonly running: number; readonly uninstrumented: number };
  readonly modules: {
    readonly judged: number;
    readonly refused: number;
    readonly suspected: number;
  };
  /** Incidents of this tab since its page was opened, newest first. */
  readonly incidents: readonly Incident[];
  /** The exception in force for this site; null where there is none. */
  readonly exception: (NamedHost & { readonly isCompanys: boolean }) | null;
  /** What the person at this browser may do. */
  readonly peopleMay: Policy['peopleMay'];
  readonly costBasis: CostBasis;
}

/** What happened since a moment. */
export interface PeriodFigures {
  readonly incidents: number;
  readonly blocked: number;
  readonly sites: number;
  readonly cost: Cost;
}

/** A summary with the place of its last change: each write to an incident takes the next number. */
export interface NumberedSummary extends IncidentSummary {
  readonly seq: number;
}

/** Summaries, by the place of their last change, the newest first. */
export interface SummaryPage {
  readonly rows: readonly NumberedSummary[];
  /** Where the next page begins; null after the last one. */
  readonly next: number | null;
  /** Incidents in the log. */
  readonly total: number;
  /** The newest place at the time of the answer; 0 in an empty log. */
  readonly newest: number;
}

/** A removal of incidents, which is itself on record. */
export interface Deletion {
  /** Ms since the epoch. */
  readonly at: number;
  readonly removed: number;
  /** `person`: cleared by hand; `age` and `number`: by the bounds of the policy. */
  readonly why: 'person' | 'age' | 'number';
}

/** A key as the settings page shows it: what it is, what holds, and whether it can be changed here. */
export interface Setting {
  readonly name: string;
  readonly title: string;
  readonly section: string;
  readonly description: string;
  /** What a right value is like, to end the sentence "must be …". */
  readonly expects: string;
  readonly kind: Kind;
  /** What is in force; empty for a secret. */
  readonly value: unknown;
  readonly isSecret: boolean;
  /** What the person has set; undefined (left out) where nothing. */
  readonly own?: unknown;
  readonly default: unknown;
  readonly source: string;
  /** Why it cannot be changed here; empty where it can. */
  readonly locked: '' | 'company' | 'right' | 'company-only';
}

export interface Settings {
  readonly isManaged: boolean;
  readonly organisationName: string;
  readonly settings: readonly Setting[];
  /** Whether the browser lets Assay see the installed extensions. */
  readonly maySeeExtensions: boolean;
}

export interface Diagnostics {
  readonly device: Device;
  readonly costBasis: CostBasis;
  /** What was removed from the log, newest first. */
  readonly deletions: readonly Deletion[];
  readonly engineVersion: string;
  readonly hostsListed: Readonly<Record<string, number>>;
  readonly rules: RulesState;
  /** What was dropped or went wrong, by name. */
  readonly counters: Readonly<Record<string, number>>;
}

/** Which rules are in force, and what came of the last look for newer ones. */
export interface RulesState {
  /** The rule pack in force; null: the rules that ship. */
  readonly pack: {
    readonly version: number;
    readonly from: string;
    readonly issuedAt: string;
    readonly expiresAt: string;
    readonly keyId: string;
  } | null;
  /** Address that is asked for packs; empty where none is. */
  readonly feed: string;
  /** Ms since the epoch; null before the first look. */
  readonly checkedAt: number | null;
  /** In words; a refusal begins with `Refused`. */
  readonly outcome: string;
}

/** One key of the policy as the status page shows it. */
export interface KeyInForce {
  readonly name: string;
  readonly title: string;
  readonly section: string;
  /** As JSON; empty for a secret. */
  readonly value: string;
  readonly source: string;
}

export type GapName = 'private-windows' | 'monitor' | 'start-flags' | 'no-consent';

/** What is in force, and how that is known. */
export interface InForce {
  readonly engineVersion: string;
  readonly isManaged: boolean;
  readonly organisationName: string;
  /** When managed storage was read last, in ms since the epoch; null when it has not answered yet. */
  readonly readAt: number | null;
  /** True while only the copy of an earlier time is known. */
  readonly isCopy: boolean;
  /** SHA-256 of the values in force, to compare devices by. */
  readonly policyHash: string;
  readonly keys: readonly KeyInForce[];
  readonly ignored: readonly Ignored[];
  readonly hostsListed: Readonly<Record<string, number>>;
  readonly rules: RulesState;
  readonly selfTest: SelfTest;
  /** What is not covered in this browser, in sentences. */
  readonly gaps: readonly string[];
  /** The same by name, in the same order, for pages in other languages. */
  readonly gapNames: readonly GapName[];
}

/** What leaves for the company's own sinks, and how that fares. No secret, and no content of an event. */
export interface FleetState {
  /** False: nothing leaves this browser. */
  readonly isOn: boolean;
  /** How events name this browser profile. */
  readonly deviceId: string;
  /** Events that wait, and JSON of them in bytes. */
  readonly waiting: number;
  readonly sizeBytes: number;
  /** When the oldest of them was made, ms since the epoch; null where none waits. */
  readonly oldestAt: number | null;
  readonly sinks: readonly FleetSink[];
  /** Events that a sink has refused for good: how many, and of the newest the reason. */
  readonly parked: number;
  readonly refusals: readonly {
    readonly sink: string;
    readonly at: number;
    readonly why: string;
  }[];
}

export interface FleetSink {
  readonly name: string;
  readonly format: string;
  readonly address: string;
  /** Events that it has taken. */
  readonly taken: number;
  /** Ms since the epoch; null before the first. */
  readonly takenAt: number | null;
  /** Why the last attempt failed; empty where it did not. */
  readonly problem: string;
  /** When it is tried again, ms since the epoch; null where nothing is due. */
  readonly nextAt: number | null;
}

/** A batch as it was taken by a sink. */
export interface SentBatch {
  readonly sink: string;
  readonly at: number;
  readonly events: number;
  readonly contentType: string;
  /** Before it was compressed; binary ones in base64. */
  readonly body: string;
}

/** What people may do, and whom to ask. */
export type PeoplePolicy = Pick<
  Policy,
  'peopleMay' | 'organisationName' | 'contact' | 'blockedPageText'
>;

/** Question name -> what is asked and what comes back. Every answer arrives as `Answer<T>`. */
export interface Questions {
  /** @param below the `next` of the page before; null for the newest */
  'list-summaries': {
    ask: { readonly below: number | null; readonly limit: number };
    answer: SummaryPage;
  };
  /** What was written after a place, oldest first; `total` tells whether anything was removed meanwhile. */
  'changed-summaries': { ask: { readonly since: number }; answer: SummaryPage };
  /** Whole incidents, at most 500 at a time, in this order; those that are gone are left out. Null: the newest. */
  incidents: { ask: { readonly ids: readonly string[] | null }; answer: readonly Incident[] };
  /** Of what a file holds the incidents of today, in this order; null for what is none. Nothing is stored. */
  'upgrade-incidents': {
    ask: { readonly stored: readonly unknown[] };
    answer: readonly (Incident | null)[];
  };
  /** Removes all incidents, or those with these ids. */
  'clear-incidents': {
    ask: { readonly ids: readonly string[] | null };
    answer: { readonly removed: number };
  };
  /** Notes what a person says of a verdict; null takes it back. */
  'set-feedback': {
    ask: { readonly id: string; readonly isRight: boolean | null; readonly note: string };
    answer: Incident;
  };
  /** Excepts a site or a host, as a setting of the person. */
  except: {
    ask: {
      readonly what: 'site' | 'host';
      readonly host: string;
      readonly reason: string;
      /** As in `NamedHost`. */
      readonly until: string;
    };
    answer: Record<string, never>;
  };
  /** Takes back what the person has excepted. */
  'end-exception': {
    ask: { readonly what: 'site' | 'host'; readonly host: string };
    answer: Record<string, never>;
  };
  /** Figures of today and of the last seven days, in local time. */
  overview: {
    ask: Record<string, never>;
    answer: { readonly today: PeriodFigures; readonly week: PeriodFigures };
  };
  settings: { ask: Record<string, never>; answer: Settings };
  /** Sets one key for the person; a value left out resets it. The error says what is wrong. */
  'change-setting': {
    ask: { readonly key: string; readonly value?: unknown };
    answer: Settings;
  };
  /**
   * Sets for the person what is given and resets the rest, all or nothing. What cannot be changed here stays as it is. The
   * error names the first that is wrong.
   */
  'replace-settings': {
    ask: { readonly values: Readonly<Record<string, unknown>> };
    answer: Settings;
  };
  'tab-state': { ask: { readonly tabId: number }; answer: TabState };
  'describe-host': {
    ask: { readonly host: string };
    answer: {
      readonly listedAs: string;
      readonly category: string;
      readonly sources: readonly string[];
    } | null;
  };
  'in-force': { ask: Record<string, never>; answer: InForce };
  fleet: { ask: Record<string, never>; answer: FleetState };
  /** What was sent last, oldest first. */
  'fleet-sent': { ask: Record<string, never>; answer: readonly SentBatch[] };
  /** Tries every sink now. @param again sends once more what was refused for good */
  'fleet-try': { ask: { readonly again: boolean }; answer: FleetState };
  people: { ask: Record<string, never>; answer: PeoplePolicy };
  diagnostics: { ask: Record<string, never>; answer: Diagnostics };
  /** Looks for a newer rule pack now. */
  'update-rules': { ask: Record<string, never>; answer: RulesState };
}

export type Question = {
  [Name in keyof Questions]: {
    readonly assay: 'ask';
    readonly name: Name;
  } & Questions[Name]['ask'];
}[keyof Questions];

export type Answer<Name extends keyof Questions> =
  | { readonly ok: true; readonly value: Questions[Name]['answer'] }
  | {
      readonly ok: false;
      readonly error: string;
      /** There where what was given is wrong: the asker can say so in the words of its page. */
      readonly isWrongValue?: true;
    };
