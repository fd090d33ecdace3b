// Modules at the bounds of what engines take, and beyond what they take: made of zeros and repetitions, for the tests of
// what one judgement may cost.
import { corpusModules } from '../corpus-modules.ts';
import { joined, unsigned } from './wasm-writer.ts';

const HEADER = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
const MEGABYTE = 1024 * 1024;

/** Name -> maker. */
export const GIANTS: Readonly<Record<string, () => Uint8Array<ArrayBuffer>>> = {
  'a segment of 64 MB': () =>
    module([section(11, [[1, 1], unsigned(64 * MEGABYTE), new Uint8Array(64 * MEGABYTE)])]),
  'a million segments': () =>
    module([section(11, [unsigned(1_000_000), repeated([1, 1, 0xaa], 1_000_000)])]),
  'a million functions': () => module([bodies(repeated([2, 0, 0x0b], 1_000_000), 1_000_000)]),
  '64 MB in functions of 7 MB': () => {
    const body = bodyOf(repeated([0x20, 0, 0x1a], (7 * MEGABYTE) / 3));
    return module([bodies(joined(Array<Uint8Array>(9).fill(body)), 9)]);
  },
  '64 MB of functions that look like kernels': () => {
    const body = bodyOf(repeated([0x20, 0, 0x20, 1, 0x73, 0x21, 0], 10_000));
    const count = Math.floor((64 * MEGABYTE) / body.length);
    return module([bodies(repeated(body, count), count)]);
  },
  'a function of 50,000 locals': () =>
    module([
      bodies(
        joined([unsigned(100_005), unsigned(50_000), repeated([1, 0x7f], 50_000), [1, 0x0b]]),
        1,
      ),
    ]),
  'loops 170,000 deep': () => module([bodies(deepLoops(170_000), 1)]),
  'loops two million deep': () => module([bodies(deepLoops(2_000_000), 1)]),
  'a million imports': () =>
    module([section(2, [unsigned(1_000_000), repeated([0, 0, 0, 0], 1_000_000)])]),
  '64 MB of padding around a real module': () => {
    const [first] = corpusModules();
    if (!first) throw new Error('the corpus is empty');
    const padding = section(0, [[1, 0x61], new Uint8Array(64 * MEGABYTE)]);
    return joined([HEADER, padding, first.bytes.subarray(8)]);
  },
};

function module(sections: readonly ArrayLike<number>[]): Uint8Array<ArrayBuffer> {
  return joined([HEADER, ...sections]);
}

function section(id: number, content: readonly ArrayLike<number>[]): Uint8Array {
  const length = content.reduce((sum, piece) => sum + piece.length, 0);
  return joined([[id], unsigned(length), ...content]);
}

function bodies(content: Uint8Array, count: number): Uint8Array {
  return section(10, [unsigned(count), content]);
}

/** A body with its size, without locals. */
function bodyOf(code: Uint8Array): Uint8Array {
  return joined([unsigned(code.length + 2), [0], code, [0x0b]]);
}

function deepLoops(deep: number): Uint8Array {
  return bodyOf(joined([repeated([0x03, 0x40], deep), repeated([0x0b], deep)]));
}

function repeated(piece: ArrayLike<number>, count: number): Uint8Array {
  const whole = Math.floor(count);
  const out = new Uint8Array(piece.length * whole);
  for (let i = 0; i < whole; i++) out.set(piece, i * piece.length);
  return out;
}
