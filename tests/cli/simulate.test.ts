// `npm run simulate` as people run it: the real outbox of many browsers against a sink in another process.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectFolder } from '../../cli/browser.ts';
import { readArguments } from '../../cli/simulate/arguments.ts';
import { quantile } from '../../cli/simulate/figures.ts';

interface Ran {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

function run(...args: string[]): Promise<Ran> {
  const program = join(projectFolder, 'cli', 'assay.ts');
  return new Promise((done) => {
    const child = execFile(process.execPath, [program, 'simulate', ...args], (_error, out, err) =>
      done({ status: child.exitCode ?? -1, out, err }),
    );
  });
}

describe('simulate', () => {
  it('loses nothing and sends nothing twice, with a backlog and an outage', async () => {
    const { status, out, err } = await run(
      ...['--browsers', '20', '--rate', '60', '--steady', '2', '--outage', '1'],
      ...['--backlog', '30', '--batch', '0.2', '--format', 'ndjson'],
    );
    expect({ status, err }).toMatchObject({ status: 0 });
    expect(out).toMatch(/^20 browsers; incidents a minute of each: 60; ndjson/);
    const [, made] = /^made ([\d,]+), lost 0, still waiting 0, came twice 0$/m.exec(out) ?? [];
    // A policy twice, the backlog, and at least something of the work.
    expect(Number(made?.replace(',', ''))).toBeGreaterThan(20 * 2 + 20 * 30);
    for (const part of ['all start at once', '2 s of work', 'a policy is pushed', 'away for 1 s'])
      expect(out).toContain(part);
  });

  it('says what is wrong with an argument and what it may be', async () => {
    const { status, err } = await run('--browsers', 'many');
    expect(status).toBe(2);
    expect(err).toContain('--browsers must be a whole number from 1 to 15000, not "many"');
  });

  it.each([
    [['--format', 'xml'], '--format must be one of otlp-json'],
    [['--sink', 'http://example.org/'], '--sink must be an https address'],
    [['--scheme', 'digest'], '--scheme must be bearer, basic or api-key'],
    [['--nonsense'], "Unknown option '--nonsense'"],
  ])('%j is refused', (args, why) => {
    expect(readArguments(args, '')).toContain(why);
  });

  it('never takes the sink of somebody else away', () => {
    const wanted = readArguments(['--sink', 'https://sink.example.org/', '--outage', '60'], 't');
    expect(wanted).toMatchObject({ outageSeconds: 0, token: 't' });
  });
});

describe('a quantile', () => {
  it.each([
    [[], 0.5, NaN],
    [[7], 0.99, 7],
    [[1, 2, 3, 4], 0.5, 3],
    [[1, 2, 3, 4], 1, 4],
  ])('of %j at %d is %d', (sorted, share, expected) => {
    expect(quantile(sorted, share)).toBe(expected);
  });
});
