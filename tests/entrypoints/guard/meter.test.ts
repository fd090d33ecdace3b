// How the time of one thread is added up in windows, on a clock of the test's own.
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { DutyMeasured, PageObservation } from '../../../core/protocol/observation.ts';
import { Meter, stoodFor } from '../../../entrypoints/guard.content/meter.ts';
import { native } from '../../../entrypoints/guard.content/natives.ts';

let nowMs: number;
let said: PageObservation[];
let meter: Meter;

beforeEach(() => {
  nowMs = 0;
  said = [];
  vi.spyOn(native, 'now').mockImplementation(() => nowMs);
  // A page: it looks for nothing by itself. `native.MessageChannel` tells when the thread is free, which it is not here.
  meter = new Meter({
    workerId: null,
    base: () => '',
    emit: (observation) => void said.push(observation),
    strictness: () => 0,
  });
});

const duties = (): DutyMeasured[] => said.filter((one) => one.kind === 'duty-measured');

/** A callback of so many ms, in which something is done. */
function callback(lengthMs: number, inside: () => void = () => undefined): void {
  const endMs = nowMs + lengthMs;
  meter.beginCallback(nowMs);
  inside();
  nowMs = endMs;
  meter.addCallback(nowMs, 1);
}

describe('what one call says of many', () => {
  it('is that many times its length', () => {
    expect(stoodFor(0.02, 64, 2)).toBeCloseTo(1.28);
    expect(stoodFor(0.5, 16, 20)).toBe(8);
  });

  it('is no more than has passed: one that had to wait stands for none that did not', () => {
    expect(stoodFor(6, 64, 7)).toBe(7);
  });

  it('is not cut below the step of the clock, where only the average is right', () => {
    expect(stoodFor(0.1, 64, 1.2)).toBeCloseTo(6.4);
  });

  it('is its own length when it stands for itself', () => {
    expect(stoodFor(300, 1, 300)).toBe(300);
  });
});

describe('a window', () => {
  it('gets its part of a callback that goes on, and the next one the rest', () => {
    nowMs = 500;
    callback(1_000, () => {
      nowMs = 1_100;
      meter.addWasm(0);
    });
    nowMs = 2_200;
    callback(1);
    expect(duties()).toMatchObject([
      { windowMs: 1_100, callbackMs: 600 },
      { windowMs: 1_101, callbackMs: 401 },
    ]);
  });

  it('has no more wasm inside its callbacks than callbacks', () => {
    callback(500, () => meter.addWasm(640));
    nowMs = 1_000;
    callback(0);
    expect(duties()).toMatchObject([{ wasmMs: 500, callbackMs: 500 }]);
  });

  it('has wasm outside of callbacks, too', () => {
    callback(100, () => meter.addWasm(90));
    nowMs = 1_000;
    meter.addWasm(600);
    expect(duties()).toMatchObject([{ wasmMs: 690, callbackMs: 100 }]);
    expect(meter.computedMs()).toBe(690);
  });

  it('of a callback that sleeps has as much sleep as callback', () => {
    nowMs = 900;
    callback(2_000, () => {
      nowMs = 2_900;
      meter.addParked(2_000);
    });
    nowMs = 4_000;
    callback(0);
    expect(duties()).toMatchObject([{ windowMs: 2_900, callbackMs: 2_000, parkedMs: 2_000 }]);
  });
});
