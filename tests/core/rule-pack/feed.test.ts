// Which addresses may be asked, and with which keys.
import { describe, expect, it } from 'vitest';
import { feedOf } from '../../../core/rule-pack/feed.ts';
import { newSigner } from './pack-maker.ts';

const [one, two] = [newSigner(), newSigner()];
const SILENT = { ruleFeedUrl: '', ruleFeedKey: '' };
const none = { url: '', key: '' };
const URL_HERE = 'https://rules.example/pack.json';

describe('feedOf', () => {
  it('asks nobody where no address is given', () => {
    expect(feedOf(SILENT, none)).toEqual({ url: null, keys: [], problem: null });
  });

  it('takes what is packaged where the policy is silent, each by itself', () => {
    const packaged = { url: URL_HERE, key: one.publicKey };
    expect(feedOf(SILENT, packaged)).toEqual({ url: URL_HERE, keys: [one.key], problem: null });
    expect(feedOf({ ...SILENT, ruleFeedUrl: 'https://mirror.example/' }, packaged)).toMatchObject({
      url: 'https://mirror.example/',
      keys: [one.key],
    });
    expect(feedOf({ ...SILENT, ruleFeedKey: two.publicKey }, packaged)).toMatchObject({
      keys: [two.key],
    });
  });

  it('takes several keys while they change', () => {
    const ruleFeedKey = `${one.publicKey} ${two.publicKey}`;
    expect(feedOf({ ruleFeedUrl: URL_HERE, ruleFeedKey }, none).keys).toEqual([one.key, two.key]);
  });

  it.each([
    ['https://rules.example/a', true],
    ['http://127.0.0.1:8080/a', true],
    ['http://localhost/a', true],
    ['http://[::1]:1/a', true],
    ['http://rules.example/a', false],
    ['http://127.0.0.1.example/a', false],
    ['http://localhost.example/a', false],
    ['https://user:pass@rules.example/a', false],
    ['ftp://rules.example/a', false],
    ['file:///etc/passwd', false],
    ['data:application/json,{}', false],
    ['rules.example', false],
  ])('%s: %s', (ruleFeedUrl, allowed) => {
    const { url, problem } = feedOf({ ruleFeedUrl, ruleFeedKey: one.publicKey }, none);
    expect(url !== null).toBe(allowed);
    expect(problem === null).toBe(allowed);
  });

  it('asks nobody whose key is missing or odd, and keeps the keys that are well', () => {
    expect(feedOf({ ...SILENT, ruleFeedUrl: URL_HERE }, none)).toMatchObject({
      url: null,
      keys: [],
    });
    const ruleFeedKey = `${one.publicKey} oops`;
    const feed = feedOf({ ruleFeedUrl: URL_HERE, ruleFeedKey }, none);
    expect(feed).toMatchObject({ url: null, keys: [one.key] });
    expect(feed.problem).toContain('public key');
  });
});
