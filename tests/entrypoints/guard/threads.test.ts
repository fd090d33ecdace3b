// Which moments of workers count as work that was handed out or brought back, on a clock of the test's own.
import { beforeEach, expect, it, vi } from 'vitest';
import type { Threads } from '../../../entrypoints/guard.content/dialogue.ts';
import { Herd } from '../../../entrypoints/guard.content/herd.ts';
import { Meter } from '../../../entrypoints/guard.content/meter.ts';
import { native } from '../../../entrypoints/guard.content/natives.ts';
import type { Place } from '../../../entrypoints/guard.content/place.ts';
import { threadsOf } from '../../../entrypoints/guard.content/threads.ts';

let nowMs: number;
let herd: Herd;
let threads: Threads;

beforeEach(() => {
  nowMs = 10_000;
  vi.spyOn(native, 'now').mockImplementation(() => nowMs);
  const place: Place = {
    workerId: null,
    base: () => '',
    emit: () => undefined,
    strictness: () => 0,
  };
  herd = new Herd(place, () => undefined);
  threads = threadsOf(false, herd, new Meter(place));
});

function started(): Worker {
  const worker = new EventTarget() as Worker;
  herd.enlist(worker, { workerId: 'w.1', href: '', text: null, free: () => undefined });
  threads.attend();
  return worker;
}

it('a worker that says only after its work that it was busy was given that work', () => {
  const worker = started();
  nowMs = 20_000;
  herd.given(worker);
  expect(threads.ordered(20_100)).toBe(false);
  nowMs = 26_000;
  herd.isBusy(worker);
  expect(threads.ordered(20_100)).toBe(true);
  expect(threads.ordered(21_000), 'That was not at once.').toBe(false);
});

it('a worker that spoke and was ended before it could say that it was busy is believed later', () => {
  const worker = started();
  herd.given(worker);
  nowMs = 20_000;
  worker.dispatchEvent(new Event('message'));
  herd.ended(worker);
  nowMs = 20_300;
  herd.isBusy(worker);
  expect(threads.spoke(20_000)).toBe(true);
});

it('a worker that does not compute neither gets work nor brings results', () => {
  const worker = started();
  herd.given(worker);
  worker.dispatchEvent(new Event('message'));
  expect([threads.ordered(nowMs), threads.spoke(nowMs)]).toEqual([false, false]);
});

it('one order among many others is still known', () => {
  const workers = Array.from({ length: 16 }, started);
  for (let times = 0; times < 50; times++) {
    nowMs += 10;
    for (const worker of workers) herd.given(worker);
  }
  for (const worker of workers) herd.isBusy(worker);
  expect(threads.ordered(10_200)).toBe(true);
});

it('what is no worker is passed over', () => {
  started();
  for (const other of [undefined, 1, {}]) herd.given(other);
  expect(threads.ordered(nowMs)).toBe(false);
});
