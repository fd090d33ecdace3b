// What is generated and committed must be what the generators give now.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { projectFolder } from '../../cli/browser.ts';
import { DETECTORS_PAGE, detectorsPage } from '../../cli/detectors-page.ts';

it('docs/detectors.md is as `npm run docs` writes it', async () => {
  const committed = await readFile(join(projectFolder, DETECTORS_PAGE), 'utf8');
  expect(committed).toBe(await detectorsPage());
});
