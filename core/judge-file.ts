// Judges a whole file by what it is: a module, or a script with the modules and shaders that it carries. The strongest
// statement speaks for the file. Pure: rules and the unpacking of packed modules are arguments.
import { judgeModule, type LoadedRule } from './engine.ts';
import type { Model } from './model/evaluate.ts';
import type { StaticVerdict } from './protocol/observation.ts';
import { embeddedShaders } from './source/embedded-shaders.ts';
import { findEmbeddedModules, type Unpack } from './source/embedded-modules.ts';
import { isWasm } from './source/first-bytes.ts';
import { fullLexicon } from './source/full-lexicon.ts';
import { judgeSource, type LoadedSourceRule } from './source/judge-source.ts';

export interface FileRules {
  readonly wasm: readonly LoadedRule[];
  readonly source: readonly LoadedSourceRule[];
  /** That of a rule pack; without it the shipped one judges. */
  readonly model?: Model | undefined;
}

export interface FileVerdict extends StaticVerdict {
  readonly what: 'module' | 'script';
  /** The module that spoke: the file itself or one inside it; null when the text of the script spoke. */
  readonly module: Uint8Array | null;
  readonly sizeBytes: number;
  readonly kernelSharePercent: number;
}

/** Judges the bytes of one file. Never throws. */
export function judgeFileBytes(bytes: Uint8Array, rules: FileRules, unpack: Unpack): FileVerdict {
  if (isWasm(bytes)) return { ...moduleVerdict(bytes, rules), what: 'module' };
  const text = new TextDecoder().decode(bytes);
  const { modules } = findEmbeddedModules(text, unpack);
  const verdicts = [
    textVerdict(text, bytes.length, rules),
    ...modules.map((module) => moduleVerdict(module.bytes, rules)),
  ];
  return { ...strongest(verdicts), what: 'script' };
}

type PartVerdict = Omit<FileVerdict, 'what'>;

function moduleVerdict(bytes: Uint8Array, { wasm, model }: FileRules): PartVerdict {
  const { level, score, family, ruleIds, reasons, sizeBytes, kernelSharePercent } = judgeModule(
    bytes,
    wasm,
    undefined,
    model,
  );
  return { level, score, family, ruleIds, reasons, module: bytes, sizeBytes, kernelSharePercent };
}

function textVerdict(text: string, sizeBytes: number, { source }: FileRules): PartVerdict {
  const lexicon = fullLexicon();
  const judged = [
    judgeSource(text, 'script', source, lexicon),
    ...embeddedShaders(text).map((shader) => judgeSource(shader, 'shader', source, lexicon)),
  ];
  const { level, score, family, ruleIds, reasons } = strongest(judged);
  return { level, score, family, ruleIds, reasons, module: null, sizeBytes, kernelSharePercent: 0 };
}

function strongest<Verdict extends StaticVerdict>(verdicts: readonly Verdict[]): Verdict {
  return verdicts.reduce((best, one) => (rank(one) > rank(best) ? one : best));
}

function rank({ level, score }: StaticVerdict): number {
  return score + (level === 'confirmed' ? 1_000 : level === 'suspected' ? 100 : 0);
}
