// The deployment pack: every file of it as text, from the answers of a company. Pure: it writes nothing.
import { asciiJson } from './kinds.ts';
import { admlText, admxText } from './admx.ts';
import type { Answers } from './answers.ts';
import { browserPolicies, type ChromiumBrowser } from './chromium.ts';
import { firefoxPolicies, nativeManifest } from './firefox.ts';
import { INTUNE_HEAD, intunePage } from './intune.ts';
import { chromiumDomains, firefoxDomains, plistText, profileText, type Domain } from './plist.ts';
import { packReadme } from './readme.ts';
import { chromiumReg, firefoxReg } from './reg.ts';

/** Path in the pack, with `/` -> text. */
export type Pack = ReadonlyMap<string, string>;

/** The answers themselves, to be changed and run again. A folder that holds it is a pack. */
export const ANSWERS_FILE = 'answers.json';
export const README_FILE = 'README.md';

/** @throws Error for a value that a format has no way to hold */
export function makePack(all: Answers): Pack {
  const { chrome, edge, firefox } = all;
  const files: [string, string][] = [
    [README_FILE, packReadme(all)],
    [ANSWERS_FILE, jsonText(all)],
  ];
  if (chrome) files.push(...chromiumFiles('chrome', chrome, all));
  if (edge) files.push(...chromiumFiles('edge', edge, all));
  if (chrome || edge) files.push(['windows/intune.md', intuneText(all)]);
  if (chrome) files.push(['google-admin/assay.json', googleAdminText(all)]);
  if (firefox) files.push(...firefoxFiles(firefox, all));
  return new Map(files);
}

function chromiumFiles(
  browser: ChromiumBrowser,
  answer: NonNullable<Answers[ChromiumBrowser]>,
  all: Answers,
): [string, string][] {
  const linux = jsonText({
    ...browserPolicies(browser, answer, all),
    '3rdparty': { extensions: { [answer.id]: all.values } },
  });
  const title = browser === 'chrome' ? 'Chrome' : 'Edge';
  return [
    [`windows/${browser}.reg`, chromiumReg(browser, answer, all)],
    [`windows/admx/assay-${browser}.admx`, admxText(browser, answer.id)],
    [`windows/admx/en-US/assay-${browser}.adml`, admlText(browser)],
    ...macFiles(title, chromiumDomains(browser, answer, all), all),
    [`linux/${browser}/assay.json`, linux],
    ...(browser === 'chrome' ? [['linux/chromium/assay.json', linux] as [string, string]] : []),
  ];
}

function firefoxFiles(answer: NonNullable<Answers['firefox']>, all: Answers): [string, string][] {
  return [
    ['windows/firefox.reg', firefoxReg(answer, all)],
    ...macFiles('Firefox', firefoxDomains(answer, all), all),
    ['firefox/policies.json', jsonText({ policies: firefoxPolicies(answer, all) })],
    [`firefox/managed-storage/${answer.id}.json`, jsonText(nativeManifest(answer, all))],
  ];
}

function macFiles(title: string, domains: readonly Domain[], all: Answers): [string, string][] {
  return [
    [`macos/assay-${title.toLowerCase()}.mobileconfig`, profileText(title, domains, all)],
    ...domains.map(({ name, values }): [string, string] => [
      `macos/${name}.plist`,
      plistText(values),
    ]),
  ];
}

function intuneText(all: Answers): string {
  const { chrome, edge } = all;
  return [
    ...INTUNE_HEAD,
    ...(chrome ? intunePage('chrome', chrome, all) : []),
    ...(edge ? intunePage('edge', edge, all) : []),
  ].join('\n');
}

/** The console wants each value in an object of its own. */
function googleAdminText({ values }: Answers): string {
  return jsonText(
    Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { Value: value }])),
  );
}

/** Indented, and in ASCII: consoles and editors of Windows still guess encodings. */
function jsonText(value: unknown): string {
  const text = JSON.stringify(value, null, 2);
  return `${text.replace(/"(?:[^"\\]|\\.)*"/g, (one) => asciiJson(JSON.parse(one)))}\n`;
}
