// The streaming parser: sections, budget, and the two promises that everything rests on: chunks change nothing, and
// no input makes it throw anything but WasmFormatError or run for ever.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { constantSets } from '../../../core/features/constants.ts';
import { FeatureExtractor } from '../../../core/features/extract.ts';
import { WasmFormatError } from '../../../core/wasm/errors.ts';
import { DEFAULT_BUDGET, type Budget } from '../../../core/wasm/limits.ts';
import { ModuleParser } from '../../../core/wasm/module-parser.ts';
import { corpusModules, type CorpusModule } from '../../corpus-modules.ts';
import { at } from '../../at.ts';
import { codeSection, dataSection, HEADER, section, unsignedLeb, wasm } from './wasm-bytes.ts';

interface Outcome {
  readonly features: unknown;
  readonly error: { readonly message: string; readonly offset: number } | null;
  readonly truncatedAt: number | null;
}

/** Parses the chunks; throws only what is not a format error. */
function parse(chunks: readonly Uint8Array[], budget: Budget = DEFAULT_BUDGET): Outcome {
  const extractor = new FeatureExtractor(budget);
  const parser = new ModuleParser(extractor, budget);
  let error: WasmFormatError | null = null;
  try {
    for (const chunk of chunks) parser.push(chunk);
    parser.finish();
  } catch (caught) {
    if (!(caught instanceof WasmFormatError)) throw caught;
    error = caught;
  }
  return {
    features: extractor.features(0),
    error: error === null ? null : { message: error.message, offset: error.offset },
    truncatedAt: parser.truncatedAt,
  };
}

/** Cuts at the given positions (taken modulo the length). */
function cut(bytes: Uint8Array, at: readonly number[]): Uint8Array[] {
  const places = [0, ...at.map((place) => place % (bytes.length + 1)), bytes.length].sort(
    (a, b) => a - b,
  );
  return places.slice(1).map((place, i) => bytes.slice(places[i], place));
}

const NOP_BODY = [0x00, 0x01, 0x0b];
const corpus = corpusModules();
const small = corpus.filter(({ bytes }) => bytes.length < 120_000);

function named(name: string): CorpusModule {
  return at(
    corpus.filter((module) => module.name === name),
    0,
  );
}

const anySmall = fc.constantFrom(...small);
const cuts = fc.array(fc.nat(), { maxLength: 12 });

describe('sections', () => {
  it('reads over imports of every kind and takes their memories', () => {
    const name = (text: string): number[] => [text.length, ...Buffer.from(text)];
    const entries = [
      [...name('env'), ...name('f'), 0x00, 0x05],
      [...name('env'), ...name('t'), 0x01, 0x70, 0x01, 0x01, 0x10],
      [...name('env'), ...name('typed'), 0x01, 0x63, 0x6e, 0x00, 0x01],
      [...name('env'), ...name('m'), 0x02, 0x03, 0x20, 0x80, 0x01],
      [...name('env'), ...name('m64'), 0x02, 0x04, 0x80, 0x80, 0x80, 0x80, 0x10],
      [...name('env'), ...name('g'), 0x03, 0x7f, 0x01],
      [...name('env'), ...name('e'), 0x04, 0x00, 0x02],
    ];
    const outcome = parse([wasm(section(2, [entries.length, ...entries.flat()]))]);
    expect(outcome.error).toBeNull();
    expect(outcome.features).toMatchObject({ memoryPages: 2 ** 32 });
  });

  it('reads several memories', () => {
    const outcome = parse([wasm(section(5, [2, 0x00, 0x11, 0x01, 0x80, 0x20, 0x80, 0x40]))]);
    expect(outcome.features).toMatchObject({ memoryPages: 4096 });
  });

  it('skips custom and unknown sections without looking in', () => {
    const outcome = parse([
      wasm(section(0, [0xff, 0xff, 0xff]), section(42, [1, 2, 3]), codeSection([NOP_BODY])),
    ]);
    expect(outcome).toMatchObject({ error: null, features: { functions: 1, codeBytes: 3 } });
  });

  it('reads data segments of every kind', () => {
    const segments = [
      [0x00, 0x41, 0x80, 0x08, 0x0b, 2, 1, 2],
      [0x01, 3, 1, 2, 3],
      [0x02, 0x01, 0x42, 0x00, 0x0b, 1, 9],
      [0x00, 0x23, 0x00, 0x41, 0x04, 0x6a, 0x0b, 1, 9],
    ];
    const outcome = parse([wasm(section(11, [segments.length, ...segments.flat()]))]);
    expect(outcome).toMatchObject({ error: null, features: { dataBytes: 7 } });
  });

  it('goes on with the next body after an unknown opcode', () => {
    const xor = [0x00, 0x41, 0x00, 0x41, 0x00, 0x73, 0x1a, 0x0b];
    const outcome = parse([wasm(codeSection([[0x00, 0xf7, 0x99], xor]))]);
    expect(outcome).toMatchObject({
      error: null,
      features: { functions: 2, codeBytes: 11, unknownBodies: 1 },
    });
  });
});

describe('malformed modules', () => {
  it.each<[string, Uint8Array, string]>([
    ['no bytes', new Uint8Array(0), 'unexpected end of the module (at offset 0x0)'],
    [
      'half a header',
      Uint8Array.from(HEADER.slice(0, 6)),
      'unexpected end of the module (at offset 0x6)',
    ],
    ['HTML', Uint8Array.from(Buffer.from('<!doctype html>')), 'not a wasm module (at offset 0x0)'],
    [
      'another version',
      Uint8Array.from([0, 0x61, 0x73, 0x6d, 0x0d, 0, 1, 0]),
      'unknown wasm version (at offset 0x4)',
    ],
    [
      'a section longer than the module',
      wasm([1, 9, 0]),
      'unexpected end of the module (at offset 0xb)',
    ],
    ['an overlong section size', wasm([1, 0x80, 0x80, 0x80, 0x80, 0x80, 0]), 'invalid LEB128'],
    [
      'an unknown import kind',
      wasm(section(2, [1, 0, 0, 9])),
      'unknown import kind (at offset 0xd)',
    ],
    [
      'rest in a section',
      wasm(section(2, [0, 0])),
      'section longer than its content (at offset 0xb)',
    ],
    [
      'rest in the code section',
      wasm(section(10, [0, 0])),
      'section longer than its content (at offset 0xb)',
    ],
    [
      'a body past its section',
      wasm(section(10, [1, 9, 0, 0x0b])),
      'entry runs past its section (at offset 0xb)',
    ],
    [
      'a huge body',
      wasm([10, ...unsignedLeb(8_000_000), 1, ...unsignedLeb(7_900_000)]),
      'function body too large',
    ],
    [
      'a segment past its section',
      wasm(section(11, [1, 1, 9, 0])),
      'entry runs past its section (at offset 0xb)',
    ],
    [
      'an endless offset',
      wasm(section(11, [1, 0, 0x41, 0x00])),
      'section shorter than its content (at offset 0xe)',
    ],
    [
      'an offset that opens a block',
      wasm(section(11, [1, 0, 0x02, 0x40, 0x0b, 0])),
      'not a constant expression',
    ],
    [
      'unknown segment flags',
      wasm(section(11, [1, 7, 0])),
      'unknown data segment flags (at offset 0xb)',
    ],
  ])('refuses %s', (_, bytes, message) => {
    const outcome = parse([bytes]);
    expect(outcome.error?.message).toContain(message);
    const single = Array.from(bytes, (byte) => Uint8Array.of(byte));
    expect(parse(single)).toEqual(outcome);
  });

  it('keeps what was read before the fault', () => {
    const outcome = parse([wasm(codeSection([NOP_BODY, [0x00, 0x41]]))]);
    expect(outcome.error).not.toBeNull();
    // The broken body counts as far as it was read.
    expect(outcome.features).toMatchObject({ functions: 2, codeBytes: 5, largestKernelOps: 0 });
  });
});

describe('budget', () => {
  it('stops in front of the body that it does not cover', () => {
    const bytes = wasm(codeSection([NOP_BODY, NOP_BODY, NOP_BODY]));
    const bounded = parse([bytes], { ...DEFAULT_BUDGET, maxBytes: 1_000, maxFunctions: 2 });
    expect(bounded).toMatchObject({
      error: null,
      truncatedAt: bytes.length - 4,
      features: { codeBytes: 6 },
    });
    expect(parse([bytes], { ...DEFAULT_BUDGET, maxBytes: 7, maxFunctions: 9 })).toEqual(bounded);
  });

  it('cuts a segment where the bytes run out, wherever the chunks end', () => {
    const bytes = wasm(dataSection([Array<number>(300).fill(7)]));
    const bounded = parse([bytes], { ...DEFAULT_BUDGET, maxBytes: 100, maxFunctions: 9 });
    expect(bounded).toMatchObject({
      truncatedAt: bytes.length - 200,
      features: { dataBytes: 100 },
    });
    expect(
      parse(cut(bytes, [50, 117, 118, 119]), { ...DEFAULT_BUDGET, maxBytes: 100, maxFunctions: 9 }),
    ).toEqual(bounded);
  });

  it('does not count custom sections', () => {
    const bytes = wasm(section(0, Array<number>(5_000).fill(0)), codeSection([NOP_BODY]));
    expect(
      parse([bytes], { ...DEFAULT_BUDGET, maxBytes: 100, maxFunctions: 9 }).truncatedAt,
    ).toBeNull();
  });
});

/** Xor, rotate and shift, as a kernel works; `work` instructions. */
function kernelBody(work: number): number[] {
  return [
    0x00,
    ...Array.from({ length: work }, (_, i) => at([0x73, 0x77, 0x74, 0x6a], i % 4)),
    0x0b,
  ];
}

describe('sampling', () => {
  const idleBody = [0x00, ...Array<number>(300).fill(0x01), 0x0b];
  const budget = { ...DEFAULT_BUDGET, walkBytes: 1_000, denseBytes: 700, searchBytes: 200 };

  it('finds the kernel behind the budget and counts its share against all code', () => {
    const bodies = [...Array<number[]>(20).fill(idleBody), kernelBody(398), idleBody];
    const { features } = parse([wasm(codeSection(bodies))], budget);
    const codeBytes = 21 * 302 + 400;
    expect(features).toMatchObject({
      codeBytes,
      functions: 22,
      kernels: 1,
      kernelSharePercent: Math.round((400 / codeBytes) * 1000) / 10,
      // Three bodies fit; the others were passed over but for the kernel.
      sampledBytes: 18 * 302,
      largestBodyPercent: 100,
    });
  });

  it('stops looking when the second budget is used up too, and leaves small bodies', () => {
    const many = [
      ...Array<number[]>(4).fill(idleBody),
      ...Array<number[]>(3).fill(kernelBody(398)),
    ];
    expect(parse([wasm(codeSection(many))], budget).features).toMatchObject({ kernels: 1 });
    const small = [...Array<number[]>(4).fill(idleBody), kernelBody(100)];
    expect(parse([wasm(codeSection(small))], budget).features).toMatchObject({ kernels: 0 });
  });

  it('gives functions their index whether they are walked or not', () => {
    const call = [0x00, 0x03, 0x40, 0x10, 22, 0x0b, 0x0b];
    const bodies = [call, ...Array<number[]>(21).fill(idleBody), kernelBody(398)];
    expect(parse([wasm(codeSection(bodies))], budget).features).toMatchObject({ nonceLoops: 1 });
  });

  it('finds a large table behind the budget of data, and says how much was only sampled', () => {
    const set = at(
      constantSets().filter(({ name }) => name === 'aes-table'),
      0,
    );
    const table = new Uint8Array(4 * 8 * set.words.length);
    const view = new DataView(table.buffer);
    for (const [i, word] of set.words.entries()) view.setUint32(32 * i, word, true);
    const data = [...Array<number>(150_001).fill(0), ...table, ...Array<number>(150_000).fill(0)];
    const whole = parse([wasm(dataSection([data]))]);
    const sampled = parse([wasm(dataSection([data]))], budget);
    expect(whole.features).toMatchObject({ constants: ['aes-table'], sampledBytes: 0 });
    expect(sampled.features).toMatchObject({
      constants: ['aes-table'],
      // The first block is searched whole.
      sampledBytes: data.length - 65_536,
    });
  });

  it('does not depend on the chunks', () => {
    fc.assert(
      fc.property(fc.constantFrom(...corpus.slice(0, 12)), cuts, ({ bytes }: CorpusModule, at) => {
        const end = bytes.subarray(0, 1_000_000);
        expect(parse(cut(end, at), budget)).toEqual(parse([end], budget));
      }),
      { numRuns: 25 },
    );
  });
});

describe('chunks', () => {
  it('change nothing in a real module', () => {
    fc.assert(
      fc.property(anySmall, cuts, ({ bytes }: CorpusModule, at) => {
        expect(parse(cut(bytes, at))).toEqual(parse([bytes]));
      }),
      { numRuns: 60 },
    );
  });

  it('change nothing in a damaged module', () => {
    const damage = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(anySmall, damage, cuts, fc.nat(), ({ bytes }: CorpusModule, spots, at, end) => {
        const damaged = bytes.slice(0, bytes.length - (end % 3 === 0 ? end % bytes.length : 0));
        for (const [place, value] of spots) damaged[place % damaged.length] = value;
        expect(parse(cut(damaged, at))).toEqual(parse([damaged]));
      }),
      { numRuns: 150 },
    );
  });

  it('change nothing when a body breaks off in front of another', () => {
    const opcode = fc.oneof(
      fc.constantFrom(0x0b, 0x41, 0x42, 0x28, 0x20, 0xfd, 0xfc, 0x0e, 0x43),
      fc.nat(255),
    );
    const body = fc.array(opcode, { maxLength: 6 }).map((code) => [0x00, ...code]);
    fc.assert(
      fc.property(fc.array(body, { minLength: 2, maxLength: 4 }), (bodies) => {
        const bytes = wasm(codeSection(bodies), dataSection([[1, 2, 3]]));
        expect(parse(Array.from(bytes, (byte) => Uint8Array.of(byte)))).toEqual(parse([bytes]));
      }),
      { numRuns: 5_000 },
    );
  });

  it('may be single bytes', () => {
    const { bytes } = named('friendly-pow');
    expect(parse(Array.from(bytes, (byte) => Uint8Array.of(byte)))).toEqual(parse([bytes]));
  });

  it('may be overwritten after they were pushed', () => {
    const { bytes } = named('nanocurrency');
    const buffer = new Uint8Array(1_000);
    const extractor = new FeatureExtractor(DEFAULT_BUDGET);
    const parser = new ModuleParser(extractor, DEFAULT_BUDGET);
    for (let at = 0; at < bytes.length; at += buffer.length) {
      const part = bytes.subarray(at, at + buffer.length);
      buffer.set(part);
      parser.push(buffer.subarray(0, part.length));
      buffer.fill(0xff);
    }
    parser.finish();
    expect(extractor.features(0)).toEqual(parse([bytes]).features);
  });
});

describe('hostile bytes', () => {
  it('never throw anything but WasmFormatError', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 400 }),
        fc.integer({ min: 0, max: 13 }),
        (bytes, id) => {
          parse([bytes]);
          parse([wasm([...bytes])]);
          parse([wasm(section(id, [...bytes]))]);
          parse([wasm(codeSection([[0x00, ...bytes]]))]);
        },
      ),
      { numRuns: 1_500 },
    );
  });
});

describe('agreement with the engine', () => {
  it.each(corpus)('reads $name, which the engine takes, without an error', ({ bytes }) => {
    expect(WebAssembly.validate(bytes as BufferSource)).toBe(true);
    const outcome = parse([bytes]);
    expect(outcome.error).toBeNull();
    expect(outcome.features).toMatchObject({ unknownBodies: 0 });
  });
});
