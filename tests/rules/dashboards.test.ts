// Every page of the cases, read as the script in the page reads it and judged as the background judges it.
import { describe, expect, it } from 'vitest';
import detector from '../../core/detect/mining-dashboard.ts';
import type { Evidence } from '../../core/evidence/evidence.ts';
import {
  countTraits,
  isLocalHost,
  isPlain,
  MAX_LINES,
  MAX_TEXT_CHARS,
  textLines,
  traitSums,
} from '../../core/source/page-traits.ts';
import { cases } from '../../rules/dashboards/cases.ts';
import type { DashboardCase } from '../../rules/dashboards/dashboard-case.ts';

const traitsOf = ({ host, page, text }: DashboardCase) =>
  countTraits({ host, title: page, lines: textLines(text.split('\n')) });

function judged(page: DashboardCase): Evidence | null {
  const observation = { kind: 'page-traits-seen', traits: traitsOf(page) } as const;
  return detector.judge(detector.step(detector.begin(), observation, 0), 0);
}

describe('dashboards', () => {
  it('are at least 25, told from at least 40 other pages', () => {
    expect(cases.match.length).toBeGreaterThanOrEqual(25);
    expect(cases.clean.length).toBeGreaterThanOrEqual(40);
  });

  it.each(cases.match)('$title', (page) => {
    expect(judged(page)?.weight).toBeGreaterThanOrEqual(50);
    // What the script in the page would not tell of could not be judged.
    expect(traitSums(traitsOf(page)).own).toBeGreaterThan(0);
  });

  it.each(cases.clean)('not: $title', (page) => {
    expect(judged(page)).toBeNull();
    expect(isPlain(traitsOf(page)), 'it would be told of at once').toBe(false);
  });
});

describe('what is read', () => {
  it('is bounded in characters and in lines', () => {
    expect(textLines(Array<string>(10_000).fill('12.3 MH/s'))).toHaveLength(MAX_LINES);
    const read = textLines(Array<string>(100).fill('x'.repeat(10_000))).join('');
    expect(read.length).toBeLessThanOrEqual(MAX_TEXT_CHARS);
  });

  it('is cut into lines without white space around them', () => {
    expect(textLines(['  Unpaid \t balance\n\n 1  XMR ', '   '])).toEqual([
      'Unpaid balance',
      '1 XMR',
    ]);
  });

  it('counts nothing in prose, however much it says of mining', () => {
    const prose =
      'Your unpaid balance of 0.1 XMR is paid once the payout threshold of 0.1 is reached, stale shares and all. ';
    const traits = countTraits({ host: 'news.test', title: '', lines: [prose.repeat(2)] });
    expect(traitSums(traits)).toEqual({ own: 0, common: 0 });
  });

  it.each([
    ['localhost', true],
    ['miner.localhost', true],
    ['127.0.0.1', true],
    ['10.0.0.7', true],
    ['172.16.0.1', true],
    ['172.32.0.1', false],
    ['192.168.1.77', true],
    ['192.169.1.77', false],
    ['100.64.0.1', true],
    ['8.8.8.8', false],
    ['[::1]', true],
    ['[fd00::1]', true],
    ['[2001:db8::1]', false],
    ['rig01', true],
    ['rigs.lan', true],
    ['example.org', false],
    ['localhost.evil.test', false],
    ['', false],
  ])('%s is of this network: %s', (host, isLocal) => {
    expect(isLocalHost(host)).toBe(isLocal);
  });
});

describe('its cost', () => {
  /** The fastest of some looks at a page: what else the machine does is not counted. */
  function lookMs(lines: readonly string[]): number {
    const times = Array.from({ length: 20 }, () => {
      const begun = performance.now();
      countTraits({ host: 'big.test', title: 'Big', lines: textLines(lines) });
      return performance.now() - begun;
    });
    return Math.min(...times);
  }

  it.each([
    [
      'prose',
      'The unpaid balance of a miner is paid when shares are accepted, 12.3 MH/s. '.repeat(4),
    ],
    ['short labels', 'Unpaid balance'],
    ['labels with figures', 'Unpaid balance 0.0123 XMR'],
    ['figures', '12,345.67 MH/s'],
    ['digits that never end', '1'.repeat(290)],
    ['spaces that never end', `1${' ,.'.repeat(90)}x`],
    ['nearly addresses', '48edfHu7V9Z84YzzMa6fUueoELZ9ZRXq9VetWzYGzKt52XU5xvqgzYnDK9'.repeat(4)],
  ])('a megabyte of %s takes a few milliseconds', (title, text) => {
    const lines = Array<string>(Math.ceil(1_000_000 / text.length)).fill(text);
    const ms = lookMs(lines);
    console.log(`one look at 1 MB of ${title}: ${ms.toFixed(2)} ms`);
    // Measured: 1 to 4 ms on one core of a small server. The bound tells a pattern that backtracks, on any machine.
    expect(ms).toBeLessThan(25);
  });
});
