// Our own pages in Firefox, with the sample log: each comes to its end, and nothing scrolls sideways in a narrow window.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pageViews } from '../../cli/page-views.ts';
import { sampleLog } from '../../cli/sample-log.ts';
import { storing } from '../e2e/store-in-page.ts';
import { findFirefox } from './bidi.ts';
import { openFirefoxStage, titled, type FirefoxStage } from './stage.ts';

const views = pageViews.filter(({ needsEmptyLog }) => !needsEmptyLog);

describe.skipIf(!findFirefox())(titled('our pages in Firefox'), () => {
  let stage: FirefoxStage;

  beforeAll(async () => {
    stage = await openFirefoxStage();
    const page = await stage.firefox.open(stage.firefox.ownPage('status.html'));
    await stage.firefox.evaluate(page, await storing(sampleLog(60, Date.now())));
  });

  afterAll(() => stage.close());

  it.each(views)('$name is shown', async ({ path, ready }) => {
    const { firefox } = stage;
    const page = await firefox.open(firefox.ownPage(path));
    const isReady = (): Promise<boolean> =>
      firefox.evaluate(page, `document.querySelector(${JSON.stringify(ready)}) !== null`);
    await expect.poll(isReady, { timeout: 20_000 }).toBe(true);
    const wider = `document.documentElement.scrollWidth - document.documentElement.clientWidth`;
    expect(await firefox.evaluate(page, wider)).toBe(0);
    await firefox.shut(page);
  });
});
