// What our own pages (popup, log, blocked) may ask the background, and what it answers. Types only: both ends are
// ours, and the background checks by the sender that the asker is one of our pages.
import type { Incident } from '../incident/incident.ts';
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
}

export interface Diagnostics {
  readonly device: Device;
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
  /** True when it has no effect in this version. */
  readonly isReserved: boolean;
}

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
}

/** What people may do, and whom to ask. */
export type PeoplePolicy = Pick<
  Policy,
  'peopleMay' | 'organisationName' | 'contact' | 'blockedPageText'
>;

/** Question name -> what is asked and what comes back. Every answer arrives as `Answer<T>`. */
export interface Questions {
  'list-incidents': { ask: Record<string, never>; answer: readonly Incident[] };
  'clear-incidents': { ask: Record<string, never>; answer: { readonly removed: number } };
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
  | { readonly ok: false; readonly error: string };
