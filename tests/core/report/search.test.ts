// The search of the log page: what people type finds what they mean, and nothing typed can break it.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Incident } from '../../../core/incident/incident.ts';
import { summaryOf } from '../../../core/incident/summary.ts';
import { createTextPool, matcher, termsOf } from '../../../core/report/search.ts';
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
});

function search(incidents: readonly Incident[], query: string): readonly Incident[] {
  const pool = createTextPool();
  const all = incidents.map((incident) => ({
    incident,
    terms: termsOf(summaryOf(incident), pool),
  }));
  const matches = matcher(query, pool) ?? (() => true);
  return all
    .filter(({ incident, terms }) => matches(incident.id, terms))
    .map((one) => one.incident);
}

describe('search', () => {
  it.each([
    ['', [films, shop]],
    ['  ', [films, shop]],
    ['films', [films]],
    ['SHOP.example', [shop]],
    ['watch?v=12', [films]],
    ['CryptoNight films', [films]],
    ['cryptonight shop', [shop]], // the sentence of the evidence names it
    ['rules/wasm/cryptonight', [films, shop]],
    ['miner-pool', [shop]],
    ['abababab', [films]],
    ['0b8f5c3e-1111', [shop]],
    ['0b8f5c3e shop', [shop]],
    ['confirmed', [films, shop]],
    ['nowhere', []],
    ['films nowhere', []],
    ['.*', []],
  ])('%j finds what holds every word', (query, expected) => {
    expect(search([films, shop], query)).toEqual(expected);
  });

  it('never throws, never invents, and finds an incident by its own site and url', () => {
    fc.assert(
      fc.property(fc.array(anyIncident, { maxLength: 5 }), fc.string(), (incidents, query) => {
        for (const incident of search(incidents, query)) expect(incidents).toContain(incident);
        for (const incident of incidents) {
          const text = `${incident.site} ${incident.url}`;
          // More words than a query may have are cut.
          if (text.length < 100 && text.split(/\s+/).length < 30)
            expect(search(incidents, text)).toContain(incident);
        }
      }),
    );
  });

  it('cuts a pasted page of text instead of searching for all of it', () => {
    expect(search([films, shop], `films ${' '.repeat(300)}nowhere`)).toEqual([films]);
    const words = Array.from({ length: 60 }, (_, at) => `${at}`).join(' ');
    expect(() => search([films], words)).not.toThrow();
  });

  it('keeps a text that many incidents share once', () => {
    const pool = createTextPool();
    const [a, b] = [termsOf(summaryOf(films), pool), termsOf(summaryOf(films), pool)];
    expect(a).toEqual(b);
    expect(new Set(pool.texts).size).toBe(pool.texts.length);
    expect(pool.texts).toContain('watch films');
  });
});
