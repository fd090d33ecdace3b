// Remembers which modules of this realm were judged, and as what. One that nobody has judged came from elsewhere, as a
// message: it is told of, unless a guard of the same page has judged one with the same imports and exports.
import type { StaticLevel } from '../../core/protocol/observation.ts';
import { timeInstance } from './hooks/exports.ts';
import type { Meter } from './meter.ts';
import { apply, lookUp, native, store, type Callable } from './natives.ts';
import type { Place } from './place.ts';
import { guarded } from './wrap.ts';

/** What a guard in a worker tells the guard that started it, to be handed up to the page. */
export type ModuleNews =
  | { readonly judged: string }
  | {
      readonly unseen: string;
      readonly workerId: string | null;
      readonly importCount: number;
      readonly exportCount: number;
    };

/** Modules whose names are kept for comparison; a stream of modules is not. */
const MOST_KEPT = 64;
const MAX_SIGNATURE_CHARS = 2_000;
/** A module can come before the news of it. */
const WAIT_MS = 1_000;

interface Named {
  readonly module?: string;
  readonly name: string;
  readonly kind: string;
}

const levels = new WeakMap<object, StaticLevel>();
const { WebAssembly: wasm } = globalThis as { WebAssembly?: typeof WebAssembly };
const importsOf = wasm?.Module.imports as Callable | undefined;
const exportsOf = wasm?.Module.exports as Callable | undefined;

export class Modules {
  readonly #place: Place;
  readonly #meter: Meter;
  /** Upwards, in a worker; null in the page. */
  readonly #up: ((news: ModuleNews) => void) | null;
  readonly #own: WeakRef<object>[] = [];
  readonly #elsewhere = new Set<string>();

  constructor(place: Place, meter: Meter, up: ((news: ModuleNews) => void) | null) {
    this.#place = place;
    this.#meter = meter;
    this.#up = up;
  }

  /** A module that was judged and let through. Never throws. */
  judged(module: object, level: StaticLevel): void {
    if (lookUp(levels, module) !== undefined) return;
    store(levels, module, level);
    guarded('modules', () => this.#keep(module), undefined);
  }

  #keep(module: object): void {
    if (this.#own.length >= MOST_KEPT) return;
    this.#own.push(new NativeWeakRef(module));
    this.#up?.({ judged: signatureOf(module).text });
  }

  /** An instance was made of a module. Never throws. */
  instantiated(module: object, instance: unknown): void {
    const level = lookUp(levels, module);
    if (level !== undefined && level !== 'clear') timeInstance(instance, this.#meter);
    if (level !== undefined) return;
    store(levels, module, 'clear');
    guarded('modules', () => this.#tell(module), undefined);
  }

  #tell(module: object): void {
    const { text, importCount, exportCount } = signatureOf(module);
    const { workerId } = this.#place;
    this.heard({ unseen: text, workerId, importCount, exportCount });
  }

  /** News of this realm, or of a worker that was started here. */
  heard(news: ModuleNews): void {
    if (this.#up) {
      this.#up(news);
      return;
    }
    if ('judged' in news) {
      if (this.#elsewhere.size < MOST_KEPT) this.#elsewhere.add(news.judged);
      return;
    }
    native.setTimeout(() => guarded('modules', () => this.#settle(news), undefined), WAIT_MS);
  }

  #settle(news: Extract<ModuleNews, { unseen: string }>): void {
    const { unseen, workerId, importCount, exportCount } = news;
    if (this.#elsewhere.has(unseen) || this.#own.some((own) => isAlike(own, unseen))) return;
    this.#place.emit({ kind: 'module-unseen', workerId, importCount, exportCount });
  }
}

function isAlike(own: WeakRef<object>, signature: string): boolean {
  const module = own.deref();
  return module !== undefined && signatureOf(module).text === signature;
}

function signatureOf(module: object) {
  const imports = importsOf ? (apply(importsOf, wasm, [module] as never[]) as Named[]) : [];
  const exports = exportsOf ? (apply(exportsOf, wasm, [module] as never[]) as Named[]) : [];
  const text = [...imports, ...exports]
    .map(({ module: from = '', name, kind }) => `${from}.${name}:${kind}`)
    .join();
  return {
    text: `${imports.length}/${exports.length} ${text}`.slice(0, MAX_SIGNATURE_CHARS),
    importCount: imports.length,
    exportCount: exports.length,
  };
}

const NativeWeakRef = WeakRef;
