// What is held back of responses in Firefox is bounded: of one, of all together, and in time.
import type { WebRequest } from 'webextension-polyfill';
import { afterEach, expect, it, vi } from 'vitest';
import { HeldResponse } from '../../../entrypoints/background/services/held-response.ts';

const MEGABYTE = new Uint8Array(1 << 20);

/** A response, and what has reached the page of it. */
function response() {
  let written = 0;
  const filter = {
    write: (chunk: Uint8Array) => (written += chunk.length),
    disconnect: vi.fn(),
  };
  const passed = vi.fn();
  const held = new HeldResponse(filter as unknown as WebRequest.StreamFilter, passed);
  const push = (megabytes: number): boolean =>
    Array.from({ length: megabytes }, () => held.push(MEGABYTE)).every(Boolean);
  return { held, push, passed, written: () => written / MEGABYTE.length };
}

afterEach(() => vi.useRealTimers());

it('holds 32 MiB of a response, and lets a larger one pass whole', () => {
  const { push, passed, written } = response();
  expect(push(32)).toBe(true);
  expect([passed.mock.calls.length, written()]).toEqual([0, 0]);
  expect(push(1)).toBe(false);
  expect([passed.mock.calls.length, written()]).toEqual([1, 33]);
});

it('holds 128 MiB of all together, and has room again for what was let go', () => {
  const four = [response(), response(), response(), response()];
  for (const one of four) expect(one.push(32)).toBe(true);
  const fifth = response();
  expect(fifth.push(1)).toBe(false);
  expect(fifth.written()).toBe(1);
  four[0]?.held.letGo();
  const sixth = response();
  expect(sixth.push(31)).toBe(true);
  for (const { held } of [...four, sixth]) held.letGo();
});

it('lets pass what nothing came of for a minute, as of a request that was given up', () => {
  vi.useFakeTimers();
  const { held, push, passed, written } = response();
  push(1);
  vi.advanceTimersByTime(59_000);
  push(1);
  vi.advanceTimersByTime(59_000);
  expect(passed).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1_000);
  expect([passed.mock.calls.length, written()]).toEqual([1, 2]);
  const complete = response();
  complete.push(1);
  complete.held.complete();
  vi.advanceTimersByTime(600_000);
  expect(complete.passed).not.toHaveBeenCalled();
  for (const one of [held, complete.held]) one.letGo();
});
