// One walker reads all modules of a realm. Streams of several modules arrive in turn, some are never finished, and a page
// can make a read throw in the middle: no module may ever be judged by what belongs to another.
import { afterEach, describe, expect, it, vi } from 'vitest';
import { judgeModule, ModuleJudge, type ModuleJudgement } from '../../core/engine.ts';
import { corpusModules } from '../corpus-modules.ts';
import { at } from '../at.ts';
import { codeSection, wasm } from './wasm/wasm-bytes.ts';

const small = corpusModules().filter(({ bytes }) => bytes.length < 350_000);
const kernelModule = wasm(codeSection([[0x00, ...Array<number>(60).fill(0x73), 0x0b]]));

/** Feeds all modules in turn, piece by piece. */
function interleaved(modules: readonly Uint8Array[], pieceBytes: number): ModuleJudgement[] {
  const judges = modules.map(() => new ModuleJudge([]));
  const longest = Math.max(...modules.map(({ length }) => length));
  for (let from = 0; from < longest; from += pieceBytes)
    for (const [i, judge] of judges.entries())
      judge.push(at(modules, i).subarray(from, from + pieceBytes));
  return judges.map((judge) => judge.finish());
}

describe('modules in turn', () => {
  it.each([997, 20_000])('are judged as alone, in pieces of %i bytes', (pieceBytes) => {
    const modules = small.slice(0, pieceBytes < 1_000 ? 6 : 30).map(({ bytes }) => bytes);
    const alone = modules.map((bytes) => judgeModule(bytes, []));
    expect(interleaved(modules, pieceBytes)).toEqual(alone);
    expect(interleaved([...modules].reverse(), pieceBytes)).toEqual(alone.reverse());
  });

  it('do not mix the words of their constants', () => {
    const [first, second] = [at(small, 0).bytes, at(small, 0).bytes];
    const [a, b] = interleaved([first, second], 5_000);
    expect(a).toEqual(b);
    expect(a?.features.constants).toContain('jh');
  });

  it('may be finished long after others', () => {
    const { bytes } = at(small, 0);
    const slow = new ModuleJudge([]);
    slow.push(bytes.subarray(0, 200_000));
    const others = small.map((module) => judgeModule(module.bytes, []));
    slow.push(bytes.subarray(200_000));
    expect(slow.finish()).toEqual(judgeModule(bytes, []));
    expect(others).toEqual(small.map((module) => judgeModule(module.bytes, [])));
  });
});

describe('a module that is never finished', () => {
  it('leaves nothing to the next one', () => {
    const expected = small.map(({ bytes }) => judgeModule(bytes, []));
    for (const [i, { bytes }] of small.entries()) {
      const abandoned = new ModuleJudge([]);
      abandoned.push(at(small, (i + 1) % small.length).bytes.subarray(0, 30_000));
      expect(judgeModule(bytes, [])).toEqual(expected[i]);
    }
  });
});

describe('a read that throws', () => {
  /** Bytes whose methods the page has replaced; they throw from the `from`th copy on. */
  class Hostile extends Uint8Array {
    copies = 0;
    override subarray(...range: [number?, number?]): Uint8Array<ArrayBuffer> {
      if (this.copies++ >= 1) throw new TypeError('gotcha');
      return new Uint8Array(this).subarray(...range);
    }
  }

  it('is reported, and the next module is judged as ever', () => {
    const { bytes } = at(small, 0);
    const expected = judgeModule(kernelModule, []);
    const bystander = new ModuleJudge([]);
    bystander.push(bytes.subarray(0, 100_000));
    const judgement = judgeModule(new Hostile(bytes), []);
    expect(judgement.error?.message).toBe('gotcha');
    expect(judgeModule(kernelModule, [])).toEqual(expected);
    bystander.push(bytes.subarray(100_000));
    expect(bystander.finish()).toEqual(judgeModule(bytes, []));
  });
});

describe('where WebAssembly is not allowed', () => {
  const { Instance, Memory, Global } = WebAssembly;
  const refuse = function (): never {
    throw new EvalError('refused by the content security policy');
  };

  afterEach(() => {
    vi.unstubAllGlobals();
    vi.resetModules();
  });

  it.each<[string, unknown]>([
    ['is absent', undefined],
    ['refuses', { Instance, Memory, Global, Module: refuse }],
  ])('and %s, the judge says so and does not throw', async (_, platform) => {
    vi.resetModules();
    vi.stubGlobal('WebAssembly', platform);
    const engine = await import('../../core/engine.ts');
    const judgement = engine.judgeModule(kernelModule, []);
    expect(judgement).toMatchObject({ level: 'clear', features: { kernels: 0, functions: 1 } });
    expect(judgement.error?.message).toMatch(/no WebAssembly here|content security policy/);
  });
});
