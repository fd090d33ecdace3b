// Every template says the same, and says it of every key: each is read back by the reader of its own format.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkPack } from '../../../cli/policy/check-pack.ts';
import { makePack } from '../../../cli/policy/pack.ts';
import { omaUri } from '../../../cli/policy/intune.ts';
import { readAdmx } from '../../../cli/policy/read-admx.ts';
import { readPlist } from '../../../cli/policy/read-plist.ts';
import { readReg } from '../../../cli/policy/read-reg.ts';
import { valuesIn } from '../../../cli/policy/read-values.ts';
import { childrenOf, readXml } from '../../../cli/policy/read-xml.ts';
import { regValue } from '../../../cli/policy/reg.ts';
import { sampleAnswers } from '../../../cli/policy/sample.ts';
import { managedSchema } from '../../../core/policy/managed-schema.ts';
import { keyNames, keyOf, policyKeys } from '../../../core/policy/policy-keys.ts';
import { answersOf, anyValues, EDGE_ID, everywhere, ID } from './companies.ts';

const all = answersOf({ ...everywhere, values: sampleAnswers().values });
const pack = makePack(all);
const textOf = (path: string): string => {
  const text = pack.get(path);
  if (text === undefined) throw new Error(`the pack has no ${path}`);
  return text;
};
/** Files that hold values; the others are words, or policies of a browser alone. */
const holding = [...pack.keys()].filter(
  (path) =>
    !/\.(?:md|admx|adml)$/.test(path) &&
    !/com\.(?:google\.Chrome|microsoft\.Edge)\.plist$/.test(path),
);

describe.each(['chrome', 'edge'] as const)('the administrative template of %s', (browser) => {
  const offered = readAdmx(
    textOf(`windows/admx/assay-${browser}.admx`),
    textOf(`windows/admx/en-US/assay-${browser}.adml`),
  );
  const { properties = {} } = managedSchema();

  it('offers every key, and nothing else', () => {
    expect([...offered.keys()]).toEqual(keyNames);
  });

  it.each(keyNames)('offers %s as the key has it', (name) => {
    const { title, description, section, shape } = keyOf(name);
    const { type, enum: choices, minimum, maximum } = properties[name] ?? {};
    const found = offered.get(name);
    expect(found).toMatchObject({
      title,
      categories: ['assay', section.toLowerCase().replaceAll(' ', '_')],
    });
    expect(found?.explanation).toContain(description);
    expect(found?.explanation).toContain(shape.expects);
    const vendor = browser === 'chrome' ? String.raw`Google\Chrome` : String.raw`Microsoft\Edge`;
    const id = browser === 'chrome' ? ID : EDGE_ID;
    expect(found?.key).toBe(
      ['SOFTWARE', 'Policies', vendor, '3rdparty', 'extensions', id, 'policy'].join('\\'),
    );
    const is = {
      boolean: 'toggle',
      integer: 'decimal',
      array: 'text',
      object: '',
      string: choices ? 'enum' : 'text',
    };
    expect(found?.is).toBe(is[type ?? 'object']);
    expect([found?.minimum, found?.maximum, found?.choices]).toEqual([minimum, maximum, choices]);
  });
});

describe('the values', () => {
  it.each(holding)('are all in %s, with their kinds', (path) => {
    expect(valuesIn(path, textOf(path), all)).toEqual(all.values);
  });

  it('survive every format, whatever a text holds', () => {
    fc.assert(
      fc.property(anyValues, (values) => {
        const answers = answersOf({ ...everywhere, values });
        const made = makePack(answers);
        checkPack(made, answers);
        for (const path of holding)
          expect(valuesIn(path, made.get(path) ?? '', answers)).toEqual(answers.values);
      }),
      { numRuns: 60 },
    );
  }, 120_000);

  it.each(['chrome', 'edge'] as const)(
    'stand in the rows for Intune of %s, at the place of each key',
    (browser) => {
      const rows = [...textOf('windows/intune.md').matchAll(/^\| `(\S+)` +\| `(.+)` +\|$/gm)]
        .map(([, uri = '', xml = '']) => ({ uri, xml }))
        .filter(({ uri }) => uri.includes(browser === 'chrome' ? '/AssayChrome~' : '/AssayEdge~'));
      expect(rows.map(({ uri }) => uri)).toEqual(keyNames.map((name) => omaUri(browser, name)));
      for (const [index, name] of keyNames.entries()) {
        const [state, data] = childrenOf(readXml(`<row>${rows[index]?.xml ?? ''}</row>`));
        const value = all.values[name];
        if (typeof value === 'boolean')
          expect(state?.nodeName).toBe(value ? 'enabled' : 'disabled');
        else if (!keyOf(name).isSecret)
          expect([data?.getAttribute('id'), data?.getAttribute('value')]).toEqual([
            name,
            String(regValue(value)),
          ]);
      }
    },
  );

  it('that are secret stand in no page for people', () => {
    const [secret] = policyKeys.fleetSecrets.example;
    expect(all.values.fleetSecrets).toEqual([secret]);
    for (const [path, text] of pack)
      if (path.endsWith('.md')) expect(text).not.toContain(secret?.token);
  });
});

describe('a pack', () => {
  it('is the same for the same answers', () => {
    expect([...makePack(all)]).toEqual([...pack]);
  });

  it('has profiles whose ids follow their content', () => {
    const path = 'macos/assay-chrome.mobileconfig';
    const other = answersOf({ ...all, values: { ...all.values, keepDays: 91 } });
    const uuids = (text: string): unknown[] => {
      const { PayloadUUID, PayloadContent } = readPlist(text);
      const parts = PayloadContent as readonly { readonly PayloadUUID: string }[];
      return [PayloadUUID, ...parts.map((part) => part.PayloadUUID)];
    };
    const [before, after] = [uuids(textOf(path)), uuids(makePack(other).get(path) ?? '')];
    for (const uuid of [...before, ...after])
      expect(uuid).toMatch(/^[\dA-F]{8}-[\dA-F]{4}-8[\dA-F]{3}-[89AB][\dA-F]{3}-[\dA-F]{12}$/);
    expect(new Set([...before, ...after]).size).toBe(5);
  });

  it('holds files of the browsers that are used, and no others', () => {
    const only = makePack(answersOf({ firefox: everywhere.firefox }));
    expect([...only.keys()].filter((path) => /chrome|chromium|edge|google/i.test(path))).toEqual(
      [],
    );
    expect(only.get('README.md')).not.toMatch(/Chrome|Edge/);
  });

  it.each([...pack.keys()].filter((path) => path.endsWith('.md')))(
    '%s names only files of it',
    (path) => {
      const named = [
        ...textOf(path).matchAll(
          /`((?:windows|macos|linux|firefox|google-admin|admx)\/[^`\s*]*\.\w+)`/g,
        ),
      ];
      const within = path.startsWith('windows/') ? 'windows/' : '';
      for (const [, file = ''] of named) expect(pack.has(within + file), file).toBe(true);
    },
  );

  it('is refused by its own check when a file says something else', () => {
    const spoilt = (path: string, from: string, to: string) => () =>
      checkPack(new Map(pack).set(path, textOf(path).replace(from, to)), all);
    expect(spoilt('linux/edge/assay.json', '"block"', '"off"')).toThrow(
      /linux\/edge.*cryptojacking/,
    );
    expect(spoilt('windows/chrome.reg', 'dword:0000005a', 'dword:0000005b')).toThrow(
      'confirmedFrom',
    );
    expect(spoilt('windows/admx/assay-edge.admx', 'maxValue="84"', 'maxValue="85"')).toThrow(
      'suspectedFrom',
    );
    expect(spoilt('macos/assay-firefox.mobileconfig', '<false />', '<true />')).toThrow(
      'pageNotice',
    );
  });
});

describe('around Assay', () => {
  const linux = (path: string, given: object = {}): unknown =>
    JSON.parse(makePack(answersOf({ ...everywhere, ...given })).get(path) ?? '');

  it('Chrome is told to install from the store, without another address for updates', () => {
    expect(linux('linux/chrome/assay.json')).toEqual({
      ExtensionSettings: {
        [ID]: {
          installation_mode: 'force_installed',
          update_url: 'https://clients2.google.com/service/update2/crx',
          toolbar_pin: 'force_pinned',
        },
      },
      '3rdparty': { extensions: { [ID]: {} } },
    });
  });

  it('Edge has names of its own', () => {
    const given = { privateWindows: 'require', webRtc: 'disable_non_proxied_udp', pin: false };
    expect(linux('linux/edge/assay.json', given)).toMatchObject({
      ExtensionSettings: {
        [EDGE_ID]: { override_update_url: true, update_url: everywhere.edge.updateUrl },
      },
      MandatoryExtensionsForInPrivateNavigation: [EDGE_ID],
      WebRtcLocalhostIpHandling: 'disable_non_proxied_udp',
    });
    expect(linux('linux/edge/assay.json', { privateWindows: 'forbid' })).toMatchObject({
      InPrivateModeAvailability: 1,
    });
  });

  it('Firefox lets it into private windows, or has none', () => {
    const given = { privateWindows: 'require', webRtc: 'disable_non_proxied_udp' };
    const id = everywhere.firefox.id;
    expect(linux('firefox/policies.json', given)).toMatchObject({
      policies: {
        ExtensionSettings: {
          [id]: { private_browsing: true, install_url: everywhere.firefox.installUrl },
        },
        Preferences: { 'media.peerconnection.ice.no_host': { Value: true, Status: 'locked' } },
      },
    });
    expect(linux('firefox/policies.json', { privateWindows: 'forbid' })).toMatchObject({
      policies: { DisablePrivateBrowsing: true },
    });
  });

  it('the registry says the same as Linux and macOS', () => {
    const given = answersOf({
      ...everywhere,
      privateWindows: 'forbid',
      webRtc: 'disable_non_proxied_udp',
    });
    const made = makePack(given);
    const root = String.raw`SOFTWARE\Policies\Google\Chrome`;
    const reg = readReg(made.get('windows/chrome.reg') ?? '');
    const { '3rdparty': _, ...json } = JSON.parse(
      made.get('linux/chrome/assay.json') ?? '',
    ) as Record<string, unknown>;
    const settings = reg[`${root}\\ExtensionSettings\\${ID}`];
    expect({ ExtensionSettings: { [ID]: settings }, ...reg[root] }).toEqual(json);
    expect(readPlist(made.get('macos/com.google.Chrome.plist') ?? '')).toEqual(json);
  });

  it('lists of the registry get a number that hides nobody else', () => {
    const made = makePack(answersOf({ ...everywhere, privateWindows: 'require' }));
    const key = String.raw`SOFTWARE\Policies\Google\Chrome\MandatoryExtensionsForIncognitoNavigation`;
    expect(readReg(made.get('windows/chrome.reg') ?? '')[key]).toEqual({ 8420: ID });
  });
});
