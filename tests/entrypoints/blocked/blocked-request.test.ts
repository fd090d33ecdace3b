// The address of the blocked page is chosen by whoever made the blocked link: what is read from it stays bounded text.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readBlockedRequest } from '../../../entrypoints/blocked/blocked-request.ts';

const hash = (about: Record<string, string>) => `#${new URLSearchParams(about).toString()}`;

describe('readBlockedRequest', () => {
  it.each([
    [
      { host: 'Coinhive.com.', url: 'https://coinhive.com./x' },
      'coinhive.com',
      'https://coinhive.com./x',
    ],
    [{ url: 'https://ws.coinhive.com/x' }, 'ws.coinhive.com', 'https://ws.coinhive.com/x'],
    [{ host: 'coinhive.com' }, 'coinhive.com', 'coinhive.com'],
    [{ host: '<b>coinhive.com', url: 'no address' }, '', 'no address'],
    [{ host: 'a'.repeat(254) }, '', ''],
    [{}, '', ''],
  ])('%j', (about, host, address) => {
    const listed = { host, address, why: 'listed', incidentId: '' };
    expect(readBlockedRequest({ search: '', hash: hash(about) })).toEqual(listed);
    const search = hash(about).replace('#', '?');
    expect(readBlockedRequest({ search, hash: '' })).toEqual(listed);
  });

  it('knows a page that was closed because it mined, and its incident if it is one', () => {
    const incident = '6f9c2b1e-8a54-4c57-9f0e-2b1d7a3c4e5f';
    const about = { why: 'mining', host: 'video.test', incident };
    const read = (changes: object) =>
      readBlockedRequest({ search: '', hash: hash({ ...about, ...changes }) });
    expect(read({})).toMatchObject({ why: 'mining', incidentId: incident });
    expect(read({ incident: '<b>' })).toMatchObject({ incidentId: '' });
    expect(read({ why: 'dashboard' })).toMatchObject({ why: 'dashboard' });
    expect(read({ why: 'other' })).toMatchObject({ why: 'listed' });
  });

  it('gives bounded text and a plain host name, whatever comes', () => {
    const text = fc.string({ unit: 'binary', maxLength: 3_000 });
    fc.assert(
      fc.property(text, text, text, (host, url, junk) => {
        for (const location of [
          { search: '', hash: hash({ host, url }) },
          { search: `?${junk}`, hash: `#${junk}` },
        ]) {
          const request = readBlockedRequest(location);
          expect(request.host).toMatch(/^[a-z0-9._:[\]-]{0,253}$/);
          expect(request.address.length).toBeLessThanOrEqual(600);
        }
      }),
    );
  });
});
