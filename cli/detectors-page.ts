// Writes docs/detectors.md from the detectors, the rules and the model themselves, so that the page cannot be out of date;
// a test compares them.
import prettier from 'prettier';
import { detectors } from '../core/detect/registry.ts';
import { modelData } from '../core/model/model-data.ts';
import { Model } from '../core/model/evaluate.ts';
import type { Condition, RuleNotes } from '../core/rules/define-rule.ts';
import { miners } from '../rules/downloads/miners.ts';
import { notes } from '../rules/downloads/notes.ts';
import { loadSourceRules, loadWasmRules } from './load-rules.ts';

export const DETECTORS_PAGE = 'docs/detectors.md';

/** The page as it must be for the sources as they are. */
export async function detectorsPage(): Promise<string> {
  const text = [
    '# Detectors and rules',
    '',
    'Written by `npm run docs` from the code; do not edit. What the points mean: [decision 004](decisions/004-fusion.md).',
    'How well the rules and the model judge: [the evaluation](../tests/corpus/EVALUATION.md) and the [model card](model-card.md).',
    '',
    ...detectorLines(),
    ...modelLines(),
    ...(await wasmLines()),
    ...(await sourceLines()),
    ...minerLines(),
  ].join('\n');
  return prettier.format(text, { parser: 'markdown', printWidth: 100, singleQuote: true });
}

function detectorLines(): string[] {
  return [
    '## Detectors',
    '',
    'Each looks at what was observed in one tab. The ceiling is the most points that it can give.',
    '',
    '| detector | what it sees | consumes | ceiling |',
    '|-|-|-|-:|',
    ...detectors.map(
      ({ id, title, consumes, ceiling }) =>
        `| \`${id}\` | ${title} | ${consumes.map((kind) => `\`${kind}\``).join(', ')} | ${ceiling} |`,
    ),
    '',
  ];
}

function modelLines(): string[] {
  const { columns } = new Model(modelData);
  return [
    '## The model',
    '',
    `Beside the rules a trained model adds up points (in 1/256 of log-odds) for ${columns.length} features, from each bound on.`,
    `It starts at ${modelData.start.toFixed(2)}; from ${modelData.suspected} a module is suspected, from ${modelData.confirmed} confirmed.`,
    '',
    '| feature | from: points |',
    '|-|-|',
    ...columns.map(
      ([name, ...steps]) =>
        `| \`${name}\` | ${steps.map(([bound, points]) => `${bound ?? 0}: ${points ?? 0}`).join(', ')} |`,
    ),
    '',
  ];
}

function minerLines(): string[] {
  return [
    '## Miner programs',
    '',
    'Downloads with these names or from these places ([decision 021](decisions/021-miner-downloads.md)). Behind a name only versions and words of builds may follow; `#` is a number.',
    '',
    '| program | names of files | places | why |',
    '|-|-|-|-|',
    ...miners.map(({ program, title, names, releases = [], places }) => {
      const code = (words: readonly string[]): string =>
        words.map((word) => `\`${word}\``).join(', ');
      return `| ${title} | ${code([...names, ...releases])} | ${code(places)} | ${notes[program]?.why ?? ''} |`;
    }),
    '',
  ];
}

async function wasmLines(): Promise<string[]> {
  const rules = await loadWasmRules();
  const blocks = await Promise.all(
    rules.map(async ({ id, rule }) => [
      ...(await heading(id)),
      `${rule.level}, weight ${rule.weight}, family ${rule.family}, ${rule.status}. Holds when ${said(rule.when)}.`,
      '',
      ...(await noteLines(id)),
    ]),
  );
  return ['## Rules for WebAssembly modules', '', ...blocks.flat()];
}

async function sourceLines(): Promise<string[]> {
  const rules = await loadSourceRules();
  const blocks = await Promise.all(
    rules.map(async ({ id, rule }) => [
      ...(await heading(id)),
      `${rule.kind}, weight ${rule.weight}, family ${rule.family}. Needs ${rule.needs
        .map(([count, of]) => `${count} of \`${of}\``)
        .join(' and ')}${rule.unless ? `, and none of \`${rule.unless}\`` : ''}.`,
      '',
      ...(await noteLines(id)),
    ]),
  );
  return ['## Rules for scripts and shaders', '', ...blocks.flat()];
}

async function notesOf(id: string): Promise<RuleNotes> {
  const { notes } = (await import(new URL(`../rules/${id}.ts`, import.meta.url).href)) as {
    notes: RuleNotes;
  };
  return notes;
}

async function heading(id: string): Promise<string[]> {
  return [`### ${(await notesOf(id)).title}`, '', `Id \`${id}\`.`];
}

async function noteLines(id: string): Promise<string[]> {
  const { falsePositives, knownGaps, references, since } = await notesOf(id);
  return [
    `- Can be wrong about: ${falsePositives.join(' ')}`,
    `- Does not see: ${knownGaps.join(' ')}`,
    `- Sources: ${references.map((url) => `<${url}>`).join(', ')}`,
    `- Since ${since}`,
    '',
  ];
}

/** A condition in words. */
function said(condition: Condition): string {
  if ('all' in condition) return condition.all.map(said).join(' and ');
  if ('any' in condition) return `(${condition.any.map(said).join(' or ')})`;
  if ('not' in condition) return `not ${said(condition.not)}`;
  if ('constants' in condition) return `it has the constants \`${condition.constants}\``;
  if ('mixers' in condition) return `it rotates as \`${condition.mixers}\` does`;
  const { feature, atLeast, atMost } = condition;
  const bounds = [
    atLeast === undefined ? '' : `at least ${atLeast}`,
    atMost === undefined ? '' : `at most ${atMost}`,
  ];
  return `\`${feature}\` is ${bounds.filter((bound) => bound !== '').join(' and ')}`;
}
