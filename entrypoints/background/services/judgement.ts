// The way of one observation: into the ledger of its origin, to a decision, to a stored incident, and only then to the page.
import browser, { type Tabs as BrowserTabs } from 'webextension-polyfill';
import type { Page } from '../../../core/incident/compose-incident.ts';
import {
  emptyLedger,
  enter,
  enterOf,
  judge,
  LISTED_KEY,
  ledgerKey,
} from '../../../core/evidence/ledger.ts';
import {
  decide,
  NOTHING_BEFORE,
  type Before,
  type Decision,
} from '../../../core/evidence/respond.ts';
import type { Incident } from '../../../core/incident/incident.ts';
import { siteOf } from '../../../core/incident/redact.ts';
import { demandBy, responseKeyOf, type Demand } from '../../../core/policy/modes.ts';
import { inFrame } from '../../../core/protocol/in-frame.ts';
import type {
  ListedHostRequested,
  Observation,
  PageObservation,
} from '../../../core/protocol/observation.ts';
import { adoptArrival, arrivalStored, type Arrival } from './arrivals.ts';
import { noteHealth } from './diagnostics.ts';
import { tellPerson } from './notices.ts';
import { isForPage, noticeInPage } from './page-notices.ts';
import { record } from './record-incident.ts';
import { amendStop, respond, stopFrame } from './responder.ts';
import { criteriaInForce } from './criteria.ts';
import { showPause } from './pauses.ts';
import type { Seen, Services } from './services.ts';
import {
  withCounts,
  withFrame,
  withIncident,
  withLetRun,
  withStops,
  type TabRecord,
} from './tabs.ts';

const MAIN_FRAME = 0;

/** The frame that speaks, by the browser's word. */
export interface Frame {
  readonly id: number;
  /** Id of the main document; null when a sub frame speaks or the browser does not say. */
  readonly mainDocumentId: string | null;
  readonly url: string | undefined;
  readonly origin: string;
}

/** Nothing is decided before it is known what happened before, and what the policy says. */
async function isReady({ tabs, policy }: Services): Promise<void> {
  await Promise.all([tabs.ready, policy.ready]);
}

/** A new document, as the bridge (isolated world) says; bridges of sub frames keep quiet until their guard speaks. */
export async function documentStarted(
  services: Services,
  tabId: number,
  frame: Frame,
): Promise<void> {
  const { tabs } = services;
  await isReady(services);
  if (frame.id === MAIN_FRAME) {
    openRecord(services, tabId, frame.mainDocumentId);
    tabs.watched(tabId);
    adoptArrival(services, tabId, frame.url);
  }
  await noteFrame(services, tabId, frame);
  if (frame.id === MAIN_FRAME) showPause(services, tabId);
}

/** Frames are known from the first thing that they say. */
async function noteFrame(services: Services, tabId: number, frame: Frame): Promise<void> {
  const { tabs } = services;
  const { record, mustStop } = withFrame(tabs.get(tabId), frame.id, frame.origin);
  tabs.set(tabId, record);
  if (mustStop) await stopFrame(services, tabId, { frameId: frame.id, everything: true });
}

function openRecord(services: Services, tabId: number, documentId: string | null): void {
  const { tabs, badge, log, diagnostics } = services;
  if (!tabs.open(tabId, documentId)) return;
  badge.clear(tabId);
  const { incidentIds } = tabs.get(tabId);
  if (incidentIds.length === 0) return;
  log
    .withIds(incidentIds.slice(0, 1))
    .then(([newest]) => newest && badge.show(tabId, incidentIds.length, newest.response))
    .catch(() => diagnostics.count('badges that were not shown'));
}

/** Whether a frame speaks of what its tab shows: the last words of a page that was left must not end the record of the next. */
export async function isOfShownDocument(
  services: Services,
  tabId: number,
  { mainDocumentId }: Frame,
): Promise<boolean> {
  await isReady(services);
  const { documentId } = services.tabs.get(tabId);
  if (mainDocumentId === null || documentId === null || documentId === mainDocumentId) return true;
  services.diagnostics.count('observations of documents that were left');
  return false;
}

/** An observation that a page reported. */
export async function pageObserved(
  services: Services,
  tab: BrowserTabs.Tab & { readonly id: number },
  frame: Frame,
  reported: PageObservation,
): Promise<void> {
  const { tabs, diagnostics } = services;
  if (!(await isOfShownDocument(services, tab.id, frame))) return;
  await noteFrame(services, tab.id, frame);
  const observation = inFrame(reported, frame.id);
  if (observation.kind === 'guard-health') noteHealth(diagnostics, observation.counters);
  tabs.set(tab.id, withCounts(tabs.get(tab.id), observation));
  if (observation.kind === 'stopped') return amendStop(services, tab.id, observation);
  const { url, title, incognito: isPrivate } = tab;
  const page = { url, title, frameUrl: frame.url, isPrivate };
  const key = ledgerKey(frame.origin, frame.id);
  await observed(services, { tabId: tab.id, key, page, observation });
}

/** Where a request came from. */
export interface Origin extends Page {
  /** -1 where the request belongs to no tab. */
  readonly tabId: number;
  /** Id of the main document; undefined where the browser does not say. */
  readonly documentId: string | undefined;
}

/** A request of a page to a listed host. Those for the main frame are `mainFrameRequested`. */
export async function backgroundObserved(
  services: Services,
  page: Origin,
  observation: ListedHostRequested,
): Promise<void> {
  await isReady(services);
  const { tabId, documentId } = page;
  if (tabId < 0) return observedAlone(services, page, observation);
  if (documentId !== undefined) openRecord(services, tabId, documentId);
  return observed(services, { tabId, key: LISTED_KEY, page, observation });
}

/** An observation that belongs to no tab. */
export async function observedAlone(
  services: Services,
  page: Page,
  observation: Observation,
): Promise<void> {
  await isReady(services);
  const at = Date.now();
  const decision = decideAlone(services, { page, observation }, at);
  if (!decision) return;
  let incidentId: string | null = null;
  try {
    const stored = await record(services, decision, page, at);
    incidentId = stored?.id ?? null;
    if (stored) tellPerson(services, stored);
  } finally {
    await respond(services, { tabId: -1, page, decision, incidentId });
  }
}

export interface PageRequest {
  readonly tabId: number;
  readonly url: string;
  /** Names the request. */
  readonly request: string;
  /** Address of the page that led there, where one did. */
  readonly askedBy: string | undefined;
  /** Firefox says it of the request itself: the tab can be gone, or there is none. */
  readonly isPrivate: boolean | undefined;
}

/**
 * A tab asked for a page of a listed host. The document that it shows may stay: it is not this one's record to change.
 * @returns the id of the incident; null where there is none
 */
export async function mainFrameRequested(
  services: Services,
  { tabId, url, request, askedBy, isPrivate }: PageRequest,
  observation: ListedHostRequested,
): Promise<string | null> {
  const { tabs } = services;
  await isReady(services);
  const at = Date.now();
  const page = { url, title: '' };
  const asked = { ...page, frameUrl: askedBy };
  const decision = decideAlone(services, { page: asked, observation }, at);
  if (!decision) return null;
  const { response } = decision;
  const arrival: Arrival = { request, url, observation, at, response, incidentId: null };
  if (tabId >= 0) tabs.arrivals.set(tabId, arrival);
  // Asked for only now: nothing may come between the request and its arrival.
  const tab = tabId < 0 ? null : await browser.tabs.get(tabId).catch(() => null);
  const told = { ...page, isPrivate: isPrivate ?? tab?.incognito };
  const stored = await record(services, decision, told, at);
  if (!stored) return null;
  if (tabId >= 0) arrivalStored(services, tabId, arrival, stored.id);
  tellPerson(services, stored, tabId);
  return stored.id;
}

/** Our blocked page takes the place of the document: it has a record of its own. */
export function blockedPageShown(services: Services, tabId: number, url: string): void {
  openRecord(services, tabId, `blocked ${crypto.randomUUID()}`);
  adoptArrival(services, tabId, url);
}

function decideAlone(
  services: Services,
  about: Pick<Seen, 'page' | 'observation'>,
  at: number,
): Decision | null {
  const { observation } = about;
  const before = { ...NOTHING_BEFORE, demand: demandFor(services, about, at) };
  const ledger = enter(emptyLedger(), observation, at);
  return decide(observation, judge(ledger, at, criteriaInForce(services)), before);
}

/** Enters an observation into its ledger and does what follows from it. */
export async function observed(services: Services, seen: Seen): Promise<void> {
  const { tabId, key, observation } = seen;
  const { tabs } = services;
  const at = Date.now();
  const { ledgers, ledger } = enterOf(tabs.get(tabId).ledgers, key, observation, at);
  const record = { ...tabs.get(tabId), ledgers };
  const judged = judge(ledger, at, criteriaInForce(services));
  const decision = decide(observation, judged, beforeOf(services, record, seen, at));
  // Taken before the first await, so that two observations at once do not both stop the workers.
  const told = withLetRun(withStops(record, decision?.stops ?? []), decision?.letRun ?? []);
  tabs.set(tabId, withOrder(told, key, decision, at));
  for (const watch of services.watchers) watch(services, seen);
  if (decision) await carryOut(services, seen, decision, at);
}

/** What is measured from now on is what goes on in spite of the order. */
function withOrder(
  record: TabRecord,
  key: string,
  decision: Decision | null,
  at: number,
): TabRecord {
  if (!decision || decision.stops.length === 0) return record;
  const frames = decision.stops.map(({ frameId }) => frameId);
  const { ledgers } = enterOf(record.ledgers, key, { kind: 'stop-ordered', frames }, at);
  return { ...record, ledgers };
}

function beforeOf(services: Services, record: TabRecord, seen: Seen, at: number): Before {
  return {
    stages: record.stop.stages,
    letRun: record.stop.letRun,
    elsewhere: framesElsewhere(record, seen.key),
    demand: demandFor(services, seen, at),
  };
}

/** What the policy demands where this was seen. */
function demandFor(
  { policy }: Services,
  { page, observation }: Pick<Seen, 'page' | 'observation'>,
  at: number,
): Demand {
  const sites = [siteOf(page.url), siteOf(page.frameUrl)];
  const { kind } = observation;
  const isOfHost = kind === 'listed-host-requested' || kind === 'miner-downloaded';
  const parties = { sites, host: isOfHost ? observation.host : '' };
  return demandBy(policy.current, responseKeyOf(observation), parties, at);
}

/** Frames that by now show another origin: the busy workers of the document before are gone with it. */
function framesElsewhere({ origins }: TabRecord, key: string): number[] {
  return Object.entries(origins)
    .filter(([id, origin]) => ledgerKey(origin, Number(id)) !== key)
    .map(([id]) => Number(id));
}

/** Stored first; a full disk must not keep a miner alive. */
async function carryOut(
  services: Services,
  seen: Seen,
  decision: Decision,
  at: number,
): Promise<void> {
  const { tabId, page } = seen;
  const { openedAt } = services.tabs.get(tabId).cost;
  let stored: Incident | null = null;
  try {
    stored = await record(services, decision, page, at);
    if (stored) {
      noteIncident(services, tabId, stored.id, decision);
      services.cost.decided(seen, decision, { incidentId: stored.id, at, openedAt });
    }
  } finally {
    await respond(services, { tabId, page, decision, incidentId: stored?.id ?? null });
  }
  if (!stored) return;
  tellPerson(services, stored, tabId);
  if (isForPage(stored, decision)) void noticeInPage(services, tabId, stored);
}

function noteIncident(
  { tabs, badge }: Services,
  tabId: number,
  id: string,
  decision: Decision,
): void {
  const isShown = tabs.get(tabId).incidentIds[0] === id;
  const noted = withIncident(tabs.get(tabId), id);
  // Another document may have come meanwhile: nothing of it was stopped.
  const stopped =
    decision.dark !== null || (noted.stop.incidentId !== null && decision.stops.length > 0);
  const stop = stopped ? { ...noted.stop, incidentId: id } : noted.stop;
  tabs.set(tabId, { ...noted, stop });
  // A page can repeat itself a thousand times a second.
  if (isShown) return;
  badge.show(tabId, noted.incidentIds.length, decision.response);
}
