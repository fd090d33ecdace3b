// One key of the policy: the single source of its type, its default, its place in every template and its words for people.
import type { Shape } from './shapes.ts';

export const SECTIONS = [
  'Response',
  'Sites and hosts',
  'Detection',
  'People',
  'Log',
  'Rule updates',
  'Device',
  'Fleet',
  'Cost',
] as const;
export type Section = (typeof SECTIONS)[number];

/** What people may do in Assay. */
export const RIGHTS = [
  ...(['see-log', 'clear-log', 'add-exceptions', 'ask-for-exceptions'] as const),
  'change-settings',
] as const;
export type Right = (typeof RIGHTS)[number];

export interface PolicyKey<Value> {
  readonly section: Section;
  readonly title: string;
  /** What it does, in one to three plain sentences that need no name of a choice. */
  readonly description: string;
  /** Of keys with choices: what people read for each of them, such as `Stop it and log it`. */
  readonly choices: Readonly<Record<string, string>>;
  readonly shape: Shape<Value>;
  readonly default: Value;
  /** A value as a company would set it, for templates and documentation. */
  readonly example: Value;
  /** Version of Assay that knew it first. */
  readonly since: string;
  /** The right that a person needs to set it, where the company has not; null: only the company sets it. */
  readonly right: Right | null;
  /** Of lists: what the company and a person name adds up, instead of the one hiding the other. */
  readonly addsUp: boolean;
  /** Never shown, logged or exported. */
  readonly isSecret: boolean;
}

type Optional = 'choices' | 'right' | 'addsUp' | 'isSecret';
type Given<Value> = Omit<PolicyKey<Value>, Optional | 'default' | 'example'> &
  Readonly<Record<'default' | 'example', NoInfer<Value>>> &
  Partial<Pick<PolicyKey<Value>, Optional>>;

/** Fills in what most keys have in common. */
export function defineKey<Value>(given: Given<Value>): PolicyKey<Value> {
  return {
    ...{ choices: {}, right: null, addsUp: false, isSecret: false },
    ...given,
  };
}

/** The description with what each choice means, for whoever writes a choice by its name. */
export function explained({ description, choices }: PolicyKey<unknown>): string {
  const meanings = Object.entries(choices).map(([choice, words]) => `${choice}: ${words}.`);
  return [description, ...meanings].join(' ');
}
