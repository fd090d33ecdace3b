// What people set: read as the policy is read, one change after the other, never a part of one, and never against the company.
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { keyNames } from '../../../core/policy/policy-keys.ts';
import type { Setting, Settings } from '../../../core/protocol/questions.ts';
import { answer } from '../../../entrypoints/background/services/answers.ts';
import type { Services } from '../../../entrypoints/background/services/services.ts';
import { openIncidentStore } from '../../../entrypoints/background/store/incident-store.ts';
import { fakeBrowser, managed, policyArrives, resetBrowser, storage } from './fake-browser.ts';
import { testServices } from './test-services.ts';
import 'fake-indexeddb/auto';

vi.mock('webextension-polyfill', async () => ({
  default: (await import('./fake-browser.ts')).fakeBrowser,
}));

let services: Services;

beforeEach(() => {
  resetBrowser();
  services = testServices(openIncidentStore());
});

type Answered =
  | { readonly ok: true; readonly value: Settings }
  | { readonly ok: false; readonly error: string; readonly isWrongValue?: true };

const asked = (name: string, about: object = {}): Promise<Answered> =>
  answer(services, { assay: 'ask', name, ...about }) as Promise<Answered>;
const change = (key: string, value?: unknown): Promise<Answered> =>
  asked('change-setting', { key, ...(value !== undefined && { value }) });
const replace = (values: object): Promise<Answered> => asked('replace-settings', { values });

async function setting(name: string): Promise<Setting> {
  const answered = await asked('settings');
  const found = answered.ok && answered.value.settings.find((one) => one.name === name);
  if (!found) throw new Error(`there is no ${name}`);
  return found;
}

const stored = async (): Promise<unknown> =>
  (await fakeBrowser.storage.local.get(['settings']))['settings'];
const errorOf = (answered: Answered): string => (answered.ok ? '' : answered.error);

describe('one setting', () => {
  it('holds at once, and a reset takes it back', async () => {
    expect((await change('keepDays', 90)).ok).toBe(true);
    expect(services.policy.current.keepDays).toBe(90);
    expect(await setting('keepDays')).toMatchObject({ value: 90, own: 90, source: 'person' });
    await change('keepDays');
    const after = await setting('keepDays');
    expect([after.value, after.source, 'own' in after]).toEqual([365, 'default', false]);
  });

  it.each([
    ['keepDays', 0],
    ['keepDays', '90'],
    ['keepDays', null],
    ['currency', 'euro'],
    ['mode', 'off'],
    ['exceptedSites', [{ host: 'no host' }]],
    ['exceptedSites', Array.from({ length: 10_001 }, () => ({ host: 'a.test' }))],
    ['storeTitles', { toString: 'x'.repeat(1_000_000) }],
  ])('%s refuses a wrong value, with a bounded reason', async (key, value) => {
    const answered = await change(key, value);
    expect(answered).toMatchObject({ ok: false, isWrongValue: true });
    expect(errorOf(answered)).toContain('must be');
    expect(errorOf(answered).length).toBeLessThan(600);
    expect(await stored()).toBeUndefined();
  });

  it.each(['__proto__', 'constructor', 'hasOwnProperty', '', 'x'.repeat(1_000_000)])(
    'is none of the name %.20s',
    async (key) => {
      const answered = await change(key, 1);
      expect(errorOf(answered)).toMatch(/^There is no setting ".{0,100}"\.$/);
      expect(await stored()).toBeUndefined();
    },
  );

  it('that the company has set, does not allow, or keeps for itself is refused without a wrong value', async () => {
    managed.values = {
      keepDays: 30,
      peopleMay: ['see-log', 'add-exceptions'],
      organisationName: 'E',
    };
    services = testServices(openIncidentStore());
    await expect.poll(() => services.policy.state.isManaged).toBe(true);
    const locks = await Promise.all(
      ['keepDays', 'storeTitles', 'suspectedFrom', 'exceptedSites'].map(setting),
    );
    expect(locks.map(({ locked }) => locked)).toEqual([
      ...['company', 'right', 'company-only', ''],
    ]);
    expect(await change('keepDays', 90)).toEqual({
      ok: false,
      error: '"Keep incidents, days" cannot be set here.',
    });
    expect(errorOf(await change('storeTitles', false))).toBe(
      'E does not allow people to change settings on this device.',
    );
    expect(await stored()).toBeUndefined();
  });

  it('of the person counts again once the company lets it', async () => {
    await change('keepDays', 90);
    policyArrives({ keepDays: 30 });
    await expect.poll(() => services.policy.current.keepDays).toBe(30);
    expect(await setting('keepDays')).toMatchObject({ own: 90, locked: 'company' });
    policyArrives({});
    await expect.poll(() => services.policy.current.keepDays).toBe(90);
  });

  it('that is a secret is never told, not even as the own value of somebody who stored it by hand', async () => {
    await fakeBrowser.storage.local.set({
      settings: { fleetSecrets: [{ sink: 'soc', token: 'hush' }] },
    });
    const told = await setting('fleetSecrets');
    expect([told.value, told.isSecret, 'own' in told]).toEqual(['', true, false]);
  });
});

describe('changes at once', () => {
  it('of different settings are all kept', async () => {
    const answered = await Promise.all([
      change('keepDays', 90),
      change('storeTitles', false),
      change('currency', 'CHF'),
    ]);
    expect(answered.map(({ ok }) => ok)).toEqual([true, true, true]);
    expect(await stored()).toEqual({ keepDays: 90, storeTitles: false, currency: 'CHF' });
  });

  it('to the exceptions are all kept, each host once', async () => {
    const except = (host: string): Promise<Answered> =>
      asked('except', { what: 'site', host, reason: '', until: '' });
    await Promise.all([except('a.test'), except('b.test'), except('*.A.test')]);
    const hosts = services.policy.current.exceptedSites.map(({ host }) => host);
    expect(hosts).toEqual(['b.test', 'a.test']);
    await Promise.all(hosts.map((host) => asked('end-exception', { what: 'site', host })));
    expect(await stored()).toEqual({});
  });

  it('build on what is stored, also where the browser tells of it late', async () => {
    await services.policy.ready;
    const late = vi.spyOn(fakeBrowser.storage.onChanged, 'addListener');
    late.mockImplementation(() => 0);
    services = testServices(openIncidentStore());
    await services.policy.ready;
    await fakeBrowser.storage.local.set({ settings: { keepDays: 90 } });
    await change('storeTitles', false);
    late.mockRestore();
    expect(await stored()).toEqual({ keepDays: 90, storeTitles: false });
  });

  it('one that cannot be stored is an error, changes nothing, and does not hold up the next', async () => {
    storage.localIsFull = true;
    const failed = await change('keepDays', 90);
    expect(failed).toEqual({
      ok: false,
      error: 'The browser could not store this: nothing was changed.',
    });
    expect(services.policy.current.keepDays).toBe(365);
    storage.localIsFull = false;
    expect((await change('keepDays', 60)).ok).toBe(true);
    expect(await stored()).toEqual({ keepDays: 60 });
  });
});

describe('open pages', () => {
  it('are told of a change also where the same holds as before, and once', async () => {
    await services.policy.ready;
    const told = vi.fn();
    const inForce = vi.fn();
    services.policy.onNews(told);
    services.policy.onChange(inForce);
    await change('keepDays', 365);
    expect((await setting('keepDays')).source).toBe('person');
    expect([told.mock.calls.length, inForce.mock.calls.length]).toEqual([1, 0]);
  });
});

describe('all settings at once', () => {
  it('take the place of those before', async () => {
    await change('keepDays', 90);
    expect((await replace({ mode: 'monitor', storeTitles: false })).ok).toBe(true);
    expect(await stored()).toEqual({ mode: 'monitor', storeTitles: false });
    expect((await replace({})).ok).toBe(true);
    expect(await stored()).toEqual({});
  });

  it.each([
    [{ keepDays: 60, mode: 'sleep' }, '"Mode" must be one of'],
    [
      { keepDays: 60, exceptedSites: [{ host: 'a.test' }, { host: '-/-' }] },
      '"Excepted sites", item 2, must be like',
    ],
    [
      JSON.parse('{"keepDays":60,"__proto__":{"mode":"monitor"}}') as object,
      'no setting "__proto__"',
    ],
    [{ keepDays: 60, nonsense: 1 }, 'no setting "nonsense"'],
  ])('with a wrong one change nothing', async (values, why) => {
    await change('keepDays', 90);
    expect(errorOf(await replace(values))).toContain(why);
    expect(await stored()).toEqual({ keepDays: 90 });
  });

  it('leave alone what is locked', async () => {
    await change('keepDays', 90);
    policyArrives({ keepDays: 30 });
    await expect.poll(() => services.policy.current.keepDays).toBe(30);
    expect((await replace({ keepDays: 10, storeTitles: false, suspectedFrom: 40 })).ok).toBe(true);
    expect(await stored()).toEqual({ keepDays: 90, storeTitles: false });
  });

  it('are those of the policy, each with what it takes to show it', async () => {
    const answered = await asked('settings');
    expect(answered.ok && answered.value.settings.map(({ name }) => name)).toEqual(keyNames);
  });
});
