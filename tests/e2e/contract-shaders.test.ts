// The shader hooks and the refusal of worker scripts, compared with the platform: the same probes in the same browser with
// and without Assay. WebGPU runs on SwiftShader, which this browser offers on request.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright';
import { launch, type Launched } from '../../cli/browser.ts';
import { mappedHosts, startSite, type Site } from '../pages/site/server.ts';
import { packageText } from '../core/source/source-texts.ts';
import { launchAssay } from './extension.ts';
import { GPU, minerGlsl, minerWgsl } from './miner-shaders.ts';

let site: Site;
let assay: Launched;
let plain: Launched;
let pages: readonly Page[];

beforeAll(async () => {
  site = await startSite();
  [assay, plain] = await Promise.all([
    launchAssay(GPU),
    launch({ headless: true, extension: null, hosts: mappedHosts, args: GPU }),
  ]);
  pages = await Promise.all([plain, assay].map(({ context }) => context.newPage()));
  for (const page of pages) await page.goto(`${site.origin('demo.localhost')}/site/empty.html`);
});
afterAll(async () => {
  await Promise.all([assay.close(), plain.close()]);
  await site.close();
});

/** Runs `probe` without and with Assay. */
async function both<Input, Output>(
  probe: (input: Input) => Output,
  input: Input,
): Promise<{ native: Awaited<Output>; guarded: Awaited<Output> }> {
  const [native, guarded] = await Promise.all(
    pages.map((page) => page.evaluate(probe as never, input)),
  );
  return { native: native as Awaited<Output>, guarded: guarded as Awaited<Output> };
}

describe('the calls that take shaders', () => {
  it('look as natively', async () => {
    const { native, guarded } = await both(() => {
      const seen = [];
      for (const [owner, name] of [
        ['WebGLRenderingContext', 'shaderSource'],
        ['WebGL2RenderingContext', 'shaderSource'],
        ['GPUDevice', 'createShaderModule'],
      ] as const) {
        const { prototype } = (globalThis as never as Record<string, { prototype: object }>)[
          owner
        ] as { prototype: object };
        const descriptor = Object.getOwnPropertyDescriptor(prototype, name);
        const method = descriptor?.value as (() => void) | undefined;
        seen.push([
          owner,
          descriptor &&
            Object.entries(descriptor).map(
              ([key, value]) => `${key} ${typeof value === 'function' ? '' : String(value)}`,
            ),
        ]);
        seen.push([method?.name, method?.length, String(method), method && Object.keys(method)]);
      }
      return JSON.stringify(seen);
    }, null);
    expect(guarded).toBe(native);
    expect(native).toContain('createShaderModule');
  });

  it('fail as natively', async () => {
    const { native, guarded } = await both(async () => {
      const gl = document.createElement('canvas').getContext('webgl2') as never as Record<
        string,
        (...args: unknown[]) => unknown
      > & { VERTEX_SHADER: number };
      const adapter = await (
        navigator as never as {
          gpu: {
            requestAdapter(): Promise<{
              requestDevice(): Promise<{ createShaderModule: (...args: unknown[]) => unknown }>;
            }>;
          };
        }
      ).gpu.requestAdapter();
      const device = await adapter.requestDevice();
      const shader = gl['createShader']?.(gl.VERTEX_SHADER);
      const outcome = (action: () => unknown): string => {
        try {
          return typeof action();
        } catch (error) {
          return String(error);
        }
      };
      return [
        () => gl['shaderSource']?.(),
        () => gl['shaderSource']?.(shader),
        () => gl['shaderSource']?.({}, ''),
        () => gl['shaderSource']?.(shader, Symbol('x')),
        () =>
          gl['shaderSource']?.(shader, {
            toString: () => {
              throw new RangeError('mine');
            },
          }),
        () => gl['shaderSource']?.call({}, shader, ''),
        () => device.createShaderModule(),
        () => device.createShaderModule(5),
        () => device.createShaderModule({}),
        () => device.createShaderModule({ code: Symbol('x') }),
        () =>
          device.createShaderModule({
            get code(): string {
              throw new RangeError('mine');
            },
          }),
        () => device.createShaderModule.call({}, { code: '' }),
      ].map(outcome);
    }, null);
    expect(guarded).toEqual(native);
    expect(native.filter((said) => said.includes('Error')).length).toBeGreaterThan(8);
  });

  it('get what the page gave, read once', async () => {
    const { native, guarded } = await both(async () => {
      const gl = document.createElement('canvas').getContext('webgl2') as WebGL2RenderingContext;
      const shader = gl.createShader(gl.VERTEX_SHADER) as WebGLShader;
      const text = '#version 300 es\nvoid main() { gl_Position = vec4(0.); }';
      gl.shaderSource(shader, text);
      gl.compileShader(shader);
      const adapter = await (
        navigator as never as {
          gpu: { requestAdapter(): Promise<{ requestDevice(): Promise<never> }> };
        }
      ).gpu.requestAdapter();
      const device = (await adapter.requestDevice()) as {
        createShaderModule(given: object): {
          label: string;
          getCompilationInfo(): Promise<{ messages: unknown[] }>;
        };
      };
      let reads = 0;
      class Given {
        readonly label = 'named';
        get code(): string {
          reads++;
          return '@compute @workgroup_size(1) fn main() {}';
        }
      }
      const module = device.createShaderModule(new Given());
      const { messages } = await module.getCompilationInfo();
      return [
        gl.getShaderSource(shader) === text,
        gl.getShaderParameter(shader, gl.COMPILE_STATUS) as boolean,
        module.label,
        messages.length,
        reads,
      ];
    }, null);
    expect(guarded).toEqual(native);
    expect(native).toEqual([true, true, 'named', 0, 1]);
  });
});

describe('a miner', () => {
  it('as a shader does not compile, and the page is told as of a mistake', async () => {
    const { native, guarded } = await both(
      async ([glsl, wgsl]: readonly string[]) => {
        const gl = document.createElement('canvas').getContext('webgl2') as WebGL2RenderingContext;
        const shader = gl.createShader(gl.FRAGMENT_SHADER) as WebGLShader;
        gl.shaderSource(shader, glsl as string);
        gl.compileShader(shader);
        const adapter = await (
          navigator as never as {
            gpu: { requestAdapter(): Promise<{ requestDevice(): Promise<never> }> };
          }
        ).gpu.requestAdapter();
        const device = (await adapter.requestDevice()) as {
          createShaderModule(given: object): {
            getCompilationInfo(): Promise<{ messages: { type: string }[] }>;
          };
        };
        const { messages } = await device.createShaderModule({ code: wgsl }).getCompilationInfo();
        return {
          glsl: gl.getShaderParameter(shader, gl.COMPILE_STATUS) as boolean,
          wgsl: messages.map(({ type }) => type),
        };
      },
      [minerGlsl, minerWgsl],
    );
    expect(native).toEqual({ glsl: true, wgsl: [] });
    expect(guarded).toEqual({ glsl: false, wgsl: ['error'] });
  });

  it.each(['blob', 'blob module', 'data'])(
    'as a %s worker fires error and never runs',
    async (kind) => {
      const { native, guarded } = await both(
        ([script, of]: readonly string[]) => {
          const text = `${script as string};postMessage('alive')`;
          const url =
            of === 'data'
              ? `data:text/javascript,'%zz';${encodeURIComponent(text)}`
              : URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
          const worker = new Worker(url, { type: of === 'blob module' ? 'module' : 'classic' });
          return new Promise<unknown[]>((done) => {
            worker.onmessage = ({ data }) => done([data]);
            worker.onerror = (event) => {
              event.preventDefault();
              done([event.constructor.name, event.type, worker instanceof Worker]);
            };
          });
        },
        [packageText('turtlecoin-crypto/dist/turtlecoin-crypto.js'), kind],
      );
      expect(native).toEqual(['alive']);
      expect(guarded).toEqual(['Event', 'error', true]);
    },
  );
});
