// The WebAssembly hooks, compared with the platform: each probe runs in the same browser with and without Assay, in the
// page and in workers, with modules that are clear and with such that are suspected, whose exports are timed. Both must
// give the same answer.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDesk } from '../../cli/desk.ts';
import { openPair, probesOf, type Pair, type Scope } from './contract-stage.ts';

const probes = await probesOf('wasm.js');
const scopes: readonly Scope[] = ['page', 'blob worker', 'http worker'];
let pair: Pair;

beforeAll(async () => {
  pair = await openPair();
});
afterAll(() => pair.close());

describe.each(scopes)('in a %s', (scope) => {
  const levels = ['clear', 'suspected'] as const;
  const all = levels.flatMap((level) =>
    Object.entries(probes).map(([title, probe]) => [title, level, probe] as const),
  );
  it.each(all)('%s (%s)', async (_title, level, probe) => {
    const suspected = level === 'suspected';
    const { native, assay } = await pair.run(probe, scope, { suspected });
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

it('the suspected modules were suspected', async () => {
  const desk = await openDesk(pair.assay);
  const state = await desk.tabState(pair.site.origin());
  expect(state?.modules.suspected).toBeGreaterThan(20);
  expect(state?.modules.refused).toBe(0);
});
