// The WebAssembly hooks, compared with the platform: each probe runs in the same browser with and without Assay, in the
// page and in workers, and must give the same answer.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPair, probesOf, type Pair, type Scope } from './contract-stage.ts';

const probes = await probesOf('wasm.js');
const scopes: readonly Scope[] = ['page', 'blob worker', 'http worker'];
let pair: Pair;

beforeAll(async () => {
  pair = await openPair();
});
afterAll(() => pair.close());

describe.each(scopes)('in a %s', (scope) => {
  it.each(Object.entries(probes))('%s', async (_title, probe) => {
    const { native, assay } = await pair.run(probe, scope);
    expect(native).not.toHaveProperty('probeFailed');
    expect(native).not.toHaveProperty('workerFailed');
    expect(assay).toEqual(native);
  });

  it('known gap: WebAssembly.Module.prototype has a `then` of undefined', async () => {
    const probe = '() => Reflect.ownKeys(WebAssembly.Module.prototype).map(String)';
    const { native, assay } = await pair.run(probe, scope);
    expect(native).not.toContain('then');
    expect(assay).toContain('then');
  });
});
