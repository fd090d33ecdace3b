// Property lists of macOS and configuration profiles around them. Kinds are kept: a toggle is true or false, not a text. The
// identifiers of a profile are made from what it says, so that the same answers give the same file on every machine.
import { createHash } from 'node:crypto';
import type { Answers, ChromiumAnswer } from './answers.ts';
import { browserPolicies, CHROMIUM, type ChromiumBrowser } from './chromium.ts';
import { firefoxPolicies, type FirefoxAnswer } from './firefox.ts';
import { element, xmlDocument } from './xml.ts';

const DOCTYPE =
  '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">\n';

type Dict = Readonly<Record<string, unknown>>;

/** Preferences of one program, as macOS names it. */
export interface Domain {
  readonly name: string;
  readonly values: Dict;
}

/** @throws Error for a value that a property list has no kind for */
export function plistText(value: Dict): string {
  return xmlDocument(element('plist', { version: '1.0' }, [plistNode(value)]), DOCTYPE);
}

function plistNode(value: unknown): string {
  if (typeof value === 'string') return element('string', {}, value);
  if (typeof value === 'boolean') return element(String(value));
  if (Number.isSafeInteger(value)) return element('integer', {}, String(value));
  if (Array.isArray(value)) return element('array', {}, value.map(plistNode));
  if (typeof value !== 'object' || value === null)
    throw new Error(`a property list cannot hold ${JSON.stringify(value)}`);
  const members = Object.entries(value).flatMap(([name, one]) => [
    element('key', {}, name),
    plistNode(one),
  ]);
  return element('dict', {}, members);
}

/** The browser's own preferences, and those of the extension, which are its managed values. */
export function chromiumDomains(
  browser: ChromiumBrowser,
  answer: ChromiumAnswer,
  all: Answers,
): readonly Domain[] {
  const { bundle } = CHROMIUM[browser];
  return [
    { name: bundle, values: browserPolicies(browser, answer, all) },
    { name: `${bundle}.extensions.${answer.id}`, values: all.values },
  ];
}

export function firefoxDomains(answer: FirefoxAnswer, all: Answers): readonly Domain[] {
  const values = { EnterprisePoliciesEnabled: true, ...firefoxPolicies(answer, all) };
  return [{ name: 'org.mozilla.firefox', values }];
}

/** A profile of the machine that forces these preferences. @param browser as people name it */
export function profileText(browser: string, domains: readonly Domain[], all: Answers): string {
  const identifier = `assay.policy.${browser.toLowerCase().replace(/[^a-z]+/g, '-')}`;
  const content = domains.map(({ name, values }) => ({
    PayloadDisplayName: `Assay: ${name}`,
    PayloadIdentifier: `${identifier}.${name}`,
    PayloadType: name,
    PayloadUUID: uuidOf([identifier, name, values]),
    PayloadVersion: 1,
    ...values,
  }));
  const organisation = all.values.organisationName;
  return plistText({
    PayloadContent: content,
    PayloadDescription: `Installs Assay in ${browser} and sets its policy.`,
    PayloadDisplayName: `Assay for ${browser}`,
    PayloadIdentifier: identifier,
    ...(typeof organisation === 'string' &&
      organisation !== '' && { PayloadOrganization: organisation }),
    PayloadRemovalDisallowed: true,
    PayloadScope: 'System',
    PayloadType: 'Configuration',
    PayloadUUID: uuidOf([identifier, content]),
    PayloadVersion: 1,
  });
}

/** A UUID of version 8 (RFC 9562): the bits are a hash of the content. */
function uuidOf(content: unknown): string {
  const bytes = createHash('sha256').update(JSON.stringify(content)).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const parts = /^(.{8})(.{4})(.{4})(.{4})(.{12})$/.exec(bytes.toString('hex')) ?? [];
  return parts.slice(1).join('-').toUpperCase();
}
