// From a file to a pack: whatever is not exactly what a known key has signed is refused by its own name, and the order of
// versions holds for each key.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isRefusal,
  openPack,
  orderOf,
  type OpenedPack,
} from '../../../core/rule-pack/open-pack.ts';
import { readFeedKey, readPackFile, type PackFile } from '../../../core/rule-pack/pack-file.ts';
import { isExpired, readRulePack } from '../../../core/rule-pack/rule-pack.ts';
import { newSigner, samplePack, verify } from './pack-maker.ts';

const ours = newSigner();
const theirs = newSigner();
const good = ours.file(samplePack());
const parsed = JSON.parse(good) as PackFile;

const open = (text: string, keys = [ours.key]) => openPack(text, keys, verify);
const refusedAs = async (text: string, keys = [ours.key]): Promise<string> => {
  const opened = await open(text, keys);
  return isRefusal(opened) ? opened.refused : `taken: ${opened.pack.version}`;
};
async function opened(text: string): Promise<OpenedPack> {
  const found = await open(text);
  if (isRefusal(found)) throw new Error(found.why);
  return found;
}

describe('openPack', () => {
  it('opens what a known key has signed', async () => {
    expect(await opened(good)).toMatchObject({ pack: samplePack(), keyId: ours.key.id });
    expect(await refusedAs(theirs.file(samplePack()), [ours.key, theirs.key])).toBe('taken: 1');
  });

  it.each([
    ['nothing', ''],
    ['another text', '<!doctype html>'],
    ['half of it', good.slice(0, good.length >> 1)],
    ['another format', good.replace('assay-rules/1', 'assay-rules/2')],
    ['one field more', JSON.stringify({ ...parsed, code: 'alert()' })],
    ['a payload that is an object', JSON.stringify({ ...parsed, payload: samplePack() })],
    ['a lone surrogate', good.replace('Example, security', 'Example\\ud800, security')],
    ['a short signature', JSON.stringify({ ...parsed, signature: 'AAAA' })],
  ])('refuses %s', async (_, text) => {
    expect(text).not.toBe(good);
    expect(await refusedAs(text)).toBe('no rule pack');
  });

  it('refuses a key that it was not given', async () => {
    expect(await refusedAs(theirs.file(samplePack()))).toBe('unknown key');
    expect(await refusedAs(good, [])).toBe('unknown key');
  });

  it.each([
    ['a changed payload', { payload: parsed.payload.replace('miner.example', 'other.example') }],
    ['one space more', { payload: `${parsed.payload} ` }],
    [
      'the signature of another pack',
      { signature: signatureOf(ours.file(samplePack({ version: 2 }))) },
    ],
    ['another signer under our name', { signature: signatureOf(theirs.file(samplePack())) }],
  ])('refuses %s', async (_, changes) => {
    expect(await refusedAs(JSON.stringify({ ...parsed, ...changes }))).toBe('wrong signature');
  });

  it('says so when the browser cannot check', async () => {
    const cannot = () => Promise.reject(new Error('Algorithm: Unrecognized name'));
    expect(await openPack(good, [ours.key], cannot)).toMatchObject({
      refused: 'signature cannot be checked',
      why: expect.stringContaining('Unrecognized name') as string,
    });
  });

  it('never rejects and takes nothing that one changed character made', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(good.length - 2),
        fc.constantFrom('a', '0', '"', ' '),
        async (at, other) => {
          fc.pre(good[at] !== other);
          const text = good.slice(0, at) + other + good.slice(at + 1);
          const found = await open(text);
          if (!isRefusal(found)) expect(readPackFile(text)?.payload).toBe(parsed.payload);
        },
      ),
      { numRuns: 300 },
    );
  });
});

function signatureOf(file: string): string {
  return (JSON.parse(file) as PackFile).signature;
}

describe('the schema', () => {
  it.each([
    ['an unknown field', { script: 'alert()' }, '""'],
    [
      'what is done about a category',
      { hosts: [{ ...samplePack().hosts[0], defaultResponse: 'observe' }] },
      'hosts.0',
    ],
    [
      'a category of its own',
      { hosts: [{ ...samplePack().hosts[0], category: 'news' }] },
      'hosts.0.category',
    ],
    [
      'nobody who says so',
      { hosts: [{ ...samplePack().hosts[0], sources: [] }] },
      'hosts.0.sources',
    ],
    ['version 0', { version: 0 }, 'version'],
    ['half a version', { version: 1.5 }, 'version'],
    ['a time without its zone', { expiresAt: '2030-01-01T00:00:00' }, 'expiresAt'],
    ['half the thresholds', { thresholds: { suspectedFrom: 50 } }, 'thresholds.confirmedFrom'],
    [
      'a model of other numbers',
      { model: { points: '', start: 1e9, suspected: 1, confirmed: 2 } },
      'model.start',
    ],
  ])('refuses %s and names it', (_, changes, where) => {
    const found = readRulePack(JSON.stringify({ ...samplePack(), ...changes }));
    expect(found).toBeTypeOf('string');
    expect(found).toContain(where);
  });

  it('refuses times that cannot be', () => {
    for (const expiresAt of ['2026-13-01T00:00:00Z', '2026-10-01T00:00:00Z'])
      expect(readRulePack(JSON.stringify(samplePack({ expiresAt })))).toBeTypeOf('string');
    expect(readRulePack('{')).toBe('the payload is no JSON');
  });

  it('is of its time until it expires', () => {
    const pack = samplePack({ expiresAt: '2026-12-01T00:00:00Z' });
    expect(isExpired(pack, Date.UTC(2026, 11, 1) - 1)).toBe(false);
    expect(isExpired(pack, Date.UTC(2026, 11, 1))).toBe(true);
  });
});

describe('orderOf', () => {
  it('takes higher versions, knows the same one again, and refuses the rest', async () => {
    const [one, two] = [await opened(good), await opened(ours.file(samplePack({ version: 2 })))];
    const newest = { version: 2, signature: two.signature };
    expect(orderOf(one, null)).toBe('newer');
    expect(orderOf(two, { version: 1, signature: one.signature })).toBe('newer');
    expect(orderOf(two, newest)).toBe('same');
    expect(orderOf(one, newest)).toMatchObject({ refused: 'older than the last' });
    const other = await opened(ours.file(samplePack({ version: 2, from: 'Somebody' })));
    expect(orderOf(other, newest)).toMatchObject({ refused: 'older than the last' });
  });
});

describe('readFeedKey', () => {
  it('takes the base64 of 32 bytes and nothing else', () => {
    expect(readFeedKey(ours.publicKey)).toEqual(ours.key);
    for (const text of ['', 'AAAA', ours.publicKey.slice(1), `${ours.publicKey}A`, 'ü'.repeat(44)])
      expect(readFeedKey(text)).toBeNull();
  });
});
