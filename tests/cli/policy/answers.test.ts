// The answers of a company: what is right is taken as it is, what is wrong is named with its reason.
import { describe, expect, it } from 'vitest';
import { parseAnswers, readAnswers } from '../../../cli/policy/answers.ts';
import { sampleAnswers } from '../../../cli/policy/sample.ts';
import { keyNames } from '../../../core/policy/policy-keys.ts';
import { answersOf, everywhere, ID } from './companies.ts';

const store = { chrome: { from: 'chrome-web-store', id: ID } };

describe('right answers', () => {
  it('fill in what was left out', () => {
    const { privateWindows, webRtc, pin, values } = answersOf(store);
    expect({ privateWindows, webRtc, pin, values }).toEqual({
      ...{ privateWindows: 'leave', webRtc: 'leave', pin: true, values: {} },
    });
  });

  it('are the same when they are read again', () => {
    const once = answersOf({ ...everywhere, values: { exceptedHosts: [{ host: '*.A.Example' }] } });
    expect(answersOf(JSON.parse(JSON.stringify(once)) as object)).toEqual(once);
  });

  it('have their values in the order of the keys, however they were written', () => {
    const { values } = answersOf({ ...store, values: { keepDays: 3, mode: 'monitor' } });
    expect(Object.keys(values)).toEqual(['mode', 'keepDays']);
  });

  it('of the sample hold every key', () => {
    expect(Object.keys(sampleAnswers().values)).toEqual(keyNames);
  });
});

describe('wrong answers are named', () => {
  const self = (answer: object) => ({ chrome: { from: 'self-hosted', id: ID, ...answer } });
  it.each<[string, unknown, string]>([
    ['no browser', {}, 'chrome, edge, firefox: at least one must be there'],
    ['no object', [], 'the answers: must be object'],
    ['an unknown name', { ...store, mode: 'block' }, 'mode: is not known here'],
    ['no store', { chrome: { from: 'app-store', id: ID } }, 'chrome.from: must name where'],
    ['the store of another browser', { chrome: { from: 'edge-add-ons', id: ID } }, 'chrome.from'],
    ['an id', { chrome: { from: 'chrome-web-store', id: 'xyz' } }, 'chrome.id: must be the id of'],
    [
      'http',
      self({ updateUrl: 'http://a.example/u.xml' }),
      'chrome.updateUrl: must begin with https',
    ],
    ['no address', self({}), 'chrome.updateUrl: must be an address'],
    ['a line break', self({ updateUrl: 'https://a.example/\nu.xml' }), 'must hold no space'],
    ['an add-on', { firefox: { id: 'assay', installUrl: 'file:///a.xpi' } }, 'firefox.id: must be'],
    ['private windows', { ...store, privateWindows: 'no' }, '"require", "forbid", "leave"'],
    ['a pin', { ...store, pin: 'yes' }, 'pin: must be boolean'],
    [
      'a key',
      { ...store, values: { Mode: 'block' } },
      'values.Mode: no key of this version; is "mode"',
    ],
    [
      'a bound',
      { ...store, values: { keepDays: 0 } },
      'values.keepDays: must be a whole number from 1',
    ],
    [
      'an item',
      { ...store, values: { exceptedSites: [{ host: 'a.example' }, { host: '%' }] } },
      'values.exceptedSites[1]: must be like',
    ],
    [
      'a control character',
      { ...store, values: { organisationName: 'a\u0000b' } },
      'values.organisationName: must hold no control characters',
    ],
  ])('%s', (_what, given, words) => {
    expect(readAnswers(given)).toEqual({ problems: [expect.stringContaining(words)] });
  });

  it('all at once', () => {
    const values = { mode: 'off', keepDays: 'x', nothing: 1 };
    expect(readAnswers({ ...store, values })).toMatchObject({ problems: { length: 3 } });
  });

  it('without what is secret', () => {
    const read = readAnswers({ ...store, values: { fleetSecrets: 'hunter2' } });
    expect(JSON.stringify(read)).toContain('values.fleetSecrets');
    expect(JSON.stringify(read)).not.toContain('hunter2');
  });

  it('when the file is no JSON', () => {
    expect(parseAnswers('{"chrome"')).toMatchObject({
      problems: [expect.stringContaining('the file is no JSON')],
    });
  });

  it('without what is secret, in a file that is no JSON either', () => {
    const read = parseAnswers('{"values": {"fleetSecrets": hunter2}}');
    expect(read).toEqual({ problems: [expect.stringContaining('the file is no JSON')] });
    expect(JSON.stringify(read)).not.toContain('hunter2');
    expect(parseAnswers('{"values": {"pin" true}}')).toEqual({
      problems: [expect.stringContaining('line 1 column 19')],
    });
  });

  it('not for a byte order mark, which editors of Windows write', () => {
    expect(parseAnswers(`\uFEFF${JSON.stringify(store)}`)).toMatchObject({ pin: true });
  });
});
