// What is generated and committed must be what the generators give now.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { projectFolder } from '../../cli/browser.ts';
import { COVERAGE_PAGE, coveragePage } from '../../cli/coverage-page.ts';
import { DETECTORS_PAGE, detectorsPage } from '../../cli/detectors-page.ts';
import { FIREFOX_PAGE, firefoxPage } from '../../cli/firefox-page.ts';

it.each([
  [DETECTORS_PAGE, detectorsPage],
  [COVERAGE_PAGE, coveragePage],
  [FIREFOX_PAGE, firefoxPage],
])('%s is as `npm run docs` writes it', async (path, write) => {
  const committed = await readFile(join(projectFolder, path), 'utf8');
  expect(committed).toBe(await write());
});
