// The bill of materials, as CycloneDX JSON: the packages whose code is in the builds, with what package-lock.json knows of
// them. It has no time and no random number, so that the same builds give the same bytes.
import { createHash } from 'node:crypto';
import type { BundledPackages } from './bundled-packages.ts';

/** The part of package-lock.json that is read. */
export interface Lock {
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

export interface LockedPackage {
  readonly name?: string;
  readonly version: string;
  readonly license?: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

export interface BuildPackages {
  /** Name of the build, such as `chrome-mv3`. */
  readonly build: string;
  readonly packages: BundledPackages;
}

const ALGORITHMS: Readonly<Record<string, string>> = {
  sha256: 'SHA-256',
  sha384: 'SHA-384',
  sha512: 'SHA-512',
};

/**
 * @param lock package-lock.json
 * @param builds what each build holds
 * @returns the text of the bill
 * @throws when a build holds a package that the lock does not know
 */
export function sbomOf(lock: Lock, builds: readonly BuildPackages[]): string {
  const places = [...new Set(builds.flatMap(({ packages }) => Object.keys(packages)))].sort();
  const locked = places.map((place) => [place, lockedAt(lock, place)] as const);
  const product = lockedAt(lock, '');
  const productRef = `assay@${product.version}`;
  const body = {
    version: 1,
    metadata: {
      component: {
        type: 'application',
        'bom-ref': productRef,
        name: 'assay',
        version: product.version,
        ...licencesOf(product),
      },
    },
    components: locked.map(([place, one]) => componentOf(place, one, builds)),
    dependencies: [
      { ref: productRef, dependsOn: locked.map(([place, one]) => purlOf(place, one)) },
      ...locked.map(([place, one]) => dependencyOf(place, one, locked)),
    ],
  };
  const serialNumber = `urn:uuid:${uuidOf(JSON.stringify(body))}`;
  const format = { bomFormat: 'CycloneDX', specVersion: '1.6', serialNumber };
  return `${JSON.stringify({ ...format, ...body }, null, 2)}\n`;
}

function lockedAt(lock: Lock, place: string): LockedPackage {
  const one = lock.packages[place];
  if (!one)
    throw new Error(`package-lock.json does not know ${place}: run "npm ci", then pack again.`);
  return one;
}

function componentOf(place: string, one: LockedPackage, builds: readonly BuildPackages[]): object {
  const purl = purlOf(place, one);
  const [group, name] = groupAndName(nameOf(place, one));
  const integrity = hashesOf(one);
  return {
    type: 'library',
    'bom-ref': purl,
    ...(group !== undefined && { group }),
    name,
    version: one.version,
    scope: 'required',
    ...(integrity.length > 0 && { hashes: integrity }),
    ...licencesOf(one),
    purl,
    ...(one.resolved !== undefined && {
      externalReferences: [{ type: 'distribution', url: one.resolved }],
    }),
    properties: builds.flatMap(({ build, packages }) =>
      (packages[place] ?? []).map((file) => ({ name: 'assay:in', value: `${build}/${file}` })),
    ),
  };
}

/** Only what is bundled: what a build tool needs to run is not in the product. */
function dependencyOf(
  place: string,
  one: LockedPackage,
  bundled: readonly (readonly [string, LockedPackage])[],
): object {
  const needs = Object.keys(one.dependencies ?? {});
  const found = bundled.filter(([other, { name }]) => needs.includes(nameOf(other, { name })));
  return {
    ref: purlOf(place, one),
    dependsOn: found.map(([other, needed]) => purlOf(other, needed)),
  };
}

/** The name in the registry; an alias has another name as its folder. */
function nameOf(place: string, { name }: { readonly name?: string | undefined }): string {
  return name ?? place.split('node_modules/').at(-1) ?? place;
}

function groupAndName(name: string): readonly [string | undefined, string] {
  const [group, rest] = name.split('/', 2);
  return rest === undefined ? [undefined, name] : [group, rest];
}

function purlOf(place: string, one: LockedPackage): string {
  const name = nameOf(place, one).split('/').map(encodeURIComponent).join('/');
  return `pkg:npm/${name}@${encodeURIComponent(one.version)}`;
}

/** `integrity` as CycloneDX writes it; it may hold several. */
function hashesOf({ integrity = '' }: LockedPackage): readonly { alg: string; content: string }[] {
  return integrity
    .split(/\s+/)
    .map((one) => one.split('-', 2))
    .flatMap(([algorithm = '', base64 = '']) => {
      const alg = ALGORITHMS[algorithm];
      return alg ? [{ alg, content: Buffer.from(base64, 'base64').toString('hex') }] : [];
    });
}

/** An identifier of SPDX, or an expression of several. */
function licencesOf({ license }: LockedPackage): object {
  if (license === undefined) return {};
  const isOne = /^[\w.+-]+$/.test(license);
  return { licenses: [isOne ? { license: { id: license } } : { expression: license }] };
}

/** A UUID made of the text alone (version 8: one's own way). */
function uuidOf(text: string): string {
  const bytes = createHash('sha256').update(text).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
