// Reads the shaders that a page hands to its graphics processor: WGSL of WebGPU, GLSL of WebGL. A refused one is handed
// on as text that cannot be compiled, so that a page learns of it as of any shader with a mistake in it.
import { isObject } from '../natives.ts';
import { isRefusedText } from '../judge-text.ts';
import type { Gpu } from './gpu.ts';
import type { Place } from '../place.ts';
import { changedAt, guarded, wrapMethod } from '../wrap.ts';

type Scope = Partial<Record<string, { readonly prototype: object }>>;

/** An error in GLSL and in WGSL. */
const REFUSED = '#error refused by Assay';

/**
 * Wraps the calls that take shader text, in pages and in workers, where they exist. Those of WebGL when the first context
 * is asked for: to touch their interfaces takes a millisecond or more, which every frame would pay.
 */
export function installShaders(place: Place, gpu: Gpu): void {
  const scope = globalThis as never as Scope;
  wrap(scope['GPUDevice'], 'createShaderModule', 0, (given, judged) =>
    isObject(given) ? { __proto__: given, code: judged((given as { code: unknown }).code) } : given,
  );
  let waiting = true;
  for (const canvas of ['HTMLCanvasElement', 'OffscreenCanvas']) {
    const owner = scope[canvas];
    if (!owner) continue;
    wrapMethod(owner.prototype, 'getContext', (_self, args, reflect) => {
      if (args[0] === '2d') return reflect(args);
      if (waiting) {
        waiting = false;
        for (const context of ['WebGLRenderingContext', 'WebGL2RenderingContext'])
          wrap(scope[context], 'shaderSource', 1, (given, judged) => judged(given));
      }
      const context = reflect(args);
      const isWebGl = typeof args[0] === 'string' && args[0].includes('webgl');
      if (isWebGl && context) guarded('gpu', () => gpu.contextMade(context), undefined);
      return context;
    });
  }

  function wrap(
    owner: Scope[string],
    api: string,
    position: number,
    change: (given: unknown, judged: (text: unknown) => unknown) => unknown,
  ): void {
    /** Text is read once: it must not say one thing to us and another to the platform. What is none stays as it is. */
    const judged = (given: unknown): unknown => {
      if (given === undefined || typeof given === 'symbol') return given;
      const text = `${given as number}`;
      return isRefusedText(text, 'shader', api, place) ? REFUSED : text;
    };
    const shown = (given: unknown): unknown => change(given, judged);
    if (!owner) return;
    wrapMethod(owner.prototype, api, (self, args, reflect) => {
      if (api === 'createShaderModule') guarded('gpu', () => gpu.deviceUsed(self), undefined);
      return reflect(changedAt(args, position, shown));
    });
  }
}
