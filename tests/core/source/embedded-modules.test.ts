// What scripts carry inside themselves: every form a module is written in, forms inside forms, bounds, hostile text.
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import wabtInit from 'wabt';
import { embeddingLimits, findEmbeddedModules } from '../../../core/source/embedded-modules.ts';
import { unpack } from '../../../cli/scan-unpack.ts';

// Megabytes of text are written and read here; a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 });

const wabt = await wabtInit();

function wasmOf(wat: string): Uint8Array {
  const module = wabt.parseWat('test.wat', wat);
  const { buffer } = module.toBinary({});
  module.destroy();
  return buffer;
}

const module =
  wasmOf(`(module (memory 1) (data (i32.const 0) "?>?>\\ff\\fe\\00 'quoted' \\22twice\\22 \\5c \\60 0061736d")
  (func (export "add") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1))))`);
const otherModule = wasmOf('(module (func (export "seven") (result i32) (i32.const 7)))');

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const each = (bytes: Uint8Array, write: (byte: number) => string): string =>
  [...bytes].map(write).join('');
const chunks = (text: string, size: number): string[] =>
  text.match(new RegExp(`.{1,${size}}`, 'g')) ?? [];
const hexByte = (byte: number): string => byte.toString(16).padStart(2, '0');

type Writer = (bytes: Uint8Array) => string;
const writers: Readonly<Record<string, Writer>> = {
  base64: (bytes) => `const b = "${base64(bytes)}"; go(b)`,
  'base64 without padding': (bytes) => `b='${base64(bytes).replace(/=+$/, '')}',c`,
  'url-safe base64': (bytes) => `b='${Buffer.from(bytes).toString('base64url')}'`,
  'base64 as an argument': (bytes) => `Buffer.from("${base64(bytes)}", "base64")`,
  'base64 in a data: URL': (bytes) => `fetch('data:application/wasm;base64,${base64(bytes)}')`,
  'base64 with %-coded signs': (bytes) =>
    `fetch("data:;base64,${encodeURIComponent(base64(bytes))}")`,
  'base64 with escaped slashes': (bytes) => `{"w":"${base64(bytes).replaceAll('/', '\\/')}"}`,
  'base64 joined with +': (bytes) =>
    chunks(base64(bytes), 70)
      .map((piece) => `"${piece}"`)
      .join(' +\n  '),
  'base64 in a list': (bytes) =>
    `[${chunks(base64(bytes), 64)
      .map((piece) => `'${piece}'`)
      .join(', ')}].join('')`,
  'base64 in lines': (bytes) => '`' + chunks(base64(bytes), 76).join('\n') + '`',
  'base64 in escaped lines': (bytes) => `"${chunks(base64(bytes), 76).join('\\n')}"`,
  'base64 after other digits': (bytes) => `"x/${base64(bytes)}"`,
  'a decimal list': (bytes) => `new Uint8Array([${bytes.join(',')}])`,
  'a decimal list in lines': (bytes) =>
    `Uint8Array.of(\n${bytes.join(', ').replace(/((?:\d+, ){12})/g, '$1\n  ')},\n)`,
  'a signed list': (bytes) => `new Int8Array([${new Int8Array(bytes).join(', ')}])`,
  'a hex list': (bytes) => `[${[...bytes].map((byte) => `0x${hexByte(byte)}`).join(', ')}]`,
  'a short hex list': (bytes) =>
    `[${[...bytes].map((byte) => `0X${byte.toString(16).toUpperCase()}`).join(',')}]`,
  'a hex string': (bytes) => `unhex("${hex(bytes)}")`,
  'an upper-case hex string': (bytes) => `unhex("${hex(bytes).toUpperCase()}")`,
  '\\x escapes': (bytes) => `"${each(bytes, (byte) => `\\x${hexByte(byte)}`)}"`,
  '\\u escapes': (bytes) => `'${each(bytes, (byte) => `\\u00${hexByte(byte)}`)}'`,
  '\\u{} escapes': (bytes) => `'${each(bytes, (byte) => `\\u{${byte.toString(16)}}`)}'`,
  'octal escapes': (bytes) =>
    `"${each(bytes, (byte) => `\\${byte.toString(8).padStart(3, '0')}`)}"`,
  'a string as printed': (bytes) => JSON.stringify(Buffer.from(bytes).toString('latin1')),
  'gzip in base64': (bytes) => `"${base64(gzipSync(padded(bytes)))}"`,
  'gzip in a list': (bytes) => `[${gzipSync(bytes).join(',')}]`,
  'gzip in hex': (bytes) => `"${hex(gzipSync(bytes))}"`,
  'zlib in base64': (bytes) => `"${base64(deflateSync(padded(bytes)))}"`,
  'brotli in base64': (bytes) => `"${base64(brotliCompressSync(padded(bytes)))}"`,
  'base64 in a base64 worker': (bytes) =>
    `new Worker("data:text/javascript;base64,${script(`const wasm = "${base64(bytes)}"; importScripts("x.js");`)}")`,
  'a list in a gzip in base64': (bytes) =>
    `"${base64(gzipSync(`var module = new Uint8Array([${bytes.join()}]);`))}"`,
};

const script = (text: string): string => Buffer.from(text).toString('base64');

/** A custom section of noise, so that packing does not make it too short to be looked at. */
function padded(bytes: Uint8Array): Uint8Array {
  const noise = Uint8Array.from(
    { length: 1600 },
    (_, at) => (at * at * 31 + (at >> 3) * 17) & 0xff,
  );
  const size = noise.length + 2;
  return Uint8Array.from([...bytes, 0, (size & 0x7f) | 0x80, size >> 7, 1, 0x78, ...noise]);
}

const found = (text: string): Uint8Array[] =>
  findEmbeddedModules(text, unpack).modules.map(({ bytes }) => bytes);

describe.each(Object.entries(writers))('%s', (name, write) => {
  const isPadded = /^(?:gzip|zlib|brotli) in base64/.test(name);
  const expected = isPadded ? padded(module) : module;

  it('is found, byte for byte, and is still a module', () => {
    const [only, ...more] = found(
      `"use strict";\nvar a = 1;\n${write(module)};\nvar z = [1, 2, 3];`,
    );
    expect(more).toEqual([]);
    expect(Buffer.from(only ?? []).toString('hex')).toBe(hex(expected));
    expect(WebAssembly.validate(Uint8Array.from(only ?? []))).toBe(true);
  });

  it('is found beside another module, in the order of the text', () => {
    const text = `${writers['a decimal list']?.(otherModule) ?? ''};\n${write(module)};\n${writers.base64?.(otherModule) ?? ''}`;
    expect(found(text).map(hex)).toEqual([otherModule, expected, otherModule].map(hex));
  });
});

describe('any module', () => {
  const anyModule = fc
    .uint8Array({ minLength: 64, maxLength: 400 })
    .map((bytes) =>
      Uint8Array.from([
        0,
        0x61,
        0x73,
        0x6d,
        1,
        0,
        0,
        0,
        0,
        (bytes.length & 0x7f) | 0x80,
        bytes.length >> 7,
        ...bytes,
      ]),
    );
  const plainWriters = Object.entries(writers).filter(([name]) => !/zip|zlib|brotli/.test(name));

  it.each(plainWriters)('is read back from %s', (_name, write) => {
    fc.assert(
      fc.property(anyModule, (bytes) => {
        const [first] = found(write(bytes));
        expect(hex(first ?? new Uint8Array())).toBe(hex(bytes));
      }),
      { numRuns: 40 },
    );
  });
});

describe('what is no module', () => {
  it.each([
    ['a check of the magic number', 'if (b[0] === 0 && same(b, [0, 97, 115, 109])) x("\\x00asm")'],
    [
      'the header that glue joins with sections at run time',
      'var a = [0, 97, 115, 109, 1, 0, 0, 0, 1]; a.push(n)',
    ],
    [
      'a picture',
      `<img src="data:image/png;base64,${base64(Uint8Array.from([0x89, 0x50, ...new Uint8Array(4000)]))}">`,
    ],
    ['base64 of prose', `"${script('To be, or not to be, that is the question: '.repeat(40))}"`],
    [
      'gzip of prose',
      `"${base64(gzipSync('To be, or not to be, that is the question: '.repeat(400)))}"`,
    ],
    [
      'broken gzip',
      `"${base64(Uint8Array.from([0x1f, 0x8b, 8, 0, ...new Uint8Array(600).fill(255)]))}"`,
    ],
    ['nothing', ''],
  ])('%s gives nothing', (_what, text) => {
    expect(findEmbeddedModules(text, unpack)).toEqual({ modules: [], limitsHit: [] });
  });

  it('keeps the empty module of a feature test', () => {
    expect(found('WebAssembly.validate(new Uint8Array([0,97,115,109,1,0,0,0]))')).toHaveLength(1);
  });
});

describe('bounds', () => {
  const wrapped = (times: number): string => {
    let text = `const wasm = "${base64(module)}"; const more = "and more words, so that this is long enough";`;
    for (let at = 1; at < times; at += 1)
      text = `const inner = "${script(text)}"; // wrapped once more`;
    return text;
  };

  it('looks three encodings deep and says when it would have to look deeper', () => {
    expect(found(wrapped(embeddingLimits.depth))).toHaveLength(1);
    const deeper = findEmbeddedModules(wrapped(embeddingLimits.depth + 1), unpack);
    expect(deeper).toEqual({ modules: [], limitsHit: ['more than 3 encodings inside each other'] });
  });

  it('does not unpack a bomb', () => {
    const bomb = gzipSync(new Uint8Array(embeddingLimits.oneModuleBytes + 1));
    expect(findEmbeddedModules(`"${base64(bomb)}"`, unpack)).toEqual({
      modules: [],
      limitsHit: ['gzip data that grows beyond 67108864 bytes'],
    });
  });

  it('stops at a number of modules', () => {
    const text = `"${base64(otherModule)}",\n`.repeat(embeddingLimits.modules + 1);
    const { modules, limitsHit } = findEmbeddedModules(text, unpack);
    expect(modules).toHaveLength(embeddingLimits.modules);
    expect(limitsHit).toEqual(['more than 2000 modules']);
  });

  it('stops at a number of packed literals, real or not', () => {
    const text = `"H4sI${'A'.repeat(80)}",\n`.repeat(embeddingLimits.packedLiterals + 1);
    expect(findEmbeddedModules(text, unpack)).toEqual({
      modules: [],
      limitsHit: ['more than 2000 packed literals'],
    });
  });

  it('gives what is left of a packed module that was cut off', () => {
    const packed = gzipSync(padded(module));
    const [cut] = found(`"${base64(packed.subarray(0, packed.length - 400))}"`);
    expect(cut?.length).toBeGreaterThan(module.length);
    expect(hex(padded(module)).startsWith(hex(cut ?? new Uint8Array([1])))).toBe(true);
  });

  it('tells where and how a module was embedded', () => {
    const text = `/* 13 chars */"${base64(gzipSync(padded(module)))}"`;
    const [first] = findEmbeddedModules(text, unpack).modules;
    expect([first?.offset, first?.form]).toEqual([text.indexOf('"') + 1, 'base64 > gzip']);
  });

  it('reads a literal of a megabyte', () => {
    const large = Uint8Array.from([
      ...module,
      0,
      0x80,
      0x80,
      0xc0,
      0,
      1,
      0x78,
      ...new Uint8Array((1 << 20) - 2).fill(0xa7),
    ]);
    for (const write of [
      writers['a hex string'],
      writers.base64,
      writers['\\x escapes'],
      writers['a hex list'],
    ]) {
      expect(found(write?.(large) ?? '').map(({ length }) => length)).toEqual([large.length]);
    }
  });
});

describe('hostile text', () => {
  const pieces = [
    'AGFzbQEAAAA',
    'H4sI',
    '0,97,115,109',
    '\\x00asm',
    '0061736d01000000',
    '"',
    "'",
    '`',
    '+',
    ',',
    '\\',
    '\n',
    '%2F',
    '=',
    ' ',
    '\u0000asm',
    '\ud800',
    'A'.repeat(70),
  ];

  it('never throws, never invents bytes', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string()), { maxLength: 60 }),
        (parts) => {
          const { modules } = findEmbeddedModules(parts.join(''), unpack);
          for (const { bytes, offset } of modules) {
            expect([...bytes.subarray(0, 4)]).toEqual([0, 0x61, 0x73, 0x6d]);
            expect(offset).toBeGreaterThanOrEqual(0);
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it.each([
    ['one long run', 'A'.repeat(3 << 20)],
    ['hex without end', '0061736d01000000'.repeat(1 << 17)],
    ['quotes and pluses', '"+'.repeat(1 << 20)],
    ['heads of lists', '0,97,115,109,'.repeat(1 << 17)],
    ['escapes without end', '\\x00asm'.repeat(1 << 17)],
    ['pieces without end', `"${'A'.repeat(64)}"+`.repeat(1 << 14)],
    ['line breaks', `${'B'.repeat(64)}\n`.repeat(1 << 14)],
  ])('ends on %s', (_what, text) => {
    expect(() => findEmbeddedModules(text, unpack)).not.toThrow();
  });
});
