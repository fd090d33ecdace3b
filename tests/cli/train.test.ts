// Training on small made data: the same rows give the same bytes, constraints hold, near-duplicates do not count twice,
// groups stay together, thresholds keep their distance, and rows that are not right are refused in words.
import { gzipSync } from 'node:zlib';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binned, shortestBetween } from '../../cli/train-bins.ts';
import { boost, predict, type BoostNode, type TrainingTable } from '../../cli/train-boost.ts';
import { COLUMNS, DIRECTIONS, valuesOf } from '../../cli/train-columns.ts';
import { encoded, sourceFile } from '../../cli/train-encode.ts';
import { foldsOf } from '../../cli/train-folds.ts';
import { groupsOf, sourceOf, weightsOf } from '../../cli/train-groups.ts';
import { matrixOf, outOfFold } from '../../cli/train-model.ts';
import { seededRandom } from '../../cli/train-random.ts';
import { readCorpus, rowsOf } from '../../cli/train-rows.ts';
import { thresholdsOf } from '../../cli/train-thresholds.ts';
import { handMadeModel, QUICK, row, trainedOn, twoLabels } from './training-rows.ts';

describe('a model', () => {
  it('is the same, byte for byte, when trained again', () => {
    const rows = twoLabels(80);
    const write = (): string =>
      sourceFile(encoded(trainedOn(rows), { suspected: 1, confirmed: 2 }), 'ab'.repeat(32));
    expect(write()).toBe(write());
    expect(write()).toContain('kernelSharePercent');
    const other = trainedOn(rows, { ...QUICK, seed: QUICK.seed + 1 });
    expect(encoded(other, { suspected: 1, confirmed: 2 }).points).not.toBe(
      encoded(trainedOn(rows), { suspected: 1, confirmed: 2 }).points,
    );
  });

  it('tells the labels apart on rows that it has not seen', () => {
    const model = trainedOn(twoLabels(200));
    const fresh = twoLabels(100).map((one) => ({
      miner: one.label === 'miner',
      score: predict(model, (column) => one.features[column] ?? 0),
    }));
    const right = fresh.filter(({ miner, score }) => score > 0 === miner).length;
    expect(right).toBeGreaterThan(75);
  });

  it('refuses to learn from one label alone', () => {
    const benign = twoLabels(40).filter(({ label }) => label === 'benign');
    expect(() => trainedOn(benign)).toThrow(/rows of miners and of others/);
  });
});

describe('a constraint', () => {
  /** One useful column against the label's direction, one noise. */
  function table(rows: number, seed: number): TrainingTable {
    const random = seededRandom(seed);
    const first = Float64Array.from({ length: rows }, () => Math.floor(random() * 20));
    const second = Float64Array.from({ length: rows }, () => Math.floor(random() * 20));
    const targets = Float64Array.from(first, (value, i) =>
      // Rises, then falls: without a constraint the model would follow it.
      Number((value > 5 && value < 14) !== (second[i] ?? 0) > 15),
    );
    return {
      columns: ['share', 'noise'],
      values: [first, second],
      targets,
      weights: new Float64Array(rows).fill(1),
      groups: Int32Array.from({ length: rows }, (_, i) => i >> 1),
    };
  }

  it.each([1, -1])('of %d holds everywhere, whatever the other column says', (sign) => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), (seed) => {
        const settings = { ...QUICK, columnShare: 1, monotone: new Map([['share', sign]]) };
        const model = boost(table(200, seed), settings);
        for (let noise = 0; noise < 20; noise += 3) {
          const scores = Array.from({ length: 20 }, (_, share) =>
            predict(model, (column) => (column === 'share' ? share : noise)),
          );
          const steps = scores.slice(1).map((score, i) => (score - (scores[i] ?? 0)) * sign);
          expect(Math.min(...steps)).toBeGreaterThanOrEqual(0);
        }
      }),
      { numRuns: 25 },
    );
  });

  it('is what keeps it so: without one the model falls again', () => {
    const model = boost(table(200, 5), { ...QUICK, columnShare: 1, monotone: new Map() });
    const score = (share: number): number =>
      predict(model, (column) => (column === 'share' ? share : 0));
    expect(score(10)).toBeGreaterThan(score(19));
  });
});

describe('leaves', () => {
  it('are supported by enough groups', () => {
    // One repository of 50 modules with a value of its own, among 100 of others.
    const rows = [
      ...Array.from({ length: 50 }, () =>
        row({ label: 'miner', repository: 'one/repo', features: { telling: 9 } }),
      ),
      ...Array.from({ length: 100 }, (_, i) =>
        row({ label: i < 20 ? 'miner' : 'benign', features: { telling: i % 3 } }),
      ),
    ];
    const columns = (minLeafGroups: number): number[] => {
      const model = trainedOn(rows, { ...QUICK, columnShare: 1, groupShare: 1, minLeafGroups }, [
        'telling',
      ]);
      const bounds: number[] = [];
      const visit = (node: BoostNode): void => {
        if (typeof node === 'number') return;
        bounds.push(node.atLeast);
        visit(node.low);
        visit(node.high);
      };
      model.trees.forEach(visit);
      return bounds;
    };
    expect(columns(1).some((bound) => bound > 2)).toBe(true);
    expect(columns(2).some((bound) => bound > 2)).toBe(false);
  });
});

describe('bins', () => {
  it('cut at the shortest number between two values', () => {
    expect(shortestBetween(2, 3)).toBe(3);
    expect(shortestBetween(0, 1)).toBe(0.5);
    expect(shortestBetween(1234.4, 1234.6)).toBe(1234.5);
    expect(shortestBetween(100, 300)).toBe(200);
  });

  it('keep the order of the values, at most 49 of them', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ noNaN: true, min: -1e9, max: 1e9 }), { minLength: 2 }),
        (values) => {
          const weights = new Float64Array(values.length).fill(1);
          const { bins, cuts } = binned('any', Float64Array.from(values), weights);
          expect(cuts.length).toBeLessThanOrEqual(49);
          for (const [i, value] of values.entries())
            expect(bins[i]).toBe(cuts.filter((cut) => value >= cut).length);
        },
      ),
    );
  });
});

describe('groups', () => {
  it('join repositories over common code, versions of a package, and variants', () => {
    const rows = [
      row({ repository: 'a/one', codeSha256: 'x' }),
      row({ repository: 'b/two', codeSha256: 'x' }),
      row({ repository: 'npm:@scope/name@1.0.0', codeSha256: '' }),
      row({ repository: 'npm:@scope/name@2.0.0', codeSha256: '' }),
      row({ repository: 'c/three', codeSha256: '' }),
    ];
    const variant = row({ repository: 'd/four', variantOf: rows[4]?.sha256 ?? '' });
    expect([...groupsOf([...rows, variant])]).toEqual([0, 0, 1, 1, 2, 2]);
  });

  it('know packages that are built from a repository of the corpus', () => {
    expect(sourceOf('npm:monero-ts@0.11.15')).toBe('woodser/monero-ts');
    expect(sourceOf('npm:@scope/other@1.2.3')).toBe('npm:@scope/other');
    expect(sourceOf('vusec/minesweeper')).toBe('vusec/minesweeper');
  });

  it('lie in one fold each, and every fold gets miners', () => {
    const rows = Array.from({ length: 120 }, (_, i) =>
      row({ label: i % 3 === 0 ? 'miner' : 'benign', repository: `owner/${i % 24}` }),
    );
    const groups = groupsOf(rows);
    const folds = foldsOf(rows, groups, 4);
    const pairs = new Set(rows.map((_, i) => `${groups[i] ?? ''} ${folds[i] ?? ''}`));
    expect(pairs.size).toBe(24);
    const withMiners = rows.flatMap(({ label }, i) => (label === 'miner' ? [folds[i]] : []));
    expect(new Set(withMiners).size).toBe(4);
  });
});

describe('weights', () => {
  const even = { miner: 1, 'dual-use': 0, benign: 1 };

  it('count 16 copies of one code as one, and 16 codes of one repository as 4', () => {
    const lone = row({ label: 'miner' });
    const copies = Array.from({ length: 16 }, () =>
      row({ label: 'miner', repository: 'copies/all', codeSha256: 'same' }),
    );
    const many = Array.from({ length: 16 }, () =>
      row({ label: 'miner', repository: 'many/codes' }),
    );
    const weights = weightsOf([lone, ...copies, ...many, row({})], even);
    const sum = (from: number, to: number): number =>
      weights.slice(from, to).reduce((total, weight) => total + weight, 0);
    expect(sum(1, 17) / sum(0, 1)).toBeCloseTo(1);
    expect(sum(17, 33) / sum(0, 1)).toBeCloseTo(4);
  });

  it('let variants weigh together with their original, as one', () => {
    const original = row({ label: 'miner', repository: 'a/b' });
    const other = row({ label: 'miner', repository: 'c/d' });
    const variants = Array.from({ length: 30 }, () =>
      row({ label: 'miner', repository: 'a/b', variantOf: original.sha256 }),
    );
    const weights = weightsOf([other, original, ...variants, row({})], even);
    const together = weights.slice(1, 32).reduce((total, weight) => total + weight, 0);
    expect(together).toBeCloseTo(weights[0] ?? 0);
  });

  it('share the whole among the labels as told', () => {
    const rows = [row({ label: 'miner' }), ...Array.from({ length: 9 }, () => row({}))];
    const weights = weightsOf(rows, even);
    expect(weights[0]).toBeCloseTo(5);
    expect(weights.reduce((total, weight) => total + weight, 0)).toBeCloseTo(10);
  });
});

describe('out of fold', () => {
  it('a model that could only know a row by heart does not', () => {
    // Labels are drawn by lot, one repository each: whoever scores well here has seen the row.
    const random = seededRandom(11);
    const rows = Array.from({ length: 240 }, () =>
      row({
        label: random() > 0.5 ? 'miner' : 'benign',
        features: { share: Math.floor(random() * 1000) },
      }),
    );
    const matrix = matrixOf(rows, ['share']);
    const { logOdds } = outOfFold(matrix, () => true, { ...QUICK, minLeafGroups: 1 });
    const right = rows.filter(({ label }, i) => (logOdds[i] ?? 0) > 0 === (label === 'miner'));
    expect(right.length / rows.length).toBeLessThan(0.62);
    expect(right.length / rows.length).toBeGreaterThan(0.38);
  });
});

describe('thresholds', () => {
  const benign = (logOdds: number, code = String(logOdds)) =>
    ({ tier: 'benign', logOdds, code }) as const;

  it('lie above what benign modules and dual use reach', () => {
    const scored = [
      ...Array.from({ length: 1000 }, (_, i) => benign(-i)),
      { tier: 'dual-use', logOdds: 1.2, code: 'wallet' } as const,
      { tier: 'wild', logOdds: 9, code: 'miner' } as const,
    ];
    const { suspected, confirmed } = thresholdsOf(scored);
    expect(confirmed).toBeGreaterThan(1.2 + 0.5);
    expect(scored.filter((one) => one.tier === 'benign' && one.logOdds >= suspected).length).toBe(
      4,
    );
  });

  it('are not moved by copies of one module, nor by miners', () => {
    const few = Array.from({ length: 500 }, (_, i) => benign(-i));
    const copies = Array.from({ length: 500 }, () => benign(0, '0'));
    const miners = [{ tier: 'wild', logOdds: 50, code: 'm' } as const];
    expect(thresholdsOf([...few, ...copies, ...miners])).toEqual(thresholdsOf(few));
  });

  it('cannot be chosen without benign modules', () => {
    expect(() => thresholdsOf([{ tier: 'wild', logOdds: 1, code: 'm' }])).toThrow(/benign/);
  });
});

describe('writing', () => {
  const thresholds = { suspected: 0, confirmed: 1 };

  it('adds up the steps of each column', () => {
    expect(encoded(handMadeModel, thresholds)).toEqual({
      points: 'constants.jh 0.5:256,kernelSharePercent 2.5:128 20:256 50:512',
      start: -1.5,
      ...thresholds,
    });
  });

  it('refuses what would be read back as another model', () => {
    const stump = { column: 'a', atLeast: 1, low: 0, high: 0.3 };
    expect(() => encoded({ start: 0, trees: [stump] }, thresholds)).toThrow(/cannot be written/);
    const deep = { column: 'a', atLeast: 1, low: 0, high: stump };
    expect(() => encoded({ start: 0, trees: [deep] }, thresholds)).toThrow(/depth of 1/);
  });
});

describe('rows', () => {
  const line = (fields: object = {}): string => JSON.stringify({ ...row({}), ...fields });

  it('are read from packed lines, with the hash of the lines', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'assay-rows-'));
    const path = join(folder, 'vectors.jsonl.gz');
    try {
      const text = `${line()}\n${line()}\n`;
      await writeFile(path, gzipSync(text, { level: 1 }));
      const first = await readCorpus(path);
      await writeFile(path, gzipSync(text, { level: 9 }));
      expect(first.rows).toHaveLength(2);
      expect((await readCorpus(path)).sha256).toBe(first.sha256);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it.each([
    ['{', /Line 1 of the vectors: it is no JSON\. Freeze/],
    [line({ label: 'maybe' }), /Line 1 .*"label".*Freeze/],
    [line({ features: { share: null } }), /Line 1 .*"features"/],
    [line({ sha256: 'short' }), /Line 1 .*"sha256"/],
    ['', /no row/],
  ])('%# are refused with the reason', (text, message) => {
    expect(() => rowsOf(text)).toThrow(message);
  });

  it('measured by two versions are refused, with the names that differ', () => {
    const old = JSON.stringify({ ...row({}), features: { kernelSharePercent: 1 } });
    expect(() => rowsOf(`${line()}\n${old}`)).toThrow(
      /missing: .*scratchpadBits; more: none.*Freeze/,
    );
  });

  it('without a column are refused', () => {
    expect(() => valuesOf([row({})], ['entropyBits'])).toThrow(/"entropyBits": freeze/);
    expect(() => valuesOf([row({})], ['constants.jh'])).not.toThrow();
  });

  it('are read by columns that the rows of the corpus have, each with a direction', () => {
    expect(COLUMNS).toEqual(Object.keys(DIRECTIONS).sort());
    expect(COLUMNS).toContain('kernelSharePercent');
  });
});
