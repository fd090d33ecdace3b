// Every file below rules/wasm: it is a rule, it passes the lint, its cases hold, and both loaders find it.
import { describe, expect, it } from 'vitest';
import { loadWasmRules } from '../../cli/load-rules.ts';
import { judgeModule } from '../../core/engine.ts';
import type { RuleCases, RuleNotes, WasmRule } from '../../core/rules/define-rule.ts';
import { lintRule } from '../../core/rules/lint.ts';
import { wasmRules } from '../../entrypoints/rule-sets/wasm-rules.ts';
import { corpusModules } from '../corpus-modules.ts';

interface RuleFile {
  readonly default: WasmRule;
  readonly notes?: RuleNotes;
  readonly cases?: RuleCases;
}

const files = Object.entries(import.meta.glob<RuleFile>('/rules/wasm/*.ts', { eager: true }));
const sources = files.map(([path, file]) => ({
  id: path.slice('/rules/'.length, -'.ts'.length),
  rule: file.default,
  notes: file.notes,
  cases: file.cases,
}));

describe('rules/wasm', () => {
  it.each(sources)('$id needs nothing done', (source) => {
    expect(lintRule(source).map(({ fix }) => fix)).toEqual([]);
  });

  it('is loaded the same in Node and in a bundle', async () => {
    const inNode = await loadWasmRules();
    expect(inNode.map(({ id }) => id)).toEqual(sources.map(({ id }) => id).sort());
    expect([...wasmRules()].sort((a, b) => (a.id < b.id ? -1 : 1))).toEqual(inNode);
  });
});

describe('cases', () => {
  const corpus = corpusModules();
  const entries = sources.flatMap(({ id, cases }) =>
    [...(cases?.match ?? []), ...(cases?.clean ?? [])].map((entry) => ({ id, entry })),
  );
  /** Cases of packages that are installed here must say what is measured here. */
  const measurable = entries.flatMap(({ id, entry }) => {
    const found = corpus.filter(({ name }) => name === entry.of.split(' ')[0]);
    return found.length === 1 ? found.map(({ bytes }) => ({ id, of: entry.of, entry, bytes })) : [];
  });

  it('are mostly of packages that can be measured again', () => {
    expect(measurable.length).toBeGreaterThan(8);
  });

  it.each(measurable)('$id: $of is what is measured', ({ entry, bytes }) => {
    const { features } = judgeModule(bytes, []);
    const { constants } = entry;
    const numbers = Object.fromEntries(
      Object.entries(entry).filter(([, value]) => typeof value === 'number'),
    );
    expect(features).toMatchObject(numbers);
    for (const constant of constants) expect(features.constants).toContain(constant);
  });
});
