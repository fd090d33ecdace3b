// Counts, groups, words and the timeline of the report: that they add up, and that they hold at their edges.
import { describe, expect, it } from 'vitest';
import { figuresOf } from '../../../../core/report/assessment/findings.ts';
import { groupsOf } from '../../../../core/report/assessment/groups.ts';
import { timeline } from '../../../../core/report/assessment/timeline.ts';
import { some, wordsOf } from '../../../../core/report/assessment/words.ts';
import { sumOfCosts } from '../../../../core/incident/energy.ts';
import * as samples from '../assessment-samples.ts';

const { ALL, CONTEXT, DEVICE, MISTAKE, STOPPED } = samples;
const words = wordsOf({});

describe('figuresOf', () => {
  const figures = figuresOf(ALL, CONTEXT);

  it('counts every incident once by severity, worst first', () => {
    expect(figures.findings.map(({ severity }) => severity)).toEqual([
      ...['high', 'high', 'medium', 'medium', 'medium', 'informational'],
    ]);
    expect([...figures.bySeverity.values()].reduce((sum, count) => sum + count)).toBe(ALL.length);
    expect([figures.stopped, figures.goneOn.length, figures.valid.length]).toEqual([1, 4, 5]);
  });

  it('counts no mistake as cost', () => {
    const costs = ALL.filter((one) => one !== MISTAKE).map(({ cost }) => cost);
    expect(figures.cost).toEqual(sumOfCosts(costs));
  });

  it('tells devices with findings from those without, and from those without a name', () => {
    const deviceOf = new Map([[STOPPED.id, DEVICE]]);
    expect(figuresOf(ALL, { ...CONTEXT, deviceOf }).devices).toEqual({
      ...{ names: ['NB-0007', 'PC-0042'], withFindings: 1, hasUnnamed: true },
    });
  });
});

describe('groupsOf', () => {
  it('makes one finding of the same story, with all that was seen and done', () => {
    const again = samples.incidentOn(7, { ...{ count: 4, action: 'Another action.' } });
    const other = samples.incidentOn(8, { family: 'randomx' });
    const groups = groupsOf(figuresOf([STOPPED, again, other], CONTEXT).findings);
    expect(groups.map(({ family, findings }) => [family, findings.length])).toEqual([
      ['cryptonight', 2],
      ['randomx', 1],
    ]);
    expect(groups[0]).toMatchObject({
      ...{ sightings: 5, stopped: 2, firstSeenAt: STOPPED.firstSeenAt },
      lastSeenAt: again.lastSeenAt,
      sentences: [STOPPED.evidence[0]?.sentence],
      actions: [
        { text: 'Another action.', times: 1 },
        { text: STOPPED.action, times: 1 },
      ],
    });
  });
});

describe('timeline', () => {
  const heights = (markup: string, kind: string): number[] =>
    [...markup.matchAll(new RegExp(`class="${kind}"[^>]*? height="([\\d.]+)"`, 'g'))].map(
      ([, height]) => Number(height),
    );

  it('has one bar a day, the highest as high as the drawing', () => {
    const incidents = [...ALL, samples.incidentOn(4, { id: crypto.randomUUID() })];
    const drawn = timeline(figuresOf(incidents, CONTEXT), words)?.markup ?? '';
    expect(heights(drawn, 'stopped')).toEqual([30, 0, 0, 30, 0]);
    expect(heights(drawn, 'others')).toEqual([0, 30, 30, 30, 30]);
  });

  it('draws years in few bars, and nothing where one day is all there is', () => {
    const years = [STOPPED, samples.incidentOn(2_000)];
    const drawn = timeline(figuresOf(years, CONTEXT), words)?.markup ?? '';
    expect(drawn).toContain('Incidents by 45 days');
    expect(/viewBox="0 0 (\d+) /.exec(drawn)?.[1]).toBe('900');
    expect(timeline(figuresOf([STOPPED], CONTEXT), words)).toBeNull();
    expect(timeline(figuresOf([MISTAKE], CONTEXT), words)).toBeNull();
  });
});

describe('words', () => {
  it('say amounts in units that people compare', () => {
    const said = [0, 61_000, 120_000, 7_199_000, 36_000_000].map((ms) => words.coreTime(ms));
    expect(said).toEqual([
      ...[
        '0 core-seconds',
        '61 core-seconds',
        '2 core-minutes',
        '120 core-minutes',
        '10 core-hours',
      ],
    ]);
  });

  it('follow the language and the time zone that were asked for', () => {
    const german = wordsOf({ locale: 'de', timeZone: 'Europe/Berlin' });
    const beforeMidnight = Date.UTC(2026, 10, 2, 23, 30);
    expect(german.number(1_204.5)).toBe('1.204,5');
    expect(german.day(beforeMidnight)).toBe('3. November 2026');
    expect(german.dayNumber(beforeMidnight) - words.dayNumber(beforeMidnight)).toBe(1);
  });

  it('say nothing of what is not set, and keep a currency that nobody knows as text', () => {
    const basis = { wattsPerCore: 10, energyPriceCents: 50, currency: 'EUR' };
    const hourMs = 3_600_000;
    expect(words.energy(100 * hourMs, basis)).toBe('1 kWh');
    expect(words.price(100 * hourMs, basis)).toBe('€0.50');
    expect(words.price(hourMs / 100, basis)).toBe('less than €0.01');
    expect(words.price(hourMs, { ...basis, currency: '<b>' })).toBe('less than 0.01 <b>');
    expect(words.price(hourMs, { ...basis, energyPriceCents: 0 })).toBeNull();
    expect(words.energy(hourMs, { ...basis, wattsPerCore: 0 })).toBeNull();
  });

  it('name some and count the rest', () => {
    expect(some(['a', 'b', 'c'], 3, words)).toBe('a, b and c');
    expect(some(['a', 'b', 'c'], 2, words)).toBe('a, b and 1 more');
  });
});
