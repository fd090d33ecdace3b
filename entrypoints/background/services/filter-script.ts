// Firefox alone: writes the guard in front of one worker's script and tells the guard of its page on which channel it will
// speak. It changes nothing else of the script, and lets it pass unchanged when anything fails.
import browser, { type WebRequest } from 'webextension-polyfill';
import { HEAD_BYTES, workerPrelude } from '../../../core/source/worker-prelude.ts';
import { siteOf } from '../../../core/incident/redact.ts';
import type { ListenCommand } from '../../../core/protocol/frame.ts';
import type { Services } from './services.ts';
import { refusesAt } from './refusal.ts';
import type { FramePlace, Tabs } from './tabs.ts';

/** What a script is asked for as, in the browser's words. */
export type Destination = 'worker' | 'sharedworker' | 'serviceworker' | 'audioworklet';

const GUARD_FILE = '/content-scripts/guard.js';
/** How the built guard ends: the call that starts it in a page (wxt.config.ts). */
const CALL = '();';

let lastWorker = 0;

/** Attaches to a request that has not been sent yet. */
export function filterScript(
  services: Services,
  details: WebRequest.OnBeforeSendHeadersDetailsType,
  destination: Destination,
): void {
  const { diagnostics, policy } = services;
  const boot = bootFor(destination);
  const site = siteOf(details.originUrl ?? details.documentUrl);
  try {
    const filter = browser.webRequest.filterResponseData(details.requestId);
    filter.onerror = () => diagnostics.count('scripts of workers that could not be filtered');
    writeInFront(filter, async (head) => {
      await policy.ready;
      return prelude({ ...boot, letsRun: !refusesAt(policy.current, site) }, head);
    });
  } catch {
    diagnostics.count('scripts of workers that could not be filtered');
    return;
  }
  if (boot.channel !== null) tellPage(services, details, boot.channel);
}

interface Boot {
  readonly workerId: string;
  readonly channel: string | null;
}

/**
 * The browser keeps the script of a service worker and compares it with later ones, so nothing in it may differ from time
 * to time. Service workers and worklets have no page to speak to.
 */
function bootFor(destination: Destination): Boot {
  const isMute = destination === 'serviceworker' || destination === 'audioworklet';
  return isMute
    ? { workerId: 'f', channel: null }
    : { workerId: `f.${++lastWorker}`, channel: crypto.randomUUID() };
}

/** Holds the beginning of a script, writes what `before` makes of it in front, and lets the rest pass by itself. */
function writeInFront(
  filter: WebRequest.StreamFilter,
  before: (head: string) => Promise<string>,
): void {
  const held: Uint8Array[] = [];
  let sizeBytes = 0;
  let released = false;
  const release = async (): Promise<void> => {
    if (released) return;
    released = true;
    const text = await before(headOf(held));
    filter.write(new TextEncoder().encode(text));
    for (const chunk of held) filter.write(chunk);
    filter.disconnect();
  };
  filter.ondata = ({ data }) => {
    const chunk = new Uint8Array(data as never);
    held.push(chunk);
    sizeBytes += chunk.length;
    if (sizeBytes >= HEAD_BYTES) void release();
  };
  filter.onstop = () => void release();
}

function headOf(chunks: readonly Uint8Array[]): string {
  const decoder = new TextDecoder();
  return chunks.map((chunk) => decoder.decode(chunk, { stream: true })).join('');
}

/** @returns an empty text where the guard cannot be read: the script then runs as it is */
async function prelude(boot: object, head: string): Promise<string> {
  const guard = await guardText().catch(() => null);
  return guard === null ? '' : workerPrelude(guard, boot, head);
}

/** The guard as an expression. Read once in a life of the background. */
function guardText(): Promise<string> {
  return (guard ??= readGuard());
}
let guard: Promise<string> | null = null;

async function readGuard(): Promise<string> {
  const response = await fetch(browser.runtime.getURL(GUARD_FILE));
  return (await response.text()).trim().slice(0, -CALL.length);
}

/** A worker of no tab is heard by one frame that shows its origin. */
function tellPage(
  { tabs, diagnostics }: Services,
  { tabId, frameId, originUrl, documentUrl }: WebRequest.OnBeforeSendHeadersDetailsType,
  channel: string,
): void {
  const command: ListenCommand = { command: 'listen', channel };
  const ears = tabId >= 0 ? { tabId, frameId } : frameOf(tabs, originUrl ?? documentUrl);
  const failed = (): void => diagnostics.count('workers whose guard nobody hears');
  if (!ears) failed();
  else browser.tabs.sendMessage(ears.tabId, command, { frameId: ears.frameId }).catch(failed);
}

function frameOf(tabs: Tabs, url: string | undefined): FramePlace | undefined {
  if (url === undefined || !URL.canParse(url)) return undefined;
  return tabs.showing(new URL(url).origin)[0];
}
