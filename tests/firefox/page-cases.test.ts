// Every page case in a real Firefox with the built extension: what people see must be what the case expects, or what
// differences.ts says of it. Skipped, with the reason, where no Firefox is installed.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isQuick, loadPageCases, type PageEntry } from '../pages/cases.ts';
import { expectOutcome } from '../pages/expect-outcome.ts';
import { findFirefox } from './bidi.ts';
import { caseDifferences } from './differences.ts';
import { longestInFirefox, runInFirefox } from './run-case.ts';
import { openFirefoxStage, titled, type FirefoxStage } from './stage.ts';

const all = await loadPageCases();
const isRun = ({ id, slow }: PageEntry): boolean =>
  isQuick(slow || caseDifferences[id]?.isSlow ? { slow: true } : {});
const cases = all.filter(isRun).map((entry) => ({
  ...entry,
  expect: { ...entry.expect, ...caseDifferences[entry.id]?.expect },
}));

it('every difference speaks of a case that exists', () => {
  const ids = all.map(({ id }) => id);
  expect(Object.keys(caseDifferences).filter((id) => !ids.includes(id))).toEqual([]);
});

describe.skipIf(findFirefox() === null)(titled('page cases in Firefox'), () => {
  let stage: FirefoxStage;
  beforeAll(async () => {
    stage = await openFirefoxStage();
  });
  afterAll(() => stage.close());

  describe.concurrent.each(cases)('$id', (entry) => {
    const { isAbsent, why = '' } = caseDifferences[entry.id] ?? {};
    const title = isAbsent ? `${entry.title} (not here: ${why})` : entry.title;
    const timeout = longestInFirefox(entry.expect) + 20_000;
    it.skipIf(isAbsent)(title, { timeout }, async ({ expect }) => {
      const outcome = await runInFirefox(stage, entry);
      expectOutcome(outcome, entry.expect, longestInFirefox(entry.expect), expect);
    });
  });

  describe('our own pages', () => {
    it('a listed site is replaced by our page, which says why', async () => {
      const { firefox, site } = stage;
      const entry = all.find(({ id }) => id === 'miner/listed-site');
      if (!entry) throw new Error('the case is gone');
      const tab = await firefox.begin(site.url(entry));
      const shown = (what: string) => (): Promise<string> => firefox.evaluate(tab, what);
      const page = firefox.ownPage('blocked.html');
      await expect.poll(shown('location.href'), { timeout: 10_000 }).toContain(page);
      const { hostname } = new URL(site.url(entry));
      await expect.poll(shown('document.body.innerText'), { timeout: 10_000 }).toContain(hostname);
    });

    it('the log page shows the incidents', async () => {
      const { firefox } = stage;
      const log = await firefox.open(firefox.ownPage('log.html'));
      const text = (): Promise<string> => firefox.evaluate(log, 'document.body.innerText');
      await expect.poll(text, { timeout: 10_000 }).toContain('Cryptonight miner');
    });
  });
});
