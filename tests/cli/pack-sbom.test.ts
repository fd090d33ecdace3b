// The bill of materials: only what is in the builds, with what the lock knows of it, and the same text every time.
import { describe, expect, it } from 'vitest';
import { packagesIn } from '../../cli/pack/bundled-packages.ts';
import { sbomOf } from '../../cli/pack/sbom.ts';
import { lock } from './small-builds.ts';

const builds = [
  {
    build: 'one',
    packages: { 'node_modules/@some/where': ['a.js'], 'node_modules/zod': ['a.js', 'b.js'] },
  },
  { build: 'two', packages: { 'node_modules/zod': ['b.js'] } },
];

interface Bill {
  readonly specVersion: string;
  readonly serialNumber: string;
  readonly metadata: { readonly component: object };
  readonly components: readonly { readonly purl: string }[];
  readonly dependencies: readonly object[];
}

const bill = (): Bill => JSON.parse(sbomOf(lock, builds)) as Bill;

describe('the packages of a build', () => {
  it('are found in the addresses of its modules', () => {
    const moduleIds = [
      '/home/me/assay/core/engine.ts',
      '/home/me/assay/node_modules/zod/v4/core/util.js',
      '/home/me/assay/node_modules/@a/b/index.js?url',
      'C:/assay/node_modules/c/node_modules/d/x.js',
      '\0rolldown/runtime.js',
      '\0vite/modulepreload-polyfill.js',
      '\0virtual:wxt-plugins',
    ];
    const chunks = [
      { type: 'chunk', fileName: 'b.js', moduleIds },
      { type: 'asset', fileName: 'icon.png' },
      { type: 'chunk', fileName: 'a.js', moduleIds: moduleIds.slice(0, 2) },
    ];
    expect(packagesIn(chunks)).toEqual({
      'node_modules/@a/b': ['b.js'],
      'node_modules/c/node_modules/d': ['b.js'],
      'node_modules/rolldown': ['b.js'],
      'node_modules/vite': ['b.js'],
      'node_modules/wxt': ['b.js'],
      'node_modules/zod': ['a.js', 'b.js'],
    });
  });
});

describe('the bill', () => {
  it('names product and format', () => {
    const { specVersion, serialNumber, metadata } = bill();
    expect(specVersion).toBe('1.6');
    expect(serialNumber).toMatch(
      /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-/,
    );
    expect(metadata.component).toMatchObject({
      name: 'assay',
      version: '1.2.3',
      type: 'application',
    });
  });

  it('holds each package with version, licence, hash, address and where it is', () => {
    const [scoped, zod, ...others] = bill().components;
    expect(others).toEqual([]);
    expect(scoped).toMatchObject({
      group: '@some',
      name: 'where',
      version: '1.0.0+b',
      purl: 'pkg:npm/%40some/where@1.0.0%2Bb',
      licenses: [{ expression: '(MIT OR Apache-2.0)' }],
      externalReferences: [{ type: 'distribution' }],
    });
    expect(zod).toMatchObject({
      name: 'zod',
      purl: 'pkg:npm/zod@4.0.0',
      licenses: [{ license: { id: 'MIT' } }],
      hashes: [{ alg: 'SHA-512', content: '01'.repeat(64) }],
      properties: [
        { name: 'assay:in', value: 'one/a.js' },
        { name: 'assay:in', value: 'one/b.js' },
        { name: 'assay:in', value: 'two/b.js' },
      ],
    });
  });

  it('says who needs whom, among what is bundled', () => {
    const [scoped, zod] = ['pkg:npm/%40some/where@1.0.0%2Bb', 'pkg:npm/zod@4.0.0'];
    expect(bill().dependencies).toEqual([
      { ref: 'assay@1.2.3', dependsOn: [scoped, zod] },
      { ref: scoped, dependsOn: [zod] },
      { ref: zod, dependsOn: [] },
    ]);
  });

  it('is the same text every time, and another for other packages', () => {
    expect(sbomOf(lock, builds)).toBe(sbomOf(lock, structuredClone(builds)));
    const other = JSON.parse(sbomOf(lock, builds.slice(1))) as Bill;
    expect(other.serialNumber).not.toBe(bill().serialNumber);
  });

  it('is refused for a package that the lock does not know', () => {
    const unknown = [{ build: 'one', packages: { 'node_modules/no-such': ['a.js'] } }];
    expect(() => sbomOf(lock, unknown)).toThrow(
      /does not know node_modules\/no-such: run "npm ci"/,
    );
  });
});
