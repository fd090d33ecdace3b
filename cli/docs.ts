// `npm run docs`: writes the pages of docs/ that are made from the code itself, and the sample of a deployment pack. Tests
// compare them.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { projectFolder } from './browser.ts';
import { COVERAGE_PAGE, coveragePage } from './coverage-page.ts';
import { FIREFOX_PAGE, firefoxPage } from './firefox-page.ts';
import { FLEET_FORMATS_PAGE, fleetFormatsPage } from './fleet-formats-page.ts';
import { DETECTORS_PAGE, detectorsPage } from './detectors-page.ts';
import { POLICY_PAGE, policyPage } from './policy-page.ts';
import { POLICY_TEXTS, policyTextsFile } from './policy-texts.ts';
import { PRIVACY_PAGE, privacyPage } from './privacy-page.ts';
import { makePack } from './policy/pack.ts';
import { SAMPLE_FOLDER, sampleAnswers } from './policy/sample.ts';
import { writePack } from './policy/write-pack.ts';

const pages = [
  [DETECTORS_PAGE, detectorsPage],
  [COVERAGE_PAGE, coveragePage],
  [FIREFOX_PAGE, firefoxPage],
  [FLEET_FORMATS_PAGE, fleetFormatsPage],
  [PRIVACY_PAGE, privacyPage],
  [POLICY_PAGE, policyPage],
  [POLICY_TEXTS, policyTextsFile],
] as const;

for (const [path, write] of pages) {
  await writeFile(join(projectFolder, path), await write());
  process.stdout.write(`${path} written\n`);
}
await writePack(join(projectFolder, SAMPLE_FOLDER), makePack(sampleAnswers()));
process.stdout.write(`${SAMPLE_FOLDER} written\n`);
