// Works out how a worker that a page asks for is to be started: its arguments, converted once as the platform does, its
// address, and whether its script can carry the guard. It starts nothing.
import { isObject, native } from '../natives.ts';
import { refuses, type Place } from '../place.ts';
import { count, guarded } from '../wrap.ts';
import { forbidsBlobScripts } from './content-policy.ts';
import { isTrusted } from './trusted-types.ts';
import { instrumentedUrl, type Instrumented, type WorkerRequest } from './worker-source.ts';

export interface Plan extends WorkerRequest {
  readonly source: 'blob' | 'data' | 'http' | 'other';
  /** What to construct with: each argument converted once, as the platform does. */
  readonly args: readonly unknown[];
  /** Address that carries the guard, or null. */
  readonly instrumented: Instrumented | null;
  readonly why: string;
}

// Taken at the start: a page can replace `origin`.
export const ownOrigin = globalThis.origin;

let nextWorker = 1;

/** A name for one more worker of this realm. */
export function nextWorkerId({ workerId }: Place): string {
  return `${workerId ?? 'w'}.${nextWorker++}`;
}

/** How to start what was asked for. Throws what the platform throws on odd addresses. */
export function planFor(
  asked: Asked,
  place: Place,
  blobs: Parameters<typeof instrumentedUrl>[1],
): Plan | null {
  const request = { ...requestFrom(asked, place), letsRun: !refuses(place) };
  const why = reasonForNative(request);
  if (why !== null) return { ...request, instrumented: null, why };
  const instrumented = guarded(
    'worker-source',
    () => instrumentedUrl(request, blobs, !forbidsBlobScripts()),
    null,
  );
  if (instrumented === null) count('workers whose source could not be read');
  return { ...request, instrumented, why: instrumented ? '' : 'its source could not be read' };
}

type Request = Omit<Plan, 'instrumented' | 'why' | 'letsRun'>;

/** The arguments of a page. */
export interface Asked {
  readonly address: unknown;
  readonly type: 'classic' | 'module';
  readonly args: readonly unknown[];
}

/** Converts each argument once, in the platform's order. @returns null where the platform itself refuses them */
export function converted(args: unknown[]): Asked | null {
  const given = args[0];
  const options = args[1];
  const isOptions = options === undefined || options === null || isObject(options);
  if (args.length === 0 || !isOptions) return null;
  const address = isTrusted(given) ? given : asText(given);
  const settings = snapshotOf(options);
  const type = settings['type'] === 'module' ? 'module' : 'classic';
  return { address, type, args: isObject(options) ? [address, settings] : [address] };
}

function requestFrom({ address, type, args }: Asked, place: Place): Request {
  const { href, protocol } = new native.URL(address as string, place.base());
  const workerId = nextWorkerId(place);
  return { href, type, workerId, source: sourceOf(protocol), args };
}

/** Why this worker must start natively, or null; empty for an address that the platform refuses by itself. */
function reasonForNative({ href, source, args }: Request): string | null {
  if (source === 'other') return 'its address is neither http, blob nor data';
  if (source === 'http' && new native.URL(href).origin !== ownOrigin) return '';
  const mustAsk = source === 'http' || isTrusted(args[0]);
  return mustAsk && forbidsBlobScripts() ? 'the page has a content security policy' : null;
}

export function sourceOf(protocol: string): Plan['source'] {
  if (protocol === 'blob:' || protocol === 'data:') return protocol === 'blob:' ? 'blob' : 'data';
  return protocol === 'http:' || protocol === 'https:' ? 'http' : 'other';
}

/** A symbol stays one: the native call then refuses it in its own words. */
function asText(value: unknown): string {
  return typeof value === 'symbol' ? (value as never) : `${value as number}`;
}

/** Reads and converts the options once, in the platform's order: a Proxy must not say one thing to us, another to it. */
function snapshotOf(options: unknown): Record<string, string> {
  const snapshot = { __proto__: null } as unknown as Record<string, string>;
  if (!isObject(options)) return snapshot;
  for (const key of ['credentials', 'name', 'type']) {
    const value = (options as Record<string, unknown>)[key];
    if (value !== undefined) snapshot[key] = asText(value);
  }
  return snapshot;
}
