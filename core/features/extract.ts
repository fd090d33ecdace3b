// Turns the parser's events into the flat record of features. It sees each body once and keeps only sums; the walker does
// the reading. Of giants it reads the beginning whole and then only what looks like a kernel.
import type { Budget } from '../wasm/limits.ts';
import type { ModuleVisitor } from '../wasm/module-parser.ts';
import { CLASS } from '../wasm/opcodes.ts';
import { Walker, type Aside, type WalkResult } from '../wasm/walker.ts';
import { classSum, WALK_NUMBERS, walkFact, type WalkFact } from '../wasm/walk-facts.ts';
import { constantSets, type ConstantSetSpec } from './constants.ts';
import type { Features } from './features.ts';
import { MIXERS } from './mixers.ts';

/** Made at the first module of a realm, not at load. */
let walker: Walker | null = null;
let sets: readonly ConstantSetSpec[] = [];
/** Whose module the walker reads now. Streams of several modules arrive in turn. */
let owner: Turn | null = null;

/** One module's turn at the walker. */
interface Turn {
  /** What the walker saw of it, while another module is read. */
  aside: Aside | null;
}

const NOTHING: WalkResult = {
  numbers: new Float64Array(WALK_NUMBERS),
  setsPresent: [],
  mixersPresent: [],
};

/** Collects the features of one module. */
export class FeatureExtractor implements ModuleVisitor {
  readonly #budget: Budget;
  readonly #turn: Turn = { aside: null };
  #begun = false;
  #importedFunctions = 0;
  #bodies = 0;
  #walkedBytes = 0;
  #dataBytes = 0;
  #skippedBytes = 0;
  #sampledDataBytes = 0;
  #memoryPages = 0;

  constructor(budget: Budget) {
    this.#budget = budget;
  }

  onMemory(minPages: number): void {
    this.#memoryPages = Math.max(this.#memoryPages, minPages);
  }

  onImportedFunction(): void {
    this.#importedFunctions++;
  }

  onBody(bytes: Uint8Array, start: number, end: number, base: number): void {
    const functionIndex = this.#importedFunctions + this.#bodies++;
    if (this.#isWorthWalking(bytes, start, end, base)) {
      this.#walkedBytes += end - start;
      this.#walker().walk(bytes, start, end, base, functionIndex);
    } else this.#skippedBytes += end - start;
  }

  onSegment(): void {
    this.#walker().beginSegment();
  }

  onData(bytes: Uint8Array, start: number, end: number, base: number): void {
    const whole = this.#dataBytes < this.#budget.searchBytes;
    this.#dataBytes += end - start;
    if (!whole) this.#sampledDataBytes += end - start;
    this.#walker().search(bytes, start, end, base, whole);
  }

  /** The features of what was read so far; `sizeBytes` is the length of the module. The extractor is over then. */
  features(sizeBytes: number): Features {
    // Without code and data the walker was not needed; where it could not be made it saw nothing.
    const seen = this.#begun ? this.#walker().result() : NOTHING;
    if (owner === this.#turn) owner = null;
    const mixers = MIXERS.filter((_, i) => seen.mixersPresent[i]).map(({ name }) => name);
    return {
      sizeBytes,
      dataBytes: this.#dataBytes,
      importedFunctions: this.#importedFunctions,
      memoryPages: this.#memoryPages,
      sampledBytes: this.#skippedBytes + this.#sampledDataBytes,
      functions: this.#bodies,
      ...measured(seen, this.#skippedBytes),
      mixerCount: mixers.length,
      constants: sets.filter((_, i) => seen.setsPresent[i]).map(({ name }) => name),
      mixers,
    };
  }

  /** The walker, with what it saw of this module so far. */
  #walker(): Walker {
    if (!walker) {
      sets = constantSets();
      walker = new Walker(sets, MIXERS);
    }
    if (owner === this.#turn) return walker;
    if (owner) owner.aside = walker.putAside();
    // Until it is whole again no module is its owner: a failure must not mix two.
    owner = null;
    if (this.#turn.aside) walker.resume(this.#turn.aside);
    else if (this.#begun) throw new Error('the features were taken already');
    else walker.begin();
    this.#begun = true;
    this.#turn.aside = null;
    owner = this.#turn;
    return walker;
  }

  #isWorthWalking(bytes: Uint8Array, start: number, end: number, base: number): boolean {
    const { walkBytes, denseBytes } = this.#budget;
    const after = this.#walkedBytes + end - start;
    if (after <= walkBytes) return true;
    // Small bodies are no kernels of their own; they are not worth the look.
    if (end - start < 192 || after > walkBytes + denseBytes) return false;
    return this.#walker().looksDense(bytes, start, end, base);
  }
}

/** What was skipped counts as code that is no kernel. */
function measured(
  { numbers }: WalkResult,
  skippedBytes: number,
): Omit<
  Features,
  | 'sizeBytes'
  | 'dataBytes'
  | 'importedFunctions'
  | 'memoryPages'
  | 'sampledBytes'
  | 'functions'
  | 'mixerCount'
  | 'constants'
  | 'mixers'
> {
  const fact = (name: WalkFact): number => walkFact(numbers, name);
  const work = workOf(numbers, 'all');
  const kernelWork = workOf(numbers, 'kernel');
  const ofKernels = (sort: number): number =>
    percent(classSum(numbers, 'kernel', sort), kernelWork);
  const ofAll = (sort: number): number => percent(classSum(numbers, 'all', sort), work);
  const walkedBytes = fact('codeBytes');
  const codeBytes = walkedBytes + skippedBytes;
  return {
    codeBytes,
    unknownBodies: fact('unknownBodies'),
    kernelSharePercent: percent(fact('kernelBytes'), codeBytes),
    kernels: fact('kernels'),
    largestKernelOps: fact('largestKernelOps'),
    hotStretchPercent: percent(fact('hotStretchOps') * walkedBytes, fact('stretchOps') * codeBytes),
    kernelLoops: fact('kernelLoops'),
    largestKernelLoopBytes: fact('largestKernelLoopBytes'),
    kernelLoopDepth: fact('kernelLoopDepth'),
    nonceLoops: fact('nonceLoops'),
    reachPercent: percent(fact('reachBytes'), codeBytes),
    scratchpadBits: fact('scratchpadBits'),
    scratchpadFunctions: fact('scratchpadFunctions'),
    tableBuilders: fact('tableBuilders'),
    kernelXorPercent: ofKernels(CLASS.xor),
    kernelRotatePercent: ofKernels(CLASS.rotate),
    kernelShiftPercent: ofKernels(CLASS.shift),
    kernelLogicPercent: ofKernels(CLASS.logic),
    kernelAddPercent: ofKernels(CLASS.add),
    kernelMultiplyPercent: ofKernels(CLASS.multiply),
    kernelLoadPercent: ofKernels(CLASS.load),
    kernelStorePercent: ofKernels(CLASS.store),
    kernelConstantsPercent: percent(fact('kernelConstants'), kernelWork),
    kernelVectorPercent: percent(fact('kernelVectorOps'), kernelWork),
    kernelWidePercent: percent(fact('kernelWideOps'), kernelWork),
    arithmeticFoldingPercent: percent(fact('arithmeticFolding'), 1),
    arithmeticKernelPercent: percent(fact('arithmeticKernelBytes'), codeBytes),
    floatPercent: ofAll(CLASS.float),
    callPercent: ofAll(CLASS.call),
    vectorPercent: percent(fact('vectorOps'), work),
    largestBodyPercent: percent(fact('largestBodyOps'), work),
  };
}

function workOf(numbers: Float64Array, of: 'kernel' | 'all'): number {
  let work = 0;
  for (const sort of Object.values(CLASS))
    if (sort !== CLASS.idle) work += classSum(numbers, of, sort);
  return work;
}

/** Rounded to a tenth, so that a rule reads what an analyst sees. */
function percent(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.round((part / whole) * 1000) / 10;
}
