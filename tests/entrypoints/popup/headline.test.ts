// The headline of the popup: it must neither claim more than the incidents of the tab say nor take a block back.
import { describe, expect, it } from 'vitest';
import type { Incident } from '../../../core/incident/incident.ts';
import type { TabState } from '../../../core/protocol/questions.ts';
import { headlineOf } from '../../../entrypoints/popup/headline.ts';
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
const blockedRequest = sampleIncident({ evidence: [listedHost] });
const pool = sampleIncident({
  evidence: [listedHost],
  category: 'deliberate-mining',
  response: 'observe',
});

function headline(
  level: TabState['level'],
  incidents: readonly Incident[],
  uninstrumented = 0,
): ReturnType<typeof headlineOf> {
  return headlineOf({
    site: 'films.example',
    watched: true,
    level,
    sentences: [],
    workers: { running: 1, uninstrumented },
    modules: { judged: 0, refused: 0, suspected: 0 },
    incidents,
  });
}

describe('the headline of the popup', () => {
  it('tells a blocked request from mining that was stopped', () => {
    expect(headline('confirmed', [blockedRequest])).toMatchObject({
      word: 'Blocked',
      sentence: 'A request to a known mining host was blocked.',
    });
    expect(headline('confirmed', [blockedRequest, stopped])).toMatchObject({
      word: 'Blocked',
      sentence: 'Mining was stopped in this tab.',
    });
  });

  it('does not call a visit to a pool mining', () => {
    expect(headline('confirmed', [pool])).toEqual({
      kind: 'suspected',
      word: 'Mining pool',
      sentence: 'This site belongs to a mining pool or service. It was recorded, not stopped.',
    });
    expect(headline('confirmed', [pool, stopped]).word).toBe('Blocked');
  });

  it.each(['clear', 'suspected'] as const)('stays blocked when the level fell to %s', (level) => {
    expect(headline(level, [stopped]).word).toBe('Blocked');
  });

  it('says how far the word "clear" goes', () => {
    expect(headline('clear', []).word).toBe('Clear');
    expect(headline('clear', [], 1).word).toBe('Clear, as far as Assay can look');
    expect(headline('suspected', []).word).toBe('Suspected');
  });

  it('claims no record where the log has none', () => {
    expect(headline('confirmed', []).sentence).not.toContain('recorded');
  });
});
