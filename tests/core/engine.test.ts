// The judgement of whole modules: real ones with the shipped rules, and how matched rules become one verdict.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadWasmRules } from '../../cli/load-rules.ts';
import {
  judgeModule,
  ModuleJudge,
  type LoadedRule,
  type ModuleJudgement,
} from '../../core/engine.ts';
import { Model } from '../../core/model/evaluate.ts';
import { modelData } from '../../core/model/model-data.ts';
import { defineRule, type WasmRule } from '../../core/rules/define-rule.ts';
import { DEFAULT_BUDGET } from '../../core/wasm/limits.ts';
import { corpusModules, cryptonightModule } from '../corpus-modules.ts';
import { codeSection, section, wasm } from './wasm/wasm-bytes.ts';

const rules = await loadWasmRules();
const corpus = corpusModules();

function rule(id: string, change: Partial<WasmRule>): LoadedRule {
  return {
    id,
    rule: defineRule({
      family: id,
      status: 'stable',
      level: 'suspected',
      weight: 10,
      when: { feature: 'functions', atLeast: 0 },
      why: `Rule ${id} saw {functions} functions.`,
      ...change,
    }),
  };
}

function inPieces(bytes: Uint8Array, pieceBytes: number): ModuleJudgement {
  const judge = new ModuleJudge(rules);
  for (let at = 0; at < bytes.length; at += pieceBytes)
    judge.push(bytes.subarray(at, at + pieceBytes));
  expect(judge.bytesSeen).toBe(bytes.length);
  return judge.finish();
}

describe('real modules', () => {
  it('the CryptoNight miner is confirmed', () => {
    const judgement = judgeModule(cryptonightModule().bytes, rules);
    expect(judgement).toMatchObject({
      level: 'confirmed',
      family: 'cryptonight',
      error: null,
      truncatedAt: null,
    });
    expect(judgement.ruleIds).toContain('wasm/cryptonight-kernel');
    expect(judgement.kernelSharePercent).toBeGreaterThan(25);
    expect(judgement.reasons[0]).toContain(`${judgement.kernelSharePercent} %`);
  });

  it.each(corpus.filter(({ label }) => label === 'wallet'))(
    'the wallet $name is suspected',
    ({ bytes }) => {
      const judgement = judgeModule(bytes, rules);
      expect(judgement).toMatchObject({ level: 'suspected', family: 'cryptonight' });
      expect(judgement.ruleIds).toEqual(['wasm/cryptonight-inside']);
      expect(judgement.kernelSharePercent).toBeLessThan(2);
    },
  );

  it.each(corpus.filter(({ label }) => label === 'benign'))('$name is clear', ({ bytes }) => {
    expect(judgeModule(bytes, rules)).toMatchObject({
      level: 'clear',
      score: 0,
      ruleIds: [],
      family: null,
    });
  });

  it.each(corpus.filter(({ label }) => label === 'dual-use'))(
    '$name, which hashes for a living, is at most suspected, and too little for the tab',
    ({ bytes }) => {
      const { level, score } = judgeModule(bytes, rules);
      expect(level).not.toBe('confirmed');
      expect(score).toBeLessThanOrEqual(30);
    },
  );

  it.each(corpus.filter(({ bytes }) => bytes.length < 400_000))(
    '$name in pieces is judged the same',
    ({ bytes }) => {
      expect(inPieces(bytes, 997)).toEqual(judgeModule(bytes, rules));
    },
  );

  it('the miner stays confirmed under padding that costs its rate nothing', () => {
    const { bytes } = cryptonightModule();
    const padding = Uint8Array.from(section(0, Array<number>(50_000).fill(0x41)));
    const padded = new Uint8Array([...bytes.subarray(0, 8), ...padding, ...bytes.subarray(8)]);
    expect(WebAssembly.validate(padded)).toBe(true);
    expect(judgeModule(padded, rules)).toMatchObject({
      level: 'confirmed',
      kernelSharePercent: 33.1,
    });
  });
});

describe('the model of a rule pack', () => {
  it('takes the place of the one that ships', () => {
    const never = new Model({ ...modelData, suspected: 99, confirmed: 99 });
    const judged = corpus.map(({ bytes }) => judgeModule(bytes, []).ruleIds);
    expect(judged.flat()).toContain('model');
    const other = corpus.map(({ bytes }) => judgeModule(bytes, [], undefined, never).ruleIds);
    expect(other.flat()).toEqual([]);
  });
});

describe('a verdict', () => {
  const module = wasm(codeSection([[0x00, 0x0b]]));

  it('lists the strongest rule first and takes level, score and family from it', () => {
    const loaded = [
      rule('wasm/a', { weight: 40 }),
      rule('wasm/b', { weight: 20, level: 'confirmed' }),
      rule('wasm/c', { weight: 30 }),
      rule('wasm/d', { when: { feature: 'functions', atLeast: 2 } }),
    ];
    expect(judgeModule(module, loaded)).toMatchObject({
      level: 'confirmed',
      score: 20,
      family: 'wasm/b',
      ruleIds: ['wasm/b', 'wasm/a', 'wasm/c'],
      reasons: [
        'Rule wasm/b saw 1 functions.',
        'Rule wasm/a saw 1 functions.',
        'Rule wasm/c saw 1 functions.',
      ],
    });
  });

  it('does not refuse for a rule in the nursery and ignores deprecated ones', () => {
    const loaded = [
      rule('wasm/young', { level: 'confirmed', status: 'nursery' }),
      rule('wasm/old', { level: 'confirmed', status: 'deprecated' }),
    ];
    expect(judgeModule(module, loaded)).toMatchObject({
      level: 'suspected',
      ruleIds: ['wasm/young'],
    });
  });

  it('is clear without rules', () => {
    expect(judgeModule(module, [])).toMatchObject({
      level: 'clear',
      score: 0,
      family: null,
      ruleIds: [],
      reasons: [],
    });
  });
});

describe('what is not a module', () => {
  it.each<[string, Uint8Array, string]>([
    ['no bytes', new Uint8Array(0), 'unexpected end of the module'],
    ['text', new TextEncoder().encode('<!doctype html><title>404</title>'), 'not a wasm module'],
    ['a detached buffer', detached(), 'unexpected end of the module'],
  ])('%s is clear with an error', (_, bytes, message) => {
    const judgement = judgeModule(bytes, rules);
    expect(judgement).toMatchObject({ level: 'clear', score: 0, reasons: [] });
    expect(judgement.error?.message).toContain(message);
  });

  it('never makes it throw', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...corpus.slice(2, 12)),
        fc.array(fc.tuple(fc.nat(), fc.nat(255))),
        (from, spots) => {
          const bytes = from.bytes.slice();
          for (const [place, value] of spots) bytes[place % bytes.length] = value;
          const judgement = judgeModule(bytes, rules);
          expect(judgement.level).not.toBe('confirmed');
          if (judgement.error !== null) {
            expect(judgement.error.offset).toBeLessThanOrEqual(bytes.length);
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  it('survives what only a hostile page would pass', () => {
    const judge = new ModuleJudge(rules);
    for (const odd of [undefined, null, 7, 'text', {}]) judge.push(odd as Uint8Array);
    expect(judge.finish().level).toBe('clear');
  });

  it('keeps the verdict on what it read when the rest is damaged', () => {
    const { bytes } = cryptonightModule();
    const damaged = new Uint8Array([...bytes, 0x0a, 0xff, 0xff]);
    const judgement = judgeModule(damaged, rules);
    expect(judgement.error).not.toBeNull();
    expect(judgement.level).toBe('confirmed');
  });
});

describe('large modules', () => {
  it('end with the budget and say where', () => {
    const judgement = judgeModule(cryptonightModule().bytes, rules, {
      ...DEFAULT_BUDGET,
      maxBytes: 100_000,
      maxFunctions: 1_000,
    });
    expect(judgement.error).toBeNull();
    expect(judgement.truncatedAt).toBeGreaterThan(100_000);
    expect(judgement.truncatedAt).toBeLessThan(120_000);
    expect(judgement.sizeBytes).toBe(cryptonightModule().bytes.length);
  });

  it('a body of 64 MB is refused, not buffered', () => {
    const judge = new ModuleJudge(rules);
    judge.push(wasm([0x0a, 0x84, 0x80, 0x80, 0x20, 0x01, 0x80, 0x80, 0x80, 0x1e]));
    for (let i = 0; i < 64; i++) judge.push(new Uint8Array(1024 * 1024));
    expect(judge.finish().error?.message).toContain('function body too large');
  });
});

function detached(): Uint8Array {
  const bytes = new Uint8Array(16);
  structuredClone(bytes.buffer, { transfer: [bytes.buffer] });
  return bytes;
}
