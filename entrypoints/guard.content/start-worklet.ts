// Puts the guard together for an audio worklet: it judges modules before they run, and speaks through a processor of its
// own, because there is nothing else to speak through.
import { installWasm } from './hooks/wasm.ts';
import { Meter } from './meter.ts';
import { Modules } from './modules.ts';
import { native } from './natives.ts';
import { Outbox } from './outbox.ts';
import type { Boot, Place, Strictness } from './place.ts';
import { hideWrappers } from './wrap.ts';

interface WorkletScope {
  readonly AudioWorkletProcessor: new () => { readonly port: MessagePort };
  registerProcessor(name: string, processor: unknown): void;
}

/** Installs what a worklet can have. */
export function startInWorklet({ workerId, letsRun }: Boot): void {
  const outbox = new Outbox();
  const strictness = (): Strictness => (letsRun ? -1 : 0);
  const place: Place = { workerId, base: () => '', emit: outbox.emit, strictness };
  hideWrappers();
  installWasm(place, new Modules(place, new Meter(place), () => undefined));
  const { AudioWorkletProcessor: Processor, registerProcessor } =
    globalThis as unknown as WorkletScope;
  class Voice extends Processor {
    constructor() {
      super();
      const { port } = this;
      outbox.open((text) => native.portPost(port, text));
    }

    /** Asked once, and never again. */
    process(): boolean {
      return false;
    }
  }
  registerProcessor(workerId, Voice);
}
