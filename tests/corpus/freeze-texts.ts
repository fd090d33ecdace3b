// Measures the texts of a list and of their variants, and writes what was found in each, never the texts, to
// texts.jsonl.gz: node tests/corpus/freeze-texts.ts LIST. A line of the list: {"file", "label", "role", "repository",
// "licence"}. Variants are made of texts in which constants were found, miners and others alike.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { argv, stdout } from 'node:process';
import { gzipSync } from 'node:zlib';
import type { SourceKind } from '../../core/source/define-source-rule.ts';
import { fullLexicon } from '../../core/source/full-lexicon.ts';
import { sourceFeatures } from '../../core/source/judge-source.ts';
import { mutateText } from './mutate-text.ts';
import { textsFile, type FrozenText } from './frozen-texts.ts';

interface Listed {
  readonly file: string;
  readonly label: FrozenText['label'];
  readonly role: string;
  readonly repository: string;
  readonly licence: string;
}

const PASSES: readonly (readonly string[])[] = [
  ['minified', 'hex'],
  ['decimal', 'renamed'],
  ['sums', 'stringArray'],
  ['escapedStrings', 'bundled'],
  ['minified', 'signed', 'stringArray', 'renamed'],
];
/** Larger texts have no variants: they would take minutes. */
const MOST_VARIED_CHARS = 1_500_000;
const shaderName = /\.(?:wgsl|glsl|frag|vert|comp)$/i;

const [, , list] = argv;
if (list === undefined) throw new Error('Name the list: node tests/corpus/freeze-texts.ts LIST');
const rows = new Map<string, FrozenText>();
for (const line of readFileSync(list, 'utf8').split('\n').filter(Boolean)) {
  const listed = JSON.parse(line) as Listed;
  const text = readFileSync(listed.file, 'utf8');
  const row = measured(listed, text, null, []);
  rows.set(row.sha256, row);
  if (row.found.length === 0 || text.length > MOST_VARIED_CHARS) continue;
  for (const [seed, passes] of PASSES.entries()) {
    const variant = measured(listed, mutateText(text, passes, seed), row.sha256, passes);
    rows.set(variant.sha256, variant);
  }
}
const sorted = [...rows.values()].sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1));
writeFileSync(
  textsFile,
  gzipSync(sorted.map((row) => `${JSON.stringify(row)}\n`).join(''), { level: 9 }),
);
stdout.write(`${sorted.length} texts\n`);

function measured(
  { file, label, role, repository, licence }: Listed,
  text: string,
  variantOf: string | null,
  passes: readonly string[],
): FrozenText {
  const kind: SourceKind = shaderName.test(file) ? 'shader' : 'script';
  const { sizeChars, found } = sourceFeatures(text, kind, fullLexicon());
  const sha256 = createHash('sha256').update(text).digest('hex');
  return { sha256, label, role, repository, licence, kind, sizeChars, found, variantOf, passes };
}
