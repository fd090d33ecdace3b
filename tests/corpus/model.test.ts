// The shipped model and its documents belong to the committed vectors, and know only features that the analyser measures.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { judgeModule } from '../../core/engine.ts';
import { Model } from '../../core/model/evaluate.ts';
import { modelData } from '../../core/model/model-data.ts';
import { valueOf } from '../../core/model/vector.ts';
import { measuredOf } from '../../cli/train-columns.ts';
import { readCorpus } from '../../cli/train-rows.ts';
import { shippedModel } from '../../cli/train-shipped.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const corpus = await readCorpus(here('vectors.jsonl.gz'));
const model = new Model(modelData);
const EMPTY_MODULE = Uint8Array.of(0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00);

describe('the shipped model', () => {
  it('is what `npm run train` makes of the committed vectors, byte for byte', () => {
    const committed = readFileSync(here('../../core/model/model-data.ts'), 'utf8');
    expect(shippedModel(corpus).source, 'Run `npm run train`, then `npm run eval`.').toBe(
      committed,
    );
  }, 120_000);

  it('looks only at features that the analyser measures today', () => {
    const features = judgeModule(EMPTY_MODULE, []).features as unknown as Record<string, unknown>;
    const lost = model.columns
      .map(([name]) => name)
      .filter((name) => valueOf(features, name) === undefined);
    expect(lost, 'A feature has gone: freeze the corpus again and train.').toEqual([]);
  });

  it('was frozen with the features that the analyser measures today', () => {
    const { constants, mixers, ...numbers } = judgeModule(EMPTY_MODULE, []).features;
    expect([constants, mixers]).toEqual([[], []]);
    expect(Object.keys(corpus.rows[0]?.features ?? {}).sort(), 'Freeze the corpus again.').toEqual(
      Object.keys(numbers).sort(),
    );
  });

  it('says nothing of an empty module', () => {
    expect(model.score({ ...judgeModule(EMPTY_MODULE, []).features })).toMatchObject({
      level: 'clear',
      because: [],
    });
  });

  it('confirms no honest module and flags every wild miner of the corpus', () => {
    const levels = corpus.rows.map((row) => ({ row, level: model.score(measuredOf(row)).level }));
    const honest = levels.filter(({ row }) => row.tier === 'benign' || row.tier === 'dual-use');
    expect(honest.length).toBeGreaterThan(4_000);
    expect(honest.filter(({ level }) => level === 'confirmed')).toEqual([]);
    const wild = levels.filter(({ row }) => row.tier === 'wild');
    expect(wild.length).toBeGreaterThan(30);
    expect(wild.filter(({ level }) => level === 'clear')).toEqual([]);
  });
});

describe('EVALUATION.md and the model card', () => {
  it('speak of the committed vectors and the same figures', () => {
    const text = readFileSync(here('EVALUATION.md'), 'utf8');
    const card = readFileSync(here('../../docs/model-card.md'), 'utf8');
    const goals = /^\| (wild|families|family|obfuscated|ordinary|dual).*$/gm;
    const figures = card.match(goals) ?? [];
    expect(figures.length).toBeGreaterThan(7);
    for (const line of figures) expect(text).toContain(line);
    expect(text, 'Run `npm run eval`.').toContain(corpus.sha256.slice(0, 16));
    expect(text).toContain(`${corpus.rows.length} modules`);
    expect(text).toContain(
      `${modelData.suspected} (suspected) and ${modelData.confirmed} (confirmed)`,
    );
  });
});
