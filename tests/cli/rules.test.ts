// `assay rules` as people run it: keys that nobody else can read, packs that clients take, and errors that say what to do.
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { isRefusal, openPack } from '../../core/rule-pack/open-pack.ts';
import { readFeedKey } from '../../core/rule-pack/pack-file.ts';
import { verifyEd25519 } from '../../entrypoints/background/services/fetch-pack.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const repository = fileURLToPath(new URL('../../', import.meta.url));
const assay = join(repository, 'cli', 'assay.ts');
const env = { ...process.env, INIT_CWD: undefined };
let folder = '';
let publicKey = '';

function run(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, [assay, 'rules', ...args], {
    env,
    encoding: 'utf8',
    cwd: folder,
  });
}

function put(name: string, content: object | string): string {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  writeFileSync(join(folder, name), text);
  return name;
}

const source = (changes: object = {}) => ({
  version: 1,
  from: 'Example',
  hosts: [
    { category: 'cryptojacking', sources: ['Example, CC0'], namesFile: 'names.txt' },
    { category: 'deliberate-mining', sources: ['Example, CC0'], names: ['Pool.example.'] },
  ],
  ...changes,
});

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-rules-'));
  put(
    'names.txt',
    '# found in November\nz.miner.example\nmünze.example  # umlaut\n\nA.miner.example\nz.miner.example\n',
  );
  const { stdout } = run('make-key', 'feed.pem');
  publicKey = /^public key: +(\S+)$/m.exec(stdout)?.[1] ?? '';
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('make-key', () => {
  it('writes a key that nobody else can read, and prints only the public one', () => {
    const { status, stdout, stderr } = run('make-key', 'other.pem');
    expect([status, stderr]).toEqual([0, '']);
    const path = join(folder, 'other.pem');
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
    const secret = readFileSync(path, 'utf8').split('\n')[1] ?? '';
    expect(secret.length).toBeGreaterThan(40);
    expect(stdout).not.toContain(secret);
    expect(readFeedKey(/^public key: +(\S+)$/m.exec(stdout)?.[1] ?? '')).not.toBeNull();
  });

  it('never replaces a file and never writes into this repository', () => {
    expect(run('make-key', 'feed.pem')).toMatchObject({ status: 2, stdout: '' });
    const inside = join(repository, 'rules', 'feed.pem');
    expect(run('make-key', inside).stderr).toContain('outside of this repository');
    expect(existsSync(inside)).toBe(false);
  });
});

describe('sign and verify', () => {
  it('make a pack that the extension opens', async () => {
    put('source.json', source());
    const signed = run('sign', 'source.json', '--key', 'feed.pem', '--out', 'pack.json');
    expect([signed.status, signed.stderr]).toEqual([0, '']);
    expect(signed.stdout).toContain('3 cryptojacking, 1 deliberate-mining');
    const text = readFileSync(join(folder, 'pack.json'), 'utf8');
    const key = readFeedKey(publicKey);
    const opened = await openPack(text, key ? [key] : [], verifyEd25519);
    if (isRefusal(opened)) throw new Error(opened.why);
    expect(opened.pack.hosts.map(({ names }) => names)).toEqual([
      'a.miner.example xn--mnze-0ra.example z.miner.example',
      'pool.example',
    ]);
    const days = Date.parse(opened.pack.expiresAt) - Date.parse(opened.pack.issuedAt);
    expect(days).toBe(30 * 86_400_000);
    expect(run('verify', 'pack.json', '--key', publicKey)).toMatchObject({ status: 0, stderr: '' });
  });

  it.each([
    ['the same version again', source(), 1, 'give the new pack a higher one'],
    [
      'a root that everybody shares',
      source({
        version: 2,
        hosts: [{ category: 'cryptojacking', sources: ['x'], names: ['github.io'] }],
      }),
      1,
      'must stay free',
    ],
    ['an unknown field', source({ version: 2, code: 'x' }), 1, 'schema'],
    [
      'no names',
      source({ version: 2, hosts: [{ category: 'cryptojacking', sources: ['x'] }] }),
      2,
      'list of texts',
    ],
    [
      'a file that is not there',
      source({ version: 2, hosts: [{ namesFile: 'no.txt' }] }),
      2,
      'is not there',
    ],
    ['days that are none', source({ version: 2, days: 'ten' }), 2, '"days"'],
    ['no JSON', 'version: 2', 2, 'is no JSON'],
  ])('refuse %s, and leave the pack that is there', (_, content, expected, why) => {
    const before = readFileSync(join(folder, 'pack.json'), 'utf8');
    put('bad.json', content);
    const { status, stderr } = run('sign', 'bad.json', '--key', 'feed.pem', '--out', 'pack.json');
    expect([status, stderr]).toEqual([expected, expect.stringContaining(why)]);
    expect(readFileSync(join(folder, 'pack.json'), 'utf8')).toBe(before);
  });

  it.each([
    ['its own key', 'feed.pem', 'is no rule pack'],
    ['its source', 'source.json', 'is no rule pack'],
    ['what lies beside', 'fresh.json', 'fresh.json.new'],
  ])('write nothing over %s', (_, out, why) => {
    put('fresh.json.new', 'somebody’s');
    put('source.json', source({ version: 3 }));
    const at = existsSync(join(folder, out)) ? out : `${out}.new`;
    const before = readFileSync(join(folder, at), 'utf8');
    const { status, stderr } = run('sign', 'source.json', '--key', 'feed.pem', '--out', out);
    expect([status, stderr]).toEqual([2, expect.stringContaining(why)]);
    expect(readFileSync(join(folder, at), 'utf8')).toBe(before);
  });

  it('refuse a pack that was changed, expired or signed by somebody else', () => {
    const text = readFileSync(join(folder, 'pack.json'), 'utf8');
    put('changed.json', text.replace('pool.example', 'bank.example'));
    expect(run('verify', 'changed.json', '--key', publicKey)).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('wrong signature') as string,
    });
    const other = run('make-key', 'third.pem').stdout;
    const otherKey = /^public key: +(\S+)$/m.exec(other)?.[1] ?? '';
    expect(run('verify', 'pack.json', '--key', otherKey).stderr).toContain('unknown key');
  });

  it.skipIf(process.platform === 'win32')('refuse a key that others can read', () => {
    run('make-key', 'open.pem');
    chmodSync(join(folder, 'open.pem'), 0o644);
    const { status, stderr } = run('sign', 'source.json', '--key', 'open.pem', '--out', 'x.json');
    expect([status, stderr]).toEqual([2, expect.stringContaining('chmod 600')]);
  });

  it('say what is missing', () => {
    expect(run('sign', 'source.json', '--out', 'x.json').stderr).toContain('--key is missing');
    expect(run('sign', 'source.json', '--key', 'none.pem', '--out', 'x').stderr).toContain(
      'make-key',
    );
    expect(run('verify', 'pack.json', '--key', 'x').stderr).toContain('no public key');
    expect(run().status).toBe(2);
    expect(run('--help').status).toBe(0);
  });
});
