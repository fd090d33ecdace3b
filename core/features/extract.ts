// Turns the parser's events into the flat record of features. It sees each body once and keeps only sums.
import { newBodyFacts, walkBody } from '../wasm/body-walk.ts';
import type { MemoryLimits, ModuleImport } from '../wasm/import-section.ts';
import type { ModuleVisitor } from '../wasm/module-parser.ts';
import { CLASS, CLASS_COUNT } from '../wasm/opcodes.ts';
import { ConstantSearch } from './constant-search.ts';
import type { Features } from './features.ts';
import { isKernel } from './kernel.ts';
import { NO_LOOPS, withLoops } from './loops.ts';
import { NO_MEMORY, withMemory } from './memory-shape.ts';
import { scramblingOps, workOps } from './mix.ts';

/** Collects the features of one module. `imports` is for whoever wraps them. */
export class FeatureExtractor implements ModuleVisitor {
  readonly imports: ModuleImport[] = [];
  readonly #constants = new ConstantSearch();
  readonly #body = newBodyFacts();
  readonly #totals = new Float64Array(CLASS_COUNT);
  #vectorOps = 0;
  #functions = 0;
  #codeBytes = 0;
  #dataBytes = 0;
  #kernelBytes = 0;
  #kernelFunctions = 0;
  #unknownBodies = 0;
  #loops = NO_LOOPS;
  #memory = NO_MEMORY;

  onImport(entry: ModuleImport): void {
    this.imports.push(entry);
  }

  onMemory(limits: MemoryLimits): void {
    this.#memory = withMemory(this.#memory, limits);
  }

  onCode(functionCount: number): void {
    this.#functions += functionCount;
  }

  onBody(bytes: Uint8Array, start: number, end: number, base: number): void {
    const body = this.#body;
    walkBody(bytes, start, end, base, body, this.#constants);
    this.#codeBytes += end - start;
    this.#vectorOps += body.vectorOps;
    for (let i = 0; i < CLASS_COUNT; i++) this.#totals[i]! += body.counts[i]!;
    this.#loops = withLoops(this.#loops, body);
    if (body.unknownAt !== null) this.#unknownBodies++;
    if (!isKernel(body.counts)) return;
    this.#kernelFunctions++;
    this.#kernelBytes += end - start;
  }

  onSegment(): void {
    this.#constants.beginData();
  }

  onData(bytes: Uint8Array, start: number, end: number): void {
    this.#dataBytes += end - start;
    this.#constants.data(bytes, start, end);
  }

  /** The features of what was read so far; `sizeBytes` is the length of the module. */
  features(sizeBytes: number): Features {
    const work = workOps(this.#totals);
    return {
      sizeBytes,
      codeBytes: this.#codeBytes,
      dataBytes: this.#dataBytes,
      functions: this.#functions,
      imports: this.imports.length,
      kernelBytes: this.#kernelBytes,
      kernelSharePercent: percent(this.#kernelBytes, this.#codeBytes),
      kernelFunctions: this.#kernelFunctions,
      scramblingPercent: percent(scramblingOps(this.#totals), work),
      vectorPercent: percent(this.#vectorOps, work),
      floatPercent: percent(this.#totals[CLASS.float]!, work),
      ...this.#loops,
      ...this.#memory,
      unknownBodies: this.#unknownBodies,
      constants: this.#constants.present(),
    };
  }
}

/** Rounded to a tenth, so that a rule reads what an analyst sees. */
function percent(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.round((part / whole) * 1000) / 10;
}
