// The scan command as people and scripts run it: a process with arguments, two streams and an exit status, over real
// packages and over folders made for the case.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import wabtInit from 'wabt';

interface Row {
  readonly path: string;
  readonly sha256: string | null;
  readonly bytes: number;
  readonly verdict: string;
  readonly score: number;
  readonly family: string | null;
  readonly ms: number;
  readonly reasons: readonly string[];
}

// Every scan is a process of its own; on a busy machine its start alone takes seconds.
vi.setConfig({ testTimeout: 120_000 });

const assay = fileURLToPath(new URL('../../cli/assay.ts', import.meta.url));
const nodeModules = fileURLToPath(new URL('../../node_modules/', import.meta.url));
const turtlecoin = join(nodeModules, 'turtlecoin-crypto/dist/turtlecoin-crypto-wasm.js');
const hashWasm = join(nodeModules, 'hash-wasm/dist/index.esm.js');
const keys = ['path', 'sha256', 'bytes', 'verdict', 'score', 'family', 'ms', 'reasons'];
let folder = '';
let wasm: Uint8Array = new Uint8Array();

/** Without npm's note of where it was called: the scans here are called in their folder. */
const env = { ...process.env, INIT_CWD: undefined };

function run(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, [assay, ...args], {
    env,
    encoding: 'utf8',
    cwd: folder,
    maxBuffer: 1 << 26,
  });
}

function scanJson(...paths: string[]): Row[] {
  const { status, stdout, stderr } = run('scan', '--json', ...paths);
  expect([status, stderr]).toEqual([0, '']);
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Row);
}

function put(path: string, content: string | Uint8Array): void {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), content);
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'assay-scan-'));
  const wabt = await wabtInit();
  wasm = wabt
    .parseWat(
      'add.wat',
      '(module (func (export "add") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1))))',
    )
    .toBinary({}).buffer;
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('used wrongly', () => {
  it('explains itself without a path', () => {
    const { status, stdout, stderr } = run('scan');
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^Usage: assay scan \[--json\] PATH…/);
  });

  it('names a missing path and scans nothing, not even the good ones', () => {
    put('used/a.wasm', wasm);
    const { status, stdout, stderr } = run(
      'scan',
      '--json',
      'used/a.wasm',
      'no/such\u001b[31m.wasm',
    );
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toBe('assay scan: no such file or folder: no/such\\u{1b}[31m.wasm\n');
  });

  it.each([[['scan', '--jsno', '.']], [['scna', '.']], [[]]])(
    '%j ends with status 2 and says how',
    (args) => {
      const { status, stdout, stderr } = run(...args);
      expect([status, stdout]).toEqual([2, '']);
      expect(stderr).toContain('Usage: assay');
    },
  );

  it('helps on request', () => {
    expect(run('scan', '--help')).toMatchObject({ status: 0, stderr: '' });
    expect(run('--help').stdout).toContain('scan PATH…');
  });
});

describe('real packages', () => {
  it('confirms the CryptoNight module of turtlecoin-crypto inside its script', () => {
    const [row, ...more] = scanJson(turtlecoin);
    const base64 = /AGFzbQEAAA[\w+/]+=*/.exec(readFileSync(turtlecoin, 'utf8'))?.[0] ?? '';
    expect(more).toEqual([]);
    expect(row).toMatchObject({
      path: `${turtlecoin}#1`,
      sha256: createHash('sha256').update(Buffer.from(base64, 'base64')).digest('hex'),
      bytes: 318_444,
      verdict: 'confirmed',
      family: 'cryptonight',
    });
    expect(row?.score).toBeGreaterThan(50);
    expect(row?.reasons.at(-1)).toMatch(/^embedded as base64 at character \d+$/);
  });

  it('only suspects the wallet monero-ts, which is gzip in base64', () => {
    expect(scanJson(join(nodeModules, 'monero-ts/dist/monero.js'))).toMatchObject([
      { bytes: 5_925_456, verdict: 'suspected', family: 'cryptonight' },
    ]);
  });

  it('names no family in the 22 modules of hash-wasm: at most the model suspects a hash', () => {
    const rows = scanJson(hashWasm);
    expect(rows.map(({ path }) => path)).toEqual(rows.map((_, at) => `${hashWasm}#${at + 1}`));
    expect(rows).toHaveLength(22);
    expect(rows.map(({ verdict }) => verdict)).not.toContain('confirmed');
    for (const { family, score } of rows) {
      expect(family).toBeNull();
      expect(score).toBeLessThanOrEqual(20);
    }
  });
});

describe('rows', () => {
  it('have exactly the documented keys, in their order', () => {
    put('keys/a.wasm', wasm);
    put('keys/b.wasm', 'not wasm');
    const lines = run('scan', '--json', 'keys').stdout.trimEnd().split('\n');
    expect(lines).toHaveLength(2);
    for (const line of lines) expect(Object.keys(JSON.parse(line) as Row)).toEqual(keys);
  });

  it('report a broken file with its error and its offset, and go on', () => {
    put('broken/1-empty.wasm', '');
    put('broken/2-text.wasm', 'this is no module');
    put('broken/3-cut.wasm', wasm.subarray(0, wasm.length - 3));
    put('broken/4-good.wasm', wasm);
    const rows = scanJson('broken');
    expect(rows.map(({ verdict, bytes }) => [verdict, bytes])).toEqual([
      ['error', 0],
      ['error', 17],
      ['error', wasm.length - 3],
      ['clear', wasm.length],
    ]);
    for (const { reasons } of rows.slice(0, 3))
      expect(reasons[0]).toMatch(/^malformed: .*(?:offset|byte) (?:0x)?[\da-f]+/);
    expect(rows[3]?.reasons).toEqual([]);
  });

  it('report what cannot be read', () => {
    mkdirSync(join(folder, 'unreadable'));
    symlinkSync('self.js', join(folder, 'unreadable/self.js'));
    symlinkSync('nowhere.wasm', join(folder, 'unreadable/gone.wasm'));
    execFileSync('mkfifo', [join(folder, 'unreadable/pipe')]);
    expect(scanJson('unreadable', 'unreadable/pipe')).toMatchObject([
      {
        path: 'unreadable/gone.wasm',
        sha256: null,
        verdict: 'error',
        reasons: ['cannot be read: ENOENT'],
      },
      {
        path: 'unreadable/self.js',
        sha256: null,
        verdict: 'error',
        reasons: ['cannot be read: ELOOP'],
      },
      {
        path: 'unreadable/pipe',
        sha256: null,
        verdict: 'error',
        reasons: ['cannot be read: not a file'],
      },
    ]);
  });

  it('number the modules of a page and tell how they were embedded', () => {
    const base64 = Buffer.from(wasm).toString('base64');
    const worker = Buffer.from(
      `const code = "${base64}"; onmessage = () => WebAssembly.compile(code);`,
    ).toString('base64');
    put(
      'page.html',
      `<script>a=[${wasm.join()}]</script><script>new Worker("data:text/javascript;base64,${worker}")</script>`,
    );
    const rows = scanJson('page.html');
    expect(rows.map(({ path, sha256 }) => [path, sha256])).toEqual(
      [1, 2].map((at) => [`page.html#${at}`, createHash('sha256').update(wasm).digest('hex')]),
    );
    expect(rows.map(({ reasons }) => reasons[0])).toEqual([
      'embedded as byte list at character 11',
      expect.stringMatching(/^embedded as base64 > base64 at character \d+$/),
    ]);
  });

  it('take a named file by what it is, whatever its name', () => {
    put('odd/module.bin', wasm);
    put('odd/script.txt', `[${wasm.join(', ')}]`);
    expect(scanJson('odd')).toEqual([]);
    expect(scanJson('odd/module.bin', 'odd/script.txt').map(({ path }) => path)).toEqual([
      'odd/module.bin',
      'odd/script.txt#1',
    ]);
  });
});

describe('folders', () => {
  it('are searched in the order of their names, each once, without node_modules below', () => {
    for (const path of [
      'b.wasm',
      'a/z.wasm',
      'a/B.wasm',
      'A.wasm',
      'c/node_modules/p/x.wasm',
      'a/d/e.htm',
      'notes.txt',
    ]) {
      put(`tree/${path}`, path.endsWith('.wasm') ? wasm : `[${wasm.join()}]`);
    }
    symlinkSync('..', join(folder, 'tree/a/up'));
    symlinkSync('a', join(folder, 'tree/again'));
    const inTree = ['A.wasm', 'a/B.wasm', 'a/d/e.htm#1', 'a/z.wasm', 'b.wasm'].map(
      (path) => `tree/${path}`,
    );
    expect(scanJson('tree').map(({ path }) => path)).toEqual(inTree);
    const untimed = (): object[] => scanJson('tree').map((row) => ({ ...row, ms: 0 }));
    expect(untimed()).toEqual(untimed());
    expect(scanJson('tree/c')).toEqual([]);
    for (const named of ['tree/c/node_modules', 'tree/c/node_modules/p']) {
      expect(scanJson(named).map(({ path }) => path)).toEqual(['tree/c/node_modules/p/x.wasm']);
    }
  });
});

describe('the table', () => {
  it('has a line a module and a summary', () => {
    put('table/a.wasm', wasm);
    put('table/b\u001b[2J\u202e.wasm', wasm.subarray(0, 12));
    const { status, stdout } = run('scan', 'table', turtlecoin);
    const [head, a, b, miner, blank, summary, ...rest] = stdout.split('\n');
    const sha256 = createHash('sha256').update(wasm).digest('hex').slice(0, 12);
    expect(status).toBe(0);
    expect(head?.split(/\s+/)).toEqual([
      'path',
      'sha256',
      'bytes',
      'verdict',
      'score',
      'family',
      'ms',
      'why',
    ]);
    expect(a?.split(/\s+/).slice(0, 6)).toEqual([
      'table/a.wasm',
      sha256,
      String(wasm.length),
      'clear',
      '0',
      '-',
    ]);
    expect(b).toMatch(
      /^table\/b\\u\{1b\}\[2J\\u\{202e\}\.wasm +[\da-f]{12} +12 +error .*malformed: .*\d/,
    );
    expect(miner).toMatch(/#1 +00a3b0dfff\w\w +318444 +confirmed +\d+ +cryptonight +[\d.]+ +\S/);
    expect([blank, summary]).toEqual([
      '',
      '3 modules in 3 files: 1 confirmed, 0 suspected, 1 clear, 1 with errors',
    ]);
    expect(rest).toEqual(['']);
  });

  it('takes paths from where npm was called, and prints them as given', () => {
    put('called-here/answer.wasm', wasm);
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [assay, 'scan', '--json', 'called-here'],
      { encoding: 'utf8', cwd: tmpdir(), env: { ...process.env, INIT_CWD: folder } },
    );
    expect([status, stderr]).toEqual([0, '']);
    expect((JSON.parse(stdout) as Row).path).toBe(join('called-here', 'answer.wasm'));
  });

  it('ends quietly when the reader of the pipe goes away', async () => {
    for (let at = 0; at < 400; at += 1) put(`many/${at}.js`, `[${wasm.join()}];`.repeat(20));
    const child = spawn(process.execPath, [assay, 'scan', 'many'], {
      env,
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const stderr: Buffer[] = [];
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    child.stdout.once('data', () => child.stdout.destroy());
    const status = await new Promise((resolve) => child.once('close', resolve));
    expect([status, Buffer.concat(stderr).toString()]).toEqual([0, '']);
  });
});
