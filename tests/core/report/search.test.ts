// The search of the log page: what people type finds what they mean, and nothing typed can break it.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { search, searchable } from '../../../core/report/search.ts';
import { anyIncident, sampleIncident } from './incident-samples.ts';

const films = sampleIncident();
const shop = sampleIncident({
  id: '0b8f5c3e-1111-4222-8333-444455556666',
  site: 'shop.example',
  url: 'https://shop.example/',
  title: 'Buy things',
  family: null,
  hosts: ['wss.miner-pool.example'],
  module: null,
  lastSeenAt: films.lastSeenAt + 1,
});
const all = searchable([films, shop]);

describe('search', () => {
  it.each([
    ['', [shop, films]],
    ['  ', [shop, films]],
    ['films', [films]],
    ['SHOP.example', [shop]],
    ['watch?v=12', [films]],
    ['CryptoNight films', [films]],
    ['cryptonight shop', [shop]], // the sentence of the evidence names it
    ['miner-pool', [shop]],
    ['abababab', [films]],
    ['confirmed', [shop, films]],
    ['nowhere', []],
    ['.*', []],
  ])('%j finds what holds every word, newest first', (query, expected) => {
    expect(search(all, query)).toEqual(expected);
  });

  it('never throws, never invents, and finds an incident by its own site and url', () => {
    fc.assert(
      fc.property(fc.array(anyIncident, { maxLength: 5 }), fc.string(), (incidents, query) => {
        const list = searchable(incidents);
        const found = search(list, query);
        for (const incident of found) expect(incidents).toContain(incident);
        for (const incident of incidents) {
          if (incident.url.length < 100) expect(search(list, incident.url)).toContain(incident);
        }
      }),
    );
  });

  it('cuts a pasted page of text instead of searching for all of it', () => {
    expect(search(all, `films ${' '.repeat(300)}nowhere`)).toEqual([films]);
  });
});
