// What the settings page knows by itself: where it is, what a search means, and what a file of settings holds.
import { describe, expect, it, vi } from 'vitest';
import type { Setting, Settings } from '../../../core/protocol/questions.ts';
import { holds, textsOf } from '../../../entrypoints/settings/find.ts';
import { hashOf, placeOf } from '../../../entrypoints/settings/place.ts';
import { fileText, ownValues, readFileText } from '../../../entrypoints/settings/settings-file.ts';

vi.mock('webextension-polyfill', async () => ({
  default: { i18n: (await import('../page-kit/english.ts')).i18n },
}));

const setting = (name: string, more: Partial<Setting> = {}): Setting => ({
  ...{ name, title: '', section: 'Log', description: '', expects: '', isSecret: false },
  ...{ kind: { type: 'toggle' }, value: true, default: true, source: 'default', locked: '' },
  ...more,
});

describe('the address', () => {
  it.each([
    { query: '', section: '' },
    { query: 'a b&c=#%', section: 'sites-and-hosts' },
    { query: '日本', section: '' },
  ])('keeps %o', (place) => {
    expect(placeOf(hashOf(place))).toEqual(place);
  });

  it('bounds what somebody else wrote into it', () => {
    expect(placeOf(`#q=${'x'.repeat(100_000)}`).query).toHaveLength(200);
    expect(placeOf('#q=%E0%A4%A&section')).toMatchObject({ section: '' });
  });
});

describe('a search', () => {
  const kind = { type: 'choice', choices: ['block', 'monitor'] } as const;
  const texts = textsOf(setting('mode', { kind }));

  it.each(['', 'mode', 'MODE', 'recognised weeks', '  only log ', 'stop it'])(
    'finds %s',
    (query) => {
      expect(holds(texts, query)).toBe(true);
    },
  );

  it.each(['modest', 'mode nowhere', '.*'])('does not find %s', (query) => {
    expect(holds(texts, query)).toBe(false);
  });
});

describe('a file', () => {
  const settings: Settings = {
    ...{ isManaged: false, organisationName: '', maySeeExtensions: false },
    settings: [
      setting('keepDays', { own: 90 }),
      setting('mode'),
      setting('storeTitles', { own: false }),
    ],
  };

  it('holds what the person has set, and gives it back', () => {
    expect(ownValues(settings)).toEqual({ keepDays: 90, storeTitles: false });
    expect(readFileText(fileText(settings, 0))).toEqual({ values: ownValues(settings) });
    expect(JSON.parse(fileText(settings, 0))).toMatchObject({
      exportedAt: '1970-01-01T00:00:00.000Z',
      schemaVersion: 1,
    });
  });

  it.each([
    ['', 'settings_import_no_json'],
    ['{"kind":', 'settings_import_no_json'],
    ['null', 'settings_import_foreign'],
    ['[]', 'settings_import_foreign'],
    ['{"settings":{}}', 'settings_import_foreign'],
    ['{"kind":"assay-settings","settings":[]}', 'settings_import_foreign'],
    ['{"kind":"assay-settings","settings":null}', 'settings_import_foreign'],
  ])('of %s is none', (given, why) => {
    expect(readFileText(given)).toBe(why);
  });
});
