// Text of .reg files of Windows, as regedit exports them, and the keys that Chrome, Edge and Firefox read. Only ASCII: what
// else a text holds is written as its bytes, so that no code page of any machine can change it.
import type { Answers, ChromiumAnswer } from './answers.ts';
import { CHROMIUM, extensionSetting, privacyPolicies, type ChromiumBrowser } from './chromium.ts';
import { firefoxPolicies, type FirefoxAnswer } from './firefox.ts';
import { asciiJson } from './kinds.ts';

export type RegValue = string | number;
/** Path of a key below HKEY_LOCAL_MACHINE -> its values. */
export type RegKeys = Readonly<Record<string, Readonly<Record<string, RegValue>>>>;

export const REG_HEAD = 'Windows Registry Editor Version 5.00';
export const REG_ROOT = 'HKEY_LOCAL_MACHINE';

/** Lists of browser policies are numbered values. A number that nobody else is likely to use adds to a list, and hides none. */
const OWN_NUMBER = '8420';

const keyPath = (...names: readonly string[]): string => names.join('\\');

/** Where a browser of Chromium looks for the values of an extension, below HKEY_LOCAL_MACHINE or HKEY_CURRENT_USER. */
export function valuesKey(browser: ChromiumBrowser, id: string): string {
  return keyPath(CHROMIUM[browser].registry, '3rdparty', 'extensions', id, 'policy');
}

/** As a registry holds it: toggles and numbers as DWORD, text as it is, and whatever has parts as JSON. */
export function regValue(value: unknown): RegValue {
  if (typeof value === 'string' || typeof value === 'number') return value;
  return typeof value === 'boolean' ? Number(value) : asciiJson(value);
}

export function chromiumReg(
  browser: ChromiumBrowser,
  answer: ChromiumAnswer,
  all: Answers,
): string {
  const { registry } = CHROMIUM[browser];
  const plain: Record<string, RegValue> = {};
  const keys: Record<string, Record<string, RegValue>> = {
    [keyPath(registry, 'ExtensionSettings', answer.id)]: regValues(
      extensionSetting(browser, answer, all),
    ),
  };
  for (const [name, value] of Object.entries(privacyPolicies(browser, answer, all))) {
    if (typeof value === 'object') keys[keyPath(registry, name)] = { [OWN_NUMBER]: value.join() };
    else plain[name] = value;
  }
  if (Object.keys(plain).length > 0) keys[registry] = plain;
  keys[valuesKey(browser, answer.id)] = regValues(all.values);
  return regText(keys);
}

/** Firefox knows no kinds of an add-on's values: as one JSON text they keep theirs. */
export function firefoxReg(answer: FirefoxAnswer, all: Answers): string {
  const root = String.raw`SOFTWARE\Policies\Mozilla\Firefox`;
  const { '3rdparty': third, ...policies } = firefoxPolicies(answer, all);
  const { Extensions } = third as { readonly Extensions: Readonly<Record<string, unknown>> };
  return regText({
    [root]: regValues(policies),
    [keyPath(root, '3rdparty', 'Extensions')]: regValues(Extensions),
  });
}

function regValues(values: Readonly<Record<string, unknown>>): Record<string, RegValue> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, regValue(value)]));
}

/** Keys that are there already and are not named stay as they are. */
export function regText(keys: RegKeys): string {
  const blocks = Object.entries(keys).map(([path, values]) => {
    const lines = Object.entries(values).map(([name, value]) => `${quoted(name)}=${dataOf(value)}`);
    return [`[${REG_ROOT}\\${path}]`, ...lines, ''].join('\r\n');
  });
  return [REG_HEAD, '', ...blocks, ''].join('\r\n');
}

function dataOf(value: RegValue): string {
  if (typeof value === 'number') return `dword:${value.toString(16).padStart(8, '0')}`;
  return /^[ -~]*$/.test(value) ? quoted(value) : bytesOf(value);
}

function quoted(text: string): string {
  return `"${text.replace(/[\\"]/g, '\\$&')}"`;
}

const BYTES_A_LINE = 25;

/** A text as its bytes in UTF-16, with the zero at the end, folded as regedit does it. */
function bytesOf(text: string): string {
  const bytes = [...Buffer.from(`${text}\0`, 'utf16le')].map((byte) =>
    byte.toString(16).padStart(2, '0'),
  );
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += BYTES_A_LINE)
    lines.push(bytes.slice(at, at + BYTES_A_LINE).join(','));
  return `hex(1):${lines.join(',\\\r\n  ')}`;
}
