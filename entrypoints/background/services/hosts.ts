// Known mining hosts: one blocking rule for each category that is blocked, and the events that tell when it acted. The
// browser names no rule in those events (any ad blocker looks the same), so each is matched against our own lists.
import browser, { type Tabs, type WebRequest } from 'webextension-polyfill';
import type { Category, ListedHostRequested } from '../../../core/protocol/observation.ts';
import { siteOf } from '../../../core/incident/redact.ts';
import { hostsInForce } from '../../../core/policy/exceptions.ts';
import { demandOf, modeOf, type Demand } from '../../../core/policy/modes.ts';
import type { Policy } from '../../../core/policy/policy-keys.ts';
import { hostOfUrl } from '../../../core/rules/host-match.ts';
import { isSameAddress } from './arrivals.ts';
import { setBlockRules } from './block-rules.ts';
import {
  backgroundObserved,
  blockedPageShown,
  mainFrameRequested,
  type Origin,
} from './judgement.ts';
import type { Services } from './services.ts';

const FIRST_RULE_ID = 1;
/** How long a blocked navigation may take until the tab is at its address. */
const ARRIVES_WITHIN_MS = 1_500;
const LOOK_EVERY_MS = 50;
/** What Chromium and Firefox call a request that an extension blocked. */
const BLOCKED_BY_EXTENSION = ['net::ERR_BLOCKED_BY_CLIENT', 'NS_ERROR_ABORT'];
/** Observed categories are only seen where a person goes or a miner talks; other requests say nothing new. */
const OBSERVED_TYPES: WebRequest.ResourceType[] = ['main_frame', 'sub_frame', 'websocket'];

/** Blocked ones are logged, so those that monitoring lets through must be: else it would promise less than there is. */
const MONITORED_TYPES: WebRequest.ResourceType[] = ['script', 'xmlhttprequest'];

type Details = WebRequest.OnErrorOccurredDetailsType | WebRequest.OnBeforeRequestDetailsType;

type Blocking = Pick<Services, 'policy' | 'rules' | 'hosts' | 'diagnostics'>;

/** What shows a page. */
const DOCUMENTS: readonly string[] = ['main_frame', 'sub_frame'];

/** Puts the block rules in place, and again whenever the policy changes. The browser keeps them until replaced. */
export function blockHosts(services: Blocking): void {
  services.policy.onKnown(() => void blockNow(services));
}

/**
 * One rule a category, however long its list.
 * @returns false when the browser did not take them and those of before still hold
 */
export async function blockNow({ policy, rules, hosts, diagnostics }: Blocking): Promise<boolean> {
  if (rules.loading) await rules.loading;
  const blocked = hosts.categories.filter(
    (category) => modeOf(policy.current, category) === 'block',
  );
  const conditions = blocked.flatMap((category) => {
    const names = hosts.hostsOf(category);
    const isListed = (site: string): boolean => hosts.match(site)?.category === category;
    return conditionsOf(names, isListed, policy.current);
  });
  const made = conditions.map((condition, index) => ({
    ...{ id: FIRST_RULE_ID + index, priority: 100, action: { type: 'block' } },
    condition,
  }));
  return setBlockRules(made, diagnostics);
}

/** Excepted hosts may be asked by every page; of an excepted site every page may show pages, and only its own get the rest. */
function conditionsOf(
  names: readonly string[],
  isListed: (site: string) => boolean,
  policy: Policy,
): object[] {
  // A rule that names no types leaves out main_frame, so all that this browser knows are named.
  const { ResourceType } = browser.declarativeNetRequest as unknown as {
    readonly ResourceType: Readonly<Record<string, string>>;
  };
  const types = Object.values(ResourceType);
  const sites = hostsInForce(policy.exceptedSites, Date.now());
  const hosts = hostsInForce(policy.exceptedHosts, Date.now());
  const conditionOf = (
    requestDomains: readonly string[],
    resourceTypes: readonly string[],
    except: readonly string[],
  ): object => ({
    ...{ requestDomains, resourceTypes },
    ...(except.length > 0 && { excludedRequestDomains: except }),
    ...(sites.length > 0 && { excludedInitiatorDomains: sites }),
  });
  const ofSites = [...new Set([...namesAt(sites, names), ...sites.filter(isListed)])];
  const others = types.filter((type) => !DOCUMENTS.includes(type));
  // The browser refuses a rule without domains, and all others with it.
  return [
    ...(names.length > 0 ? [conditionOf(names, types, [...hosts, ...sites])] : []),
    ...(ofSites.length > 0 ? [conditionOf(ofSites, others, hosts)] : []),
  ];
}

/** Those of the names that are one of the sites or lie below it. */
function namesAt(sites: readonly string[], names: readonly string[]): readonly string[] {
  if (sites.length === 0) return [];
  const known = new Set(sites);
  const isAt = (name: string): boolean => {
    for (let at = 0; ; at = name.indexOf('.', at) + 1) {
      if (known.has(name.slice(at))) return true;
      if (!name.includes('.', at)) return false;
    }
  };
  return names.filter(isAt);
}

/** Turns blocked and observed requests to listed hosts into observations. */
export function watchHosts(services: Services): void {
  browser.webRequest.onErrorOccurred.addListener(
    (details) => {
      if (BLOCKED_BY_EXTENSION.includes(details.error)) void listedRequest(services, details, true);
    },
    { urls: ['<all_urls>'] },
  );
  browser.webRequest.onBeforeRequest.addListener(
    (details) => void listedRequest(services, details, false),
    { urls: ['<all_urls>'], types: OBSERVED_TYPES },
  );
  watchMonitored(services);
}

/** Only where mining hosts are not blocked but monitored: a page has many such requests, and each costs a moment. */
function watchMonitored(services: Services): void {
  const { policy } = services;
  const { onBeforeRequest } = browser.webRequest;
  const requested = (details: Details): void => void listedRequest(services, details, false);
  let isWatching = false;
  const watch = (): void => {
    const isMonitored = modeOf(policy.current, 'cryptojacking') === 'monitor';
    if (isMonitored === isWatching) return;
    isWatching = isMonitored;
    if (isMonitored)
      onBeforeRequest.addListener(requested, { urls: ['<all_urls>'], types: MONITORED_TYPES });
    else onBeforeRequest.removeListener(requested);
  };
  policy.onKnown(watch);
}

/** @param blocked true for an event that says the request was blocked; false for one that says it was made */
async function listedRequest(
  services: Services,
  details: Details,
  blocked: boolean,
): Promise<void> {
  const { hosts, policy, rules } = services;
  if (!policy.isReady) await policy.ready;
  if (rules.loading) await rules.loading;
  const host = hostOfUrl(details.url);
  const entry = host === null ? null : hosts.match(host);
  if (!host || !entry) return;
  if (!blocked && !isNews(details, entry.category)) return;
  const demand = demandOfRequest(services, details, entry.category, host);
  if ((demand.mode === 'block') !== blocked) return;
  const observation: ListedHostRequested = {
    kind: 'listed-host-requested',
    host,
    listedAs: entry.host,
    category: entry.category,
    sources: hosts.sourceNames(entry),
    resourceType: details.type,
    blocked,
  };
  try {
    if (details.type === 'main_frame') await mainFrame(services, details, observation);
    else await backgroundObserved(services, await originOf(details), observation);
  } catch {
    services.diagnostics.count('listed requests that failed in the background');
  }
}

/** Scripts and data of a pool that people open are its page's own. */
function isNews({ type }: Details, category: Category): boolean {
  return OBSERVED_TYPES.includes(type) || category === 'cryptojacking';
}

/** What the policy demands of a request to a listed host, as the rules of the browser carry it out. */
function demandOfRequest(
  { policy }: Services,
  details: Details,
  category: Category,
  host: string,
): Demand {
  return demandOf(policy.current, category, { sites: sitesOf(details), host }, Date.now());
}

/** Who takes part, as the rules see it; a page that is shown is its own site. */
function sitesOf(details: Details): string[] {
  const asked = siteOf(askerOf(details));
  return DOCUMENTS.includes(details.type) ? [asked, siteOf(details.url)] : [asked];
}

/** Chromium and Firefox name it differently. */
function askerOf(details: Details): string | undefined {
  const { initiator } = details as ChromiumDetails;
  return initiator ?? details.originUrl ?? details.documentUrl;
}

/** What Chromium says of a request beyond the polyfill's types. */
interface ChromiumDetails {
  readonly initiator?: string;
  readonly documentId?: string;
  readonly parentDocumentId?: string;
}

async function mainFrame(
  services: Services,
  details: Details,
  observation: ListedHostRequested,
): Promise<void> {
  const { tabId, url, requestId } = details;
  // A redirect keeps the id of its request.
  const request = `${requestId} ${url}`;
  let incidentId: string | null = null;
  try {
    const [askedBy, isPrivate] = [askerOf(details), details.incognito];
    const asked = { tabId, url, request, askedBy, isPrivate };
    incidentId = await mainFrameRequested(services, asked, observation);
  } finally {
    // A full disk must not leave the visitor with the browser's error.
    if (observation.blocked)
      await showBlockedPage(services, details, { host: observation.host, incidentId });
  }
}

/** A page can make a thousand requests a second: what the browser says of its tab holds for those that come at once. */
const TAB_HOLDS_MS = 100;
const tabsNow = new Map<number, Promise<Tabs.Tab>>();

function tabNow(tabId: number): Promise<Tabs.Tab> {
  const known = tabsNow.get(tabId);
  if (known) return known;
  const asked = browser.tabs.get(tabId);
  tabsNow.set(tabId, asked);
  setTimeout(() => tabsNow.delete(tabId), TAB_HOLDS_MS);
  return asked;
}

async function originOf(details: Details): Promise<Origin> {
  const { tabId, frameId, parentFrameId } = details;
  const { initiator, documentId, parentDocumentId } = details as ChromiumDetails;
  const from = details.documentUrl ?? initiator;
  // Requests of shared and service workers belong to no tab.
  if (tabId < 0)
    return { tabId, url: from, title: '', documentId: undefined, isPrivate: details.incognito };
  const tab = await tabNow(tabId);
  const main = frameId === 0 ? documentId : parentFrameId === 0 ? parentDocumentId : undefined;
  const { title, incognito: isPrivate } = tab;
  // The policy is asked about whoever the rules have asked about: a frame that may have what its page may not.
  const frameUrl = details.type === 'sub_frame' ? details.url : from;
  return { tabId, url: tab.url ?? from, title, frameUrl, documentId: main, isPrivate };
}

interface Blocked {
  readonly tabId: number;
  readonly url: string;
}

/** Our own page in place of the browser's error; opened by us, so that no page can reach it. */
async function showBlockedPage(
  services: Services,
  details: Details,
  { host, incidentId }: { readonly host: string; readonly incidentId: string | null },
): Promise<void> {
  const { tabId, url } = details;
  // Firefox leaves a blocked tab where it was, and makes no prefetch look like a navigation.
  const isFirefox = 'error' in details && details.error === 'NS_ERROR_ABORT';
  // In Chromium a prefetch looks like a navigation, but the visitor goes nowhere.
  if (tabId < 0 || (!isFirefox && !(await isAtAddress({ tabId, url })))) return;
  blockedPageShown(services, tabId, url);
  const about = new URLSearchParams({
    ...{ host, url: url.slice(0, 2_000) },
    ...(incidentId !== null && { incident: incidentId }),
  });
  await browser.tabs.update(tabId, {
    url: browser.runtime.getURL(`/blocked.html#${about.toString()}`),
  });
}

/** Whether the tab shows the error page of this address, goes there now, or does so soon. */
async function isAtAddress({ tabId, url }: Blocked): Promise<boolean> {
  for (let waitedMs = 0; waitedMs <= ARRIVES_WITHIN_MS; waitedMs += LOOK_EVERY_MS) {
    // Chromium alone tells where a tab is going.
    const tab: { url?: string; pendingUrl?: string } = await browser.tabs.get(tabId);
    if (isSameAddress(url, tab.url) || isSameAddress(url, tab.pendingUrl)) return true;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  return false;
}
