// The evaluator: it says what the trainer's own prediction says, names what moved the score, and takes any record.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Model, type ModelData } from '../../../core/model/evaluate.ts';
import { modelData } from '../../../core/model/model-data.ts';
import { valueOf } from '../../../core/model/vector.ts';
import { predict } from '../../../cli/train-boost.ts';
import { encoded } from '../../../cli/train-encode.ts';
import { handMadeModel, trainedOn, twoLabels } from '../../cli/training-rows.ts';

const data: ModelData = encoded(handMadeModel, { suspected: 0.5, confirmed: 1.5 });

describe('the model', () => {
  it('comes to the same sum as the trainer', () => {
    const model = new Model(data);
    fc.assert(
      fc.property(fc.double({ noNaN: true }), fc.boolean(), (kernelSharePercent, jh) => {
        const record = { kernelSharePercent, constants: jh ? ['jh'] : [] };
        const own = predict(handMadeModel, (column) => valueOf(record, column) ?? 0);
        expect(model.score(record).logOdds).toBe(own);
      }),
    );
  });

  it('says the same as the trainer on every row it was trained on', () => {
    const rows = twoLabels(60);
    const trained = trainedOn(rows);
    const model = new Model(encoded(trained, { suspected: 0, confirmed: 1 }));
    for (const row of rows) {
      const record = { ...row.features, constants: row.constants, mixers: row.mixers };
      const own = predict(trained, (column) => valueOf(record, column) ?? 0);
      expect(model.score(record).logOdds).toBe(own);
    }
    expect(model.columns.length).toBeGreaterThan(0);
  });

  it.each([
    [0, [], 'clear'],
    [30, [], 'clear'],
    [30, ['jh'], 'suspected'],
    [60, ['jh'], 'confirmed'],
  ] as const)('share %d with %j is %s', (kernelSharePercent, constants, level) => {
    expect(new Model(data).score({ kernelSharePercent, constants }).level).toBe(level);
  });

  it('names what spoke for a miner with exactly what it gave, strongest first', () => {
    const { because, logOdds } = new Model(data).score({
      kernelSharePercent: 30,
      constants: ['jh'],
    });
    expect(because).toEqual([
      { column: 'kernelSharePercent', value: 30, logOdds: 1.5 },
      { column: 'constants.jh', value: 1, logOdds: 1 },
    ]);
    expect(logOdds).toBe(1);
    expect(new Model(data).score({ kernelSharePercent: 0, constants: [] }).because).toEqual([]);
  });

  it('takes a record without its features as zeros', () => {
    const model = new Model(data);
    expect(model.score({})).toEqual(model.score({ kernelSharePercent: 0, constants: [] }));
    expect(model.score({ kernelSharePercent: 'many', constants: null }).level).toBe('clear');
    expect(model.score({ kernelSharePercent: NaN, constants: [] }).level).toBe('clear');
  });
});

describe('the shipped model', () => {
  it('is small: data and evaluator at most 6 kB', async () => {
    const { build } = await import('vite');
    const built = await build({
      logLevel: 'silent',
      configFile: false,
      build: {
        write: false,
        lib: { entry: 'tests/core/model/shipped.ts', formats: ['es'] },
        minify: true,
      },
    });
    const [chunk] = [built].flat().flatMap((one) => ('output' in one ? one.output : []));
    const code = chunk?.type === 'chunk' ? chunk.code : '';
    expect(code.length).toBeGreaterThan(500);
    expect(code.length).toBeLessThanOrEqual(6_000);
  });

  it('confirms from higher than it suspects', () => {
    expect(modelData.confirmed).toBeGreaterThanOrEqual(modelData.suspected);
  });
});
