// The headline of the popup: it must neither claim more than the incidents of the tab say nor take a block back.
import { describe, expect, it } from 'vitest';
import type { Incident } from '../../../core/incident/incident.ts';
import type { TabState } from '../../../core/protocol/questions.ts';
import { headlineOf } from '../../../entrypoints/popup/headline.ts';
import { textsOf } from '../../../cli/locales.ts';
import { sampleIncident } from '../../core/report/incident-samples.ts';

const listedHost = {
  id: 'detect/listed-host',
  kind: 'host',
  weight: 100,
  trust: 'background',
  facts: {},
  sentence: 'The page asked for coinhive.com, a known host of mining scripts.',
} as const;
const stopped = sampleIncident();
const observed = sampleIncident({ response: 'observe' });
const blockedRequest = sampleIncident({ evidence: [listedHost] });
const pool = sampleIncident({
  evidence: [listedHost],
  category: 'deliberate-mining',
  response: 'observe',
});
const exception = {
  host: 'films.example',
  reason: 'research',
  by: '',
  until: '',
  isCompanys: false,
};
const english = textsOf('en');

function headline(level: TabState['level'], changes: Partial<TabState> = {}) {
  const { kind, word, sentence } = headlineOf({
    site: 'films.example',
    watched: true,
    level,
    sentences: [],
    workers: { running: 1, uninstrumented: 0 },
    modules: { judged: 0, refused: 0, suspected: 0 },
    incidents: [],
    exception: null,
    peopleMay: [],
    costBasis: { wattsPerCore: 0, energyPriceCents: 0, currency: 'EUR' },
    ...changes,
  });
  return { kind, word: english[word], sentence: english[sentence] };
}

const after = (level: TabState['level'], ...incidents: readonly Incident[]) =>
  headline(level, { incidents });

describe('the headline of the popup', () => {
  it('tells a blocked request from mining that was stopped', () => {
    expect(after('confirmed', blockedRequest)).toMatchObject({
      word: 'Blocked',
      sentence: 'A request to a known mining host was blocked.',
    });
    expect(after('confirmed', blockedRequest, stopped)).toMatchObject({
      word: 'Blocked',
      sentence: 'Mining was stopped in this tab.',
    });
  });

  it('does not call a visit to a pool mining', () => {
    expect(after('confirmed', pool)).toEqual({
      kind: 'suspected',
      word: 'Mining pool',
      sentence: 'This site belongs to a mining pool or service. It was recorded, not stopped.',
    });
    expect(after('confirmed', { ...pool, response: 'warn' }).sentence).toContain('You were told');
    expect(after('confirmed', pool, stopped).word).toBe('Blocked');
  });

  it.each(['clear', 'suspected'] as const)('stays blocked when the level fell to %s', (level) => {
    expect(after(level, stopped).word).toBe('Blocked');
  });

  it('says how far the word "clear" goes', () => {
    expect(headline('clear').word).toBe('Clear');
    const workers = { running: 1, uninstrumented: 1 };
    expect(headline('clear', { workers }).word).toBe('Clear, as far as Assay can look');
    expect(headline('suspected').word).toBe('Suspected');
  });

  it('claims no record where the log has none', () => {
    expect(headline('confirmed').sentence).not.toContain('recorded');
  });

  it('does not call an excepted site clear, and does not hide mining behind the exception', () => {
    expect(headline('clear', { exception })).toMatchObject({ kind: 'paused', word: 'Excepted' });
    expect(headline('suspected', { exception }).word).toBe('Suspected');
    expect(headline('confirmed', { exception, incidents: [observed] }).word).toBe('Mining');
  });

  it('knows a page that nobody watches, whatever was there before', () => {
    expect(headline('clear', { watched: false }).word).toBe('Not watched');
    expect(headline('confirmed', { site: '', incidents: [stopped] }).word).toBe('Not watched');
  });
});
