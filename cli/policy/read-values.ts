// Finds the values of Assay in a file of a pack, as the browser or system that gets the file would read them.
import type { KeyName } from '../../core/policy/policy-keys.ts';
import type { Answers, Values } from './answers.ts';
import type { ChromiumBrowser } from './chromium.ts';
import { kindOf } from './kinds.ts';
import { readPlist } from './read-plist.ts';
import { readReg } from './read-reg.ts';
import { valuesKey, type RegValue } from './reg.ts';

/** The values of Assay as they are in a file of the pack; null in one that holds only policies of the browser. */
export function valuesIn(path: string, text: string, all: Answers): unknown {
  const browser: ChromiumBrowser =
    path.includes('edge') || path.includes('Edge') ? 'edge' : 'chrome';
  const id = all[browser]?.id ?? '';
  if (path === 'answers.json') return member(JSON.parse(text), 'values');
  if (path.endsWith('firefox.reg')) return firefoxRegValues(text, all);
  if (path.endsWith('.reg')) return regValues(readReg(text)[valuesKey(browser, id)] ?? {});
  if (path.endsWith('.mobileconfig')) return profileValues(readPlist(text), all);
  if (path.endsWith('.plist')) return plistValues(path, readPlist(text), all);
  const json: unknown = JSON.parse(text);
  if (path.startsWith('google-admin/')) return googleValues(json);
  if (path.startsWith('firefox/managed-storage/')) return member(json, 'data');
  if (path === 'firefox/policies.json') return firefoxValues(member(json, 'policies'), all);
  return member(json, '3rdparty', 'extensions', id);
}

function member(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (within, name) => (within as Record<string, unknown> | undefined)?.[name],
    value,
  );
}

/** As Chromium reads the registry: by the kind of each key. */
function regValues(values: Readonly<Record<string, RegValue>>): Values {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const { is } = kindOf(name as KeyName);
      if (is === 'toggle') return [name, value !== 0];
      return [name, is === 'list' ? (JSON.parse(String(value)) as unknown) : value];
    }),
  );
}

function firefoxRegValues(text: string, all: Answers): unknown {
  const root = String.raw`SOFTWARE\Policies\Mozilla\Firefox`;
  const keys = readReg(text);
  for (const value of Object.values(keys[root] ?? {}))
    if (typeof value === 'string') JSON.parse(value);
  const values = keys[`${root}\\3rdparty\\Extensions`]?.[all.firefox?.id ?? ''];
  return JSON.parse(String(values));
}

function firefoxValues(policies: unknown, { firefox }: Answers): unknown {
  return member(policies, '3rdparty', 'Extensions', firefox?.id ?? '');
}

/** Those of the browser itself hold no values of Assay: they are compared by the profile that holds both. */
function plistValues(
  path: string,
  values: Readonly<Record<string, unknown>>,
  all: Answers,
): unknown {
  if (path.endsWith('org.mozilla.firefox.plist')) return firefoxValues(values, all);
  return path.includes('.extensions.') ? values : all.values;
}

function profileValues(profile: Readonly<Record<string, unknown>>, all: Answers): unknown {
  const payloads = profile['PayloadContent'] as readonly Readonly<Record<string, unknown>>[];
  const types = payloads.map((one) => String(one['PayloadType']));
  const at = types.findIndex(
    (type) => type === 'org.mozilla.firefox' || type.includes('.extensions.'),
  );
  const own = Object.entries(payloads[at] ?? {}).filter(([name]) => !name.startsWith('Payload'));
  const values = Object.fromEntries(own);
  return types[at] === 'org.mozilla.firefox' ? firefoxValues(values, all) : values;
}

function googleValues(json: unknown): unknown {
  const wrapped = Object.entries(json as Record<string, { readonly Value: unknown }>);
  return Object.fromEntries(wrapped.map(([name, { Value }]) => [name, Value]));
}
