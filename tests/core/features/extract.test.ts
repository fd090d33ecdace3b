// Features of whole modules, made of what the walker counts. The numbers of the walk itself are held in
// tests/core/wasm/walker-numbers.test.ts.
import { describe, expect, it } from 'vitest';
import { judgeModule } from '../../../core/engine.ts';
import { codeSection, dataSection, section, wasm } from '../wasm/wasm-bytes.ts';

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
    const { constants, mixers, ...numbers } = features;
    expect([constants, mixers]).toEqual([[], []]);
    expect(Object.fromEntries(Object.entries(numbers).filter(([, value]) => value !== 0))).toEqual({
      sizeBytes: bytes.length,
      codeBytes: 422 + 1262,
      dataBytes: 3,
      functions: 2,
      memoryPages: 32,
      kernelSharePercent: 25.1,
      kernels: 1,
      largestKernelOps: 60,
      // Of the second body 512 instructions with 171 loads; the rest is less than a quarter of a stretch.
      hotStretchPercent: Math.round((60 / (60 + 171)) * 1000) / 10,
      reachPercent: 25.1,
      kernelXorPercent: 100,
      arithmeticFoldingPercent: 100,
      arithmeticKernelPercent: 25.1,
      largestBodyPercent: 75,
    });
  });

  it('count imported functions in front of their own', () => {
    const imports = section(2, [2, 0, 0, 0x00, 0x00, 0, 0, 0x00, 0x00]);
    const search = [0x00, 0x03, 0x40, 0x10, 3, 0x0b, 0x0b];
    const { features } = judgeModule(wasm(imports, codeSection([search, xorBody(60)])), []);
    expect(features).toMatchObject({
      importedFunctions: 2,
      functions: 2,
      nonceLoops: 1,
      reachPercent: 100,
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
    expect(Object.values(features).filter((value) => value !== 0)).toEqual([8, [], []]);
  });
});
