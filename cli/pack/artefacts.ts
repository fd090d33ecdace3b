// Everything that is deployed, made of three builds: the packages for the stores, the signed one for companies with its
// update.xml, the one for Firefox with its updates.json, the bill of materials, the sums. It reads builds and writes
// nothing; the same builds, key and address give the same bytes.
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { readPackageList } from './bundled-packages.ts';
import { packCrx } from './crx3.ts';
import { extensionIdOf, manifestKeyOf } from './extension-id.ts';
import { manifestOf, readBuild, withManifest, zipOf, type PackedFiles } from './packed-files.ts';
import { sbomOf, type Lock } from './sbom.ts';
import type { SigningKey } from './signing-key.ts';
import { updatesJson, updateXml, UPDATE_XML, UPDATES_JSON } from './update-answers.ts';

/** The folders below `.output`. */
export const BUILDS = {
  chromium: 'chrome-mv3',
  managed: 'chrome-mv3-managed',
  firefox: 'firefox-mv3',
} as const;

export const SUMS = 'SHA256SUMS';

export interface Artefact {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** For people: who gets it. */
  readonly purpose: string;
}

export interface SelfHosting {
  readonly key: SigningKey;
  /** Where the files will be fetched from; ends with a slash. */
  readonly base: string;
}

export interface Ingredients {
  /** The folder that holds the three builds. */
  readonly builds: string;
  readonly lock: Lock;
  /** Null: for the stores alone. */
  readonly selfHosting: SelfHosting | null;
}

/** All artefacts, the sums last. */
export async function artefactsOf(ingredients: Ingredients): Promise<readonly Artefact[]> {
  const { builds, lock, selfHosting } = ingredients;
  const chromium = await readBuild(join(builds, BUILDS.chromium));
  const firefox = await readBuild(join(builds, BUILDS.firefox));
  const managed = selfHosting && (await readBuild(join(builds, BUILDS.managed)));
  const version = commonVersion(lock, [chromium, firefox, ...(managed ? [managed] : [])]);
  const made = [
    ...forStores(`assay-${version}`, chromium, firefox),
    ...(managed ? forChromiumFleet(`assay-${version}`, managed, selfHosting) : []),
    ...(selfHosting ? forFirefoxFleet(`assay-${version}`, firefox, selfHosting) : []),
    await billOf(ingredients),
  ];
  return [...made, sumsOf(made)];
}

function forStores(name: string, chromium: PackedFiles, firefox: PackedFiles): Artefact[] {
  const zip = zipOf(chromium);
  return [
    { name: `${name}-chrome.zip`, bytes: zip, purpose: 'Chrome Web Store' },
    { name: `${name}-edge.zip`, bytes: zip, purpose: 'Edge Add-ons (the same bytes)' },
    { name: `${name}-firefox.zip`, bytes: zipOf(firefox), purpose: 'addons.mozilla.org, listed' },
  ];
}

/** The manifest carries the key, so that the unpacked build has the same id, and where newer versions are. */
function forChromiumFleet(
  name: string,
  build: PackedFiles,
  { key, base }: SelfHosting,
): Artefact[] {
  const manifest = manifestOf(build);
  const own = { key: manifestKeyOf(key.publicKeyDer), update_url: `${base}${UPDATE_XML}` };
  const crx = packCrx(zipOf(withManifest(build, { ...manifest, ...own })), key.privateKeyPem);
  const file = `${name}-managed.crx`;
  const answer = updateXml({
    extensionId: extensionIdOf(key.publicKeyDer),
    version: manifest.version,
    crxUrl: `${base}${file}`,
    minimumChromeVersion: manifest.minimum_chrome_version,
  });
  return [
    { name: file, bytes: crx, purpose: 'Chrome, Edge, Chromium by policy: host it' },
    { name: UPDATE_XML, bytes: Buffer.from(answer), purpose: 'host it beside the .crx' },
  ];
}

/** The name of what is hosted is free for the file that Mozilla gives back. */
function forFirefoxFleet(name: string, build: PackedFiles, { base }: SelfHosting): Artefact[] {
  const manifest = manifestOf(build);
  const { gecko, ...others } = manifest.browser_specific_settings ?? {};
  if (!gecko) throw new Error('The Firefox build names no gecko id: build again.');
  const settings = { ...others, gecko: { ...gecko, update_url: `${base}${UPDATES_JSON}` } };
  const xpi = zipOf(withManifest(build, { ...manifest, browser_specific_settings: settings }));
  const answer = updatesJson({
    addonId: gecko.id,
    version: manifest.version,
    xpiUrl: `${base}${signedXpi(manifest.version)}`,
    minimumFirefoxVersion: gecko.strict_min_version,
  });
  return [
    { name: `${name}-firefox-unsigned.xpi`, bytes: xpi, purpose: 'UNSIGNED: Mozilla must sign it' },
    { name: UPDATES_JSON, bytes: Buffer.from(answer), purpose: 'host it beside the signed .xpi' },
  ];
}

/** What the file that Mozilla has signed is to be called. */
export function signedXpi(version: string): string {
  return `assay-${version}-firefox.xpi`;
}

async function billOf({ builds, lock, selfHosting }: Ingredients): Promise<Artefact> {
  const { managed, ...forAll } = BUILDS;
  const names = [...Object.values(forAll), ...(selfHosting ? [managed] : [])].sort();
  const lists = names.map(async (build) => {
    const packages = await readPackageList(join(builds, build));
    return { build, packages };
  });
  const text = sbomOf(lock, await Promise.all(lists));
  const name = `assay-${lock.packages['']?.version ?? ''}-sbom.cdx.json`;
  return { name, bytes: Buffer.from(text), purpose: 'what is bundled (CycloneDX)' };
}

/** In the form of `sha256sum -c`. */
function sumsOf(made: readonly Artefact[]): Artefact {
  const lines = made.map(({ name, bytes }) => `${sha256Of(bytes)}  ${name}\n`).sort(byName);
  return { name: SUMS, bytes: Buffer.from(lines.join('')), purpose: 'sums of all the others' };
}

const byName = (a: string, b: string): number => (a.slice(66) < b.slice(66) ? -1 : 1);

export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** The version of package.json; a build of another one was left over. */
function commonVersion(lock: Lock, builds: readonly PackedFiles[]): string {
  const wanted = lock.packages['']?.version ?? '';
  const other = builds.map((build) => manifestOf(build).version).find((one) => one !== wanted);
  if (other === undefined) return wanted;
  throw new Error(
    `A build is of version ${other}, but package-lock.json says ${wanted}: pack without --no-build.`,
  );
}
