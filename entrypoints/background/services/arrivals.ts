// What a main-frame request to a listed host has led to, kept aside until its document is really there: a navigation can
// be cancelled, and a prefetch never becomes a page. It must never touch the record of the document that is still shown.
import { enterOf, LISTED_KEY } from '../../../core/evidence/ledger.ts';
import type { Response } from '../../../core/evidence/evidence.ts';
import type { ListedHostRequested } from '../../../core/protocol/observation.ts';
import type { Services } from './services.ts';
import { noticeOfIncident } from './page-notices.ts';
import { withIncident, type TabRecord } from './tabs.ts';

export interface Arrival {
  /** Names the request: its id and address. */
  readonly request: string;
  readonly url: string;
  readonly observation: ListedHostRequested;
  /** ms since the epoch */
  readonly at: number;
  readonly response: Response;
  /** Null until the incident is stored. */
  readonly incidentId: string | null;
}

/** The document that starts takes what its request led to; what another request led to is dropped. */
export function adoptArrival(services: Services, tabId: number, url: string | undefined): void {
  const { tabs } = services;
  const arrival = tabs.arrivals.get(tabId);
  tabs.arrivals.delete(tabId);
  if (!arrival || !isSameAddress(arrival.url, url)) return;
  tabs.set(tabId, withArrival(tabs.get(tabId), arrival));
  if (arrival.incidentId !== null)
    showIncident(services, tabId, arrival.incidentId, arrival.response);
}

/** The incident of a request was stored: before its document came, after it, or it never comes. */
export function arrivalStored(
  services: Services,
  tabId: number,
  { request, response }: Arrival,
  incidentId: string,
): void {
  const { tabs } = services;
  const waiting = tabs.arrivals.get(tabId);
  if (waiting?.request === request) {
    tabs.arrivals.set(tabId, { ...waiting, incidentId });
    return;
  }
  if (tabs.get(tabId).arrivedBy === request) showIncident(services, tabId, incidentId, response);
}

/** Fragments are no part of a request. */
export function isSameAddress(a: string, b: string | undefined): boolean {
  return b !== undefined && withoutFragment(a) === withoutFragment(b);
}

function withoutFragment(url: string): string {
  return url.replace(/#.*$/s, '');
}

function withArrival(record: TabRecord, { request, observation, at }: Arrival): TabRecord {
  const { ledgers } = enterOf(record.ledgers, LISTED_KEY, observation, at);
  return { ...record, ledgers, arrivedBy: request };
}

function showIncident(services: Services, tabId: number, id: string, response: Response): void {
  const { tabs, badge } = services;
  const noted = withIncident(tabs.get(tabId), id);
  tabs.set(tabId, noted);
  badge.show(tabId, noted.incidentIds.length, response);
  if (response === 'warn') void noticeOfIncident(services, tabId, id);
}
