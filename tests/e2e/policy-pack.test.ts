// The deployment pack in real browsers: what its files for Linux say reaches the extension, every key of it, unchanged. What
// an installation from them does is shown elsewhere; here the extension is there already.
import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makePack } from '../../cli/policy/pack.ts';
import { PLACEHOLDER, sampleAnswers } from '../../cli/policy/sample.ts';
import type { Layer } from '../../core/policy/resolve.ts';
import { launchManaged, whyNotManaged, type ManagedBrowser } from './managed-browser.ts';

const why = whyNotManaged();
if (why !== null) console.log(`The deployment pack is not tested in Chromium here: ${why}.`);

interface PolicyFile {
  readonly '3rdparty': { readonly extensions: Readonly<Record<string, Layer>> };
}

declare const chrome: {
  readonly storage: { readonly managed: { get(): Promise<Readonly<Record<string, unknown>>> } };
};

describe.skipIf(why !== null)('linux/chromium/assay.json of the sample pack', () => {
  const answers = sampleAnswers();
  const text = makePack(answers).get('linux/chromium/assay.json') ?? '';
  const { '3rdparty': third, ...ofTheBrowser } = JSON.parse(text) as PolicyFile;
  let browser: ManagedBrowser;
  beforeAll(async () => {
    browser = await launchManaged({});
  });
  afterAll(() => browser.close());

  const managed = () => browser.desk.page.evaluate(() => chrome.storage.managed.get());

  it('reaches the extension while the browser runs: no key is dropped, no value is changed', async () => {
    await browser.setPolicy(third.extensions[PLACEHOLDER] ?? {}, ofTheBrowser);
    const arrived = async () => isDeepStrictEqual(await managed(), answers.values);
    await expect.poll(arrived, { timeout: 30_000, interval: 500 }).toBe(true);
  });

  it('is a policy of the browser of which none is refused', async () => {
    const page = await browser.assay.context.newPage();
    await page.goto('chrome://policy');
    // The words stand in shadow roots: name, value, source, scope, level, and a status.
    const rows = () =>
      page
        .locator('policy-row')
        .evaluateAll((all) =>
          all.map((row) => row.shadowRoot?.querySelector<HTMLElement>('.policy')?.innerText ?? ''),
        );
    for (const name of Object.keys(ofTheBrowser)) {
      const accepted = new RegExp(`^\\s*${name}\\s[^]*\\bOK\\s*$`);
      const isAccepted = async () => (await rows()).some((row) => accepted.test(row));
      await expect.poll(isAccepted, { timeout: 10_000, message: name }).toBe(true);
    }
    await page.close();
  });
});
