// Bodies are compressed in pieces, and are whole again on the other side.
import { expect, it } from 'vitest';
import { gunzipped, gzipped } from '../../../../entrypoints/background/services/fleet/gzip.ts';

const textOf = async (bytes: Promise<Uint8Array>): Promise<string> =>
  new TextDecoder().decode(await bytes);

it.each([
  ['nothing', ''],
  ['a line', '{"event_id":"a"}\n'],
  // A piece ends in the middle of one of them, wherever it ends.
  ['characters of two halves', `x${'💰'.repeat(20_000)}`],
  ['the same, otherwise cut', '💰'.repeat(20_000)],
])('%s comes out as it went in', async (_, text) => {
  expect(await textOf(gunzipped(await gzipped(text)))).toBe(text);
});

it('takes bytes as they are', async () => {
  const bytes = Uint8Array.from({ length: 300 }, (_, at) => at % 256);
  expect(await gunzipped(await gzipped(bytes))).toEqual(bytes);
});

it('throws where it is no gzip', async () => {
  await expect(gunzipped(new Uint8Array([1, 2, 3]))).rejects.toThrow();
});
