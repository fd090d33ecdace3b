// The command as people run it: a process with a file, a folder and an exit status; and its questions over two streams.
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { readAnswers } from '../../../cli/policy/answers.ts';
import { askAnswers } from '../../../cli/policy/ask.ts';
import { sampleAnswers } from '../../../cli/policy/sample.ts';
import { everywhere, ID } from './companies.ts';

// Each run is a process of its own; on a busy machine its start alone takes seconds.
vi.setConfig({ testTimeout: 120_000 });

const assay = fileURLToPath(new URL('../../../cli/assay.ts', import.meta.url));
let folder = '';

function run(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  const env = { ...process.env, INIT_CWD: undefined };
  return spawnSync(process.execPath, [assay, 'policy', ...args], {
    env,
    cwd: folder,
    encoding: 'utf8',
    input: '',
  });
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-pack-'));
  writeFileSync(join(folder, 'right.json'), JSON.stringify(sampleAnswers()));
  const values = { mode: 'monitor', keepDays: 0 };
  writeFileSync(join(folder, 'wrong.json'), JSON.stringify({ ...everywhere, values }));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('assay policy', () => {
  it('writes a pack, and again in its place, with nothing of the earlier one', () => {
    const { status, stdout } = run('right.json', '--out', 'pack');
    expect([status, stdout]).toEqual([0, expect.stringContaining('begin with README.md')]);
    expect(existsSync(join(folder, 'pack/windows/edge.reg'))).toBe(true);
    writeFileSync(join(folder, 'less.json'), JSON.stringify({ chrome: everywhere.chrome }));
    expect(run('less.json', '--out', 'pack').status).toBe(0);
    expect(readdirSync(join(folder, 'pack/windows')).sort()).toEqual([
      'admx',
      'chrome.reg',
      'intune.md',
    ]);
  });

  it('writes nothing when an answer is wrong, and names it', () => {
    const { status, stderr } = run('wrong.json', '--out', 'none');
    expect(status).toBe(2);
    expect(stderr).toContain(
      'values.keepDays: must be a whole number from 1 to 3650 (days), but is 0',
    );
    expect(stderr).toContain('nothing was written');
    expect(existsSync(join(folder, 'none'))).toBe(false);
  });

  it('leaves an earlier pack as it was when an answer is wrong', () => {
    run('right.json', '--out', 'kept');
    const before = readFileSync(join(folder, 'kept/answers.json'), 'utf8');
    expect(run('wrong.json', '--out', 'kept').status).toBe(2);
    expect(readFileSync(join(folder, 'kept/answers.json'), 'utf8')).toBe(before);
  });

  it('touches no folder that holds anything else', () => {
    mkdirSync(join(folder, 'mine'));
    writeFileSync(join(folder, 'mine/thesis.txt'), 'x');
    const { status, stderr } = run('right.json', '--out', 'mine');
    expect([status, stderr]).toEqual([2, expect.stringContaining('thesis.txt')]);
    expect(readdirSync(join(folder, 'mine'))).toEqual(['thesis.txt']);
  });

  it('touches no folder beside it that holds anything else', () => {
    mkdirSync(join(folder, 'next.new'));
    writeFileSync(join(folder, 'next.new/thesis.txt'), 'x');
    const { status, stderr } = run('right.json', '--out', 'next');
    expect([status, stderr]).toEqual([1, expect.stringContaining('thesis.txt')]);
    expect(readdirSync(join(folder, 'next.new'))).toEqual(['thesis.txt']);
  });

  it('says what it wants', () => {
    const said = (...args: string[]): unknown[] => {
      const { status, stdout, stderr } = run(...args);
      return [status, stdout + stderr];
    };
    expect(said('--help')).toEqual([0, expect.stringContaining('privateWindows')]);
    expect(said('--nonsense')).toEqual([2, expect.stringContaining('Usage')]);
    expect(said('missing.json')).toEqual([2, expect.stringContaining('ENOENT')]);
    expect(said()).toEqual([2, expect.stringContaining('no terminal')]);
    expect(run('a.json', 'b.json').status).toBe(2);
  });
});

describe('the questions', () => {
  it('lead to the same answers as a file, and ask again for what is wrong', async () => {
    const answers = await answered([
      ...['1', ID],
      ...['self-hosted', ID, 'https://intranet.example.org/u.xml'],
      ...['used', 'assay@assay.example', 'https://intranet.example.org/assay.xpi'],
      ...['sideways', 'forbid', '', 'no'],
      ...['quietly', 'monitor', 'Example', '', '["see-log"]'],
      ...['?', 'keepDays', 'many', '90', ''],
    ]);
    expect(readAnswers(answers.given)).toMatchObject({
      chrome: { from: 'chrome-web-store', id: ID },
      edge: { from: 'self-hosted' },
      firefox: { id: 'assay@assay.example' },
      privateWindows: 'forbid',
      webRtc: 'leave',
      pin: false,
      values: {
        mode: 'monitor',
        organisationName: 'Example',
        peopleMay: ['see-log'],
        keepDays: 90,
      },
    });
    expect(answers.said).toContain('mode must be one of "block", "monitor", but is "quietly"');
    expect(answers.said).toContain('keepDays must be a whole number');
  });

  it('take no browser for an answer, which is refused afterwards like a file', async () => {
    const { given } = await answered(['3', '4', '2', '', '', '', '', '', '', '', '']);
    expect(readAnswers(given)).toEqual({ problems: [expect.stringContaining('at least one')] });
  });
});

/** Answers each question when it is asked, as a person does. */
async function answered(lines: string[]): Promise<{ given: object; said: string }> {
  const [input, output] = [new PassThrough(), new PassThrough()];
  let said = '';
  output.on('data', (text: Buffer) => {
    said += text.toString();
    if (text.toString().endsWith(': ')) input.write(`${lines.shift() ?? ''}\n`);
  });
  const given = await askAnswers({ input, output });
  expect(lines).toEqual([]);
  return { given, said };
}
