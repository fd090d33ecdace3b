// What the tests of our own pages share: a small hostile web server, and measurements of a page that is on screen (overflow, contrast).
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright';

export { storeIncidents } from './store-in-page.ts';

/** A web server on loopback that serves the HTML given for each path. */
export async function servePages(
  html: Readonly<Record<string, string>>,
): Promise<{ url: (path: string) => string; close: () => Promise<void> }> {
  const server = createServer((request, response) => {
    const body = html[request.url ?? ''];
    response.writeHead(body === undefined ? 404 : 200, {
      'content-type': 'text/html; charset=utf-8',
    });
    response.end(body ?? '');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    url: (path) => `http://127.0.0.1:${port}${path}`,
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}

/** How many pixels the page is wider than its window: 0 when nothing scrolls sideways. */
export function sidewaysPixels(page: Page): Promise<number> {
  return page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
}

/** Texts whose contrast to the ground they stand on is below 4.5 : 1 (WCAG AA); disabled controls are exempt. */
export function lowContrastTexts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
    if (!canvas) throw new Error('no canvas');
    const pixel = (colour: string) => {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
      return [...canvas.getImageData(0, 0, 1, 1).data] as [number, number, number, number];
    };
    const luminance = ([r, g, b]: readonly number[]) => {
      const linear = [r ?? 0, g ?? 0, b ?? 0].map((value) => {
        const part = value / 255;
        return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * (linear[0] ?? 0) + 0.7152 * (linear[1] ?? 0) + 0.0722 * (linear[2] ?? 0);
    };
    const groundOf = (start: Element): number[] => {
      for (let at: Element | null = start; at; at = at.parentElement) {
        const colour = pixel(getComputedStyle(at).backgroundColor);
        if (colour[3] === 255) return colour;
      }
      return [255, 255, 255];
    };
    const low: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const parent = walker.currentNode.parentElement;
      const text = walker.currentNode.textContent?.trim() ?? '';
      if (
        !parent ||
        text === '' ||
        parent.closest('script, :disabled') ||
        !parent.checkVisibility()
      )
        continue;
      const [a, b] = [
        luminance(pixel(getComputedStyle(parent).color)),
        luminance(groundOf(parent)),
      ];
      const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
      if (contrast < 4.5) low.push(`${contrast.toFixed(2)} ${text.slice(0, 40)}`);
    }
    return low;
  });
}

/** Ends the background as the browser does after 30 s of rest; the next question starts it anew. */
export async function endBackground(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('ServiceWorker.enable');
  await session.send('ServiceWorker.stopAllWorkers');
  await session.detach();
}
