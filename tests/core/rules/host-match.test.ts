// The matcher of listed hosts: label boundaries, dots, ports, addresses, and what a URL's host is.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  buildHostIndex,
  dnrDomains,
  hostEntries,
  hostOfUrl,
  matchHost,
  readHostList,
  type HostList,
} from '../../../core/rules/host-match.ts';

const mining: HostList = {
  category: 'cryptojacking',
  defaultResponse: 'block',
  sourcesNamed: { one: 'a list' },
  hosts: [
    { host: 'coinhive.com', sources: ['one'] },
    { host: 'jqcdn01.herokuapp.com', sources: ['one'] },
    { host: '45.15.156.210', sources: ['one'] },
  ],
};
const pools: HostList = {
  category: 'deliberate-mining',
  defaultResponse: 'observe',
  sourcesNamed: { one: 'a list' },
  hosts: [{ host: 'pool.test', sources: ['one'], note: 'a pool' }],
};
const index = buildHostIndex([mining, pools]);
const match = (host: string): string | null => matchHost(index, host)?.host ?? null;

describe('matchHost', () => {
  it.each([
    'coinhive.com',
    'COINHIVE.com',
    'a.b.coinhive.com',
    'coinhive.com.',
    'a.b.coinhive.com...',
    'coinhive.com.:443',
    'a.coinhive.com:8080',
  ])('finds %s', (host) => {
    expect(match(host)).toBe('coinhive.com');
  });

  it.each([
    'notcoinhive.com',
    'coinhive.com.evil.test',
    'coinhive.co',
    'coinhive',
    'com',
    '',
    '.',
    '...',
    ':443',
    'herokuapp.com',
    'jqcdn02.herokuapp.com',
    '[::1]',
    '[::1]:443',
    '::1',
    '[',
    '1.45.15.156.210',
    '15.156.210',
    `${'a.'.repeat(200)}coinhive.com`,
  ])('leaves %s alone', (host) => {
    expect(match(host)).toBeNull();
  });

  it('matches an address only as a whole', () => {
    expect(match('45.15.156.210:3333')).toBe('45.15.156.210');
  });

  it('tells category, sources and note', () => {
    expect(matchHost(index, 'eu.pool.test')).toEqual({
      host: 'pool.test',
      category: 'deliberate-mining',
      sources: ['one'],
      note: 'a pool',
    });
  });

  it('keeps the first list’s entry when two lists name a host', () => {
    const both = buildHostIndex([
      mining,
      { ...pools, hosts: [{ host: 'coinhive.com', sources: ['one'] }] },
    ]);
    expect(matchHost(both, 'coinhive.com')?.category).toBe('cryptojacking');
  });

  const label = fc.stringMatching(/^[a-z0-9](?:[a-z0-9-]{0,8}[a-z0-9])?$/);
  it('matches every host below a listed one, however it is dotted', () => {
    fc.assert(
      fc.property(fc.array(label, { maxLength: 5 }), fc.nat(4), (labels, dots) => {
        expect(match([...labels, 'coinhive.com'].join('.') + '.'.repeat(dots))).toBe(
          'coinhive.com',
        );
      }),
    );
  });

  it('never matches a host whose last labels are not listed', () => {
    fc.assert(
      fc.property(label, fc.array(label, { minLength: 1, maxLength: 4 }), (glued, below) => {
        expect(match(`${glued}coinhive.com`)).toBeNull();
        expect(match(`coinhive.com.${below.join('.')}x.example`)).toBeNull();
      }),
    );
  });

  it('agrees with a search through all entries on any text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', '.', ':', '[', ']', 'coinhive', 'com', '4') }),
        (text) => {
          const found = match(text);
          if (found !== null) expect(text.toLowerCase()).toContain(found);
        },
      ),
    );
  });
});

describe('hostOfUrl', () => {
  it.each([
    ['ws://a.b.coinhive.com.:443', 'a.b.coinhive.com'],
    ['wss://A.Coinhive.COM/proxy?x=1', 'a.coinhive.com'],
    ['http://user:pass@coinhive.com:8080/x', 'coinhive.com'],
    ['HTTPS://coinhive.com..', 'coinhive.com'],
    ['https://xn--mller-kva.example/', 'xn--mller-kva.example'],
    ['https://müller.example/', 'xn--mller-kva.example'],
    ['https://evil.test/?u=coinhive.com', 'evil.test'],
    ['http://[::1]:80/', '[::1]'],
    ['http://0x2d0f9cd2/', '45.15.156.210'],
  ])('%s is on %s', (url, host) => {
    expect(hostOfUrl(url)).toBe(host);
  });

  it.each([
    'data:text/html,x',
    'blob:https://coinhive.com/1',
    'file:///etc/hosts',
    'about:blank',
    'coinhive.com',
    '',
    'http://',
    'https://a b/',
  ])('says nothing of %s', (url) => {
    expect(hostOfUrl(url)).toBeNull();
  });

  it('finds what a socket with a dot and a port asks for', () => {
    expect(match(hostOfUrl('ws://a.b.coinhive.com.:443') ?? '')).toBe('coinhive.com');
  });
});

describe('dnrDomains', () => {
  it('is sorted, unique and without trailing dots, which would match nothing', () => {
    const entries = [...hostEntries(pools), ...hostEntries(mining), ...hostEntries(mining)];
    const dotted = { host: 'a.test.', category: 'cryptojacking', sources: ['one'] } as const;
    expect(dnrDomains([...entries, dotted].map(({ host }) => host))).toEqual([
      '45.15.156.210',
      'a.test',
      'coinhive.com',
      'jqcdn01.herokuapp.com',
      'pool.test',
    ]);
  });
});

describe('readHostList', () => {
  it('refuses a category or a response it does not know', () => {
    expect(() => readHostList({ ...mining, category: 'news' })).toThrow(TypeError);
    expect(() => readHostList({ ...mining, defaultResponse: 'ask' })).toThrow(TypeError);
    expect(readHostList({ ...pools })).toEqual(pools);
  });
});
