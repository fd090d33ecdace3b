// Counts what a page lets the graphics processor compute, and gives devices and contexts up when that mines. WebGPU's calls
// are wrapped when the first shader is made, WebGL's with the first context (shaders.ts): most pages have neither.
import type { GpuUsed } from '../../../core/protocol/observation.ts';
import {
  apply,
  call,
  isObject,
  lookUp,
  native,
  store,
  uncurry,
  type Callable,
} from '../natives.ts';
import type { Place } from '../place.ts';
import { answerOf, wrapHot } from '../wrap.ts';

type Named = Partial<Record<string, { readonly prototype: object }>>;
type Counter = 'runs' | 'smallReadbacks' | 'frames';

const WINDOW_MS = 2_000;
const SMALL_BYTES = 65_536;
const MAX_HELD = 32;

const scope = globalThis as unknown as Named;

/** What one API did in this realm. */
class Use {
  readonly #place: Place;
  readonly #api: GpuUsed['api'];
  readonly #giveUp: (held: object) => void;
  readonly #held: WeakRef<object>[] = [];
  readonly #known = new WeakMap<object, true>();
  readonly #counts: Record<Counter, number> = { runs: 0, smallReadbacks: 0, frames: 0 };
  #startedAt = native.now();

  constructor(place: Place, api: GpuUsed['api'], giveUp: (held: object) => void) {
    this.#place = place;
    this.#api = api;
    this.#giveUp = giveUp;
  }

  /** Something was done. */
  count(what: Counter): void {
    this.#counts[what]++;
    const now = native.now();
    const windowMs = now - this.#startedAt;
    if (windowMs < WINDOW_MS) return;
    const { runs, smallReadbacks, frames } = this.#counts;
    this.#startedAt = now;
    this.#counts.runs = this.#counts.smallReadbacks = this.#counts.frames = 0;
    const { workerId } = this.#place;
    const whole = Math.round(windowMs);
    // The first call after a rest says nothing of the rest.
    if (windowMs > 4 * WINDOW_MS || runs === 0) return;
    this.#place.emit({
      kind: 'gpu-used',
      workerId,
      api: this.#api,
      windowMs: whole,
      runs,
      smallReadbacks,
      frames,
    });
  }

  /** A device or a context by which it is done. */
  hold(held: unknown): void {
    if (!isObject(held) || lookUp(this.#known, held) || this.#held.length >= MAX_HELD) return;
    store(this.#known, held, true);
    this.#held[this.#held.length] = new NativeWeakRef(held);
  }

  stop(): number {
    let stopped = 0;
    for (const reference of this.#held.splice(0)) {
      const held = deref(reference);
      if (held && answerOf(() => (this.#giveUp(held), true))) stopped++;
    }
    return stopped;
  }
}
const NativeWeakRef = WeakRef;
const deref = uncurry(WeakRef.prototype.deref as (this: WeakRef<object>) => object | undefined);

export class Gpu {
  readonly #place: Place;
  #webgpu: Use | null = null;
  #webgl: Use | null = null;

  constructor(place: Place) {
    this.#place = place;
  }

  /** A device was given a shader. */
  deviceUsed(device: unknown): void {
    if (!this.#webgpu) {
      const destroy = methodOf('GPUDevice', 'destroy');
      this.#webgpu = new Use(this.#place, 'webgpu', (held) => void apply(destroy, held, []));
      countCalls(this.#webgpu, 'runs', 'GPUComputePassEncoder', [
        'dispatchWorkgroups',
        'dispatchWorkgroupsIndirect',
      ]);
      countCalls(this.#webgpu, 'frames', 'GPUCanvasContext', ['getCurrentTexture']);
      countSmall(
        this.#webgpu,
        'GPUBuffer',
        'mapAsync',
        (buffer) => (buffer as { readonly size: number }).size,
      );
    }
    this.#webgpu.hold(device);
  }

  /** A context of WebGL was made. */
  contextMade(context: unknown): void {
    if (!this.#webgl) {
      this.#webgl = new Use(this.#place, 'webgl', loseContext);
      for (const owner of ['WebGLRenderingContext', 'WebGL2RenderingContext']) {
        countCalls(this.#webgl, 'runs', owner, ['drawArrays', 'drawElements']);
        countSmall(
          this.#webgl,
          owner,
          'readPixels',
          (_context, args) => 4 * Number(args[2]) * Number(args[3]),
        );
      }
    }
    this.#webgl.hold(context);
  }

  /** Gives up all that computed. @returns how many devices and contexts */
  stop(): number {
    return (this.#webgpu?.stop() ?? 0) + (this.#webgl?.stop() ?? 0);
  }
}

function loseContext(context: object): void {
  const { getExtension } = context as { readonly getExtension: Callable };
  const lose = apply(getExtension, context, ['WEBGL_lose_context'] as never[]) as {
    loseContext(): void;
  } | null;
  lose?.loseContext();
}

function methodOf(owner: string, name: string): Callable {
  return (scope[owner]?.prototype as Readonly<Record<string, Callable>>)[name] as Callable;
}

function countCalls(use: Use, what: Counter, owner: string, names: readonly string[]): void {
  const prototype = scope[owner]?.prototype;
  if (!prototype) return;
  for (const name of names)
    wrapHot(
      prototype,
      name,
      (original) =>
        ({
          run(this: unknown, ...args: unknown[]): unknown {
            use.count(what);
            return call(original, this, args);
          },
        }).run,
    );
}

/** Counts calls that read back little. */
function countSmall(
  use: Use,
  owner: string,
  name: string,
  sizeBytes: (self: unknown, args: readonly unknown[]) => number,
): void {
  const prototype = scope[owner]?.prototype;
  if (!prototype) return;
  wrapHot(
    prototype,
    name,
    (original) =>
      ({
        read(this: unknown, ...args: unknown[]): unknown {
          const size = answerOf(() => sizeBytes(this, args)) ?? Infinity;
          if (size <= SMALL_BYTES) use.count('smallReadbacks');
          return call(original, this, args);
        },
      }).read,
  );
}
