// The freeze command as people run it: a process over real packages and over folders, lists and git histories made for
// the case. What it writes must be the same bytes every time, and every mistake must be told with what to do.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import wabtInit from 'wabt';
import { codeSha256Of, sha256Of } from '../../cli/freeze-measure.ts';
import { readFrozenLine, type FrozenModule } from '../../core/features/freeze.ts';
import { at } from '../at.ts';

// Every freeze is a process of its own; on a busy machine its start alone takes seconds.
vi.setConfig({ testTimeout: 120_000 });

const program = fileURLToPath(new URL('../../cli/freeze.ts', import.meta.url));
const nodeModules = fileURLToPath(new URL('../../node_modules/', import.meta.url));
const argon2 = join(nodeModules, 'argon2-browser/dist');
let folder = '';
let add: Uint8Array = new Uint8Array();
let addSwapped: Uint8Array = new Uint8Array();

interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function run(...args: string[]): Outcome {
  const env = { ...process.env, INIT_CWD: folder };
  return spawnSync(process.execPath, [program, ...args], { env, encoding: 'utf8' });
}

function rowsIn(name: string): FrozenModule[] {
  const text = gunzipSync(readFileSync(join(folder, name))).toString('utf8');
  return text.trimEnd().split('\n').map(readFrozenLine);
}

function put(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}

async function binary(text: string): Promise<Uint8Array> {
  return (await wabtInit()).parseWat('test.wat', text).toBinary({}).buffer;
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'assay-freeze-'));
  const text = (a: number, b: number): string =>
    '(module (func (export "add") (param i32 i32) (result i32)' +
    ` (i32.add (local.get ${a}) (local.get ${b}))))`;
  add = await binary(text(0, 1));
  addSwapped = await binary(text(1, 0));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a folder', () => {
  const asArgon2 = ['--repo', 'npm:argon2-browser@1.18.0', '--licence', 'MIT'];

  it('gives rows of real modules, plain and embedded, sorted, the same bytes every time', () => {
    const first = run(argon2, ...asArgon2, '--out', 'a.gz');
    expect(first).toMatchObject({ status: 0, stderr: '' });
    const rows = rowsIn('a.gz');
    const hashes = rows.map(({ sha256 }) => sha256);
    expect(hashes).toEqual([...hashes].sort());
    expect(new Set(rows.map(({ label, family }) => `${label} ${family}`))).toEqual(
      new Set(['dual-use argon2']),
    );
    const plain = new Uint8Array(readFileSync(join(argon2, 'argon2.wasm')));
    const row = rows.find(({ sha256 }) => sha256 === sha256Of(plain));
    expect(row).toMatchObject({
      sizeBytes: plain.length,
      codeSha256: codeSha256Of(plain),
      tier: 'dual-use',
      licence: 'MIT',
      variantOf: null,
      constants: expect.arrayContaining(['blake2b']) as unknown,
    });
    expect(row?.features['sizeBytes']).toBe(plain.length);
    expect(row?.ratios['localPercent']).toBeGreaterThan(10);
    expect(first.stdout).toMatch(new RegExp(`^${rows.length} new, 0 replaced, 0 unchanged`));

    expect(run(argon2, ...asArgon2, '--out', 'b.gz').status).toBe(0);
    expect(readFileSync(join(folder, 'b.gz'))).toEqual(readFileSync(join(folder, 'a.gz')));
    const again = run(argon2, ...asArgon2, '--out', 'a.gz');
    expect(again.stdout).toMatch(new RegExp(`^0 new, 0 replaced, ${rows.length} unchanged`));
    expect(readFileSync(join(folder, 'b.gz'))).toEqual(readFileSync(join(folder, 'a.gz')));
  });

  it('is merged by sha256, whatever the order, and replaces what was said before', () => {
    put('one/add.wasm', add);
    put('two/swapped.wasm', addSwapped);
    const freeze = (part: string, out: string, ...more: string[]): Outcome =>
      run(
        part,
        '--repo',
        'owner/name',
        '--label',
        'benign',
        '--licence',
        'MIT',
        '--out',
        out,
        ...more,
      );
    freeze('one', '12.gz');
    freeze('two', '12.gz');
    freeze('two', '21.gz');
    freeze('one', '21.gz');
    expect(readFileSync(join(folder, '12.gz'))).toEqual(readFileSync(join(folder, '21.gz')));
    const replaced = run(
      ...['one', '--repo', 'owner/name', '--label', 'miner', '--family', 'scrypt'],
      ...['--licence', 'none', '--tier', 'wild', '--out', '12.gz'],
    );
    expect(replaced.stdout).toMatch(/^0 new, 1 replaced, 0 unchanged, 0 not frozen; 2 rows/);
    expect(rowsIn('12.gz').find(({ sha256 }) => sha256 === sha256Of(add))).toMatchObject({
      label: 'miner',
      tier: 'wild',
      family: 'scrypt',
      licence: 'none',
    });
    freeze('one', '12.gz', '--fresh');
    expect(rowsIn('12.gz')).toHaveLength(1);
  });

  it('of variants keeps what they were made from', () => {
    put('variants/x.js', `const code = [${addSwapped.join(', ')}];`);
    const { status } = run(
      ...['variants', '--repo', 'owner/name', '--licence', 'none', '--label', 'benign'],
      ...['--variant-of', sha256Of(add), '--passes', 'dead-code, order', '--seed', '7'],
      ...['--out', 'v.gz'],
    );
    expect(status).toBe(0);
    expect(rowsIn('v.gz')).toMatchObject([
      {
        sha256: sha256Of(addSwapped),
        tier: 'control',
        variantOf: sha256Of(add),
        passes: ['dead-code', 'order'],
        seed: 7,
      },
    ]);
  });

  it('tells what could not be frozen and keeps the rest', () => {
    put('mixed/good.wasm', add);
    put('mixed/broken\u001b[31m.wasm', add.subarray(0, 20));
    put('mixed/probe.js', 'const probe = [0, 97, 115, 109, 1, 0, 0, 0];');
    const outcome = run(
      ...[
        'mixed',
        '--repo',
        'owner/name',
        '--label',
        'benign',
        '--licence',
        'MIT',
        '--out',
        'm.gz',
      ],
    );
    expect(outcome.status).toBe(0);
    expect(outcome.stdout).toMatch(/^1 new, .* 1 not frozen; 1 rows/);
    expect(outcome.stderr).toMatch(/not frozen: owner\/name broken\\u\{1b\}\[31m\.wasm: .*byte 20/);
  });

  it('that is missing or holds no module ends with status 1', () => {
    put('none/readme.txt', 'nothing here');
    const freeze = (path: string): Outcome =>
      run(path, '--repo', 'vusec/minesweeper', '--out', 'n.gz');
    expect(freeze('no-such-folder')).toMatchObject({
      status: 1,
      stdout: '',
      stderr: 'freeze: no such file or folder: no-such-folder\n',
    });
    expect(freeze('none')).toMatchObject({
      status: 1,
      stderr: 'freeze: no module was found there\n',
    });
    expect(() => rowsIn('n.gz')).toThrow(/ENOENT/);
  });
});

describe('the file of rows', () => {
  const benign = ['--repo', 'owner/name', '--label', 'benign', '--licence', 'MIT'];

  it('with a faulty line is named, and so is the way out', () => {
    put('file/add.wasm', add);
    put('faulty.gz', gzipSync('\n{"sha256": 1}\n'));
    expect(run('file', ...benign, '--out', 'faulty.gz')).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/faulty\.gz, line 2: "label" .*--fresh/) as unknown,
    });
  });

  it('with rows of an older analyser is written, with a warning', () => {
    put('file/add.wasm', add);
    run('file', ...benign, '--out', 'old.gz');
    const older = {
      ...at(rowsIn('old.gz'), 0),
      sha256: 'b'.repeat(64),
      features: { codeBytes: 3 },
    };
    put('old.gz', gzipSync(`${JSON.stringify(older)}\n`));
    expect(run('file', ...benign, '--out', 'old.gz').stdout).toMatch(
      /2 rows in .*\n1 rows were measured with other features: freeze them again/,
    );
  });
});

describe('a list', () => {
  const line = (fields: object): string =>
    JSON.stringify({ label: 'benign', family: '', repository: 'o/n', licence: 'MIT', ...fields });

  it('freezes files by paths relative to it, with all that it says', () => {
    put('listed/add.wasm', add);
    put('listed/swapped.bin', addSwapped);
    const variant = { variantOf: sha256Of(add), passes: ['order'], seed: 1 };
    const lines = [
      line({ file: 'add.wasm', sha256: sha256Of(add), extra: 'is left alone' }),
      '',
      line({ file: join(folder, 'listed/swapped.bin'), ...variant }),
    ];
    put('listed/list.jsonl', lines.join('\n'));
    expect(run('--manifest', 'listed/list.jsonl', '--out', 'l.gz')).toMatchObject({ status: 0 });
    const rows = rowsIn('l.gz');
    expect(rows.map(({ tier }) => tier).sort()).toEqual(['benign', 'control']);
    expect(rows.find(({ seed }) => seed === 1)).toMatchObject(variant);
  });

  it('with faulty lines freezes nothing and names each', () => {
    put(
      'bad.jsonl',
      [line({ file: 'x' }), '{', '7', line({}), line({ file: 'x', label: 'bad' })].join('\n'),
    );
    const { status, stdout, stderr } = run('--manifest', 'bad.jsonl', '--out', 'bad.gz');
    expect([status, stdout]).toEqual([1, '']);
    for (const told of [
      'line 2: it is no JSON',
      'line 3: it is no object',
      'line 4: "file" must be the path of the module',
      'line 5: "label" must be one of miner, dual-use, benign',
    ])
      expect(stderr).toContain(`\n${told}\n`);
    expect(stderr).not.toContain('line 1:');
  });

  it('with a wrong sha256 or a missing file freezes the rest and ends with status 1', () => {
    put('part/add.wasm', add);
    const lines = [
      line({ file: 'add.wasm' }),
      line({ file: 'add.wasm', sha256: 'c'.repeat(64) }),
      line({ file: 'gone.wasm' }),
    ];
    put('part/list.jsonl', lines.join('\n'));
    const { status, stdout, stderr } = run('--manifest', 'part/list.jsonl', '--out', 'p.gz');
    expect([status, stdout]).toEqual([1, expect.stringMatching(/^1 new.* 2 not frozen/)]);
    expect(stderr).toMatch(/add\.wasm \(line 2\): its sha256 is not the one in the list/);
    expect(stderr).toMatch(/gone\.wasm \(line 3\): ENOENT/);
  });
});

describe('a git history', () => {
  const hasGit = spawnSync('git', ['--version']).status === 0;
  const git = (...args: string[]): void => {
    const who = ['-c', 'user.name=t', '-c', 'user.email=t@example.org'];
    execFileSync('git', ['-C', join(folder, 'clone'), ...who, ...args], { stdio: 'ignore' });
  };

  it.skipIf(!hasGit)(
    'gives the modules of all versions, those in scripts and removed ones too',
    () => {
      put('clone/a b.wasm', add);
      git('init');
      git('add', '.');
      git('commit', '-m', 'one');
      put('clone/a b.wasm', argon2Module());
      put('clone/script.js', `atob("${Buffer.from(addSwapped).toString('base64')}")`);
      put('clone/data.bin', new Uint8Array(100_000));
      git('add', '.');
      git('commit', '-m', 'two');
      git('rm', 'script.js');
      git('commit', '-m', 'three');
      const outcome = run(
        ...['clone', '--history', '--repo', 'owner/name', '--label', 'benign', '--licence', 'MIT'],
        ...['--out', 'h.gz'],
      );
      expect(outcome).toMatchObject({ status: 0, stderr: '' });
      const hashes = rowsIn('h.gz').map(({ sha256 }) => sha256);
      expect(hashes).toEqual([add, addSwapped, argon2Module()].map(sha256Of).sort());
    },
  );

  it.skipIf(!hasGit)("of a folder that is no clone ends with git's words", () => {
    put('no-clone/a.wasm', add);
    const outcome = run('no-clone', '--history', '--repo', 'vusec/minesweeper', '--out', 'x.gz');
    expect(outcome.status).toBe(1);
    expect(outcome.stderr).toMatch(/^freeze: git cannot read no-clone: .*not a git repository/s);
  });

  function argon2Module(): Uint8Array {
    return new Uint8Array(readFileSync(join(argon2, 'argon2.wasm')));
  }
});

describe('arguments', () => {
  it('end with status 2 and the usage when they are wrong; --help explains', () => {
    const wrong = run('.', '--repo', 'owner/name', '--label', 'virus');
    expect([wrong.status, wrong.stdout]).toEqual([2, '']);
    expect(wrong.stderr).toMatch(
      /^freeze: --label must be one of miner, dual-use, benign, not "virus"\n\nUsage: npm run freeze/,
    );
    expect(run('--help')).toMatchObject({ status: 0, stderr: '' });
  });
});
