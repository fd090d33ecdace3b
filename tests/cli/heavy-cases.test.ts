// The heavy suite is whole: every folder is a valid case that loads the packages it names, and no kind of honest heavy
// load that people meet is missing. It starts no browser; that is the benchmark's part.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectFolder } from '../../cli/browser.ts';
import { loadHeavyCases } from '../pages/heavy-cases.ts';
import { siteHosts } from '../pages/site/server.ts';

/** What Assay must never stop. */
const kinds = [
  ...['video encode', 'audio encode', 'compile', 'chess', 'database', 'machine learning'],
  ...['physics', 'zk proof', 'captcha', 'argon2 login', 'password KDF', 'wallet creation'],
  ...['wallet scanning', 'compression', 'image codec', 'file hashing', 'PDF', 'emulator'],
  ...['scripting VM', 'solver', '3D graphics', 'data crunching', 'GPU compute', 'spreadsheet'],
  ...['parsing', 'git'],
];

const cases = await loadHeavyCases();
const installed = Object.keys(
  (JSON.parse(readFileSync(join(projectFolder, 'package.json'), 'utf8')) as PackageFile)
    .devDependencies,
);

interface PackageFile {
  readonly devDependencies: Readonly<Record<string, string>>;
}

describe('the heavy suite', () => {
  it('has at least 28 programs', () => {
    expect(cases.length).toBeGreaterThanOrEqual(28);
  });

  it.each(kinds)('has a program of the kind "%s"', (kind) => {
    expect(cases.map((entry) => entry.kind)).toContain(kind);
  });
});

describe.each(cases)('$id', ({ path, title, packages, kind, host, threads, result }) => {
  const folder = join(projectFolder, 'tests', 'pages', ...path.split('/'));
  const text = readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n');

  it('says what it is and what its result must be', () => {
    expect(title.length).toBeGreaterThan(10);
    expect(kind).toMatch(/^[\w -]+$/);
    expect(siteHosts).toContain(host);
    expect(threads).toBeGreaterThanOrEqual(1);
    expect(result).toMatch(/\w{2}/);
  });

  it('loads the packages that it names, and they are installed', () => {
    expect(packages.length).toBeGreaterThan(0);
    expect(installed).toEqual(expect.arrayContaining([...packages]));
    expect(packages.filter((name) => !text.includes(`/npm/${name}/`))).toEqual([]);
  });
});
