// Wires reader, features, rules and the trained model into one judgement of a wasm module. Pure: rules and budget are
// arguments, there is no clock. It must never throw: whatever the bytes are, the page goes on.
import { FeatureExtractor } from './features/extract.ts';
import type { Features } from './features/features.ts';
import { Model } from './model/evaluate.ts';
import { modelData } from './model/model-data.ts';
import { reasonOf } from './model/reason.ts';
import type { StaticLevel, StaticVerdict } from './protocol/observation.ts';
import type { WasmRule } from './rules/define-rule.ts';
import { explain, holds } from './rules/match.ts';
import { NoMemoryError, WasmFormatError } from './wasm/errors.ts';
import { DEFAULT_BUDGET, type Budget } from './wasm/limits.ts';
import { ModuleParser } from './wasm/module-parser.ts';

/** A rule with its id: the path below `rules/` without the ending. */
export interface LoadedRule {
  readonly id: string;
  readonly rule: WasmRule;
}

/** What the static analyser says of one module: `ruleIds` holds the rules that matched, and `model` when the model spoke. */
export interface ModuleJudgement extends StaticVerdict {
  readonly sizeBytes: number;
  /** Share of the code bytes that lies in functions that work like a hash kernel, 0 to 100. */
  readonly kernelSharePercent: number;
  /** Offset at which the budget ended the reading, or null when all was read. */
  readonly truncatedAt: number | null;
  /** Set when the module is malformed; what was read before still counts. */
  readonly error: { readonly message: string; readonly offset: number } | null;
  /** True when there was no memory to read it: nothing is known of it, and a page can bring that about. */
  readonly starved: boolean;
  /** Everything measured, for reports and for new rules. */
  readonly features: Features;
}

/** Judges a whole module. Never throws: what is not wasm is `clear` with `error` set. */
export function judgeModule(
  bytes: Uint8Array,
  rules: readonly LoadedRule[],
  budget: Budget = DEFAULT_BUDGET,
  model?: Model,
): ModuleJudgement {
  const judge = new ModuleJudge(rules, budget, model);
  judge.push(bytes);
  return judge.finish();
}

/** Judges a module that arrives in pieces. Says the same as `judgeModule` of all pieces together. Never throws. */
export class ModuleJudge {
  readonly #rules: readonly LoadedRule[];
  readonly #extractor: FeatureExtractor;
  readonly #parser: ModuleParser;
  readonly #model: Model | undefined;
  #error: ModuleJudgement['error'] = null;
  #starved = false;

  /** @param model that of a rule pack; without it, the shipped one */
  constructor(rules: readonly LoadedRule[], budget: Budget = DEFAULT_BUDGET, model?: Model) {
    this.#rules = rules;
    this.#model = model;
    this.#extractor = new FeatureExtractor(budget);
    this.#parser = new ModuleParser(this.#extractor, budget);
  }

  get bytesSeen(): number {
    return this.#parser.bytesSeen;
  }

  /** Takes the next bytes; the caller may reuse them afterwards. */
  push(chunk: Uint8Array): void {
    this.#guarded(() => this.#parser.push(chunk));
  }

  /** Says that the module is complete and returns what is to be said of it. */
  finish(): ModuleJudgement {
    this.#guarded(() => this.#parser.finish());
    const features = this.#extractor.features(this.#parser.bytesSeen);
    return {
      ...verdict(this.#rules, features, this.#model),
      sizeBytes: features.sizeBytes,
      kernelSharePercent: features.kernelSharePercent,
      truncatedAt: this.#parser.truncatedAt,
      error: this.#error,
      starved: this.#starved,
      features,
    };
  }

  #guarded(step: () => void): void {
    try {
      step();
    } catch (error) {
      // A page can call with a full stack: that must not become "nothing found".
      if (error instanceof RangeError && error.message.includes('call stack')) throw error;
      if (error instanceof NoMemoryError) this.#starved = true;
      // Anything but a format error is a fault of ours (or the page's: a patched prototype); it is reported the same.
      const message = error instanceof Error ? error.message : String(error);
      this.#error ??= { message, offset: error instanceof WasmFormatError ? error.offset : 0 };
    }
  }
}

/** Any one rule, or the model: who knows a family names it, and the model knows what none names. */
function verdict(
  rules: readonly LoadedRule[],
  features: Features,
  model: Model | undefined,
): StaticVerdict {
  const matched: readonly Statement[] = rules
    .filter(({ rule }) => rule.status !== 'deprecated' && holds(rule.when, features))
    .map(({ id, rule }) => ({
      id,
      level: effectiveLevel(rule),
      weight: rule.weight,
      family: rule.family,
      reason: explain(rule.why, features),
    }));
  const statements = [...matched, ...modelStatement(features, model)].sort(
    (a, b) => rank(b) - rank(a) || (a.id < b.id ? -1 : 1),
  );
  return {
    level: statements[0]?.level ?? 'clear',
    score: statements[0]?.weight ?? 0,
    family: statements.find(({ family }) => family !== null)?.family ?? null,
    ruleIds: statements.map(({ id }) => id),
    reasons: statements.map(({ reason }) => reason),
  };
}

/** What one rule or the model says of a module. */
interface Statement {
  readonly id: string;
  readonly level: StaticLevel;
  readonly weight: number;
  readonly family: string | null;
  readonly reason: string;
}

/** Alone a suspicion of the model is too little for the tab: hash libraries raise it. It adds to what workers do. */
const MODEL_WEIGHT = { suspected: 20, confirmed: 88 } as const;
let shippedModel: Model | null = null;

function modelStatement(features: Features, model: Model | undefined): Statement[] {
  const score = (model ?? (shippedModel ??= new Model(modelData))).score({ ...features });
  const { level } = score;
  if (level === 'clear') return [];
  const weight = MODEL_WEIGHT[level];
  return [{ id: 'model', level, weight, family: null, reason: reasonOf(score) }];
}

/** A rule in the nursery is on probation: it may make us watch, never refuse. */
function effectiveLevel(rule: WasmRule): StaticLevel {
  return rule.status === 'nursery' ? 'suspected' : rule.level;
}

/** What confirms before all others, then by weight. */
function rank({ weight, level }: Statement): number {
  return weight + (level === 'confirmed' ? 1000 : 0);
}
