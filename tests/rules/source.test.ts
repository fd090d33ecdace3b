// Every file below rules/source: it is a rule that people can judge, its cases hold, and both loaders find it.
import { describe, expect, it } from 'vitest';
import { loadSourceRules } from '../../cli/load-rules.ts';
import {
  holdsFor,
  type SourceRule,
  type SourceRuleCase,
  type SourceRuleCases,
  type SourceRuleNotes,
} from '../../core/source/define-source-rule.ts';
import { fullLexicon } from '../../core/source/full-lexicon.ts';
import { sourceFeatures } from '../../core/source/judge-source.ts';
import { smallLexicon } from '../../core/source/lexicon.ts';
import { sourceRules } from '../../entrypoints/rule-sets/source-rules.ts';
import { packageText } from '../core/source/source-texts.ts';

interface RuleFile {
  readonly default: SourceRule;
  readonly notes: SourceRuleNotes;
  readonly cases: SourceRuleCases;
}

const files = import.meta.glob<RuleFile>('/rules/source/**/*.ts', { eager: true });
const sources = Object.entries(files).map(([path, file]) => ({
  id: path.slice('/rules/'.length, -'.ts'.length),
  ...file,
}));

function holds(rule: SourceRule, entry: SourceRuleCase): boolean {
  const { sizeChars, constants, words = [] } = entry;
  return holdsFor(rule, { kind: rule.kind, sizeChars, found: [...constants, ...words] });
}

describe('rules/source', () => {
  it.each(sources)('$id can be judged by people', ({ id, default: rule, notes, cases }) => {
    expect(id).toMatch(/^source\/(scan\/)?[a-z0-9-]+$/);
    expect(rule.family).toMatch(/^[a-z0-9-]+$/);
    expect(rule.weight >= 85 ? rule.weight <= 100 : rule.weight <= 50 && rule.weight > 0).toBe(
      true,
    );
    for (const text of [notes.title, notes.falsePositives[0], notes.knownGaps[0]])
      expect(text?.length).toBeGreaterThan(10);
    expect(notes.references.some((reference) => reference.startsWith('https://'))).toBe(true);
    expect(notes.since).toMatch(/^\d+\.\d+\.\d+$/);
    expect(cases.match.length).toBeGreaterThanOrEqual(1);
    expect(cases.clean.length).toBeGreaterThanOrEqual(2);
  });

  it.each(sources)('$id matches its cases, and not its near misses', ({ default: rule, cases }) => {
    for (const entry of cases.match)
      expect([entry.of, holds(rule, entry)]).toEqual([entry.of, true]);
    for (const entry of cases.clean)
      expect([entry.of, holds(rule, entry)]).toEqual([entry.of, false]);
  });

  it.each(sources)('$id needs only what its lexicon has', ({ id, default: rule }) => {
    const lexicon = id.startsWith('source/scan/') ? fullLexicon() : smallLexicon();
    const known = lexicon.index.sets.map(({ name }) => name);
    if (id.startsWith('source/scan/')) known.push('mining-talk', 'argon2target', 'nonce');
    const named = [...rule.needs.map(([, of]) => of), rule.unless ?? ''].join(' ').split(' ');
    for (const name of named.filter((one) => one !== '')) expect(known).toContain(name);
    for (const [atLeast, of] of rule.needs)
      expect(of.split(' ').length).toBeGreaterThanOrEqual(atLeast);
  });

  it('are loaded the same in Node and in a bundle, but for those of files', async () => {
    const inNode = await loadSourceRules();
    expect(inNode.map(({ id }) => id)).toEqual(sources.map(({ id }) => id).sort());
    const forPages = inNode.filter(({ id }) => !id.startsWith('source/scan/'));
    expect([...sourceRules()].sort((a, b) => (a.id < b.id ? -1 : 1))).toEqual(forPages);
  });
});

describe('cases', () => {
  /** Cases of packages that are installed here must say what is measured here. */
  const installed: Readonly<Record<string, string>> = {
    'turtlecoin-crypto 6.0.4 dist/turtlecoin-crypto.js':
      'turtlecoin-crypto/dist/turtlecoin-crypto.js',
    '@nimiq/core-web 1.6.4 worker-js.js': '@nimiq/core-web/worker-js.js',
  };
  const measurable = sources.flatMap(({ id, cases }) =>
    [...cases.match, ...cases.clean].flatMap((entry) => {
      const path = installed[entry.of];
      return path === undefined ? [] : [{ id, entry, path }];
    }),
  );

  it('are partly of packages that can be measured again', () => {
    expect(measurable.length).toBeGreaterThanOrEqual(3);
  });

  it.each(measurable)('$id: $entry.of is what is measured', ({ entry, path }) => {
    const features = sourceFeatures(packageText(path), 'script', fullLexicon());
    expect(features.sizeChars).toBe(entry.sizeChars);
    for (const name of [...entry.constants, ...(entry.words ?? [])])
      expect(features.found).toContain(name);
  });
});
