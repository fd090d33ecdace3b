// `npm run docs`: writes the pages of docs/ that are made from the code itself. A test compares them.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { projectFolder } from './browser.ts';
import { COVERAGE_PAGE, coveragePage } from './coverage-page.ts';
import { FIREFOX_PAGE, firefoxPage } from './firefox-page.ts';
import { DETECTORS_PAGE, detectorsPage } from './detectors-page.ts';

const pages = [
  [DETECTORS_PAGE, detectorsPage],
  [COVERAGE_PAGE, coveragePage],
  [FIREFOX_PAGE, firefoxPage],
] as const;

for (const [path, write] of pages) {
  await writeFile(join(projectFolder, path), await write());
  process.stdout.write(`${path} written\n`);
}
