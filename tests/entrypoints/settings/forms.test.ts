// What people type into the settings: hosts and their ends, numbers, lines; and which rows of a list are whose.
import { describe, expect, it, vi } from 'vitest';
import { keyOf } from '../../../core/policy/policy-keys.ts';
import { readValue } from '../../../core/policy/resolve.ts';
import type { Setting } from '../../../core/protocol/questions.ts';
import {
  draftOf,
  entryOf,
  hostIn,
  isEnded,
  type HostEntry,
} from '../../../entrypoints/settings/forms/host-entry.ts';
import { companysOf, withEntry } from '../../../entrypoints/settings/forms/hosts.tsx';
import { linesOf, wholeOf } from '../../../entrypoints/settings/forms/typed.tsx';

vi.mock('webextension-polyfill', async () => ({
  default: { i18n: (await import('../page-kit/english.ts')).i18n },
}));

const entry = (host: string, more: Partial<HostEntry> = {}): HostEntry => ({
  ...{ host, reason: '', by: '', until: '' },
  ...more,
});

describe('a host that was typed', () => {
  it.each([
    ['example.org', 'example.org'],
    ['  Example.ORG ', 'example.org'],
    ['*.example.org', 'example.org'],
    ['example.org.', 'example.org'],
    ['localhost', 'localhost'],
    ['10.0.0.1', '10.0.0.1'],
    ['https://www.example.org/a/path?q#x', 'www.example.org'],
    ['bücher.example', 'xn--bcher-kva.example'],
    ['аpple.example', 'xn--pple-43d.example'],
  ])('%s is %s, and the policy takes it', (typed, host) => {
    expect(hostIn(typed)).toBe(host);
    expect(readValue('exceptedSites', [entry(host)]).wrong).toEqual([]);
  });

  it.each([
    ['nothing', ''],
    ['a path', 'example.org/mail'],
    ['two words', 'example org'],
    ['a password', 'https://me:secret@example.org'],
    ['a script', 'javascript:alert(1)'],
    ['a wildcard inside', 'a.*.example.org'],
    ['an IPv6 address', '[::1]'],
    ['too much', `${'a'.repeat(60)}.`.repeat(5)],
    ['10 MB', 'a'.repeat(10_000_000)],
  ])('that is %s is none', (_, typed) => {
    expect(hostIn(typed)).toBeNull();
  });
});

describe('the end of an exception', () => {
  const draft = { ...draftOf(null), host: 'a.test' };

  it.each([
    ['none', '', ''],
    ['day', '2027-05-31', '2027-05-31'],
  ] as const)('of kind %s', (endKind, end, until) => {
    expect(entryOf({ ...draft, endKind, end }, false)).toEqual(entry('a.test', { until }));
  });

  it('at a moment is told in universal time, and edited in local time', () => {
    const made = entryOf({ ...draft, endKind: 'moment', end: '2027-05-31T18:30' }, false);
    const until = new Date(2027, 4, 31, 18, 30).toISOString().replace('.000Z', 'Z');
    expect(made).toEqual(entry('a.test', { until }));
    expect(readValue('exceptedSites', [made]).wrong).toEqual([]);
    expect(draftOf(made as HostEntry)).toMatchObject({
      endKind: 'moment',
      end: '2027-05-31T18:30',
    });
  });

  it('that was chosen and not said is missing', () => {
    expect(entryOf({ ...draft, endKind: 'day' }, false)).toBe('end');
    expect(entryOf({ ...draft, endKind: 'moment', end: 'soon' }, false)).toBe('end');
  });

  it('has come once the day is over', () => {
    const noon = new Date(2027, 4, 31, 12).getTime();
    const midnight = new Date(2027, 5, 1).getTime();
    expect([isEnded('2027-05-31', noon), isEnded('2027-05-31', midnight)]).toEqual([false, true]);
    expect([isEnded('', midnight), isEnded('2020-01-01T00:00:00Z', noon)]).toEqual([false, true]);
  });
});

it('a category is there only in lists that have one', () => {
  const draft = { ...draftOf(entry('a.test')), category: 'deliberate-mining' } as const;
  expect(entryOf(draft, true)).toEqual(entry('a.test', { category: 'deliberate-mining' }));
  expect(entryOf(draft, false)).toEqual(entry('a.test'));
});

describe('a list of hosts', () => {
  const [one, two, three] = ['1.test', '2.test', '3.test'].map((host) => entry(host)) as [
    HostEntry,
    HostEntry,
    HostEntry,
  ];
  const setting = (more: Partial<Setting>): Setting => ({
    ...{ name: 'exceptedSites', title: '', section: '', description: '', expects: '' },
    ...{ kind: keyOf('exceptedSites').shape.kind, isSecret: false, default: [] },
    ...{ value: [], source: 'default', locked: '' },
    ...more,
  });

  it.each([
    [{ value: [one, two, three], own: [three], source: 'company and person' }, [one, two]],
    [{ value: [one, two], source: 'company' }, [one, two]],
    [{ value: [one], own: [three], source: 'company' }, [one]],
    [{ value: [three], own: [three], source: 'person' }, []],
    [{}, []],
  ])('tells whose its rows are', (more, theirs) => {
    expect(companysOf(setting(more))).toEqual(theirs);
  });

  it('puts a changed row in its place, also where another tab has moved it', () => {
    const changed = entry('9.test');
    expect(withEntry([one, two], one, changed)).toEqual([changed, two]);
    expect(withEntry([two], one, changed)).toEqual([two, changed]);
    expect(withEntry([one], null, changed)).toEqual([one, changed]);
  });
});

it('numbers are whole, and spaces in them nobody’s mistake', () => {
  expect(['90', ' 10 000 ', '10\u{202F}000'].map(wholeOf)).toEqual([90, 10_000, 10_000]);
  expect(['', '1.5', '-1', '1e3', 'many', '9'.repeat(400)].map(wholeOf)).toEqual([
    ...[null, null, null, null, null, null],
  ]);
});

it('lines are trimmed, and empty ones nothing', () => {
  expect(linesOf(' a \r\n\n b')).toEqual(['a', 'b']);
});
