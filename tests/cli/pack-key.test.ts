// Custody of the signing key: made once, for its owner alone, outside of every repository, and never shown.
import { generateKeyPairSync } from 'node:crypto';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectFolder } from '../../cli/browser.ts';
import { extensionIdOf } from '../../cli/pack/extension-id.ts';
import { keyPath, signingKey } from '../../cli/pack/signing-key.ts';

const windows = process.platform === 'win32';
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-key-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function written(name: string, text: string, mode = 0o600): string {
  const path = join(folder, name);
  writeFileSync(path, text, { mode });
  return path;
}

describe('the place of the key', () => {
  it('is what ASSAY_KEY names, from where the command was called', () => {
    expect(keyPath({ ASSAY_KEY: '/safe/key.pem' })).toBe('/safe/key.pem');
    expect(keyPath({ ASSAY_KEY: 'key.pem', INIT_CWD: '/called/here' })).toBe(
      '/called/here/key.pem',
    );
  });

  it('is else in the configuration of the user', () => {
    const name = join('assay', 'extension-key.pem');
    expect(keyPath({})).toBe(join(homedir(), '.config', name));
    expect(keyPath({ XDG_CONFIG_HOME: '/conf' })).toBe(join('/conf', name));
    expect(keyPath({ XDG_CONFIG_HOME: 'not/whole' })).toBe(join(homedir(), '.config', name));
  });
});

describe('the key', () => {
  it('is made only when asked for, for its owner alone, and then kept', async () => {
    const path = join(folder, 'new', 'deeper', 'key.pem');
    await expect(signingKey(path, false)).rejects.toThrow(/no signing key at .*[^]*--make-key/);
    const made = await signingKey(path, true);
    expect(made.madeNow).toBe(true);
    if (!windows) {
      expect(statSync(path).mode & 0o777).toBe(0o600);
      expect(statSync(join(folder, 'new', 'deeper')).mode & 0o777).toBe(0o700);
    }
    const bytes = readFileSync(path);
    const again = await signingKey(path, true);
    expect(again.madeNow).toBe(false);
    expect(readFileSync(path).equals(bytes)).toBe(true);
    expect(extensionIdOf(again.publicKeyDer)).toBe(extensionIdOf(made.publicKeyDer));
  });

  it.each([true, false])('is refused in this project (make: %s)', async (make) => {
    const path = join(projectFolder, '.output', 'no-such-folder', 'key.pem');
    await expect(signingKey(path, make)).rejects.toThrow(/must not lie in a repository.*ASSAY_KEY/);
  });

  it('is refused in any other repository, and behind a link into one', async () => {
    mkdirSync(join(folder, 'repository', '.git'), { recursive: true });
    mkdirSync(join(folder, 'repository', 'keys'));
    symlinkSync(join(folder, 'repository', 'keys'), join(folder, 'link'), 'junction');
    for (const place of [join('repository', 'a', 'key.pem'), join('link', 'key.pem')])
      await expect(signingKey(join(folder, place), true)).rejects.toThrow(/must not lie/);
  });

  it.skipIf(windows)('is refused when others can read it', async () => {
    const path = written('open.pem', 'x');
    chmodSync(path, 0o640);
    await expect(signingKey(path, false)).rejects.toThrow(/chmod 600/);
  });

  it('is refused when it is none, too short or not RSA, without a word of what the file holds', async () => {
    const short = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey;
    const curve = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
    const pem = { type: 'pkcs8', format: 'pem' } as const;
    const files = [
      [written('none.pem', 'SECRET words'), /no private key as PEM/],
      [written('short.pem', String(short.export(pem))), /no RSA key of at least 2048/],
      [written('curve.pem', String(curve.export(pem))), /no RSA key of at least 2048/],
    ] as const;
    for (const [path, message] of files) {
      const error = await signingKey(path, true).catch((caught: unknown) => caught as Error);
      expect(error).toBeInstanceOf(Error);
      expect((error as Error).message).toMatch(message);
      expect(String((error as Error).stack)).not.toContain('SECRET');
    }
  });
});
