// The page's own world is the same with and without the built extension: no global is added, none is taken away, and none
// changes its kind. Both browsers load the same empty page.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { builtExtension, launch } from '../../cli/browser.ts';
import { servePages } from './own-pages.ts';

let pages: Awaited<ReturnType<typeof servePages>>;

beforeAll(async () => {
  pages = await servePages({ '/': '<!doctype html><title>empty</title><iframe></iframe>' });
});
afterAll(() => pages.close());

/** Every own name of the page's global, of its blank frame's and of a worker's, with the kind of its value. */
async function globals(
  extension: string | null,
): Promise<Record<'page' | 'frame' | 'worker', string[]>> {
  const browser = await launch({ headless: true, extension });
  try {
    const page = await browser.context.newPage();
    await page.goto(pages.url('/'));
    return await page.evaluate(async () => {
      const list = (scope: object): string[] =>
        Reflect.ownKeys(scope)
          .map((key) => `${String(key)}: ${typeof Reflect.get(scope, key)}`)
          .sort();
      const text = `postMessage(Reflect.ownKeys(self).map((key) => String(key) + ': ' + typeof self[key]).sort())`;
      const worker = new Worker(URL.createObjectURL(new Blob([text])));
      const inWorker = await new Promise<string[]>((resolve, reject) => {
        worker.onmessage = ({ data }: MessageEvent<string[]>) => resolve(data);
        worker.onerror = () => reject(new Error('the worker failed'));
      });
      const frame = document.querySelector('iframe')?.contentWindow;
      if (!frame) throw new Error('no frame');
      return { page: list(window), frame: list(frame), worker: inWorker };
    });
  } finally {
    await browser.close();
  }
}

it('leaves no trace among the globals of pages, frames and workers', async () => {
  const without = await globals(null);
  expect(without.page.length).toBeGreaterThan(500);
  expect(await globals(builtExtension)).toEqual(without);
});
