// Test aid: three small builds as `wxt build` leaves them, with their lists of packages, and a lock that knows those.
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { BUILDS } from '../../cli/pack/artefacts.ts';
import { writePackageList } from '../../cli/pack/bundled-packages.ts';
import type { Lock } from '../../cli/pack/sbom.ts';

export const lock: Lock = {
  packages: {
    '': { version: '1.2.3', license: 'MIT' },
    'node_modules/zod': {
      version: '4.0.0',
      license: 'MIT',
      integrity: `sha512-${Buffer.alloc(64, 1).toString('base64')}`,
    },
    'node_modules/@some/where': {
      version: '1.0.0+b',
      license: '(MIT OR Apache-2.0)',
      resolved: 'https://registry.npmjs.org/@some/where/-/where-1.0.0.tgz',
      dependencies: { zod: '^4.0.0', unbundled: '^1.0.0' },
    },
    'node_modules/unbundled': { version: '1.0.0', license: 'MIT' },
  },
};

const modules = [
  '/a/node_modules/zod/v4/core.js',
  '/a/node_modules/@some/where/x.js',
  '/a/core/x.ts',
];
const gecko = { id: 'assay@assay.example', strict_min_version: '142.0' };

/** Writes the builds below `folder`, the files in the order that is given. */
export async function writeSmallBuilds(
  folder: string,
  order: 'forwards' | 'backwards' = 'forwards',
  version = '1.2.3',
): Promise<void> {
  const chunk = { type: 'chunk', fileName: 'background.js', moduleIds: modules };
  for (const build of Object.values(BUILDS)) {
    const manifest = {
      name: 'Assay',
      version,
      ...(build === BUILDS.firefox
        ? { browser_specific_settings: { gecko } }
        : { minimum_chrome_version: '128' }),
    };
    const files = [
      ['manifest.json', JSON.stringify(manifest)],
      ['background.js', 'x'.repeat(5000)],
      ['chunks/a.js', '1'],
      ['chunks/Z-ü.js', '2'],
      ['chunks-a.js', '3'],
    ] as const;
    for (const [name, text] of order === 'forwards' ? files : files.toReversed()) {
      const path = join(folder, build, name);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, text);
    }
    await writePackageList(join(folder, build), [chunk]);
  }
}
