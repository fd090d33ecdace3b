// What the guard makes of a text: refused, reported, or let through, on any page, whatever the page did to the language.
import { describe, expect, it } from 'vitest';
import type { PageObservation, SourceJudged } from '../../../core/protocol/observation.ts';
import { parsePageObservation } from '../../../core/protocol/inbound.ts';
import { isRefusedText } from '../../../entrypoints/guard.content/judge-text.ts';
import type { Place } from '../../../entrypoints/guard.content/place.ts';
import { packageText, tableText } from '../../core/source/source-texts.ts';

const asmJs = packageText('turtlecoin-crypto/dist/turtlecoin-crypto.js');
const x11 = tableText(['groestl', 'jh', 'cubehash', 'luffa', 'shavite']);
const { defineProperty, getOwnPropertyDescriptor, ownKeys } = Reflect;

function placed(stopped = false): { place: Place; said: PageObservation[] } {
  const said: PageObservation[] = [];
  const place: Place = {
    workerId: null,
    base: () => 'https://video.test/',
    emit: (observation) => void (said[said.length] = observation),
    strictness: () => (stopped ? 1 : 0),
  };
  return { place, said };
}

describe('isRefusedText', () => {
  it('refuses a miner and says why, in a form that the background takes', () => {
    const { place, said } = placed();
    expect(isRefusedText(asmJs, 'script', 'Worker', place)).toBe(true);
    expect(said).toHaveLength(1);
    expect(said[0]).toMatchObject({
      kind: 'source-judged',
      api: 'Worker',
      source: 'script',
      level: 'confirmed',
      family: 'cryptonight',
      sizeChars: 887_840,
      refused: true,
    });
    expect(parsePageObservation(JSON.stringify(said[0]))).toEqual(said[0]);
  });

  it('lets a suspected text run and reports it', () => {
    const { place, said } = placed();
    expect(isRefusedText(x11, 'script', 'Worker', place)).toBe(false);
    expect(said).toMatchObject([{ level: 'suspected', refused: false }]);
  });

  it('refuses a suspected text once mining was confirmed on the page', () => {
    const { place, said } = placed(true);
    expect(isRefusedText(x11, 'script', 'Worker', place)).toBe(true);
    expect((said[0] as SourceJudged).refused).toBe(true);
  });

  it('is silent about a clear text', () => {
    const { place, said } = placed(true);
    expect(isRefusedText('postMessage(1)', 'script', 'Worker', place)).toBe(false);
    expect(said).toEqual([]);
  });

  it('judges as before among built-ins that all throw', () => {
    const { place, said } = placed();
    const owners: object[] = [String, RegExp, Array, Set, Map].map(
      (kind) => kind.prototype as object,
    );
    owners.push(Math, Array, Object, Reflect.getPrototypeOf([].values()) as object);
    const ruin = (): never => {
      throw new Error('the page was asked');
    };
    const kept = owners.flatMap((owner) =>
      ownKeys(owner).map((key) => ({ owner, key, was: getOwnPropertyDescriptor(owner, key) })),
    );
    let refused: unknown;
    const count = kept.length;
    for (let i = 0; i < count; i++) {
      const { owner, key, was } = kept[i] as (typeof kept)[number];
      if (was?.configurable && typeof was.value === 'function')
        defineProperty(owner, key, { value: ruin });
    }
    try {
      refused = isRefusedText(asmJs, 'script', 'Worker', place);
    } finally {
      for (let i = 0; i < count; i++) {
        const { owner, key, was } = kept[i] as (typeof kept)[number];
        if (was?.configurable) defineProperty(owner, key, was);
      }
    }
    expect(refused).toBe(true);
    expect(said).toHaveLength(1);
  });
});
