// The generators of tests/corpus/jit-streams.ts make what they promise: valid modules, the same for the same seed, shaped
// like the real ones, and none of them a miner by its code alone. Otherwise the tests of the detector would prove nothing.
import { describe, expect, it } from 'vitest';
import { loadWasmRules } from '../../../cli/load-rules.ts';
import { judgeModule } from '../../../core/engine.ts';
import {
  emulatorStream,
  fieldStream,
  linkingStream,
  minerStream,
  regexStream,
  sameBytesStream,
  translatorStream,
  type JitStream,
} from '../../corpus/jit-streams.ts';
import { Random } from '../../corpus/mutate/random.ts';
import { randomXLikeProgram, SCRATCHPAD_PAGES } from '../../corpus/randomx-like.ts';

const rules = await loadWasmRules();
const short = { seconds: 2, perSecond: 20 };

const streams: readonly (readonly [string, (seed: string) => JitStream])[] = [
  ['a miner', (seed) => minerStream(seed, short)],
  ['a miner without SIMD', (seed) => minerStream(seed, { ...short, scalar: true })],
  ['a miner without masks', (seed) => minerStream(seed, { ...short, shifted: true })],
  [
    'a miner that hides',
    (seed) => minerStream(seed, { ...short, paddingBytes: 9_000, decoysPerProgram: 2 }),
  ],
  ['an emulator', (seed) => emulatorStream(seed, 40)],
  ['a translator', (seed) => translatorStream(seed, short)],
  ['a translator of doubles', (seed) => translatorStream(seed, { ...short, floatPercent: 60 })],
  ['a linker', (seed) => linkingStream(seed)],
  ['regular expressions', (seed) => regexStream(seed, 2)],
  ['the same bytes', (seed) => sameBytesStream(seed, 1)],
  ['field arithmetic', (seed) => fieldStream(seed)],
];

describe.each(streams)('the stream of %s', (_title, make) => {
  const stream = make('seed');

  it('has valid modules only, oldest first', () => {
    for (const { bytes } of stream) expect(WebAssembly.validate(bytes)).toBe(true);
    expect(stream.map(({ atMs }) => atMs)).toEqual(
      stream.map(({ atMs }) => atMs).sort((a, b) => a - b),
    );
  });

  it('is the same for the same seed, and another for another', () => {
    const text = (one: JitStream): string => one.map(({ bytes }) => bytes.join()).join('\n');
    expect(text(make('seed'))).toBe(text(stream));
    expect(text(make('other'))).not.toBe(text(stream));
  });

  it('has no module that is refused for its code', () => {
    for (const { bytes } of stream) expect(judgeModule(bytes, rules).level).not.toBe('confirmed');
  });
});

describe('a RandomX-like program', () => {
  const programs = Array.from({ length: 40 }, (_, index) => randomXLikeProgram(new Random(index)));

  it('has the shape of the real ones: about 10 kB, 23 functions, doubles, a scratchpad of 2 MiB', () => {
    for (const bytes of programs) {
      const { features } = judgeModule(bytes, rules);
      expect(features.sizeBytes).toBeGreaterThan(9_000);
      expect(features.sizeBytes).toBeLessThan(11_000);
      expect(features).toMatchObject({ functions: 23, scratchpadBits: 21 });
      expect(features.floatPercent).toBeGreaterThan(15);
    }
    expect(new Set(programs.map((bytes) => bytes.join())).size).toBe(programs.length);
  });

  it.each([{}, { scalar: true }, { shifted: true }])(
    'runs, and computes something: %o',
    (style) => {
      const memory = new WebAssembly.Memory({ initial: SCRATCHPAD_PAGES });
      const bytes = randomXLikeProgram(new Random('run'), { iterations: 4, ...style });
      const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), {
        e: { d: (line: bigint) => line, m: memory },
      });
      const run = exports.d as () => void;
      run();
      const words = new Uint32Array(memory.buffer);
      expect(words.filter((word) => word !== 0).length).toBeGreaterThan(20);
    },
  );
});
