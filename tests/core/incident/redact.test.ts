// Page-controlled strings on their way into the log: cut, cleaned of what could reorder or break a line, never
// interpreted. Markup stays as it was: it is text.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_TITLE_CHARS, MAX_URL_CHARS } from '../../../core/incident/incident.ts';
import { boundedTitle, boundedUrl, siteOf } from '../../../core/incident/redact.ts';

const MEGABYTE = 1_000_000;

describe('boundedTitle', () => {
  it.each<[string, string | undefined, string]>([
    ['none', undefined, ''],
    ['plain', 'My bank', 'My bank'],
    ['markup stays text', '<img src=x onerror=alert(1)>', '<img src=x onerror=alert(1)>'],
    ['new lines, tabs, nulls and escapes', 'a\r\nb\tc\0d\u001b[31m', 'a  b c d [31m'],
    ['line separators', 'a\u2028b\u2029c', 'a b c'],
    ['direction overrides', 'exe.\u202egpj\u202c', 'exe. gpj'],
    ['isolates and marks', '\u2066a\u2069\u200eb\u200fc\u061cd', 'a  b c d'],
    ['right-to-left text itself', 'שלום', 'שלום'],
    ['emoji', '👩‍🚀 launch', '👩‍🚀 launch'],
    ['half of a pair', 'a\ud83d', 'a\ufffd'],
  ])('%s', (_, title, expected) => {
    expect(boundedTitle(title)).toBe(expected);
  });

  it('of 1 MB is cut, with a sign that it was', () => {
    const title = boundedTitle('x'.repeat(MEGABYTE));
    expect(title).toBe(`${'x'.repeat(MAX_TITLE_CHARS - 1)}…`);
  });

  it('that fits exactly is not cut', () => {
    expect(boundedTitle('x'.repeat(MAX_TITLE_CHARS))).toBe('x'.repeat(MAX_TITLE_CHARS));
  });

  it.each([0, 1])('never ends in half of a surrogate pair (shifted by %d)', (shift) => {
    const title = boundedTitle('x'.repeat(shift) + '😀'.repeat(MAX_TITLE_CHARS));
    expect(title.isWellFormed()).toBe(true);
    expect(title.length).toBeLessThanOrEqual(MAX_TITLE_CHARS);
    expect(boundedTitle(' '.repeat(700 + shift) + '😀'.repeat(400)).isWellFormed()).toBe(true);
  });

  it('is bounded, well-formed and on one line, whatever the page set', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 900, size: 'max' }), (title) => {
        const bounded = boundedTitle(title);
        expect(bounded.length).toBeLessThanOrEqual(MAX_TITLE_CHARS);
        expect(bounded.isWellFormed()).toBe(true);
        expect(bounded).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u);
        expect(boundedTitle(bounded)).toBe(bounded);
      }),
    );
  });
});

describe('boundedUrl', () => {
  it.each<[string, string | undefined, string]>([
    ['none', undefined, ''],
    ['not an address', 'hello', ''],
    ['credentials', 'https://anna:secret@bank.example/a?b=1', 'https://bank.example/a?b=1'],
    ['a user name alone', 'https://anna@bank.example/', 'https://bank.example/'],
    ['a fragment', 'https://bank.example/#token=secret', 'https://bank.example/'],
    [
      'credentials inside a blob address',
      'blob:https://anna:secret@bank.example/1',
      'blob:https://bank.example/1',
    ],
    [
      'credentials inside view-source',
      'view-source:https://anna:secret@bank.example/',
      'view-source:https://bank.example/',
    ],
    ['an own page', 'chrome-extension://abc/log.html', 'chrome-extension://abc/log.html'],
    ['a blank page', 'about:blank', 'about:blank'],
    ['markup', 'https://bank.example/<script>', 'https://bank.example/%3Cscript%3E'],
    ['an at sign in the path', 'https://bank.example/@anna', 'https://bank.example/@anna'],
  ])('%s', (_, href, expected) => {
    expect(boundedUrl(href)).toBe(expected);
  });

  it('keeps nothing of what a data: address carries', () => {
    const href = `data:text/html;base64,${'QUJD'.repeat(MEGABYTE / 4)}`;
    expect(boundedUrl(href)).toBe('data:text/html;base64,…');
    expect(boundedUrl('data:,hello')).toBe('data:,…');
    expect(boundedUrl('data:text/plain')).toBe('data:text/plain');
  });

  it('of 1 MB is cut', () => {
    const url = boundedUrl(`https://bank.example/${'a'.repeat(MEGABYTE)}`);
    expect(url.length).toBe(MAX_URL_CHARS);
    expect(url.startsWith('https://bank.example/aaa')).toBe(true);
    expect(url.endsWith('…')).toBe(true);
  });

  it.each([9_000, 7_985, 1_990])('never shows a password of %d characters', (chars) => {
    const href = `https://anna:${'S'.repeat(chars)}@bank.example/`;
    expect(boundedUrl(href)).not.toContain('SSS');
    expect(boundedUrl(`https://${'S'.repeat(chars)}@bank.example/`)).not.toContain('SSS');
    expect(siteOf(`https://${'S'.repeat(chars)}@bank.example/`)).not.toContain('sss');
  });

  it('never throws and stays bounded, whatever the address', () => {
    const address = fc.oneof(
      fc.webUrl({ withFragments: true, withQueryParameters: true }),
      fc.string(),
    );
    fc.assert(
      fc.property(address, (href) => {
        const url = boundedUrl(href);
        expect(url.length).toBeLessThanOrEqual(MAX_URL_CHARS);
        if (url !== '') expect(URL.canParse(url)).toBe(true);
        expect(siteOf(url)).toBe(siteOf(href));
      }),
    );
  });
});

describe('siteOf', () => {
  it.each<[string, string | undefined, string]>([
    ['none', undefined, ''],
    ['a host', 'https://Bank.Example:8443/a', 'bank.example'],
    ['a host with its final dot', 'https://bank.example./', 'bank.example'],
    ['an international host', 'https://bücher.example/', 'xn--bcher-kva.example'],
    ['an IPv6 address', 'http://[::1]/', '[::1]'],
    ['a data: address of 1 MB', `data:text/html,${'x'.repeat(MEGABYTE)}`, ''],
    ['a blank page', 'about:blank', ''],
    ['a file', 'file:///home/anna/a.html', ''],
    ['not an address', '/log.html', ''],
  ])('%s', (_, href, expected) => {
    expect(siteOf(href)).toBe(expected);
  });
});
