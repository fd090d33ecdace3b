// The command: a manifest in, variants and their manifest out; the same again gives the same; what cannot be made is
// counted with its reason and ends nothing.
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { mutate } from '../../cli/mutate.ts';
import { at } from '../at.ts';
import { corpusModules } from '../corpus-modules.ts';
import { planVariants, type ManifestRow } from './mutate/plan.ts';
import { heldBack } from './mutate/recipes.ts';
import { runJobs } from './mutate/run-jobs.ts';

let folder = '';
let printed = '';
const sha256 = (bytes: Uint8Array | string): string =>
  createHash('sha256').update(bytes).digest('hex');

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-mutate-'));
  for (const stream of [process.stdout, process.stderr]) {
    vi.spyOn(stream, 'write').mockImplementation((text) => {
      printed += String(text);
      return true;
    });
  }
});

afterAll(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true });
});

function row(name: string, bytes: Uint8Array, more: Partial<ManifestRow>): ManifestRow {
  return {
    sha256: sha256(bytes),
    file: `${name}.wasm`,
    sizeBytes: bytes.length,
    codeSha256: sha256(name),
    label: 'benign',
    tier: 'benign',
    family: '',
    repository: `owner/${name}`,
    licence: 'MIT',
    ...more,
  };
}

/** A miner, two honest modules, one that no reader understands, a giant and a stub. */
async function writeCorpus(): Promise<string> {
  const modules = corpusModules();
  const bytesOf = (name: string): Uint8Array =>
    modules.find((module) => module.name === name)?.bytes ?? new Uint8Array(0);
  const nano = bytesOf('nanocurrency');
  const parts: [string, Uint8Array, Partial<ManifestRow>][] = [
    ['nano', nano, { label: 'miner', family: 'blake2b', tier: 'open-source' }],
    ['friendly', bytesOf('friendly-pow'), { label: 'dual-use', family: 'pow-captcha' }],
    ['parser', bytesOf('source-map'), {}],
    ['broken', Uint8Array.of(...nano.subarray(0, 8), 77, 1, 0), { sizeBytes: 2_000 }],
    ['giant', nano.subarray(0, 9), { sizeBytes: 4_000_000 }],
    ['stub', nano.subarray(0, 10), {}],
  ];
  const rows: ManifestRow[] = [];
  for (const [name, bytes, more] of parts) {
    await writeFile(join(folder, `${name}.wasm`), bytes);
    rows.push(row(name, bytes, more));
  }
  const manifest = join(folder, 'manifest.jsonl');
  await writeFile(manifest, rows.map((one) => `${JSON.stringify(one)}\n`).join(''));
  return manifest;
}

describe('assay mutate', () => {
  it('writes valid variants of miners and as many of others', async () => {
    const manifest = await writeCorpus();
    const run = async (name: string, ...more: string[]): Promise<Record<string, unknown>[]> => {
      const out = join(folder, name);
      const args = ['--manifest', manifest, '--out', out, '--per-module', '3', ...more];
      expect(await mutate(args)).toBe(0);
      const lines = (await readFile(join(out, 'manifest.jsonl'), 'utf8')).trim().split('\n');
      return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    };
    printed = '';
    const rows = await run('one');
    expect(printed).toContain('1 larger than 3 MB');
    expect(printed).toContain('1 hardly any code');
    expect(printed).toMatch(/1 (?:section 77 is not known to the mutator|Binaryen cannot run)/);
    const tiers = rows.map(({ tier }) => tier);
    expect(tiers.filter((tier) => tier === 'obfuscated')).toHaveLength(3);
    expect(tiers.filter((tier) => tier === 'control').length).toBeGreaterThanOrEqual(2);
    for (const { file, sha256: hash, sizeBytes, passes, seed, label, tier } of rows) {
      const bytes = new Uint8Array(await readFile(String(file)));
      expect(sha256(bytes)).toBe(hash);
      expect(bytes.length).toBe(sizeBytes);
      expect(WebAssembly.validate(bytes)).toBe(true);
      expect(tier).toBe(label === 'miner' ? 'obfuscated' : 'control');
      expect(heldBack({ passes: passes as string[], seed: Number(seed) })).toBe(false);
    }
    const hashes = (list: Record<string, unknown>[]): unknown[] => list.map((one) => one['sha256']);
    expect(hashes(await run('two', '--processes', '1'))).toEqual(hashes(rows));
    const other = await run('three', '--held-back', '--per-module', '1');
    expect(
      other.every(({ passes, seed }) =>
        heldBack({ passes: passes as string[], seed: Number(seed) }),
      ),
    ).toBe(true);
  });

  it('says what is wrong with its arguments and its manifest', async () => {
    const complaint = async (...args: string[]): Promise<string> => {
      printed = '';
      expect(await mutate(args)).toBe(2);
      return printed;
    };
    expect(await complaint()).toContain('name --manifest and --out');
    expect(await complaint('--manifest', 'x', '--out', folder, '--seed', '0')).toContain(
      '--seed takes',
    );
    expect(await complaint('--fast')).toContain("'--fast'");
    const missing = join(folder, 'none.jsonl');
    expect(await complaint('--manifest', missing, '--out', folder)).toContain('cannot be read');
    const bad = join(folder, 'bad.jsonl');
    await writeFile(bad, '{"sha256":"00"}\n');
    expect(await complaint('--manifest', bad, '--out', folder)).toContain('line 1 of');
    expect(await mutate(['--help'])).toBe(0);
  });
});

describe('running jobs', () => {
  it('a module that cannot be read, or takes too long, costs its own variant only', async () => {
    const { jobs } = planVariants(
      [row('gone', new Uint8Array(600), { label: 'miner', file: join(folder, 'gone.wasm') })],
      { perModule: 2, seed: 1, heldBack: false },
    );
    const run = (timeoutMs: number): ReturnType<typeof runJobs> =>
      runJobs(jobs, { folder, processes: 1, timeoutMs });
    const [gone] = await run(20_000);
    expect(gone?.answer).toMatchObject({ made: false });
    const late = await run(1);
    expect(late.map(({ answer }) => answer)).toEqual(
      late.map(() => ({ made: false, reason: 'more than 1 ms' })),
    );
    expect(late).toHaveLength(2);
  });
});

describe('the plan', () => {
  const many = Array.from({ length: 60 }, (_, index) =>
    row(`m${index}`, Uint8Array.of(index), {
      sizeBytes: 10_000 + index,
      label: index < 20 ? 'miner' : index < 40 ? 'dual-use' : 'benign',
      repository: `owner/r${index % 7}`,
      codeSha256: index < 10 ? 'the same' : `code ${index}`,
    }),
  );
  const options = { perModule: 6, seed: 1, heldBack: false };

  it('gives near-duplicates one variant and takes as many controls as variants of miners', () => {
    const { jobs } = planVariants(many, options);
    const miners = jobs.filter(({ row: { label } }) => label === 'miner');
    expect(miners).toHaveLength(6 + 9 + 10 * 6);
    expect(jobs.length - miners.length).toBe(miners.length);
  });

  it('spreads controls over repositories', () => {
    const { jobs } = planVariants(many, options);
    const controls = jobs.filter(({ row: { label } }) => label !== 'miner');
    const per = new Map<string, number>();
    for (const { row: one } of controls)
      per.set(one.repository, (per.get(one.repository) ?? 0) + 1);
    expect(per.size).toBe(7);
    expect(Math.max(...per.values())).toBeLessThan(2 * Math.min(...per.values()) + 2);
  });

  it('one module more changes no recipe of the others', () => {
    const recipes = (rows: ManifestRow[]): unknown[] =>
      planVariants(rows, options)
        .jobs.filter((job) => job.row.sha256 === at(many, 15).sha256)
        .map(({ recipe }) => recipe);
    expect(recipes(many)).toEqual(recipes(many.slice(12)));
  });
});
