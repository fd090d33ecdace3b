// The judge of source text on made texts, on real packages, in all spellings of the text mutator, and on anything.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mutateText, textPasses } from '../../corpus/mutate-text.ts';
import { guardSays, packageText, scanned, tableText } from './source-texts.ts';

const CRYPTONIGHT = ['aes-table', 'aes-box', 'groestl', 'jh', 'skein', 'keccak'];
const X11 = ['aes-table', 'groestl', 'jh', 'keccak', 'cubehash', 'luffa', 'shavite'];
const asmJs = packageText('turtlecoin-crypto/dist/turtlecoin-crypto.js');

const headerShader = `
  ${tableText(['sha256-rounds'], (word) => `0x${word.toString(16)}u`)}
  fn rotr(x: u32, n: u32) -> u32 { return (x >> n) | (x << (32u - n)); }
  @compute @workgroup_size(256)
  fn main(@builtin(global_invocation_id) id: vec3<u32>) {
    block[4] = 0x80000000u;
    block[15] = 640u;
  }`;
const checksumShader = headerShader.replace('640u', 'length').replace('0x80000000u', 'last');

describe('CryptoNight', () => {
  it('as asm.js is confirmed, in a page and in a scan', () => {
    for (const judged of [guardSays(asmJs), scanned(asmJs)]) {
      expect(judged).toMatchObject({ level: 'confirmed', family: 'cryptonight', score: 95 });
      expect(judged.reasons.join()).toContain('groestl, jh');
    }
  });

  it.each([
    ['hex', (word: number) => `0x${word.toString(16)}`],
    ['decimal', (word: number) => String(word)],
    ['signed', (word: number) => String(word | 0)],
    ['sums', (word: number) => `0x3*0x11+-0x33+0x${word.toString(16)}`],
    ['bytes', (word: number) => [0, 8, 16, 24].map((by) => (word >>> by) & 255).join(',')],
  ])('tables in %s numbers are confirmed', (_form, written) => {
    expect(guardSays(tableText(CRYPTONIGHT, written)).level).toBe('confirmed');
  });

  it('tables in base64 are confirmed, at every alignment', () => {
    const bytes = new Uint8Array(
      tableText(CRYPTONIGHT, (word) => [0, 8, 16, 24].map((by) => (word >>> by) & 255).join(','))
        .match(/\d+(?=[,\]])/g)
        ?.map(Number) ?? [],
    );
    for (const before of [0, 1, 2, 3]) {
      const base64 = Buffer.concat([new Uint8Array(before), bytes]).toString('base64');
      expect(
        guardSays(`var memoryInitializer="data:application/octet-stream;base64,${base64}"`).level,
      ).toBe('confirmed');
    }
  });

  it('in a program of megabytes, such as a wallet, is only suspected', () => {
    expect(guardSays(tableText(CRYPTONIGHT) + ' '.repeat(1_500_000)).level).toBe('suspected');
  });
});

describe('X11', () => {
  it('is suspected: wallets check block headers with it', () => {
    for (const judged of [guardSays(tableText(X11)), scanned(tableText(X11))])
      expect(judged).toMatchObject({ level: 'suspected', family: 'hash-chain' });
  });

  it('beside a pool client is confirmed in a scan', () => {
    const client = '{"method":"mining.subscribe"} job_id startMining(nonce)';
    expect(scanned(tableText(X11) + client)).toMatchObject({ level: 'confirmed', family: 'x11' });
  });
});

describe('shaders', () => {
  it('that hash block headers are confirmed', () => {
    expect(guardSays(headerShader, 'shader')).toMatchObject({
      level: 'confirmed',
      family: 'sha256d',
    });
  });

  it('that hash a file are clear', () => {
    expect(guardSays(checksumShader, 'shader').level).toBe('clear');
  });

  it('that mix with FNV and Keccak are confirmed, either alone is clear', () => {
    const keccak = tableText(['keccak']);
    const mix = 'fn fnv(a: u32, b: u32) -> u32 { return (a * 0x01000193u) ^ b; }';
    expect(guardSays(keccak + mix, 'shader')).toMatchObject({
      level: 'confirmed',
      family: 'ethash',
    });
    expect(guardSays(keccak, 'shader').level).toBe('clear');
    expect(guardSays(mix, 'shader').level).toBe('clear');
  });

  it('that count a nonce are suspected in a scan', () => {
    expect(scanned('uniform uint startNonce; void main() {}', 'shader').level).toBe('suspected');
  });

  it('in a script are no script rule: a bundle may hold every constant', () => {
    expect(guardSays(headerShader).level).toBe('clear');
  });
});

describe('words', () => {
  it('of a mining client are suspected in a scan, and never in a page', () => {
    const client = 'getHashesPerSecond() CoinHive.Anonymous("key") setThrottle job_id';
    expect(scanned(client)).toMatchObject({ level: 'suspected', family: 'miner-client' });
    expect(guardSays(client).level).toBe('clear');
  });

  it('are read through escapes', () => {
    const hidden = Array.from(
      'job_id nonce startMining',
      (char) => `\\x${char.charCodeAt(0).toString(16)}`,
    );
    expect(scanned(`var a='${hidden.join('')}'`).level).toBe('suspected');
  });

  it.each([
    'document.querySelector("script").nonce = siteKey; lodash.throttle(f)',
    'a mining company; our pool has 3 jobs and a target difficulty',
    'nonce nonce nonce nonce',
  ])('of honest pages are clear: %s', (text) => {
    expect(scanned(text).level).toBe('clear');
  });
});

describe('real packages', () => {
  it.each([
    'hash-wasm/dist/index.umd.js',
    'hash-wasm/dist/index.esm.min.js',
    'libsodium-sumo/dist/modules-sumo/libsodium-sumo.js',
    'libsodium-wrappers-sumo/dist/modules-sumo/libsodium-wrappers.js',
    'sql.js/dist/sql-asm.js',
    'sql.js/dist/sql-wasm.js',
    'argon2-browser/dist/argon2-bundled.min.js',
    'argon2-browser/lib/argon2.js',
    'nanocurrency/dist/nanocurrency.umd.js',
    'friendly-pow/blake2b/blake2b.js',
    'zod/v4/core/schemas.js',
    'typescript/lib/typescript.js',
    'turtlecoin-crypto/dist/turtlecoin-crypto-wasm.js',
  ])('%s is clear', (path) => {
    const text = packageText(path);
    expect([scanned(text).level, guardSays(text).level]).toEqual(['clear', 'clear']);
  });

  it('the asm.js kernel of Nimiq is suspected: wallets check blocks with it', () => {
    expect(scanned(packageText('@nimiq/core-web/worker-js.js'))).toMatchObject({
      level: 'suspected',
      ruleIds: ['source/scan/argon2-search'],
    });
  });
});

describe('the text mutator', () => {
  const passes = Object.keys(textPasses);
  /** Known gap: what the page would have to decode first (escapes, base64 in base64), and texts blown up by sums. */
  const onlyFlagged = new Set(['sums', 'stringArray']);

  it.each(passes.filter((pass) => !onlyFlagged.has(pass)))(
    '%s leaves CryptoNight confirmed',
    (pass) => {
      expect(scanned(mutateText(asmJs, [pass], 1)).level).toBe('confirmed');
    },
  );

  it.each([...onlyFlagged])('%s leaves CryptoNight flagged', (pass) => {
    expect(scanned(mutateText(asmJs, [pass], 1)).level).not.toBe('clear');
  });

  it.each(passes)('%s makes no honest library suspicious', (pass) => {
    for (const path of [
      'libsodium-sumo/dist/modules-sumo/libsodium-sumo.js',
      'sql.js/dist/sql-asm.js',
    ]) {
      const text = mutateText(packageText(path), [pass], 2);
      expect([path, scanned(text).level, guardSays(text).level]).toEqual([path, 'clear', 'clear']);
    }
  });

  it.each(passes.filter((pass) => pass !== 'minified'))(
    '%s leaves the shader confirmed',
    (pass) => {
      expect(guardSays(mutateText(headerShader, [pass], 3), 'shader').level).toBe('confirmed');
    },
  );

  it('is deterministic', () => {
    const twice = [1, 2].map(() => mutateText(headerShader, ['renamed', 'sums', 'bundled'], 9));
    expect(twice[0]).toBe(twice[1]);
  });
});

describe('any text', () => {
  const pieces = fc.constantFrom(
    '0x',
    '0x428a2f98',
    '-',
    '*',
    '+',
    ',',
    '"',
    '\\x',
    '\\u00',
    '\n',
    '.',
    '1e',
    'A'.repeat(300),
    '9'.repeat(300),
    '1,'.repeat(90),
    '\ud800',
  );
  const kind = fc.constantFrom('script' as const, 'shader' as const);

  it('is judged without a throw', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.array(pieces, { maxLength: 40 }),
        kind,
        (text, parts, of) => {
          const whole = parts.join(text.slice(0, 8));
          for (const judged of [scanned(whole, of), guardSays(whole, of)])
            expect(['clear', 'suspected', 'confirmed']).toContain(judged.level);
        },
      ),
    );
  });

  it.each([
    ['digits', '1'],
    ['a list of bytes', '7,'],
    ['a list of words', '0x1234567,'],
    ['base64', 'Ab9+'],
    ['minus signs', '-'],
    ['blanks', ' '],
    ['numbers in blanks', '7654321      '],
    ['escapes', '\\x41'],
    ['words', 'nonce '],
    ['quotes', '`@workgroup_size'],
  ])('of %s takes time in proportion to its length', (_what, piece) => {
    const spentMs = (chars: number): number => {
      const text = piece.repeat(Math.ceil(chars / piece.length));
      const runs = [1, 2, 3].map(() => {
        const startedAt = performance.now();
        scanned(text);
        return performance.now() - startedAt;
      });
      return Math.min(...runs);
    };
    spentMs(100_000);
    // Sixteen times the text: eighty times the time leaves room for a busy machine; a square would be 256 times.
    expect(spentMs(1_600_000)).toBeLessThan(80 * spentMs(100_000) + 50);
  });
});
