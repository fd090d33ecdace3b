// Carries decisions out, the gentlest step first: the threads and sockets that mine, then everything of the frame, then the
// page. Each step and what became of it is written into the incident. Steps that fail lead to the next one.
import browser from 'webextension-polyfill';
import type { Decision, FrameStop } from '../../../core/evidence/respond.ts';
import type { Page } from '../../../core/incident/compose-incident.ts';
import { keepingOf, nameless } from '../../../core/incident/keep.ts';
import { siteOf } from '../../../core/incident/redact.ts';
import type { StopCommand } from '../../../core/protocol/frame.ts';
import type { DarkCodeJudged, Stopped } from '../../../core/protocol/observation.ts';
import { endDownload, works } from './end-download.ts';
import type { Services } from './services.ts';
import { isDedicated } from './tabs.ts';

export interface Order {
  /** -1 where nothing of a tab took part. */
  readonly tabId: number;
  readonly page: Page;
  readonly decision: Decision;
  /** Null when the incident could not be stored: what must be done is done all the same. */
  readonly incidentId: string | null;
}

/** Does what a decision demands. Never rejects: what fails is a step that failed. */
export async function respond(services: Services, order: Order): Promise<void> {
  const { decision, tabId } = order;
  const { stops, dark, download, extension } = decision;
  if (download) return stopDownload(services, order, download.downloadId);
  if (extension) return disable(services, order, extension.extensionId);
  if (decision.leave) return showBlocked(services, order, tabId, decision.leave);
  if (stops.length === 0 && !dark) return;
  for (const stop of stops) await carryOutStop(services, order, stop);
  if (dark) await stopDark(services, order, dark);
  await refuseSite(services, order);
  if (stops.some(({ stage }) => stage !== 'mining')) await removeServiceWorkers(services, order);
  if (stops.some(({ stage }) => stage === 'tab')) await leave(services, order);
}

async function stopDownload(services: Services, order: Order, id: number): Promise<void> {
  const isEnded = await endDownload(id, (what, isDone) => step(services, order, what, isDone));
  if (order.incidentId === null) return;
  const action = isEnded
    ? 'The download was ended, and nothing of it is on the disk.'
    : 'The download could not be ended.';
  await services.log.amend(order.incidentId, action);
}

async function disable(services: Services, order: Order, id: string): Promise<void> {
  const isDone = await works(() => browser.management.setEnabled(id, false));
  const what = isDone ? 'The extension was switched off' : 'The browser did not switch it off';
  await step(services, order, what, isDone);
  if (order.incidentId === null) return;
  const action = isDone
    ? 'The extension was switched off.'
    : 'The extension could not be switched off.';
  await services.log.amend(order.incidentId, action);
}

async function carryOutStop(services: Services, order: Order, stop: FrameStop): Promise<void> {
  const { frameId, stage, threads, sockets } = stop;
  if (stage === 'tab') return;
  const everything = stage === 'frame';
  const what = everything
    ? 'All workers, sockets and modules of the frame'
    : `${counted(threads.length, 'thread')} and ${counted(sockets.length, 'socket')}`;
  const names = everything ? {} : { threads, sockets };
  // The frame answers with what it has ended, sometimes before the browser says that it has heard.
  const at = Date.now();
  const reached = await stopFrame(services, order.tabId, { frameId, everything, ...names });
  if (reached) return step(services, order, `${what} told to stop`, true, at);
  await step(services, order, `${what} told to stop: the frame did not hear it`, false, at);
  await leave(services, order);
}

interface StopOrder {
  readonly frameId: number;
  readonly everything: boolean;
  readonly threads?: readonly string[];
  readonly sockets?: readonly string[];
  readonly scripts?: readonly string[];
}

/** Tells the guard of a frame to stop. @returns whether the frame was there to hear it */
export async function stopFrame(
  { diagnostics }: Services,
  tabId: number,
  { frameId, everything, threads = [], sockets = [], scripts = [] }: StopOrder,
): Promise<boolean> {
  const command: StopCommand = everything
    ? { command: 'stop', threads: null, sockets: null, scripts }
    : { command: 'stop', threads, sockets, scripts };
  try {
    await browser.tabs.sendMessage(tabId, command, { frameId });
    return true;
  } catch {
    diagnostics.count('stop commands not delivered');
    return false;
  }
}

/** So that a reload does not start it again. */
async function refuseSite(services: Services, order: Order): Promise<void> {
  const { page, decision } = order;
  const site = siteOf(page.frameUrl) || siteOf(page.url);
  const hosts = decision.judged.evidence.flatMap(({ facts: { host } }) =>
    typeof host === 'string' ? [host] : [],
  );
  const done = await services.siteRules.refuse(site, hosts);
  if (site === '') return;
  const what = `WebAssembly, workers and sockets of ${site} refused until the browser is closed`;
  await step(services, order, what, done);
}

/** Workers without guard: a dedicated one is ended by the guard of its page, the others by what the browser offers. */
async function stopDark(services: Services, order: Order, dark: DarkCodeJudged): Promise<void> {
  const { tabId } = order;
  const workers = tabId < 0 ? [] : Object.entries(services.tabs.get(tabId).workers);
  const own = workers.filter(([, { url, type }]) => url === dark.url && isDedicated(type));
  for (const frameId of new Set(own.map(([id]) => Number.parseInt(id, 10)))) {
    const scripts = [dark.url];
    const reached = await stopFrame(services, tabId, { frameId, everything: false, scripts });
    await step(services, order, 'The worker of that script told to stop', reached);
  }
  await removeServiceWorkers(services, order);
  // A shared worker lives as long as a page that uses it, and nothing but that ends it.
  const isShared = workers.some(([, { type }]) => type === 'shared');
  if (own.length === 0 && isShared) await leave(services, order);
}

async function removeServiceWorkers(services: Services, order: Order): Promise<void> {
  const { page } = order;
  const address = page.frameUrl ?? page.url;
  if (!address || !URL.canParse(address)) return;
  const { origin } = new URL(address);
  // Chromium and Firefox name what to remove differently, and the polyfill knows neither.
  const data = browser.browsingData as unknown as {
    removeServiceWorkers(of: object): Promise<void>;
  };
  try {
    const { hostname } = new URL(address);
    const of = import.meta.env.FIREFOX ? { hostnames: [hostname] } : { origins: [origin] };
    await data.removeServiceWorkers(of);
    await step(services, order, `Service workers of ${origin} removed`, true);
  } catch {
    await step(services, order, `Service workers of ${origin} removed`, false);
  }
}

/** The last resort: the page's process is let go, and our page says why. */
async function leave(services: Services, order: Order): Promise<void> {
  const { tabId } = order;
  if (tabId < 0) return;
  const shown = await discarded(tabId);
  // Some tabs cannot be discarded; to go elsewhere ends the page as well, only later.
  await step(services, order, 'The page was unloaded', shown !== null);
  await showBlocked(services, order, shown ?? tabId, 'mining');
}

/** Our own page in place of the one that the tab shows. @param why what the blocked page says of it */
async function showBlocked(
  services: Services,
  order: Order,
  tabId: number,
  why: 'mining' | 'dashboard',
): Promise<void> {
  const { page } = order;
  if (tabId < 0) return;
  const about = new URLSearchParams({
    why,
    host: siteOf(page.url),
    url: (page.url ?? '').slice(0, 2_000),
    ...(order.incidentId === null ? {} : { incident: order.incidentId }),
  });
  const url = browser.runtime.getURL(`/blocked.html#${about.toString()}`);
  try {
    await browser.tabs.update(tabId, { url });
    await step(services, order, 'The blocked page was shown instead', true);
  } catch {
    await step(services, order, 'The blocked page was shown instead', false);
  }
}

/** @returns the tab's id, which may be another one now, or null when it cannot be discarded */
async function discarded(tabId: number): Promise<number | null> {
  try {
    const discard: (id: number) => Promise<unknown> = (id) => browser.tabs.discard(id);
    const tab = (await discard(tabId)) as { readonly id?: number } | undefined;
    return tab?.id ?? tabId;
  } catch {
    return null;
  }
}

function step(
  services: Services,
  order: Order,
  what: string,
  done: boolean,
  at = Date.now(),
): Promise<void> {
  if (!done) services.diagnostics.count('steps of a response that failed');
  const { incidentId } = order;
  if (incidentId === null) return Promise.resolve();
  const outcome = done ? 'done' : 'failed';
  return services.log.addStep(incidentId, { at, what: keptText(services, order, what), outcome });
}

/** As the policy lets the log say it. */
function keptText({ policy }: Services, { page }: Order, what: string): string {
  const { address } = keepingOf(policy.current, page.isPrivate ?? false);
  return address === 'nothing' ? nameless(what, [siteOf(page.url), siteOf(page.frameUrl)]) : what;
}

/** What the guard of a frame says it has ended. */
export async function amendStop(
  { tabs, log }: Services,
  tabId: number,
  { workers, sockets, gpus }: Stopped,
): Promise<void> {
  const { incidentId, workersStopped } = tabs.get(tabId).stop;
  if (incidentId === null || incidentId === 'pending') return;
  const ended = [
    workers > 0 ? counted(workers, 'worker') : '',
    sockets > 0 ? counted(sockets, 'socket') : '',
    gpus > 0 ? `${counted(gpus, 'use')} of the graphics processor` : '',
  ].filter((part) => part !== '');
  const what = ended.length > 0 ? `Ended: ${ended.join(', ')}` : 'There was nothing left to end';
  await log.addStep(incidentId, { at: Date.now(), what, outcome: 'done' });
  if (workersStopped === 0) return;
  const all =
    workersStopped === 1
      ? 'One worker of the page was'
      : `${workersStopped} workers of the page were`;
  await log.amend(incidentId, `${all} stopped.`);
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
