// What Firefox gets as rules of declarativeNetRequest. A key that it does not know is dropped there without a word in static
// rules, and the rule then meets more than it was meant for; in others the whole call fails. So none may be given to it.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { DiagnosticCounters } from '../../../entrypoints/background/services/diagnostics.ts';
import { SiteRules } from '../../../entrypoints/background/services/site-rules.ts';
import { isBuilt, projectFolder } from '../../artifact/built-files.ts';
import { done } from './fake-browser.ts';

vi.mock('webextension-polyfill', async () => ({
  default: (await import('./fake-browser.ts')).fakeBrowser,
}));

/** As of Firefox 153. */
const CONDITIONS = [
  ...['urlFilter', 'regexFilter', 'isUrlFilterCaseSensitive', 'initiatorDomains', 'requestDomains'],
  ...['excludedInitiatorDomains', 'excludedRequestDomains', 'resourceTypes', 'requestMethods'],
  ...['excludedResourceTypes', 'excludedRequestMethods', 'domainType', 'tabIds', 'excludedTabIds'],
];
const TYPES = [
  ...['main_frame', 'sub_frame', 'stylesheet', 'script', 'image', 'font', 'object', 'media'],
  ...['xmlhttprequest', 'ping', 'csp_report', 'websocket', 'other', 'beacon', 'xml_dtd', 'xslt'],
  ...['imageset', 'object_subrequest', 'web_manifest', 'speculative', 'json'],
];

interface Rule {
  readonly condition: Readonly<Record<string, unknown>>;
}

/** What Firefox does not know of these rules. */
function unknownIn(rules: readonly Rule[]): string[] {
  return rules.flatMap(({ condition }) => [
    ...Object.keys(condition).filter((key) => !CONDITIONS.includes(key)),
    ...['resourceTypes', 'excludedResourceTypes']
      .flatMap((key) => (condition[key] as readonly string[] | undefined) ?? [])
      .filter((type) => !TYPES.includes(type)),
  ]);
}

beforeEach(() => done.sessionRules.clear());
afterEach(() => vi.unstubAllEnvs());

it('rules for a site that mined have nothing but what Firefox knows', async () => {
  vi.stubEnv('FIREFOX', 'true');
  await new SiteRules(new DiagnosticCounters()).refuse('mine.test', ['pool.test:443']);
  const rules = [...done.sessionRules.values()];
  expect(rules).toHaveLength(3);
  expect(unknownIn(rules)).toEqual([]);
});

it('its modules are refused by the filter of responses, also after the background has slept', async () => {
  vi.stubEnv('FIREFOX', 'true');
  const rules = new SiteRules(new DiagnosticCounters());
  expect(rules.isRefused('mine.test')).toBe(false);
  await rules.refuse('mine.test', []);
  const later = new SiteRules(new DiagnosticCounters());
  await vi.waitFor(() => expect(later.isRefused('frame.mine.test')).toBe(true));
  for (const one of [rules, later]) {
    expect(one.isRefused('mine.test')).toBe(true);
    expect(one.isRefused('honest.test')).toBe(false);
  }
});

it('elsewhere they have more: the check would find it', async () => {
  await new SiteRules(new DiagnosticCounters()).refuse('mine.test', ['pool.test:443']);
  const unknown = unknownIn([...done.sessionRules.values()]);
  expect(unknown).toEqual(expect.arrayContaining(['responseHeaders', 'webtransport']));
});

it('the mark of a policy is set without a rule', async () => {
  vi.stubEnv('FIREFOX', 'true');
  const { markPolicies } = await import('../../../entrypoints/background/services/policy-mark.ts');
  await markPolicies(new DiagnosticCounters());
  expect([...done.sessionRules.values()]).toEqual([]);
});

it.skipIf(!isBuilt('firefox-mv3'))('the build has no static rules that Firefox would widen', () => {
  const folder = join(projectFolder, '.output/firefox-mv3');
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as {
    declarative_net_request?: { rule_resources: readonly { path: string }[] };
  };
  const named = manifest.declarative_net_request?.rule_resources ?? [];
  for (const { path } of named) {
    const rules = JSON.parse(readFileSync(join(folder, path), 'utf8')) as readonly Rule[];
    expect(unknownIn(rules), path).toEqual([]);
  }
  expect(readdirSync(folder)).not.toContain('rules');
});
