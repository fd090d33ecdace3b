// What `npm run freeze` knows before it looks at a module: its arguments, the list of repositories, npm packages.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { requestOf } from '../../cli/freeze-arguments.ts';
import { knownRepositories, originOf } from '../../cli/freeze-labels.ts';
import { packagesIn } from '../../cli/freeze-npm.ts';
import { originFault } from '../../core/features/freeze.ts';

describe('arguments', () => {
  it.each<[string[], RegExp]>([
    [[], /name one folder, or --manifest FILE, or --npm/],
    [['a', 'b', '--repo', 'o/n'], /name one folder/],
    [['a', '--manifest', 'm'], /name one folder/],
    [['a'], /say --repo/],
    [['a', '--repo', 'o/n', '--tier', 'tame'], /--tier must be one of wild/],
    [['a', '--repo', 'o/n', '--passes', 'order'], /go with --variant-of/],
    [['a', '--repo', 'o/n', '--variant-of', 'f', '--seed', '1.5'], /--seed must be an integer/],
    [['--npm', '--label', 'miner'], /take only --out and --fresh/],
    [['--manifest', 'm', '--history'], /take only --out and --fresh/],
    [['a', '--repo', 'o/n', '--lable', 'miner'], /--lable/],
  ])('%j are refused', (args, message) => {
    expect(() => requestOf(args)).toThrow(message);
  });
});

describe('what is known of repositories', () => {
  it('is well-formed, and every repository is named once', async () => {
    const known = await knownRepositories();
    const names = known.map(({ repository }) => repository);
    expect(names).toEqual([...new Set(names)]);
    expect(names.length).toBeGreaterThan(70);
    for (const { exceptions = [], texts, ...one } of known) {
      const repository = one.repository.startsWith('npm:') ? 'npm:any@1.0.0' : one.repository;
      expect(new RegExp(texts ?? '').flags).toBe('');
      for (const kind of [one, ...exceptions]) {
        const { label, tier, family } = kind;
        const rest = { licence: one.licence, variantOf: null, passes: [], seed: null };
        const fault = originFault({ label, tier, family, repository, ...rest });
        expect(fault, `${one.repository} ${JSON.stringify(kind)}`).toBeNull();
      }
      for (const { path, sha256, why } of exceptions) {
        expect(new RegExp(path ?? '').flags).toBe('');
        expect((path === undefined) !== (sha256 === undefined)).toBe(true);
        if (sha256 !== undefined) expect(sha256).toMatch(/^[0-9a-f]{8,64}$/);
        expect(why).not.toBe('');
      }
    }
  });

  it('decides by path, by hash and by package, and gives way to what is said', async () => {
    const known = await knownRepositories();
    const kindOf = (repository: string, path: string, said = {}, sha256 = ''): string => {
      const origin = originOf(repository, path, sha256, { licence: 'MIT', ...said }, known);
      return `${origin.label} ${origin.tier} ${origin.family}`;
    };
    const wild = 'wasm_samples/miner_samples/a.wasm';
    expect(kindOf('vusec/minesweeper', wild)).toBe('miner wild cryptonight');
    expect(kindOf('vusec/minesweeper', 'x/benign_samples/a.wasm')).toBe('benign benign ');
    expect(kindOf('ASSERT-KTH/wasm_evasion', 'any.wat')).toBe('miner obfuscated cryptonight');
    expect(kindOf('npm:hash-wasm@4.13.0', 'dist/index.esm.js#1', {}, '7902beed53')).toBe(
      'dual-use dual-use scrypt',
    );
    expect(kindOf('npm:@cap.js/wasm@0.0.6', 'a.wasm')).toBe('dual-use dual-use pow-captcha');
    expect(kindOf('jedisct1/libsodium.js', 'browsers-test/hash3.js#1')).toBe(
      'dual-use dual-use sha2',
    );
    expect(kindOf('npm:left-pad@1.0.0', 'a.wasm')).toBe('benign benign ');
    expect(kindOf('vusec/minesweeper', wild, { label: 'benign' })).toBe('benign benign ');
    const variant = { variantOf: 'd'.repeat(64) };
    expect(kindOf('vusec/minesweeper', wild, variant)).toBe('miner obfuscated cryptonight');
    expect(() => kindOf('some/where', 'a.wasm')).toThrow(/^say --label: some\/where is not in/);
    expect(() => originOf('some/where', 'a', '', { label: 'benign' }, known)).toThrow(
      /^say --licence/,
    );
  });
});

describe('packages', () => {
  it('are found with their licences, nested ones too, each version once', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'assay-packages-'));
    const about = (path: string, fields: object): void => {
      mkdirSync(join(folder, path), { recursive: true });
      writeFileSync(join(folder, path, 'package.json'), JSON.stringify(fields));
    };
    about('b', { name: 'b', version: '2.0.0', license: { type: 'ISC' } });
    about('b/node_modules/a', { name: 'a', version: '1.0.0', licenses: ['MIT', { type: 'X' }] });
    about('@s/c', { name: '@s/c', version: '3.0.0' });
    about('d', { name: 'a', version: '1.0.0', license: 'second' });
    about('.hidden', { name: 'hidden', version: '1.0.0' });
    about('no-version', { name: 'e' });
    const found = await packagesIn(folder);
    rmSync(folder, { recursive: true });
    expect(found.map(({ repository, licence }) => [repository, licence])).toEqual([
      ['npm:@s/c@3.0.0', 'none'],
      ['npm:a@1.0.0', 'MIT OR X'],
      ['npm:b@2.0.0', 'ISC'],
    ]);
  });
});
