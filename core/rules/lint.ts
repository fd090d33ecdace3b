// Checks a rule and its cases beyond what types can: that every case says what the rule must do, and that people
// can judge it. Every finding says what to do. It runs in tests and in `assay` tools, never in a page.
import type { Condition, RuleCase, RuleCases, RuleNotes, WasmRule } from './define-rule.ts';
import { holds } from './match.ts';

export interface RuleSource {
  /** Path below rules/ without the ending. */
  readonly id: string;
  readonly rule: WasmRule;
  /** Undefined when the file exports none. */
  readonly notes: RuleNotes | undefined;
  /** Undefined when the file exports none. */
  readonly cases: RuleCases | undefined;
}

export interface Finding {
  readonly id: string;
  /** What to do about it. */
  readonly fix: string;
}

const ID = /^wasm\/[a-z0-9]+(-[a-z0-9]+)*$/;
const VERSION = /^\d+\.\d+\.\d+$/;

/** Everything to be done before the rule may ship; empty when it is good. */
export function lintRule(source: RuleSource): Finding[] {
  return [
    ...lintMeta(source),
    ...lintNotes(source.notes),
    ...lintCondition(source.rule.when),
    ...lintCases(source),
  ].map((fix) => ({
    id: source.id,
    fix,
  }));
}

function lintMeta({ id, rule }: RuleSource): string[] {
  const fixes: string[] = [];
  if (!ID.test(id)) fixes.push('Name the file in kebab-case: its path is the id.');
  if (!/^[a-z0-9-]+$/.test(rule.family)) fixes.push('Write the family in kebab-case.');
  if (!Number.isInteger(rule.weight) || rule.weight < 1 || rule.weight > 100) {
    fixes.push(`Set the weight to a whole number from 1 to 100, not ${rule.weight}.`);
  }
  if (rule.status === 'nursery' && rule.level === 'confirmed') {
    fixes.push(
      'Lower the level to suspected, or let the rule graduate to experimental with measurements.',
    );
  }
  if (rule.level === 'suspected' && rule.weight > 50) {
    fixes.push(
      'Lower the weight to 50 or less: a suspicion must not outweigh what the module does.',
    );
  }
  return [...fixes, ...lintWhy(rule)];
}

/** What people need to judge the rule by. */
function lintNotes(notes: RuleNotes | undefined): string[] {
  if (notes === undefined) {
    return [
      'Add `export const notes: RuleNotes = {...}` with title, falsePositives, knownGaps, references and since.',
    ];
  }
  const fixes: string[] = [];
  if (notes.title.trim() === '') fixes.push('Give it a title that names what was recognised.');
  if (notes.falsePositives.length === 0)
    fixes.push('Name at least one program that could match wrongly.');
  if (notes.knownGaps.length === 0)
    fixes.push('Name at least one way around the rule: a known gap beats an unknown one.');
  if (!notes.references.some((reference) => reference.startsWith('https://'))) {
    fixes.push(
      'Add an https reference to the specification or the sample that the rule was made from.',
    );
  }
  if (!VERSION.test(notes.since))
    fixes.push('Set `since` to the version that brings the rule, such as 0.1.0.');
  return fixes;
}

function lintWhy(rule: WasmRule): string[] {
  const used = featuresIn(rule.when);
  const named = [...rule.why.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
  const fixes = named
    .filter((name) => !used.has(name))
    .map((name) => `Test the feature ${name} in \`when\`, or leave it out of \`why\`.`);
  if (!rule.why.trim().endsWith('.'))
    fixes.push('End `why` with a full stop: it is shown as a sentence.');
  return fixes;
}

function featuresIn(condition: Condition): Set<string> {
  if ('feature' in condition) return new Set([condition.feature]);
  if ('constants' in condition || 'mixers' in condition) return new Set();
  return new Set(partsOf(condition).flatMap((part) => [...featuresIn(part)]));
}

function partsOf(condition: Condition): readonly Condition[] {
  if ('all' in condition) return condition.all;
  if ('any' in condition) return condition.any;
  return 'not' in condition ? [condition.not] : [];
}

function lintCondition(condition: Condition): string[] {
  if ('feature' in condition) {
    const { feature, atLeast, atMost } = condition;
    if (atLeast === undefined && atMost === undefined)
      return [`Give ${feature} a bound: without one it always holds.`];
    if ((atLeast ?? -Infinity) > (atMost ?? Infinity))
      return [`Swap the bounds of ${feature}: it can never hold.`];
    return [];
  }
  const parts = partsOf(condition);
  if (('all' in condition || 'any' in condition) && parts.length === 0) {
    return ['Remove the empty `all` or `any`: it holds always or never.'];
  }
  const texts = parts.map((part) => JSON.stringify(part));
  const repeated = texts
    .filter((text, i) => texts.indexOf(text) !== i)
    .map((text) => `Remove the repeated ${text}.`);
  return [...repeated, ...parts.flatMap((part) => lintCondition(part))];
}

function lintCases({ rule, cases }: RuleSource): string[] {
  if (cases === undefined) {
    return [
      'Add `export const cases: RuleCases = { match: [...], clean: [...] }` with measured features beside the rule.',
    ];
  }
  const fixes: string[] = [];
  if (cases.match.length < 1)
    fixes.push('Add a case under `match`: the features of a module that it was made for.');
  if (cases.clean.length < 2)
    fixes.push('Add cases under `clean` until there are two, a near miss first.');
  for (const entry of cases.match)
    if (!holds(rule.when, entry)) fixes.push(fixCase(entry, 'must match, but does not'));
  for (const entry of cases.clean)
    if (holds(rule.when, entry)) fixes.push(fixCase(entry, 'must not match, but does'));
  const nearMiss = cases.clean[0];
  if (nearMiss !== undefined && !isNear(rule.when, nearMiss)) {
    fixes.push(
      `Put a near miss first under \`clean\`: "${nearMiss.of}" meets no part of the condition.`,
    );
  }
  return fixes;
}

function fixCase(entry: RuleCase, what: string): string {
  return `Correct the condition or the case: "${entry.of}" ${what}.`;
}

/** A near miss meets at least one part of the condition. */
function isNear(condition: Condition, entry: RuleCase): boolean {
  const parts = partsOf(condition);
  return parts.length === 0 || parts.some((part) => holds(part, entry));
}
