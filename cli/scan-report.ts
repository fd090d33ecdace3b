// How a scan's rows are written: a table for people, JSON lines for programs. Knows rows only. Must never let a file
// name reach the terminal as a control sequence.
import type { StaticLevel } from '../core/protocol/observation.ts';

/** `error`: could not be read, or is malformed and nothing was recognised before the fault. */
export type ScanVerdict = StaticLevel | 'error';

export interface ScanRow {
  readonly path: string;
  /** Lower-case hex of the module; null when there was no module to hash. */
  readonly sha256: string | null;
  readonly bytes: number;
  readonly verdict: ScanVerdict;
  /** 0 to 100. */
  readonly score: number;
  readonly family: string | null;
  /** Time of the judgement alone, in milliseconds. */
  readonly ms: number;
  readonly reasons: readonly string[];
  /** Set for the text of a script or a shader; a module has none. Not part of the JSON. */
  readonly isText?: true;
}

export interface ScanTotals {
  files: number;
  modules: number;
  /** Scripts and shaders that were flagged, and files that are shaders. */
  texts: number;
  readonly verdicts: Record<ScanVerdict, number>;
}

const widths = {
  path: 64,
  sha256: 12,
  bytes: 10,
  verdict: 9,
  score: 5,
  family: 14,
  ms: 9,
} as const;

export function tableHead(): string {
  return line(['path', 'sha256', 'bytes', 'verdict', 'score', 'family', 'ms', 'why']);
}

/** One line a module; the last column holds the strongest reason. */
export function tableLine(row: ScanRow): string {
  return line([
    printable(row.path),
    row.sha256?.slice(0, widths.sha256) ?? '-',
    String(row.bytes),
    row.verdict,
    String(Math.round(row.score)),
    row.family ?? '-',
    row.ms.toFixed(2),
    printable(row.reasons[0] ?? ''),
  ]);
}

export function summaryLine({ files, modules, texts, verdicts }: ScanTotals): string {
  const { clear, suspected, confirmed, error } = verdicts;
  const said = `${confirmed} confirmed, ${suspected} suspected, ${clear} clear, ${error} with errors`;
  const judged =
    texts === 0 ? '' : ` and ${plural(texts, 'script or shader', 'scripts or shaders')}`;
  return `\n${plural(modules, 'module')}${judged} in ${plural(files, 'file')}: ${said}`;
}

/** Exactly the documented keys, in their documented order. */
export function jsonLine({
  path,
  sha256,
  bytes,
  verdict,
  score,
  family,
  ms,
  reasons,
}: ScanRow): string {
  return JSON.stringify({ path, sha256, bytes, verdict, score, family, ms, reasons });
}

/** Text for a terminal: control and direction-changing characters are shown as escapes. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, (char) => {
    return `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`;
  });
}

function line([
  path = '',
  sha256 = '',
  bytes = '',
  verdict = '',
  score = '',
  family = '',
  ms = '',
  why = '',
]: string[]): string {
  const cells = [
    path.padEnd(widths.path),
    sha256.padEnd(widths.sha256),
    bytes.padStart(widths.bytes),
    verdict.padEnd(widths.verdict),
    score.padStart(widths.score),
    family.padEnd(widths.family),
    ms.padStart(widths.ms),
    why,
  ];
  return cells.join('  ').trimEnd();
}

function plural(count: number, noun: string, nouns = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : nouns}`;
}
