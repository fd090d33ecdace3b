// The gate for what pages say: every shape that the guard sends passes unchanged; everything else is dropped whole and
// nothing throws. The bounds here are part of the contract: a page may not make the log grow.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BURST_OBSERVATIONS, MAX_OBSERVATION_CHARS } from '../../../core/protocol/frame.ts';
import { bridgeMessage, parsePageObservation } from '../../../core/protocol/inbound.ts';
import { pageObservationKinds } from '../observations.ts';
import { busySecond, minerModule, poolDialogue } from '../sample-observations.ts';

const module = { ...minerModule, judgedInMs: 3.5 };
const duty = busySecond('w1');
const socket = { ...poolDialogue, words: ['sent:login'] };
const health = { kind: 'guard-health', counters: { 'modules judged': 1 } };

function parsed(value: unknown): unknown {
  return parsePageObservation(JSON.stringify(value));
}

describe('parsePageObservation', () => {
  it.each([...pageObservationKinds])('passes every %s unchanged', (kind, arbitrary) => {
    fc.assert(
      fc.property(arbitrary, (observation) => {
        expect(observation.kind).toBe(kind);
        expect(parsed(observation)).toEqual(JSON.parse(JSON.stringify(observation)));
      }),
    );
  });

  it('takes nothing along that it does not know', () => {
    expect(parsed({ ...module, extra: 'x', tabId: 7 })).toEqual(module);
  });

  it.each<[string, unknown]>([
    ['nothing', null],
    ['a list', [module]],
    ['text', 'module-judged'],
    ['no kind', { ...module, kind: undefined }],
    ['an unknown kind', { ...module, kind: 'module-blessed' }],
    [
      'a kind that only the background may say',
      {
        kind: 'listed-host-requested',
        host: 'a',
        listedAs: 'a',
        category: 'cryptojacking',
        sources: [],
        resourceType: 'script',
        blocked: true,
      },
    ],
    ['a kind that is a property of every object', { ...module, kind: 'constructor' }],
    ['a missing field', { ...module, refused: undefined }],
    ['an unknown level', { ...module, level: 'certain' }],
    ['a long id', { ...module, api: 'x'.repeat(65) }],
    ['a long reason', { ...module, reasons: ['x'.repeat(301)] }],
    ['many reasons', { ...module, reasons: Array<string>(33).fill('x') }],
    ['a score over 100', { ...module, score: 100.1 }],
    ['a negative score', { ...module, score: -1 }],
    ['half a byte', { ...module, sizeBytes: 1.5 }],
    ['a negative size', { ...module, sizeBytes: -1 }],
    ['a size beyond counting', { ...module, sizeBytes: 2 ** 53 }],
    ['a number in words', { ...module, sizeBytes: '318444' }],
    ['a hash in capitals', { ...module, sha256: 'AB'.repeat(32) }],
    ['a hash with a second line', { ...module, sha256: `${'ab'.repeat(32)}\n` }],
    ['a short hash', { ...module, sha256: 'ab' }],
    ['a window of no time', { ...duty, windowMs: 0 }],
    ['a window of a day', { ...duty, windowMs: 86_400_000 }],
    ['negative time', { ...duty, wasmMs: -1 }],
    ['NaN, which JSON writes as null', { ...duty, wasmMs: NaN }],
    [
      'a silent worker without a name',
      { kind: 'worker-silent', workerId: null, silentMs: 1, parked: false },
    ],
    ['a dialogue with an odd pair of sizes', { ...socket, shareBytes: [1] }],
    ['a dialogue by pigeon', { ...socket, transport: 'pigeon' }],
    ['many words', { ...socket, words: Array<string>(33).fill('sent:login') }],
    ['a long host', { ...socket, host: 'x'.repeat(301) }],
    ['counters that count no number', { ...health, counters: { a: 'b' } }],
    ['a counter with a long name', { ...health, counters: { ['x'.repeat(65)]: 1 } }],
    ['a negative counter', { ...health, counters: { a: -1 } }],
  ])('drops %s', (_, value) => {
    expect(parsed(value)).toBeNull();
  });

  it.each([
    '',
    '{',
    'NaN',
    '1e999',
    '{"kind":"duty-measured","workerId":"w","windowMs":1e999,"wasmMs":1,"callbackMs":1,"taskMs":0,"parkedMs":0}',
    '['.repeat(20_000),
  ])('drops text that is no observation (%#)', (text) => {
    expect(parsePageObservation(text)).toBeNull();
  });

  it('never throws, whatever arrives', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        parsePageObservation(text);
      }),
    );
    fc.assert(fc.property(fc.json({ maxDepth: 5 }), (text) => parsePageObservation(text) === null));
  });

  it('never throws for a shape that is almost right', () => {
    const keys = ['kind', ...Object.keys(module), ...Object.keys(duty), ...Object.keys(socket)];
    fc.assert(
      fc.property(
        fc.constantFrom(module, duty, socket, health),
        fc.constantFrom(...keys),
        fc.jsonValue(),
        (shape, key, value) => {
          const result = parsed({ ...shape, [key]: value });
          if (result !== null) expect(result).toMatchObject({ kind: shape.kind });
        },
      ),
      { numRuns: 500 },
    );
  });

  it('cannot be used to change the prototype of anything', () => {
    parsePageObservation('{"kind":"guard-health","counters":{"__proto__":5,"a":1}}');
    parsePageObservation('{"__proto__":{"polluted":1},"kind":"guard-health","counters":{}}');
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });
});

describe('bridgeMessage', () => {
  const envelope = { assay: 'frame', kind: 'observed', text: '{}', dropped: 0 };

  it('takes the longest text that a bridge passes on', () => {
    const text = 'x'.repeat(MAX_OBSERVATION_CHARS);
    expect(bridgeMessage.safeParse({ ...envelope, text }).success).toBe(true);
    expect(BURST_OBSERVATIONS).toBeGreaterThan(0);
  });

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['text over the bound', { ...envelope, text: 'x'.repeat(20_001) }],
    ['an unknown kind', { ...envelope, kind: 'ask' }],
    ['a question of our own pages', { assay: 'ask', name: 'clear-incidents' }],
    ['a negative count', { ...envelope, dropped: -1 }],
    ['an endless count', { ...envelope, dropped: Infinity }],
  ])('refuses %s', (_, message) => {
    expect(bridgeMessage.safeParse(message).success).toBe(false);
  });
});
