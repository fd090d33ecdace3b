// In a worker that was asked for by an http address but starts from a blob: repairs everything that depends on the
// base address, so that its script finds location, imports, requests and nested workers where it expects them.
import { getterOf, native, platform } from '../natives.ts';
import {
  answerOf,
  changedAt,
  guarded,
  wrapAccessor,
  wrapConstructor,
  wrapMethod,
} from '../wrap.ts';
import { isTrusted } from './trusted-types.ts';

/** What a WorkerLocation has, all of it computed from the address. */
const LOCATION_KEYS = [
  'href',
  'origin',
  'protocol',
  'host',
  'hostname',
  'port',
  'pathname',
  'search',
  'hash',
] as const;

interface WorkerScope {
  readonly WorkerLocation: { readonly prototype: object };
}

/** Makes `self.location` answer with the address that the page asked for. */
export function installLocation(href: string): void {
  const { WorkerLocation } = globalThis as unknown as WorkerScope;
  const url = new native.URL(href);
  for (const key of LOCATION_KEYS) {
    const value =
      key === 'origin' && url.protocol === 'blob:' ? new native.URL(url.pathname).origin : url[key];
    wrapAccessor(WorkerLocation.prototype, key, {
      get: (_self, args, reflect) => answer(reflect(args), value),
    });
  }
  wrapMethod(WorkerLocation.prototype, 'toString', (_self, args, reflect) =>
    answer(reflect(args), href),
  );
}

/** The native runs first, because it throws where the receiver is no location. */
function answer(_native: unknown, value: string): string {
  return value;
}

/** @param loaded called once the worker's own script, the first that is imported, was loaded */
export function watchFirstImport(loaded: () => void): void {
  let isFirst = true;
  wrapMethod(globalThis, 'importScripts', (_self, args, reflect) => {
    if (!isFirst) return reflect(args);
    isFirst = false;
    // Nothing is caught here: an error that is thrown again would name this line as its place.
    const result = reflect(args);
    loaded();
    return result;
  });
}

/** Resolves relative addresses against `href` in every call that would use the worker's base. */
export function installBase(href: string): void {
  const absolute = (value: unknown): unknown => {
    if (isPlatformObject(value)) return value;
    return guarded('base', () => new native.URL(`${value as number}`, href).href, value);
  };
  const first = (args: unknown[]): unknown[] => changedAt(args, 0, absolute);
  wrapMethod(globalThis, 'fetch', (_self, args, reflect) => reflect(first(args)));
  wrapMethod(globalThis, 'importScripts', (_self, args, reflect) => {
    for (let index = 0; index < args.length; index++) changedAt(args, index, absolute);
    return reflect(args);
  });
  for (const name of ['Request', 'EventSource', 'WebSocket', 'WebSocketStream', 'WebTransport']) {
    wrapConstructor(globalThis, name, (args, reflect) => reflect(first(args)));
  }
  const { XMLHttpRequest: Xhr } = globalThis as { XMLHttpRequest?: { prototype: object } };
  if (Xhr) {
    wrapMethod(Xhr.prototype, 'open', (_self, args, reflect) =>
      reflect(changedAt(args, 1, absolute)),
    );
  }
}

/** A Request has its address already; a TrustedScriptURL must stay what it is. */
function isPlatformObject(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return isTrusted(value) || answerOf(() => urlOfRequest(value)) !== null;
}
const urlOfRequest = getterOf<string>(platform.Request?.prototype, 'url');
