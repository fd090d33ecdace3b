// The packages that the bundler says are in the build: each dependency of the product, and in what is put into pages,
// nothing but the build tool's own lines.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readPackageList } from '../../cli/pack/bundled-packages.ts';
import { projectFolder } from './built-files.ts';

const product = JSON.parse(readFileSync(join(projectFolder, 'package.json'), 'utf8')) as {
  readonly dependencies: Readonly<Record<string, string>>;
};

it('are the dependencies of package.json and lines of the build tools', async () => {
  const bundled = await readPackageList(join(projectFolder, '.output', 'chrome-mv3'));
  const places = Object.keys(bundled);
  const dependencies = Object.keys(product.dependencies);
  expect(places).toEqual(
    expect.arrayContaining(dependencies.map((name) => `node_modules/${name}`)),
  );
  const tools = ['@wxt-dev/browser', 'rolldown', 'vite', 'wxt'];
  const known = [...dependencies, ...tools].map((name) => `node_modules/${name}`);
  expect(
    places.filter((place) => !known.includes(place)),
    'A package is bundled that package.json does not name as a dependency',
  ).toEqual([]);
});

it('are none in what runs in pages', async () => {
  const bundled = await readPackageList(join(projectFolder, '.output', 'chrome-mv3'));
  const inPages = ['bridge.js', 'let-run.js', 'page-traits.js', 'content-scripts/guard.js'];
  const found = Object.entries(bundled).filter(([, files]) =>
    files.some((file) => inPages.includes(file)),
  );
  expect(found.map(([place]) => place)).toEqual(['node_modules/wxt']);
});
