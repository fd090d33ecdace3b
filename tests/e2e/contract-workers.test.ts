// The Worker, Blob, URL, WebSocket, timer and location hooks, compared with the platform: each probe runs in the same
// browser with and without Assay and must give the same answer. Line 1 of a worker carries the guard: listed as a gap.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPair, probesOf, type Pair, type Scope } from './contract-stage.ts';

const outside = await probesOf('worker.js');
const inside = await probesOf('worker-scope.js');
let pair: Pair;

beforeAll(async () => {
  pair = await openPair();
});
afterAll(() => pair.close());

async function compare(probe: string, scope: Scope): Promise<void> {
  const { native, assay } = await pair.run(probe, scope);
  expect(native).not.toHaveProperty('probeFailed');
  expect(native).not.toHaveProperty('workerFailed');
  expect(assay).toEqual(native);
}

describe.each(['page', 'http worker'] as const)('workers made in a %s', (scope) => {
  it.each(Object.entries(outside))('%s', async (_title, probe) => compare(probe, scope));

  it.each([
    ['http', "echo('w.js', { body: 'let b = ;' })"],
    ['blob', "blobUrl('let b = ;')"],
  ])('known gap: a syntax error in a classic %s worker names importScripts', async (_kind, url) => {
    const probe = `({ firstEvent, echo, blobUrl }) => firstEvent(new Worker(${url}))`;
    const { native, assay } = await pair.run(probe, scope);
    const { message, filename } = native as { message: string; filename: string };
    const [kind, text] = message.split('SyntaxError: ');
    expect(assay).toEqual({
      ...(native as object),
      filename: filename.startsWith('blob:')
        ? (expect.stringMatching(/^blob:/) as string)
        : filename,
      message: `${kind}SyntaxError: Failed to execute 'importScripts' on 'WorkerGlobalScope': ${text}`,
    });
  });

  it('an http worker of type text/plain starts, as Chromium lets it', async () => {
    const probe = `({ firstEvent, echo }) => firstEvent(
      new Worker(echo('w.txt', { body: 'postMessage(1)', headers: { 'content-type': 'text/plain' } })))`;
    const { native, assay } = await pair.run(probe, 'page');
    expect(native).toEqual({ message: 1 });
    expect(assay).toEqual(native);
  });

  it('columns on line 1 of a blob worker stay', async () => {
    const probe = `async ({ firstEvent, blobUrl }) =>
      (await firstEvent(new Worker(blobUrl('null.mine')))).colno`;
    const { native, assay } = await pair.run(probe, scope);
    expect(assay).toEqual(native);
  });

  it('toString of another realm shows the native name', async () => {
    const probe = `() => {
      if (typeof document === 'undefined') return 'function fetch() { [native code] }';
      const frame = document.body.appendChild(document.createElement('iframe'));
      const text = frame.contentWindow.Function.prototype.toString.call(WebAssembly.compile);
      frame.remove();
      return text;
    }`;
    const { native, assay } = await pair.run(probe, 'page');
    expect(native).toBe('function compile() { [native code] }');
    expect(assay).toBe(native);
  });
});

describe.each(['blob worker', 'http worker', 'module worker'] as const)(
  'the scope of a %s',
  (scope) => {
    it.each(Object.entries(inside))('%s', async (_title, probe) => compare(probe, scope));
  },
);
