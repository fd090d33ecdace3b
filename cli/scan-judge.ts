// One file of a scan: reads it, takes the modules out of it and has each judged. Every failure becomes a row; nothing
// is thrown, so that one bad file never ends a scan.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { performance } from 'node:perf_hooks';
import { judgeModule, type LoadedRule, type ModuleJudgement } from '../core/engine.ts';
import type { LoadedSourceRule } from '../core/source/judge-source.ts';
import { findEmbeddedModules } from '../core/source/embedded-modules.ts';
import { problemOf, type FileToScan } from './scan-files.ts';
import type { ScanRow, ScanVerdict } from './scan-report.ts';
import { judgeText } from './scan-source.ts';
import { unpack } from './scan-unpack.ts';

/** V8 cannot hold a string of more than 512 MB; half of that leaves room to decode. */
const largestScriptBytes = 256 << 20;

export interface ScanRules {
  readonly wasm: readonly LoadedRule[];
  readonly source: readonly LoadedSourceRule[];
}

/**
 * The rows of one file: one a module, `path` for a module of its own, `path#1`, `path#2`… for embedded ones, and one for
 * the text of a script or a shader.
 */
export async function judgeFile(file: FileToScan, rules: ScanRules): Promise<ScanRow[]> {
  if (file.problem !== null) return [errorRow(file.path, 0, file.problem)];
  let bytes: Uint8Array;
  try {
    bytes = await readFile(file.path);
  } catch (error) {
    return [errorRow(file.path, 0, problemOf(error))];
  }
  return isModuleFile(file.path, bytes)
    ? [judgeBytes(file.path, bytes, rules.wasm)]
    : judgeScript(file.path, bytes, rules);
}

function isModuleFile(path: string, bytes: Uint8Array): boolean {
  const magic = bytes[0] === 0 && bytes[1] === 0x61 && bytes[2] === 0x73 && bytes[3] === 0x6d;
  return magic || /\.wasm$/i.test(path);
}

function judgeScript(path: string, bytes: Uint8Array, rules: ScanRules): ScanRow[] {
  if (bytes.length > largestScriptBytes) {
    return [
      errorRow(path, bytes.length, `not searched: more than ${largestScriptBytes} bytes of text`),
    ];
  }
  const text = new TextDecoder().decode(bytes);
  const { modules, limitsHit } = findEmbeddedModules(text, unpack);
  const ownRow = judgeText(path, bytes, text, rules.source);
  const rows = ownRow ? [ownRow] : [];
  for (const [at, module] of modules.entries()) {
    const row = judgeBytes(`${path}#${at + 1}`, module.bytes, rules.wasm);
    const where = `embedded as ${module.form} at character ${module.offset}`;
    rows.push({ ...row, reasons: [...row.reasons, where] });
  }
  return limitsHit.length === 0
    ? rows
    : [
        ...rows,
        errorRow(
          path,
          bytes.length,
          ...limitsHit.map((limit) => `not searched to the end: ${limit}`),
        ),
      ];
}

function judgeBytes(path: string, bytes: Uint8Array, rules: readonly LoadedRule[]): ScanRow {
  const startedAt = performance.now();
  const judgement = judgeModule(bytes, rules);
  const ms = Math.round((performance.now() - startedAt) * 100) / 100;
  return {
    path,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    bytes: bytes.length,
    verdict: verdictOf(judgement),
    score: judgement.score,
    family: judgement.family,
    ms,
    reasons: reasonsOf(judgement),
  };
}

/** What was recognised before the error still counts; a broken module in which nothing was recognised is an error. */
function verdictOf(judgement: ModuleJudgement): ScanVerdict {
  return judgement.error !== null && judgement.level === 'clear' ? 'error' : judgement.level;
}

function reasonsOf({ error, truncatedAt, reasons }: ModuleJudgement): string[] {
  const said = [...reasons];
  if (error !== null) said.push(`malformed: ${withOffset(error.message, error.offset)}`);
  if (truncatedAt !== null) said.push(`read up to byte ${truncatedAt} only: the budget was spent`);
  return said;
}

function withOffset(message: string, offset: number): string {
  return /\bat (?:offset|byte) /.test(message) ? message : `${message} (at byte ${offset})`;
}

function errorRow(path: string, bytes: number, ...reasons: string[]): ScanRow {
  return { path, sha256: null, bytes, verdict: 'error', score: 0, family: null, ms: 0, reasons };
}
