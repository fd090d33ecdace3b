// One incident as Markdown for a ticket: what was seen and how sure, what was done, what it cost, in the order in which people
// ask. In English, because the sentences of the record are. Whatever a page could choose stays text: core/report/markdown-text.ts.
import {
  explain,
  howSure,
  type ExplainedEvidence,
  type ExplainedFact,
} from '../evidence/explain.ts';
import type { Incident } from '../incident/incident.ts';
import { SUB_TECHNIQUE, TECHNIQUE } from './attack-technique.ts';
import { addressAsCode, escapedSentence, valueAsCode } from './markdown-text.ts';

const MAX_SENTENCE_CHARS = 500;
const MAX_FACT_CHARS = 400;

/** As MITRE ATT&CK writes a sub-technique: the name of the technique before it. */
export const ATTACK_ID = SUB_TECHNIQUE.uid;
export const ATTACK_NAME = `${TECHNIQUE.name}: ${SUB_TECHNIQUE.name}`;

const RESPONSES: Readonly<Record<Incident['response'], string>> = {
  observe: 'observed',
  warn: 'warned',
  block: 'blocked',
};
const CATEGORIES: Readonly<Record<Incident['category'], string>> = {
  cryptojacking: 'cryptojacking',
  'deliberate-mining': 'mining on purpose',
};

/** A whole Markdown text, ended by a line feed; times are ISO 8601 in UTC. */
export function incidentToMarkdown(incident: Incident): string {
  const parts = [
    headOf(incident),
    seenOf(incident),
    doneOf(incident),
    whereOf(incident),
    moduleOf(incident),
    costOf(incident),
    section('Classification', [`- MITRE ATT&CK ${ATTACK_ID}, ${ATTACK_NAME}`]),
    feedbackOf(incident),
  ];
  return `${parts.filter(Boolean).join('\n\n')}\n`;
}

function headOf(incident: Incident): string {
  const { verdict, category, response, family, count } = incident;
  const named = family === null || family === 'unknown' ? '' : `, ${valueAsCode(family, 80)}`;
  const times = count === 1 ? 'once' : `${count} times`;
  return [
    `# Incident on ${addressAsCode(incident.site, 253)}`,
    '',
    `**${howSure(verdict)}**: ${CATEGORIES[category]}${named}, ${RESPONSES[response]}.`,
    '',
    `- First seen: ${iso(incident.firstSeenAt)}`,
    `- Last seen: ${iso(incident.lastSeenAt)}, seen ${times}`,
    `- Incident: ${valueAsCode(incident.id, 40)}`,
    `- Judged by: Assay ${valueAsCode(incident.engineVersion, 40)}`,
  ].join('\n');
}

function seenOf({ verdict, evidence }: Incident): string {
  const { evidence: lines, totalPoints } = explain(verdict, evidence);
  const capped = Math.round(totalPoints) > 100 ? ', counted as 100' : '';
  const sum = `The points add up to ${whole(totalPoints)}${capped}.`;
  return section('What was seen', [sum, '', ...lines.flatMap(evidenceLines)]);
}

function evidenceLines(item: ExplainedEvidence): readonly string[] {
  const { id, points, weight, trust } = item;
  const sentence = escapedSentence(item.sentence || 'No details were kept.', MAX_SENTENCE_CHARS);
  const by = trust === 'background' ? ', measured by the background' : ', reported from the page';
  const note =
    points < weight ? `; weighs ${whole(weight)}, of which ${whole(points)} counted` : '';
  return [
    `- **${whole(points)} points**: ${sentence}`,
    `  - Detector: ${valueAsCode(id, 80)}${trust === null ? '' : by}${note}`,
    ...item.facts.map((fact) => `  - ${escapedSentence(fact.words, 60)}: ${factOf(fact)}`),
  ];
}

const UNITS = { percent: ' %', bytes: ' bytes', ms: ' ms' } as const;

function factOf({ value, unit }: ExplainedFact): string {
  const text = Array.isArray(value) ? value.join(', ') : String(value);
  return valueAsCode(text + (unit === null ? '' : UNITS[unit]), MAX_FACT_CHARS);
}

function doneOf({ action, steps }: Incident): string {
  const lines = steps
    .toSorted((a, b) => a.at - b.at)
    .map(({ at, what, outcome }) => `- ${iso(at)}, ${outcome}: ${sentenceOf(what)}`);
  return section('What was done', [`Response: ${sentenceOf(action)}`, '', ...lines]);
}

function whereOf({ url, title, frameUrl, hosts }: Incident): string {
  const frame = frameUrl === '' ? [] : [`- Frame: ${addressAsCode(frameUrl, 2_000)}`];
  const named = hosts.map((host) => addressAsCode(host, 253)).join(', ');
  return section('Where', [
    `- Page: ${addressAsCode(url, 2_000)}`,
    `- Title: ${valueAsCode(title, 200)}`,
    ...frame,
    `- Hosts: ${named || 'none'}`,
  ]);
}

function moduleOf({ module }: Incident): string {
  if (module === null) return '';
  return section('Module', [
    `- SHA-256: ${module.sha256 === null ? 'not computed' : valueAsCode(module.sha256, 64)}`,
    `- Size: ${module.sizeBytes} bytes`,
    `- Kernel share: ${module.kernelSharePercent} % of the code is proof of work`,
  ]);
}

function costOf({ cost }: Incident): string {
  return section('Computing time', [
    `- Measured: ${seconds(cost.observedCoreMs)} core-seconds`,
    `- Avoided, an estimate: ${seconds(cost.avoidedCoreMs)} core-seconds`,
  ]);
}

function feedbackOf({ feedback }: Incident): string {
  if (feedback === null) return '';
  const said = `${feedback.isRight ? 'Yes' : 'No'}, said ${iso(feedback.at)}`;
  const note = feedback.note === '' ? '' : `: ${sentenceOf(feedback.note)}`;
  return section('Was this right?', [`${said}${note}`]);
}

function section(title: string, lines: readonly string[]): string {
  return [`## ${title}`, '', ...lines].join('\n').trimEnd();
}

function sentenceOf(text: string): string {
  return escapedSentence(text, MAX_SENTENCE_CHARS);
}

function seconds(coreMs: number): string {
  return String(Math.round(coreMs / 100) / 10);
}

function whole(points: number): string {
  return String(Math.round(points));
}

function iso(atMs: number): string {
  return new Date(atMs).toISOString();
}
