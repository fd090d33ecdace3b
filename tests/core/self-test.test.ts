// The self-test passes with the rules of this version, and fails where they are not in force.
import { expect, it } from 'vitest';
import { selfTest } from '../../core/self-test.ts';
import { fileRules } from '../../entrypoints/rule-sets/file-rules.ts';
import { wasmRules } from '../../entrypoints/rule-sets/wasm-rules.ts';

const rules = { wasm: wasmRules(), source: fileRules() };
const isListed = (host: string): boolean => host.endsWith('pool.test');

it('passes with the rules of this version', () => {
  const { passed, failed } = selfTest(rules, 'pool.test', isListed);
  expect([passed.length, failed]).toEqual([5, []]);
});

it('fails without rules or lists, and says where', () => {
  const nothing = { wasm: [], source: [] };
  expect(selfTest(nothing, null, () => false).failed).toEqual([
    'a module with the keys of RandomX is a miner',
    'a shader that hashes block headers is a miner',
    'a listed host and its subdomains are listed',
  ]);
  expect(selfTest(rules, 'pool.test', () => true).failed).toEqual([
    'a host that is not listed is not',
  ]);
});
