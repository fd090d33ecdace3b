// The text of one file of a scan: a script, with the shaders that it carries, or a shader. Gives a row or none; a script
// that is clear has none, as it would bury the others.
import { createHash } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { embeddedShaders } from '../core/source/embedded-shaders.ts';
import { fullLexicon } from '../core/source/full-lexicon.ts';
import {
  judgeSource,
  type LoadedSourceRule,
  type SourceJudgement,
} from '../core/source/judge-source.ts';
import type { ScanRow } from './scan-report.ts';

const shaderName = /\.(?:wgsl|glsl|frag|vert|comp)$/i;

/** The row of a file's own text, or null for a script that is clear. */
export function judgeText(
  path: string,
  bytes: Uint8Array,
  text: string,
  rules: readonly LoadedSourceRule[],
): ScanRow | null {
  const startedAt = performance.now();
  const isShader = shaderName.test(path);
  const judged = isShader
    ? judgeSource(text, 'shader', rules, fullLexicon())
    : strongest(judgementsOfScript(text, rules));
  const ms = Math.round((performance.now() - startedAt) * 100) / 100;
  if (judged.level === 'clear' && !isShader) return null;
  const { level, score, family, ruleIds, reasons, features } = judged;
  const of = features.kind === 'shader' && !isShader ? 'in a shader of the script' : '';
  return {
    path,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    bytes: bytes.length,
    verdict: level,
    score,
    family,
    ms,
    reasons: [...reasons, ...(of ? [of] : []), ...ruleIds.map((id) => `rule ${id}`)],
    isText: true,
  };
}

function judgementsOfScript(text: string, rules: readonly LoadedSourceRule[]): SourceJudgement[] {
  const lexicon = fullLexicon();
  return [
    judgeSource(text, 'script', rules, lexicon),
    ...embeddedShaders(text).map((shader) => judgeSource(shader, 'shader', rules, lexicon)),
  ];
}

function strongest([first, ...others]: readonly SourceJudgement[]): SourceJudgement {
  if (!first) throw new Error('nothing was judged');
  return others.reduce((best, one) => (one.score > best.score ? one : best), first);
}
