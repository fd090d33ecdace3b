// Shipped lists with those of a pack over them, and names as one sorted text: what is found, what is blocked, who says so.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchHost } from '../../../core/rules/host-match.ts';
import { hostRules, type PackedHosts } from '../../../core/rules/host-rules.ts';
import { firstWrongName, NameList } from '../../../core/rules/name-list.ts';
import { smallLists } from '../rule-pack/pack-maker.ts';

const packed = (names: string, category: PackedHosts['category'] = 'cryptojacking') => ({
  category,
  sources: ['Example, CC0'],
  names,
});

describe('NameList', () => {
  it('finds exactly the names that it was given', () => {
    const label = fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/);
    const name = fc.tuple(label, label).map((labels) => labels.join('.'));
    fc.assert(
      fc.property(fc.uniqueArray(name), name, (names, other) => {
        const text = [...names].sort().join(' ');
        const list = new NameList(text);
        expect(list.size).toBe(names.length);
        for (const one of names) expect(list.has(one)).toBe(true);
        expect(list.has(other)).toBe(names.includes(other));
        expect(list.names()).toEqual([...names].sort());
      }),
    );
  });

  it('does not take the end of one and the start of the next for a name', () => {
    const list = new NameList('a.test b.test');
    for (const odd of ['', ' ', 'a.test b.test', 'test b', 'a.tes', '.test', 'b.test '])
      expect(list.has(odd)).toBe(false);
  });

  it('has none in an empty text', () => {
    expect([new NameList('').size, new NameList('').has('')]).toEqual([0, false]);
    expect(firstWrongName('')).toBeNull();
  });
});

describe('hostRules', () => {
  it('is the shipped lists where there is no pack', () => {
    const rules = hostRules(smallLists);
    expect(rules.counts).toEqual({ cryptojacking: 5, 'deliberate-mining': 1 });
    expect(rules.hostsOf('cryptojacking')).toEqual(smallLists[0]?.hosts.map(({ host }) => host));
    expect(matchHost(rules.index, 'x.a.bad.test')).toMatchObject({ host: 'a.bad.test' });
  });

  it('adds hosts, with who says so', () => {
    const rules = hostRules(smallLists, [packed('miner.example')]);
    const entry = matchHost(rules.index, 'ws.miner.example');
    expect(entry).toEqual({ ...packed(''), host: 'miner.example', names: undefined });
    expect(entry && rules.sourceNames(entry)).toEqual(['Example, CC0']);
    const shipped = matchHost(rules.index, 'pool.test');
    expect(shipped && rules.sourceNames(shipped)).toEqual(['another list, MIT']);
    expect(rules.hostsOf('cryptojacking')).toContain('miner.example');
    expect(rules.counts).toEqual({ cryptojacking: 6, 'deliberate-mining': 1 });
  });

  it('takes hosts back: neither found nor blocked', () => {
    const rules = hostRules(smallLists, [], 'a.bad.test pool.test');
    expect(matchHost(rules.index, 'a.bad.test')).toBeNull();
    expect(matchHost(rules.index, 'pool.test')).toBeNull();
    expect(rules.hostsOf('cryptojacking')).toEqual([
      'b.bad.test',
      'c.bad.test',
      'd.bad.test',
      'e.bad.test',
    ]);
  });

  it('lets the pack say of which category a shipped host is, and its first list before the second', () => {
    const rules = hostRules(smallLists, [
      packed('a.bad.test', 'deliberate-mining'),
      packed('a.bad.test miner.example'),
    ]);
    expect(matchHost(rules.index, 'a.bad.test')).toMatchObject({ category: 'deliberate-mining' });
    expect(rules.hostsOf('cryptojacking')).not.toContain('a.bad.test');
    expect(rules.counts).toEqual({ cryptojacking: 5, 'deliberate-mining': 2 });
  });

  it('blocks and finds the same hosts', () => {
    const rules = hostRules(smallLists, [packed('miner.example other.example')], 'c.bad.test');
    for (const host of rules.hostsOf('cryptojacking')) {
      const entry = matchHost(rules.index, host);
      expect(entry?.host).toBe(host);
      expect(entry && rules.isBlocked(entry.category)).toBe(true);
    }
  });
});
