// Turns the parser's events into the flat record of features. It sees each body once and keeps only sums.
import { newBodyFacts, walkBody } from '../wasm/body-walk.ts';
import type { ModuleVisitor } from '../wasm/module-parser.ts';
import { ConstantSearch } from './constant-search.ts';
import type { Features } from './features.ts';
import { isKernel } from './kernel.ts';

/** Collects the features of one module. */
export class FeatureExtractor implements ModuleVisitor {
  readonly #constants = new ConstantSearch();
  readonly #body = newBodyFacts();
  #functions = 0;
  #codeBytes = 0;
  #dataBytes = 0;
  #kernelBytes = 0;
  #unknownBodies = 0;
  #memoryPages = 0;

  onMemory(minPages: number): void {
    this.#memoryPages = Math.max(this.#memoryPages, minPages);
  }

  onBody(bytes: Uint8Array, start: number, end: number, base: number): void {
    const body = this.#body;
    walkBody(bytes, start, end, base, body, this.#constants);
    this.#functions++;
    this.#codeBytes += end - start;
    if (body.unknownAt !== null) this.#unknownBodies++;
    if (isKernel(body.counts)) this.#kernelBytes += end - start;
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
    return {
      sizeBytes,
      codeBytes: this.#codeBytes,
      dataBytes: this.#dataBytes,
      functions: this.#functions,
      kernelSharePercent: percent(this.#kernelBytes, this.#codeBytes),
      memoryPages: this.#memoryPages,
      unknownBodies: this.#unknownBodies,
      constants: this.#constants.present(),
    };
  }
}

/** Rounded to a tenth, so that a rule reads what an analyst sees. */
function percent(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.round((part / whole) * 1000) / 10;
}
