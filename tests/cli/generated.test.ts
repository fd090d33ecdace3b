// What is generated and committed must be what the generators give now.
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { expect, it } from 'vitest';
import { projectFolder } from '../../cli/browser.ts';
import { COVERAGE_PAGE, coveragePage } from '../../cli/coverage-page.ts';
import { DETECTORS_PAGE, detectorsPage } from '../../cli/detectors-page.ts';
import { FIREFOX_PAGE, firefoxPage } from '../../cli/firefox-page.ts';
import { FLEET_FORMATS_PAGE, fleetFormatsPage } from '../../cli/fleet-formats-page.ts';
import { POLICY_PAGE, policyPage } from '../../cli/policy-page.ts';
import { POLICY_TEXTS, policyTextsFile } from '../../cli/policy-texts.ts';
import { PRIVACY_PAGE, privacyPage } from '../../cli/privacy-page.ts';
import { makePack } from '../../cli/policy/pack.ts';
import { SAMPLE_FOLDER, sampleAnswers } from '../../cli/policy/sample.ts';

it.each([
  [DETECTORS_PAGE, detectorsPage],
  [COVERAGE_PAGE, coveragePage],
  [FIREFOX_PAGE, firefoxPage],
  [FLEET_FORMATS_PAGE, fleetFormatsPage],
  [PRIVACY_PAGE, privacyPage],
  [POLICY_PAGE, policyPage],
  [POLICY_TEXTS, policyTextsFile],
])('%s is as `npm run docs` writes it', async (path, write) => {
  const committed = await readFile(join(projectFolder, path), 'utf8');
  expect(committed).toBe(await write());
});

it(`${SAMPLE_FOLDER} is as \`npm run docs\` writes it`, async () => {
  const folder = join(projectFolder, SAMPLE_FOLDER);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const committed = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map(async (path) => [
        relative(folder, path).replaceAll('\\', '/'),
        await readFile(path, 'utf8'),
      ]),
  );
  expect(Object.fromEntries(committed)).toEqual(Object.fromEntries(makePack(sampleAnswers())));
});
