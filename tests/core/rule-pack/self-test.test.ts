// What a well signed pack may still not do: list roots that everybody shares, switch the shipped lists off, bring
// thresholds or a model that call honest programs miners or miners honest.
import { describe, expect, it } from 'vitest';
import { readCorpus } from '../../../cli/train-rows.ts';
import { measuredOf } from '../../../cli/train-columns.ts';
import { modelData } from '../../../core/model/model-data.ts';
import { frozenVectors } from '../../../core/rule-pack/frozen-vectors.ts';
import type { RulePack } from '../../../core/rule-pack/rule-pack.ts';
import { packedRules, shippedRules } from '../../../core/rule-pack/rule-set.ts';
import { manyNames, samplePack, smallLists } from './pack-maker.ts';

const listing = (names: string, category = 'cryptojacking'): Partial<RulePack> =>
  ({ hosts: [{ category, sources: ['x'], names }] }) as Partial<RulePack>;
const made = (changes: Partial<RulePack>) => packedRules(smallLists, samplePack(changes), 'key');

describe('a pack that is right', () => {
  it.each<[string, Partial<RulePack>]>([
    ['hosts', {}],
    ['nothing at all', { hosts: [] }],
    ['100,000 hosts', listing(manyNames(100_000))],
    ['the shipped model', { model: modelData }],
    ['the shipped thresholds', { thresholds: { suspectedFrom: 50, confirmedFrom: 85 } }],
    ['stricter ones', { thresholds: { suspectedFrom: 46, confirmedFrom: 66 } }],
    ['one host taken back', { withdrawn: 'a.bad.test' }],
    [
      'what it expects',
      { expect: { blocked: 'a.bad.test www.miner.example', clear: 'example.org' } },
    ],
    [
      'one host in both categories',
      {
        hosts: [
          { category: 'deliberate-mining', sources: ['x'], names: 'pool.example' },
          { category: 'cryptojacking', sources: ['x'], names: 'miner.example pool.example' },
        ],
      },
    ],
  ])('brings %s', (_, changes) => {
    const rules = made(changes);
    expect(rules).toBeTypeOf('object');
  });

  it('is in force whole: facts, hosts, thresholds, model', () => {
    const thresholds = { suspectedFrom: 60, confirmedFrom: 80 };
    expect(made({ thresholds, model: modelData })).toMatchObject({
      pack: { version: 1, keyId: 'key', from: 'Example, security team' },
      thresholds,
      model: {},
      hosts: { counts: { cryptojacking: 6, 'deliberate-mining': 1 } },
    });
    expect(shippedRules(smallLists)).toMatchObject({ pack: null, model: null });
  });
});

describe('a pack that is wrong', () => {
  it.each<[string, Partial<RulePack>, string]>([
    ['a name that is none', listing('a..test'), '"a..test" is no host name'],
    ['an address', listing('10.0.0.1'), '"10.0.0.1"'],
    ['a top level', listing('com'), '"com"'],
    ['upper case', listing('Miner.example'), '"Miner.example"'],
    ['two spaces', listing('a.example  b.example'), '""'],
    ['names out of order', listing('b.example a.example'), '"a.example"'],
    ['a name twice', listing('a.example a.example'), '"a.example"'],
    ['a name out of order among those taken back', { withdrawn: 'b.test a.test' }, '"a.test"'],
    ['a suffix of a country', listing('co.uk'), 'strangers register'],
    ['a shared root', listing('github.io'), 'must stay free'],
    ['a domain above one', listing('microsoft.com'), 'must stay free'],
    ['too many', listing(manyNames(300_001)), 'more than 300000 hosts'],
    [
      'a host that it expects to be free',
      { expect: { clear: 'x.miner.example' } },
      'must stay free',
    ],
    [
      'no host that it expects to be blocked',
      { expect: { blocked: 'other.example' } },
      'to be blocked',
    ],
    ['the shipped hosts taken back', { withdrawn: 'a.bad.test b.bad.test' }, 'takes back 2 of 5'],
    [
      'the shipped hosts made harmless',
      listing('a.bad.test b.bad.test', 'deliberate-mining'),
      'takes back 2',
    ],
  ])('lists %s', (_, changes, why) => {
    expect(made(changes)).toContain(why);
  });

  it.each([
    [45, 85],
    [66, 85],
    [50, 65],
    [50, 86],
    [0, 100],
  ])('thresholds %i and %i', (suspectedFrom, confirmedFrom) => {
    expect(made({ thresholds: { suspectedFrom, confirmedFrom } })).toContain('thresholds');
  });

  it.each([
    ['that calls all miners', { ...modelData, confirmed: -50, suspected: -60 }, 'its model calls'],
    ['that calls none', { ...modelData, suspected: 90, confirmed: 99 }, 'its model calls'],
    ['of another version', { ...modelData, points: 'vowels 1:200' }, '"vowels"'],
    ['without numbers', { ...modelData, points: 'mixerCount x:y' }, 'no numbers'],
    ['without steps', { ...modelData, points: 'mixerCount' }, 'no numbers'],
    ['of nothing', { ...modelData, points: '' }, '""'],
  ])('a model %s', (_, model, why) => {
    expect(made({ model })).toContain(why);
  });
});

describe('the frozen vectors', () => {
  it('are rows of the corpus', async () => {
    const path = new URL('../../corpus/vectors.jsonl.gz', import.meta.url).pathname;
    const { rows } = await readCorpus(path);
    for (const { sha256, measured } of frozenVectors) {
      const row = rows.find((one) => one.sha256 === sha256);
      if (!row) throw new Error(`${sha256} is no row`);
      expect(measuredOf(row)).toMatchObject(measured);
    }
  });
});
