// The way of one observation: into the ledger of its origin, to a decision, to a stored incident, and only then to the page.
import browser, { type Tabs as BrowserTabs } from 'webextension-polyfill';
import { composeIncident, type Page } from '../../../core/incident/compose-incident.ts';
import {
  emptyLedger,
  enter,
  enterOf,
  judge,
  LISTED_KEY,
  ledgerKey,
} from '../../../core/evidence/ledger.ts';
import { decide, type Decision } from '../../../core/evidence/respond.ts';
import type { Command } from '../../../core/protocol/frame.ts';
import { inFrame } from '../../../core/protocol/in-frame.ts';
import type {
  ListedHostRequested,
  Observation,
  PageObservation,
} from '../../../core/protocol/observation.ts';
import { adoptArrival, arrivalStored, type Arrival } from './arrivals.ts';
import type { Badge } from './badge.ts';
import type { DiagnosticCounters } from './diagnostics.ts';
import type { IncidentLog } from './incident-log.ts';
import {
  JUDGED_COUNTER,
  withCounts,
  withFrame,
  withIncident,
  type TabRecord,
  type Tabs,
} from './tabs.ts';

export interface Services {
  readonly tabs: Tabs;
  readonly log: IncidentLog;
  readonly badge: Badge;
  readonly diagnostics: DiagnosticCounters;
  readonly engineVersion: string;
}

/** The frame that speaks, by the browser's word. */
export interface Frame {
  readonly id: number;
  /** Id of the main document; null when a sub frame speaks or the browser does not say. */
  readonly mainDocumentId: string | null;
  readonly url: string | undefined;
  readonly origin: string;
}

/** A new document in a frame, as the bridge (isolated world) says. */
export async function documentStarted(
  services: Services,
  tabId: number,
  frame: Frame,
): Promise<void> {
  const { tabs } = services;
  await tabs.ready;
  if (frame.id === 0) {
    openRecord(services, tabId, frame.mainDocumentId);
    tabs.watched(tabId);
    adoptArrival(services, tabId, frame.url);
  }
  const { record, mustStop } = withFrame(tabs.get(tabId), frame.id, frame.origin);
  tabs.set(tabId, record);
  if (mustStop) await stopWorkers(services, tabId, [frame.id]);
}

function openRecord({ tabs, badge }: Services, tabId: number, documentId: string | null): void {
  if (tabs.open(tabId, documentId)) badge.clear(tabId);
}

/** An observation that a page reported. */
export async function pageObserved(
  services: Services,
  tab: BrowserTabs.Tab & { readonly id: number },
  frame: Frame,
  reported: PageObservation,
): Promise<void> {
  const { tabs, diagnostics } = services;
  await tabs.ready;
  const { documentId } = tabs.get(tab.id);
  if (frame.mainDocumentId !== null && documentId !== null && documentId !== frame.mainDocumentId) {
    // The last words of a page that was left: they must not end the record of the one that came.
    diagnostics.count('observations of documents that were left');
    return;
  }
  const observation = inFrame(reported, frame.id);
  if (observation.kind === 'guard-health') noteHealth(diagnostics, observation.counters);
  tabs.set(tab.id, withCounts(tabs.get(tab.id), observation));
  if (observation.kind === 'workers-stopped') return amendStop(services, tab.id);
  const page = { url: tab.url, title: tab.title, frameUrl: frame.url };
  const key = ledgerKey(frame.origin, frame.id);
  await enterAndDecide(services, tab.id, page, { observation, key });
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
  await services.tabs.ready;
  const { tabId, documentId } = page;
  if (tabId >= 0) {
    if (documentId !== undefined) openRecord(services, tabId, documentId);
    return enterAndDecide(services, tabId, page, { observation, key: LISTED_KEY });
  }
  const at = Date.now();
  const decision = decideAlone(observation, at);
  if (decision) await record(services, decision, page, at);
}

/**
 * A tab asked for a page of a listed host. The document that it shows may stay: it is not this one's record to change.
 * @param request names the request
 */
export async function mainFrameRequested(
  services: Services,
  {
    tabId,
    url,
    request,
  }: { readonly tabId: number; readonly url: string; readonly request: string },
  observation: ListedHostRequested,
): Promise<void> {
  const { tabs } = services;
  await tabs.ready;
  const at = Date.now();
  const decision = decideAlone(observation, at);
  if (!decision) return;
  const { response } = decision;
  const arrival: Arrival = { request, url, observation, at, response, incidentId: null };
  if (tabId >= 0) tabs.arrivals.set(tabId, arrival);
  const stored = await record(services, decision, { url, title: '' }, at);
  if (stored && tabId >= 0) arrivalStored(services, tabId, arrival, stored.id);
}

/** Our blocked page takes the place of the document: it has a record of its own. */
export function blockedPageShown(services: Services, tabId: number, url: string): void {
  openRecord(services, tabId, `blocked ${crypto.randomUUID()}`);
  adoptArrival(services, tabId, url);
}

function decideAlone(observation: ListedHostRequested, at: number): Decision | null {
  return decide(observation, judge(enter(emptyLedger(), observation, at), at), []);
}

async function enterAndDecide(
  services: Services,
  tabId: number,
  page: Page,
  { observation, key }: { readonly observation: Observation; readonly key: string },
): Promise<void> {
  const { tabs, badge } = services;
  const at = Date.now();
  const before = tabs.get(tabId);
  const { ledgers, ledger } = enterOf(before.ledgers, key, observation, at);
  const spared = [...before.stop.frames, ...framesElsewhere(before, key)];
  const decision = decide(observation, judge(ledger, at), spared);
  const stopFrames = decision?.stopFrames ?? [];
  const stopping = { incidentId: 'pending', frames: [...before.stop.frames, ...stopFrames] };
  // Taken before the first await, so that two observations at once do not both stop the workers.
  tabs.set(tabId, {
    ...before,
    ledgers,
    stop: stopFrames.length > 0 ? { ...before.stop, ...stopping } : before.stop,
  });
  if (!decision) return;
  try {
    const stored = await record(services, decision, page, at);
    if (stored) {
      const noted = withIncident(tabs.get(tabId), stored.id);
      // Another document may have come meanwhile: its workers were not stopped.
      const stopped = noted.stop.incidentId === 'pending';
      const stop = stopped ? { ...noted.stop, incidentId: stored.id } : noted.stop;
      tabs.set(tabId, { ...noted, stop });
      badge.show(tabId, noted.incidentIds.length, decision.response);
    }
  } finally {
    // A full disk must not keep a miner alive.
    await stopWorkers(services, tabId, stopFrames);
  }
}

/** Frames that by now show another origin: the busy workers of the document before are gone with it. */
function framesElsewhere({ origins }: TabRecord, key: string): number[] {
  return Object.entries(origins)
    .filter(([id, origin]) => ledgerKey(origin, Number(id)) !== key)
    .map(([id]) => Number(id));
}

function record(services: Services, decision: Decision, page: Page, at: number) {
  const id = crypto.randomUUID();
  const { engineVersion } = services;
  return services.log.record(composeIncident(decision, page, { id, at, engineVersion }));
}

async function stopWorkers(
  { diagnostics }: Services,
  tabId: number,
  frames: readonly number[],
): Promise<void> {
  const command: Command = { command: 'stop', reason: 'mining was confirmed on this page' };
  for (const frameId of frames) {
    try {
      await browser.tabs.sendMessage(tabId, command, { frameId });
    } catch {
      diagnostics.count('stop commands not delivered');
    }
  }
}

async function amendStop({ tabs, log }: Services, tabId: number): Promise<void> {
  const { incidentId, workersStopped: count } = tabs.get(tabId).stop;
  if (incidentId === null || count === 0) return;
  const workers = count === 1 ? 'One worker of the page was' : `${count} workers of the page were`;
  await log.amend(incidentId, `${workers} stopped.`);
}

function noteHealth(
  diagnostics: DiagnosticCounters,
  counters: Readonly<Record<string, number>>,
): void {
  for (const [name, amount] of Object.entries(counters)) {
    // What was judged is no fault: the popup shows it, the diagnostics do not.
    if (name !== JUDGED_COUNTER) diagnostics.countFromPage(name, amount);
  }
}
