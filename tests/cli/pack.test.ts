// What is deployed, made of small builds: the same bytes from other folders, days, zones and orders; manifests and answers
// that fit each other; and the command's words when something is missing. No build runs here.
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { unzipSync } from 'fflate';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { artefactsOf, sha256Of, SUMS, type Artefact } from '../../cli/pack/artefacts.ts';
import { requestOf } from '../../cli/pack/arguments.ts';
import { writeDeployment } from '../../cli/pack/deploy-folder.ts';
import { extensionIdOf } from '../../cli/pack/extension-id.ts';
import { signingKey, type SigningKey } from '../../cli/pack/signing-key.ts';
import { updateXml } from '../../cli/pack/update-answers.ts';
import { readCrx } from './crx-reader.ts';
import { lock, writeSmallBuilds } from './small-builds.ts';

const base = 'https://intranet.example/assay/';
let folder = '';
let key: SigningKey;
let made: readonly Artefact[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'assay-pack-'));
  key = await signingKey(join(folder, 'keys', 'key.pem'), true);
  const builds = join(folder, 'first');
  await writeSmallBuilds(builds);
  made = await artefactsOf({ builds, lock, selfHosting: { key, base } });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(() => vi.unstubAllEnvs());

function bytesOf(name: string): Uint8Array {
  const found = made.find((one) => one.name === name);
  if (!found) throw new Error(`${name} was not made`);
  return found.bytes;
}

const textOf = (name: string): string => Buffer.from(bytesOf(name)).toString('utf8');

function manifestIn(zip: Uint8Array): Record<string, unknown> {
  const manifest = unzipSync(zip)['manifest.json'];
  return JSON.parse(Buffer.from(manifest ?? []).toString('utf8')) as Record<string, unknown>;
}

describe('packing twice', () => {
  it('gives the same bytes of everything, in another folder, order, year and time zone', async () => {
    const builds = join(folder, 'second', 'elsewhere');
    await writeSmallBuilds(builds, 'backwards');
    for (const name of readdirSync(builds, { recursive: true, encoding: 'utf8' }))
      utimesSync(join(builds, name), 1_000_000_000, 1_000_000_000);
    vi.stubEnv('TZ', 'Pacific/Kiritimati');
    const again = await artefactsOf({ builds, lock, selfHosting: { key, base } });
    const sums = (all: readonly Artefact[]) => all.map((one) => [one.name, sha256Of(one.bytes)]);
    expect(sums(again)).toEqual(sums(made));
    expect(made).toHaveLength(9);
  });
});

describe('the packages', () => {
  it('go to the stores as they were built', () => {
    const chrome = unzipSync(bytesOf('assay-1.2.3-chrome.zip'));
    expect(Object.keys(chrome)).toEqual([
      'background.js',
      'chunks-a.js',
      'chunks/Z-ü.js',
      'chunks/a.js',
      'manifest.json',
    ]);
    const built = readFileSync(join(folder, 'first', 'chrome-mv3', 'manifest.json'));
    expect(built.equals(chrome['manifest.json'] ?? new Uint8Array())).toBe(true);
    expect(sha256Of(bytesOf('assay-1.2.3-edge.zip'))).toBe(
      sha256Of(bytesOf('assay-1.2.3-chrome.zip')),
    );
    const firefox = JSON.stringify(manifestIn(bytesOf('assay-1.2.3-firefox.zip')));
    expect(firefox).not.toContain('update_url');
  });

  it('tell a company’s Chromium their id and where newer ones are', () => {
    const { publicKeyDer, zip } = readCrx(bytesOf('assay-1.2.3-managed.crx'));
    const manifest = manifestIn(zip);
    expect(manifest).toMatchObject({ name: 'Assay', update_url: `${base}update.xml` });
    expect(manifest['key']).toBe(Buffer.from(publicKeyDer).toString('base64'));
    const answer = textOf('update.xml');
    expect(answer).toContain(`appid="${extensionIdOf(key.publicKeyDer)}"`);
    expect(answer).toContain(
      `codebase="${base}assay-1.2.3-managed.crx" version="1.2.3" prodversionmin="128"`,
    );
  });

  it('tell a company’s Firefox where newer ones are, under the name of the signed file', () => {
    const manifest = manifestIn(bytesOf('assay-1.2.3-firefox-unsigned.xpi'));
    expect(manifest['browser_specific_settings']).toEqual({
      gecko: {
        id: 'assay@assay.example',
        strict_min_version: '142.0',
        update_url: `${base}updates.json`,
      },
    });
    const update = {
      version: '1.2.3',
      update_link: `${base}assay-1.2.3-firefox.xpi`,
      applications: { gecko: { strict_min_version: '142.0' } },
    };
    const addons = { 'assay@assay.example': { updates: [update] } };
    expect(JSON.parse(textOf('updates.json'))).toEqual({ addons });
  });

  it('are all in the sums, sorted', () => {
    const lines = textOf(SUMS).trimEnd().split('\n');
    const others = made.filter(({ name }) => name !== SUMS);
    expect(lines.toSorted()).toEqual(
      others.map(({ name, bytes }) => `${sha256Of(bytes)}  ${name}`).sort(),
    );
    const names = lines.map((line) => line.slice(66));
    expect(names).toEqual(names.toSorted());
  });

  it('hold nothing of the private key', () => {
    const secret = key.privateKeyPem.split('\n').slice(8, 12);
    for (const { bytes } of made)
      for (const line of secret) expect(Buffer.from(bytes).includes(line)).toBe(false);
  });

  it('are only four for the stores, with their bill', async () => {
    const stores = await artefactsOf({ builds: join(folder, 'first'), lock, selfHosting: null });
    expect(stores.map(({ name }) => name)).toEqual([
      ...['chrome.zip', 'edge.zip', 'firefox.zip', 'sbom.cdx.json'].map(
        (end) => `assay-1.2.3-${end}`,
      ),
      SUMS,
    ]);
  });

  it('are refused when a build is missing or of another version', async () => {
    const builds = join(folder, 'old');
    const ingredients = { builds, lock, selfHosting: null };
    await expect(artefactsOf(ingredients)).rejects.toThrow(/no built extension in .*chrome-mv3/);
    await writeSmallBuilds(builds, 'forwards', '1.2.2');
    await expect(artefactsOf(ingredients)).rejects.toThrow(/version 1\.2\.2, .* says 1\.2\.3/);
  });
});

describe('the folder that is deployed', () => {
  it('loses what the last run wrote, and nothing else', async () => {
    const out = join(folder, 'deploy');
    const old = { name: 'assay-1.2.2-chrome.zip', bytes: Buffer.from('old'), purpose: '' };
    const sums = `${sha256Of(old.bytes)}  ${old.name}\n`;
    await writeDeployment(out, [old, { name: SUMS, bytes: Buffer.from(sums), purpose: '' }]);
    writeFileSync(join(out, 'assay-1.2.3-firefox.xpi'), 'signed by Mozilla');
    await writeDeployment(out, made);
    expect(readdirSync(out).sort()).toEqual(
      [...made.map(({ name }) => name), 'assay-1.2.3-firefox.xpi'].sort(),
    );
  });

  it.each([
    ['SHA256SUMS', `${'0'.repeat(64)}  system.iso\n`],
    ['SHA256SUMS', `${'0'.repeat(64)}  assay-1.2.2-chrome.zip\n${'0'.repeat(64)}  ../system.iso\n`],
    ['SHA256SUMS', `${'0'.repeat(64)} *system.iso\n`],
    ['update.xml', '<gupdate />'],
  ])('stays as it is when it holds a %s of something else', async (name, text) => {
    const out = mkdtempSync(join(folder, 'foreign-'));
    for (const path of ['system.iso', '../system.iso']) writeFileSync(join(out, path), 'stays');
    writeFileSync(join(out, name), text);
    await expect(writeDeployment(out, made)).rejects.toThrow(`holds a ${name} of something else`);
    expect(readdirSync(out).sort()).toEqual([name, 'system.iso'].sort());
    expect(readFileSync(join(out, name), 'utf8')).toBe(text);
    expect(existsSync(join(folder, 'system.iso'))).toBe(true);
  });

  it('is written again after a run that was broken off', async () => {
    const out = join(folder, 'broken-off');
    await writeDeployment(out, made.slice(0, -1));
    await writeDeployment(out, made);
    expect(readdirSync(out)).toContain(SUMS);
  });
});

describe('the answer for Chromium', () => {
  it('is well-formed whatever the address holds', () => {
    const one = { extensionId: 'a', version: '1', minimumChromeVersion: undefined };
    const text = updateXml({ ...one, crxUrl: `https://a/"&'<b>` });
    expect(text).toContain('codebase="https://a/&#34;&#38;&#39;&#60;b&#62;"');
    expect(text).not.toContain('prodversionmin');
  });
});

describe('the arguments', () => {
  it.each([
    [['--base', 'https://a.example/x'], 'https://a.example/x/'],
    [['--base', 'https://a.example'], 'https://a.example/'],
    [['--base', 'http://127.0.0.1:8080/x/'], 'http://127.0.0.1:8080/x/'],
    [['--stores'], null],
  ])('%j: the base is %s', (args, expected) => {
    expect(requestOf(args)?.base).toBe(expected);
  });

  it.each([
    [[], /--base https/],
    [['--base', 'intranet'], /whole address/],
    [['--base', 'http://intranet.example/'], /must begin with https/],
    [['--base', 'ftp://127.0.0.1/'], /must begin with https/],
    [['--base', 'https://me:pw@a.example/'], /no user/],
    [['--base', 'https://a.example/?x'], /no user/],
    [['--stores', '--make-key'], /neither/],
    [['--stores', '--twice', '--no-build'], /--twice builds/],
    [['--such'], /--such/],
    [['folder'], /folder/],
  ])('%j are refused: %s', (args, message) => {
    expect(() => requestOf(args)).toThrow(message);
  });
});

describe('the command', () => {
  const program = fileURLToPath(new URL('../../cli/pack/pack.ts', import.meta.url));
  const run = (...args: string[]) => {
    const env = { ...process.env, ASSAY_KEY: join(folder, 'no-such-key.pem') };
    return spawnSync(process.execPath, [program, ...args], { env, encoding: 'utf8' });
  };

  it('explains itself', () => {
    const { status, stdout, stderr } = run('--help');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('npm run pack -- --base URL');
  });

  it('says what is missing before it builds anything', () => {
    const wrong = run();
    expect(wrong.status).toBe(2);
    expect(wrong.stderr).toContain('pack: say where the files will be hosted');
    const keyless = run('--base', base);
    expect({ status: keyless.status, stdout: keyless.stdout }).toEqual({ status: 1, stdout: '' });
    expect(keyless.stderr).toContain('--make-key');
    expect(keyless.stderr).not.toContain('Building');
  });
});
