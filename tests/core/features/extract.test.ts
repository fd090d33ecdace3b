// Features measured on hand-made modules whose every number is known, and the line between kernel and other code.
import { describe, expect, it } from 'vitest';
import { judgeModule } from '../../../core/engine.ts';
import { isKernel } from '../../../core/features/kernel.ts';
import { CLASS, CLASS_COUNT } from '../../../core/wasm/opcodes.ts';
import { codeSection, dataSection, section, wasm } from '../wasm/wasm-bytes.ts';

function counts(work: Partial<Record<keyof typeof CLASS, number>>): Int32Array {
  const filled = new Int32Array(CLASS_COUNT);
  for (const [name, count] of Object.entries(work))
    filled[CLASS[name as keyof typeof CLASS]] = count;
  return filled;
}

/** `local.get 0; i32.const 1; i32.xor; local.set 0`, repeated. */
function xorBody(times: number): number[] {
  return [
    0x00,
    ...Array<number[]>(times).fill([0x20, 0x00, 0x41, 0x01, 0x73, 0x21, 0x00]).flat(),
    0x0b,
  ];
}

/** The same with `i32.load`, which mixes nothing. */
function loadBody(times: number): number[] {
  return [
    0x00,
    ...Array<number[]>(times).fill([0x20, 0x00, 0x28, 0x02, 0x00, 0x21, 0x00]).flat(),
    0x0b,
  ];
}

describe('features', () => {
  it('are the sums of the module', () => {
    const memory = section(5, [1, 0x03, 0x20, 0x40]);
    const bytes = wasm(memory, codeSection([xorBody(60), loadBody(180)]), dataSection([[1, 2, 3]]));
    const { features } = judgeModule(bytes, []);
    expect(features).toEqual({
      sizeBytes: bytes.length,
      codeBytes: 422 + 1262,
      dataBytes: 3,
      functions: 2,
      kernelSharePercent: 25.1,
      memoryPages: 32,
      unknownBodies: 0,
      constants: [],
    });
  });

  it('do not change when custom sections are added', () => {
    const code = codeSection([xorBody(60)]);
    const plain = judgeModule(wasm(code), []).features;
    const padded = judgeModule(
      wasm(section(0, xorBody(500)), code, section(0, Array<number>(999).fill(0))),
      [],
    ).features;
    expect({ ...padded, sizeBytes: 0 }).toEqual({ ...plain, sizeBytes: 0 });
  });

  it('are all zero for a module with nothing in it', () => {
    const { features, error } = judgeModule(wasm(), []);
    expect(error).toBeNull();
    expect(Object.values(features).filter((value) => value !== 0)).toEqual([8, []]);
  });
});

describe('a kernel', () => {
  it('mixes bits with xor and rotate', () => {
    expect(isKernel(counts({ folding: 50, work: 50 }))).toBe(true);
    expect(isKernel(counts({ folding: 8, shift: 7, work: 85 }))).toBe(true);
  });

  it('is not the shifting of a codec', () => {
    expect(isKernel(counts({ shift: 60, work: 70 }))).toBe(false);
    expect(isKernel(counts({ folding: 7, shift: 50, work: 43 }))).toBe(false);
  });

  it('is not a function of a few instructions', () => {
    expect(isKernel(counts({ folding: 49 }))).toBe(false);
    expect(isKernel(counts({ folding: 50 }))).toBe(true);
  });

  it('is not diluted by locals, constants and control', () => {
    expect(isKernel(counts({ folding: 50, work: 50, idle: 10_000 }))).toBe(true);
  });
});
