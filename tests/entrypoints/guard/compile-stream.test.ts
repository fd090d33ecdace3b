// What the guard counts of the modules that a realm compiles: fresh bytes only, in windows, and nothing for few modules.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeModule } from '../../../core/engine.ts';
import {
  CompileStream,
  type StreamReport,
} from '../../../entrypoints/guard.content/compile-stream.ts';
import { cacheReader, randomXLikeProgram } from '../../corpus/randomx-like.ts';
import { emulatorBlock } from '../../corpus/jit-streams.ts';
import { Random } from '../../corpus/mutate/random.ts';

type Stream = CompileStream;

function note(stream: Stream, bytes: Uint8Array, now: number, cutAt = 0): StreamReport | null {
  const { features } = judgeModule(bytes, []);
  const chunks = cutAt > 0 ? [bytes.subarray(0, cutAt), bytes.subarray(cutAt)] : [bytes];
  return stream.note(chunks, features, now);
}

/** Notes each module 50 ms after the last and gives all reports. */
function reports(modules: readonly Uint8Array[], stream = new CompileStream()): StreamReport[] {
  return modules
    .map((bytes, index) => note(stream, bytes, 10_000 + 50 * index))
    .filter((report) => report !== null);
}

const fresh = ({ freshBySize }: StreamReport): number =>
  freshBySize.reduce((sum, count) => sum + count, 0);
const sum = (counts: readonly number[]): number => counts.reduce((all, count) => all + count, 0);

const programs = Array.from({ length: 200 }, (_, index) =>
  randomXLikeProgram(new Random('counted', index)),
);

describe('the counters of compiled modules', () => {
  it('tells of fresh programs once in two seconds, all of one size, with doubles and a scratchpad', () => {
    const [first, ...rest] = reports([cacheReader(), ...programs]);
    expect(rest.length).toBeGreaterThanOrEqual(2);
    expect(first).toMatchObject({ windowMs: 2_000, memoryPages: 4_096 });
    for (const report of [first, ...rest]) {
      expect(report && fresh(report)).toBe(40);
      expect(report?.floatCount).toBe(40);
      expect(report?.scratchpadCount).toBe(40);
      expect(report?.freshBySize.filter((count) => count > 0).length).toBeLessThanOrEqual(2);
    }
  });

  it('says nothing of the first modules of a page, whatever they are', () => {
    const stream = new CompileStream();
    const slow = programs.slice(0, 8).map((bytes, index) => note(stream, bytes, 5_000 * index));
    expect(slow).toEqual(Array(8).fill(null));
  });

  it('never counts the same bytes twice, however they were cut', () => {
    const [same, other] = [programs[0], programs[1]] as [Uint8Array, Uint8Array];
    const stream = new CompileStream();
    const found: StreamReport[] = [];
    for (let index = 0; index < 1_000; index++) {
      const report = note(stream, index % 2 ? same : other, 50 * index, 1 + ((index * 37) % 6_000));
      if (report) found.push(report);
    }
    expect(found).toEqual([]);
  });

  it('knows 4,096 different modules again', () => {
    const stream = new CompileStream();
    const many = Array.from({ length: 4_096 }, (_, index) => {
      const bytes = Uint8Array.from(programs[0] ?? []);
      bytes[bytes.length - 2] = index & 255;
      bytes[bytes.length - 3] = index >> 8;
      return bytes;
    });
    const features = judgeModule(programs[0] ?? new Uint8Array(), []).features;
    const counted = (from: number): number => {
      let total = 0;
      for (const [index, bytes] of many.entries()) {
        const report = stream.note([bytes], features, from + 100 * index);
        if (report) total += fresh(report);
      }
      return total;
    };
    expect(counted(10_000)).toBeGreaterThan(4_000);
    // What is left of the last window of the first round is told in the second.
    expect(counted(1_000_000)).toBeLessThan(30);
  });

  it('lets the first eight suspected modules be told of, then one of each window', () => {
    const stream = new CompileStream();
    const told = programs.filter((bytes, index) => {
      note(stream, bytes, 10_000 + 50 * index);
      return stream.mayTell();
    });
    // 192 modules after the first eight take 9.6 s: five windows.
    expect(told.length).toBe(8 + 5);
  });

  it('leaves out what is smaller or larger than programs are', () => {
    const random = new Random('tiny');
    expect(reports(Array.from({ length: 300 }, () => emulatorBlock(random, 1_000)))).toEqual([]);
  });

  it('never says more than was compiled, in numbers that JSON keeps', () => {
    const step = fc.record({ which: fc.nat(40), passedMs: fc.nat(3_000) });
    fc.assert(
      fc.property(fc.array(step, { minLength: 20, maxLength: 80 }), (steps) => {
        const stream = new CompileStream();
        let now = 0;
        let told = 0;
        for (const { which, passedMs } of steps) {
          now += passedMs;
          const report = note(stream, programs[which] ?? new Uint8Array(), now);
          if (!report) continue;
          expect(report.floatCount).toBeLessThanOrEqual(sum(report.freshBySize));
          expect(report.scratchpadCount).toBeLessThanOrEqual(report.floatCount);
          expect(report.windowMs).toBeGreaterThanOrEqual(2_000);
          expect(JSON.parse(JSON.stringify(report))).toEqual(report);
          expect(JSON.stringify(report).length).toBeLessThan(400);
          told += sum(report.freshBySize);
        }
        expect(told).toBeLessThanOrEqual(steps.length - 8);
      }),
      { numRuns: 40 },
    );
  });
});
