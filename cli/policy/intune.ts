// A page for Intune: the addresses (OMA-URI) under which it takes the templates of this pack and each value, and what else
// it can be given. Secrets are not written into pages.
import { keyOf, type KeyName } from '../../core/policy/policy-keys.ts';
import { categoryOf, ROOT_CATEGORY } from './admx.ts';
import type { Answers, ChromiumAnswer } from './answers.ts';
import { CHROMIUM, extensionSetting, type ChromiumBrowser } from './chromium.ts';
import { kindOf } from './kinds.ts';
import { regValue } from './reg.ts';
import { escaped } from './xml.ts';

/** Name under which Intune keeps the template of a browser. */
const appOf = (browser: ChromiumBrowser): string =>
  `Assay${browser === 'edge' ? 'Edge' : 'Chrome'}`;

/** Where Intune takes the value of a key. */
export function omaUri(browser: ChromiumBrowser, name: KeyName): string {
  const category = `${ROOT_CATEGORY}~${categoryOf(keyOf(name).section)}`;
  return `./Device/Vendor/MSFT/Policy/Config/${appOf(browser)}~Policy~${category}/${name}`;
}

/** What Intune takes there. */
export function omaValue(name: KeyName, value: unknown): string {
  if (kindOf(name).is === 'toggle') return value === true ? '<enabled/>' : '<disabled/>';
  return `<enabled/><data id="${name}" value="${escaped(String(regValue(value)))}"/>`;
}

export function intunePage(
  browser: ChromiumBrowser,
  answer: ChromiumAnswer,
  all: Answers,
): string[] {
  const { title } = CHROMIUM[browser];
  const app = appOf(browser);
  const entry = { [answer.id]: extensionSetting(browser, answer, all) };
  return [
    `## ${title}`,
    '',
    '1. Settings catalogue: search for **Configure extension management settings** of this browser, and add this entry to',
    '   what may be there already:',
    '',
    '   ```json',
    `   ${JSON.stringify(entry)}`,
    '   ```',
    '',
    `2. The template, as a custom profile (_Templates > Custom_), data type string, value: the text of \`admx/assay-${browser}.admx\`:`,
    '',
    '   ```text',
    `   ./Device/Vendor/MSFT/Policy/ConfigOperations/ADMXInstall/${app}/Policy/${app}`,
    '   ```',
    '',
    '3. The values, in the same or another custom profile, data type string:',
    '',
    '| OMA-URI | value |',
    '|-|-|',
    ...rows(browser, all),
    '',
  ];
}

function rows(browser: ChromiumBrowser, { values }: Answers): string[] {
  return (Object.entries(values) as [KeyName, unknown][]).map(([name, value]) => {
    const shown = keyOf(name).isSecret ? `(the ${keyOf(name).title.toLowerCase()})` : value;
    return `| \`${omaUri(browser, name)}\` | ${cell(omaValue(name, shown))} |`;
  });
}

/** In a table of Markdown; a reader of XML takes the references for the characters. */
function cell(xml: string): string {
  return `\`${xml.replaceAll('|', '&#124;').replaceAll('`', '&#96;')}\``;
}

export const INTUNE_HEAD = [
  '# Intune',
  '',
  'Written by `npm run policy`. Not run by the makers of Assay: there was no tenant to run it in. What is said here follows',
  "Microsoft's documentation of [ADMX ingestion](https://learn.microsoft.com/en-us/windows/client-management/win32-and-centennial-app-policy-configuration).",
  '',
  'Instead of steps 2 and 3 you can import the templates: _Devices > Manage devices > Configuration > Import ADMX_ takes',
  '`admx/*.admx` with `admx/en-US/*.adml`, and shows the keys with their titles. Text, numbers, choices and toggles are used',
  'there, lists are JSON on one line.',
  '',
  'Whether it arrived: `HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies` holds the values, the page of policies in the browser shows them',
  'below the extension, and the status page of Assay says what was ignored and why.',
  '',
];
