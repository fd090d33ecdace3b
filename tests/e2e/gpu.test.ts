// What pages let the graphics processor compute, in pages and in workers: a miner by the text of its shader, anything else
// by its rhythm. All pages run at the same time, because it takes ten seconds until a rhythm counts.
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDesk, type Desk } from '../../cli/desk.ts';
import type { Launched } from '../../cli/browser.ts';
import { startEchoSite, type EchoSite } from './contract-stage.ts';
import { launchAssay } from './extension.ts';
import { Heard } from './heard.ts';
import { GPU, minerGlsl, minerWgsl } from './miner-shaders.ts';

let assay: Launched;
let site: EchoSite;
let desk: Desk;
let heard: Heard;

beforeAll(async () => {
  [assay, site] = await Promise.all([launchAssay(GPU), startEchoSite()]);
  [desk, heard] = await Promise.all([openDesk(assay), Heard.in(assay)]);
});
afterAll(async () => {
  await assay.close();
  await site.close();
});

/** What these tests use of WebGPU. */
interface Device {
  readonly queue: { submit: (commands: readonly unknown[]) => void };
  createShaderModule: (about: object) => {
    getCompilationInfo: () => Promise<{ readonly messages: readonly { readonly type: string }[] }>;
  };
  createComputePipeline: (about: object) => { getBindGroupLayout: (index: number) => unknown };
  createBindGroup: (about: object) => unknown;
  createBuffer: (about: object) => { mapAsync: (mode: number) => Promise<void>; unmap: () => void };
  createCommandEncoder: () => {
    beginComputePass: () => Record<string, (...args: unknown[]) => void>;
    copyBufferToBuffer: (...args: unknown[]) => void;
    finish: () => unknown;
  };
}

// The functions of this part run in pages and workers by their text, so they use nothing but their own arguments.

/** Says what becomes of the shaders of a miner. */
async function mine([glsl, wgsl]: readonly string[]): Promise<object> {
  const gl = new OffscreenCanvas(8, 8).getContext('webgl2') as WebGL2RenderingContext;
  const shader = gl.createShader(gl.FRAGMENT_SHADER) as WebGLShader;
  gl.shaderSource(shader, glsl as string);
  gl.compileShader(shader);
  const compiles = gl.getShaderParameter(shader, gl.COMPILE_STATUS) as boolean;
  const { gpu } = navigator as never as {
    gpu?: { requestAdapter: () => Promise<{ requestDevice: () => Promise<Device> } | null> };
  };
  const device = await (await gpu?.requestAdapter())?.requestDevice();
  if (!device) return { compiles, messages: null };
  const { messages } = await device.createShaderModule({ code: wgsl }).getCompilationInfo();
  return { compiles, messages: messages.map(({ type }) => type) };
}

/** Mixes numbers with WebGPU and reads a few of them back, again and again. */
async function mixWithWebGpu(runs: number): Promise<void> {
  const { gpu } = navigator as never as {
    gpu: { requestAdapter: () => Promise<{ requestDevice: () => Promise<Device> }> };
  };
  const device = await (await gpu.requestAdapter()).requestDevice();
  const module = device.createShaderModule({
    code: `@group(0) @binding(0) var<storage, read_write> o: array<u32>;
      @compute @workgroup_size(64) fn main(@builtin(global_invocation_id) id: vec3<u32>) {
        for (var i = 0u; i < 100u; i++) { o[id.x] = o[id.x] * 5u + id.x; } }`,
  });
  const pipeline = device.createComputePipeline({ layout: 'auto', compute: { module } });
  const [STORAGE, COPY_SRC, COPY_DST, MAP_READ] = [128, 4, 8, 1];
  const buffer = device.createBuffer({ size: 256, usage: STORAGE | COPY_SRC });
  const result = device.createBuffer({ size: 256, usage: COPY_DST | MAP_READ });
  const layout = pipeline.getBindGroupLayout(0);
  const entries = [{ binding: 0, resource: { buffer } }];
  const group = device.createBindGroup({ layout, entries });
  for (let run = 0; run < runs; run++) {
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    pass['setPipeline']?.(pipeline);
    pass['setBindGroup']?.(0, group);
    pass['dispatchWorkgroups']?.(1);
    pass['end']?.();
    encoder.copyBufferToBuffer(buffer, 0, result, 0, 256);
    device.queue.submit([encoder.finish()]);
    await result.mapAsync(MAP_READ);
    result.unmap();
    await new Promise((done) => setTimeout(done, 50));
  }
}

/** Mixes colours with WebGL: for a canvas that is shown, or to read one of them back. */
function mixWithWebGl(isShown: boolean): void {
  const canvas = isShown ? document.createElement('canvas') : new OffscreenCanvas(16, 16);
  if (isShown) document.body.append(canvas as HTMLCanvasElement);
  const gl = canvas.getContext('webgl2') as WebGL2RenderingContext;
  const program = gl.createProgram();
  const corner = 'vec4(vec2(gl_VertexID & 1, gl_VertexID >> 1) * 4. - 1., 0., 1.)';
  for (const [type, text] of [
    [gl.VERTEX_SHADER, `#version 300 es\nvoid main() { gl_Position = ${corner}; }`],
    [
      gl.FRAGMENT_SHADER,
      '#version 300 es\nprecision highp float; out vec4 o; void main() { o = fract(gl_FragCoord * 3.7); }',
    ],
  ] as const) {
    const shader = gl.createShader(type) as WebGLShader;
    gl.shaderSource(shader, text);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
  }
  gl.linkProgram(program);
  gl.useProgram(program);
  const step = (): void => {
    gl.drawArrays(gl.TRIANGLES, 0, 3);
    if (!isShown) gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
    if (isShown) requestAnimationFrame(step);
    else setTimeout(step, 50);
  };
  step();
}

type Place = 'page' | 'worker';

async function open(host: string): Promise<Page> {
  const page = await assay.context.newPage();
  await page.goto(site.at('page', { body: '<!doctype html><body>' }, `${host}.localhost`));
  return page;
}

/** Begins it in the page or in a worker of it. @returns what it resolves to */
function run<Input>(
  page: Page,
  place: Place,
  program: (input: Input) => unknown,
  input: Input,
): Promise<unknown> {
  const call = `(${program.toString()})(${JSON.stringify(input)})`;
  if (place === 'page') return page.evaluate(call);
  return page.evaluate(
    (text) =>
      new Promise((done) => {
        const script = `Promise.resolve(${text}).then(postMessage, ({ message }) => postMessage(message))`;
        const worker = new Worker(URL.createObjectURL(new Blob([script])));
        Object.assign(globalThis, { worker });
        worker.onmessage = ({ data }) => done(data);
      }),
    call,
  );
}

describe.each(['page', 'worker'] as const)('in a %s', (place) => {
  it('the shaders of a miner do not compile', async () => {
    const page = await open(`miner-${place}`);
    const { compiles, messages } = (await run(page, place, mine, [minerGlsl, minerWgsl])) as {
      compiles: boolean;
      messages: readonly string[] | null;
    };
    expect(compiles).toBe(false);
    // Null: this browser offers no adapter, and there is nothing to refuse.
    if (messages) expect(messages).toEqual(['error']);
    const judged = async () =>
      (await heard.of('source-judged', page.url())).map(({ said }) => ({
        api: said.api,
        level: said.level,
        refused: said.refused,
        inWorker: said.workerId !== null,
      }));
    const apis = ['shaderSource', ...(messages ? ['createShaderModule'] : [])];
    const refused = { level: 'confirmed', refused: true, inWorker: place === 'worker' };
    await expect.poll(judged).toEqual(apis.map((api) => ({ api, ...refused })));
    await page.close();
  });
});

it('a rhythm of computing and reading back counts, in pages and in workers', async (context) => {
  const probe = await open('probe');
  const hasWebGpu = await probe.evaluate(async () => {
    const { gpu } = navigator as never as { gpu?: { requestAdapter: () => Promise<unknown> } };
    return Boolean(await gpu?.requestAdapter());
  });
  await probe.close();
  if (!hasWebGpu)
    await context.annotate('This browser offers no WebGPU adapter: WebGL alone was tried.');
  const ENDLESS = 1e6;
  const busy: Page[] = [];
  const begin = async <Input>(
    host: string,
    place: Place,
    program: (input: Input) => unknown,
    input: Input,
  ): Promise<Page> => {
    const page = await open(host);
    // A page that is closed answers no more.
    run(page, place, program, input).catch(() => null);
    return page;
  };
  for (const place of ['page', 'worker'] as const) {
    if (hasWebGpu) busy.push(await begin(`webgpu-${place}`, place, mixWithWebGpu, ENDLESS));
    busy.push(await begin(`webgl-${place}`, place, mixWithWebGl, false));
  }
  const once = hasWebGpu ? await begin('once', 'page', mixWithWebGpu, 5) : null;
  // The last one is in front, and only there frames are made.
  const shown = await begin('shown', 'page', mixWithWebGl, true);

  const RHYTHM =
    /The graphics processor computed for \d+ s without showing anything; \d+ small results/;
  const said = async (page: Page): Promise<string> =>
    ((await desk.tabState(page.url()))?.sentences ?? []).join(' ');
  for (const page of busy)
    await expect.poll(() => said(page), { timeout: 25_000, interval: 200 }).toMatch(RHYTHM);
  const windows = async () => (await heard.of('gpu-used', shown.url())).map((one) => one.said);
  await expect.poll(async () => (await windows()).length, { timeout: 15_000 }).toBeGreaterThan(3);
  expect(
    (await windows()).every(({ runs, smallReadbacks }) => runs > 2 && smallReadbacks === 0),
  ).toBe(true);
  expect(await said(shown)).toBe('');
  if (once) {
    expect(await heard.of('gpu-used', once.url())).toEqual([]);
    expect(await said(once)).toBe('');
  }
  for (const page of assay.context.pages().filter((one) => one !== desk.page)) await page.close();
});
