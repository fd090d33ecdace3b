// The notice in a page, in Firefox: it is there with its sheet under the strictest policy of a page, which cannot read it.
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectFolder } from '../../cli/browser.ts';
import { servePages } from '../e2e/own-pages.ts';
import { extractCryptoNightWasm } from '../pages/site/cryptonight-wasm.ts';
import { findFirefox } from './bidi.ts';
import { openFirefoxStage, titled, type FirefoxStage } from './stage.ts';

const POLICY = `default-src 'none'; script-src 'unsafe-inline' 'wasm-unsafe-eval'`;
const SHOWN = `(() => {
  const host = document.documentElement.lastElementChild;
  if (host.tagName !== 'DIV') return null;
  const { width, height } = host.getBoundingClientRect();
  return { width, height, isAbove: host.matches(':popover-open') };
})()`;
const READ = `[
  String(document.documentElement.lastElementChild.shadowRoot),
  window.find('Mining was stopped'),
  /Mining was/.test(document.documentElement.innerText + document.documentElement.lastElementChild.outerHTML),
]`;

interface Shown {
  readonly width: number;
  readonly height: number;
  readonly isAbove: boolean;
}

describe.skipIf(!findFirefox())(titled('the notice in a page, in Firefox'), () => {
  let stage: FirefoxStage;
  let site: Awaited<ReturnType<typeof servePages>>;
  beforeAll(async () => {
    const miner = await extractCryptoNightWasm(join(projectFolder, 'node_modules'));
    const bytes = `Uint8Array.from(atob('${Buffer.from(miner).toString('base64')}'), (one) => one.charCodeAt(0))`;
    site = await servePages({
      '/': `<!doctype html><meta http-equiv="content-security-policy" content="${POLICY}"><body>
        <script>try { new WebAssembly.Module(${bytes}); } catch { document.title = 'refused'; }</script>`,
    });
    stage = await openFirefoxStage();
  });
  afterAll(async () => {
    await stage.close();
    await site.close();
  });

  it('is shown with its words, and the page reads none of them', async () => {
    const page = await stage.firefox.open(site.url('/'));
    const shown = (): Promise<Shown | null> => stage.firefox.evaluate(page, SHOWN);
    // Its words are made by its sheet: without one it would be no higher than its buttons.
    await expect
      .poll(async () => (await shown())?.height ?? 0, { timeout: 20_000, interval: 100 })
      .toBeGreaterThan(140);
    expect(await shown()).toMatchObject({ width: 380, isAbove: true });
    expect(await stage.firefox.evaluate(page, READ)).toEqual(['null', false, false]);
  });
});
