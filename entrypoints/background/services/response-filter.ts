// Firefox alone: responses pass through here before a page has them. The guard is written in front of the scripts of all
// workers and worklets, and modules are judged. Scripts of documents are never touched: their integrity is checked.
import browser, { type WebRequest } from 'webextension-polyfill';
import { filterModule } from './filter-module.ts';
import { filterScript, type Destination } from './filter-script.ts';
import type { Services, Watcher } from './services.ts';

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
/** Of the types of all responses, after a worker without guard was started. */
const LISTEN_FOR_MS = 60_000;
/** Requests whose response is judged already. */
const MAX_REMEMBERED = 1_000;

type Headers = readonly { readonly name: string; readonly value?: string | undefined }[];

/**
 * Registers the listeners. Each must block: a filter that comes after the first bytes is none.
 * @returns what must be told of each observation
 */
export function filterResponses(services: Services): Watcher {
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
  return watchModules(services);
}

/**
 * Modules by the usual address, before they are asked for, so that service workers and their caches are covered. By their
 * type only for a while after a worker without guard was started: it costs each request of a page a moment.
 */
function watchModules(services: Services): Watcher {
  const { webRequest } = browser;
  const judged = new Set<string>();
  const judge = (details: WebRequest.OnBeforeRequestDetailsType): WebRequest.BlockingResponse => {
    if (judged.has(details.requestId)) return {};
    if (judged.size >= MAX_REMEMBERED) judged.clear();
    judged.add(details.requestId);
    return filterModule(services, details);
  };
  webRequest.onBeforeRequest.addListener(judge, { urls: WASM_URLS, types: MODULE_TYPES }, [
    'blocking',
  ]);
  const byType = (details: WebRequest.OnHeadersReceivedDetailsType): WebRequest.BlockingResponse =>
    WASM_TYPE.test(headerOf(details.responseHeaders, 'content-type') ?? '') ? judge(details) : {};
  let ending: ReturnType<typeof setTimeout> | null = null;
  return (_services, { observation }) => {
    if (observation.kind !== 'worker-started' || observation.instrumented) return;
    if (ending !== null) clearTimeout(ending);
    else {
      const about = { urls: ANY_URL, types: MODULE_TYPES };
      webRequest.onHeadersReceived.addListener(byType, about, ['blocking', 'responseHeaders']);
    }
    ending = setTimeout(() => {
      ending = null;
      webRequest.onHeadersReceived.removeListener(byType);
    }, LISTEN_FOR_MS);
  };
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
