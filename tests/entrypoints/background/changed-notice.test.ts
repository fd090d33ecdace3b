// How often our own pages hear that the log has changed: at once, then a few times a second, and always of the last change.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

const sent: unknown[] = [];
vi.mock('webextension-polyfill', () => ({
  default: {
    runtime: {
      sendMessage: (message: unknown) => (sent.push(message), Promise.reject(new Error('nobody'))),
    },
  },
}));
const { changedNotice } =
  await import('../../../entrypoints/background/services/changed-notice.ts');

beforeEach(() => {
  vi.useFakeTimers();
  sent.length = 0;
});
afterEach(() => void vi.useRealTimers());

it('tells at once, and that something came after it', () => {
  const changed = changedNotice('incidents');
  changed();
  expect(sent).toEqual([{ assay: 'changed', what: 'incidents' }]);
  changed();
  changed();
  expect(sent).toHaveLength(1);
  vi.advanceTimersByTime(250);
  expect(sent).toHaveLength(2);
  vi.advanceTimersByTime(10_000);
  expect(sent).toHaveLength(2);
});

it('tells four times a second of a flood', () => {
  const changed = changedNotice('incidents');
  for (let ms = 0; ms < 3_000; ms++) {
    changed();
    vi.advanceTimersByTime(1);
  }
  expect(sent.length).toBeGreaterThanOrEqual(11);
  expect(sent.length).toBeLessThanOrEqual(13);
});
