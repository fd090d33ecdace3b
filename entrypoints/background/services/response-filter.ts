// Firefox alone: responses pass through here before a page has them. The guard is written in front of the scripts of all
// workers and worklets, and modules are judged. Scripts of documents are never touched: their integrity is checked.
import browser, { type WebRequest } from 'webextension-polyfill';
import { filterModule } from './filter-module.ts';
import { filterScript, type Destination } from './filter-script.ts';
import type { Services } from './judgement.ts';

const ANY_URL = ['http://*/*', 'https://*/*'];
const WASM_URLS = ANY_URL.flatMap((any) => [`${any}.wasm`, `${any}.wasm?*`]);
const WASM_TYPE = /^application\/wasm\b/i;
const MODULE_TYPES: WebRequest.ResourceType[] = ['xmlhttprequest', 'other'];
const DESTINATIONS: readonly Destination[] = [
  'worker',
  'sharedworker',
  'serviceworker',
  'audioworklet',
];
/** Requests whose response is judged already. */
const MAX_REMEMBERED = 1_000;

type Headers = readonly { readonly name: string; readonly value?: string | undefined }[];

/** Registers the listeners. Each must block: a filter that comes after the first bytes is none. */
export function filterResponses(services: Services): void {
  const { webRequest } = browser;
  webRequest.onBeforeSendHeaders.addListener(
    (details) => {
      const destination = destinationOf(details);
      if (destination) filterScript(services, details, destination);
      return undefined;
    },
    { urls: ANY_URL, types: ['script'] },
    ['blocking', 'requestHeaders'],
  );
  watchModules(services);
}

/** By the usual address before it is asked for, so that service workers and their caches are covered; else by its type. */
function watchModules(services: Services): void {
  const { webRequest } = browser;
  const judged = new Set<string>();
  const judge = (details: WebRequest.OnBeforeRequestDetailsType): undefined => {
    if (judged.has(details.requestId)) return undefined;
    if (judged.size >= MAX_REMEMBERED) judged.clear();
    judged.add(details.requestId);
    filterModule(services, details);
    return undefined;
  };
  webRequest.onBeforeRequest.addListener(judge, { urls: WASM_URLS, types: MODULE_TYPES }, [
    'blocking',
  ]);
  webRequest.onHeadersReceived.addListener(
    (details) =>
      WASM_TYPE.test(headerOf(details.responseHeaders, 'content-type') ?? '')
        ? judge(details)
        : undefined,
    { urls: ANY_URL, types: MODULE_TYPES },
    ['blocking', 'responseHeaders'],
  );
}

/**
 * What asks for a script, where it is a worker. Without a secure context the browser does not say; then what belongs to
 * no tab is a shared worker or something that it loads.
 */
function destinationOf(details: WebRequest.OnBeforeSendHeadersDetailsType): Destination | null {
  const said = headerOf(details.requestHeaders, 'sec-fetch-dest');
  if (said === undefined) return details.tabId < 0 ? 'sharedworker' : null;
  return DESTINATIONS.find((one) => one === said) ?? null;
}

function headerOf(headers: Headers | undefined, wanted: string): string | undefined {
  return headers?.find(({ name }) => name.toLowerCase() === wanted)?.value;
}
