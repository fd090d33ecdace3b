// What one judgement may cost, at the bounds of what engines take: each giant in a process of its own, whole and as a
// stream. Times are bounds against hangs, twenty times what was measured; the benchmark has the real ones.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { judgeModule } from '../../../core/engine.ts';
import type { Features } from '../../../core/features/features.ts';
import { DEFAULT_BUDGET } from '../../../core/wasm/limits.ts';
import { GIANTS } from '../../corpus/giants.ts';

interface Cost {
  readonly ms: number;
  /** Most that was in use at a time beside the module itself. */
  readonly addedBytes: number;
  readonly sizeBytes: number;
  readonly truncatedAt: number | null;
  readonly error: unknown;
  readonly features: Features;
}

const script = fileURLToPath(new URL('../../corpus/judge-giant.ts', import.meta.url));
const MEGABYTE = 1024 * 1024;
/** A body that is still arriving, while its buffer grows; the walker's memory. */
const BASE_BYTES = 16 * MEGABYTE;

async function costOf(name: string, how: 'whole' | 'stream'): Promise<Cost> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--expose-gc', script, name, how],
    {
      maxBuffer: MEGABYTE,
    },
  );
  return JSON.parse(stdout) as Cost;
}

describe.each(Object.keys(GIANTS))('%s', (name) => {
  it.each(['whole', 'stream'] as const)('costs little time and memory: %s', async (how) => {
    const cost = await costOf(name, how);
    expect(cost.error).toBeNull();
    expect(cost.truncatedAt).toBeNull();
    expect(cost.features.sizeBytes).toBe(cost.sizeBytes);
    expect(cost.ms).toBeLessThan(10_000);
    // The module itself and as much again.
    expect(cost.addedBytes).toBeLessThan(cost.sizeBytes + BASE_BYTES);
  });
});

describe('what is said of giants', () => {
  const judged = (name: keyof typeof GIANTS): ReturnType<typeof judgeModule> => {
    const make = GIANTS[name];
    if (!make) throw new Error(`no giant ${name}`);
    return judgeModule(make(), []);
  };

  it('counts every function and names what was only sampled', () => {
    const { features } = judged('a million functions');
    expect(features.functions).toBe(1_000_000);
    expect(features.codeBytes).toBe(2_000_000);
    expect(features.sampledBytes).toBe(2_000_000 - DEFAULT_BUDGET.walkBytes);
  });

  it('finds kernels within the budgets and no more', () => {
    const { features } = judged('64 MB of functions that look like kernels');
    const walked = features.codeBytes - features.sampledBytes;
    expect(walked).toBeLessThanOrEqual(DEFAULT_BUDGET.walkBytes + DEFAULT_BUDGET.denseBytes);
    expect(walked).toBeGreaterThan(DEFAULT_BUDGET.denseBytes);
    expect(features.kernels).toBe(Math.round(walked / 70_002));
  });

  it('is the same for a real module behind 64 MB of padding', () => {
    const { features } = judged('64 MB of padding around a real module');
    // The padding is not counted: only what the budget passes over in the module itself, which is just larger than it.
    expect(features.sampledBytes).toBeLessThan(10_000);
    expect(features.kernels).toBeGreaterThan(5);
  });

  it('reads one function of 7 MB whole where the budget allows it', () => {
    const make = GIANTS['64 MB in functions of 7 MB'];
    const budget = { ...DEFAULT_BUDGET, walkBytes: 8 * MEGABYTE, denseBytes: 0 };
    const { features, error } = judgeModule(make?.() ?? new Uint8Array(0), [], budget);
    expect(error).toBeNull();
    expect(features.codeBytes - features.sampledBytes).toBeGreaterThan(7 * MEGABYTE - 10);
    // The memory has grown; the next module is read as ever.
    expect(judged('a function of 50,000 locals')).toMatchObject({
      error: null,
      features: { functions: 1, unknownBodies: 0, sampledBytes: 0 },
    });
  });
});
