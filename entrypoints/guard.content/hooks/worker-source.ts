// Builds the address from which a worker starts with the guard as its first line. Each kind of source keeps what its
// script can observe: strictness, origin, base address, relative imports.
import { saysStrict } from '../../../core/source/strict-directive.ts';
import { call } from '../natives.ts';
import type { Boot } from '../place.ts';
import { nativeToString } from '../wrap.ts';

/** Defined by the build: the guard itself, which is one function (wxt.config.ts). */
declare const assayGuard: (boot: Boot) => void;

/** The text of the guard as an expression, read when the first worker needs it. No page can reach the function. */
function guardText(): string {
  return (sharedText ??= `(${call(nativeToString, assayGuard, []) as string})`);
}
let sharedText: string | null = null;

export interface WorkerRequest {
  /** Absolute address the page asked for. */
  readonly href: string;
  readonly type: 'classic' | 'module';
  readonly workerId: string;
  /** As `Boot` says it. */
  readonly letsRun: boolean;
}

export interface Blobs {
  /** Content behind a blob: address that exists now. */
  readonly find: (href: string) => Blob | null;
  readonly createUrl: (blob: Blob) => string;
  /** Text behind a blob: or data: address where it is known at once, else null. */
  readonly textBehind: (href: string) => string | null;
}

export interface Instrumented {
  readonly url: string;
  /** Address of the script that the guard in a classic worker imports; null where there is none to import. */
  readonly imports: string | null;
  /** The page's script follows the guard in the same text: what it declares can keep the guard from starting. */
  readonly joined?: boolean;
  /** Addresses that nobody needs any more once the worker's own script was loaded. */
  readonly release: readonly string[];
}

/** Groups: the mark of base64, the body. */
export const DATA_URL = /^data:[^,#]*?(; *base64)? *,([^#]*)/i;

/**
 * @param mayImport false where a policy may allow workers from blob: and data: addresses, but no scripts that they import
 * @returns the address to start from instead, or null when the source cannot carry the guard
 * @throws whatever the platform throws on odd input; the caller then starts the native worker
 */
export function instrumentedUrl(
  request: WorkerRequest,
  blobs: Blobs,
  mayImport: boolean,
): Instrumented | null {
  switch (request.href.slice(0, 5)) {
    case 'blob:':
      return mayImport ? fromBlob(request, blobs) : joinedBlob(request, blobs);
    case 'data:':
      return mayImport ? fromData(request) : joinedData(request);
    case 'http:':
    case 'https':
      return fromHttp(request, blobs);
    default:
      return null;
  }
}

/** Our own import in a blob module, so that it is known again when a worker starts another from its own address. */
const OWN_IMPORT = 'import/**/';
export const OWN_IMPORT_LINE = /^import\/\*\*\/"blob:[^"]*";/;

/** What starts the guard for one worker. One line, so that the page's line numbers stay. */
function bootText(request: WorkerRequest, rebased: boolean): string {
  const { workerId, href, letsRun } = request;
  const boot: Boot = { workerId, href, rebased, letsRun, worklet: false };
  return `(${JSON.stringify(boot)});`;
}

/** The guard as a module of an audio worklet. */
export function workletModule(workerId: string, letsRun: boolean): Blob {
  const boot: Boot = { workerId, href: '', rebased: false, letsRun, worklet: true };
  return scriptBlob([guardBlob(), `(${JSON.stringify(boot)});`]);
}

// Taken at the start: a page that replaces one of these could take the guard out of its workers.
const { Blob: NativeBlob, encodeURIComponent } = globalThis;

function scriptBlob(parts: BlobPart[]): Blob {
  return new NativeBlob(parts, { type: 'text/javascript' });
}

/** The text of the guard is held once for all workers of this realm. */
function guardBlob(): Blob {
  return (sharedGuard ??= scriptBlob([guardText()]));
}
let sharedGuard: Blob | null = null;

function guardModule(request: WorkerRequest, blobs: Blobs, rebased: boolean): string {
  return blobs.createUrl(scriptBlob([guardBlob(), bootText(request, rebased)]));
}

/**
 * The page's script is another script than the guard: its top level cannot take built-ins away from the guard by
 * declaring their names, its directives and its lines stay its own.
 */
function classic(request: WorkerRequest, imports: string, rebased: boolean): BlobPart[] {
  return [guardBlob(), bootText(request, rebased), `importScripts(${JSON.stringify(imports)});`];
}

function fromBlob(request: WorkerRequest, blobs: Blobs): Instrumented | null {
  const blob = blobs.find(request.href);
  if (!blob) return null;
  // Errors and stacks name the script as the page knows it.
  const named = `\n//# sourceURL=${request.href}`;
  if (request.type === 'module') {
    const guard = guardModule(request, blobs, false);
    const first = `${OWN_IMPORT}${JSON.stringify(guard)};`;
    // Its own address stays: the script can see it as import.meta.url and may use it.
    const url = blobs.createUrl(scriptBlob([first, blob, named]));
    return { url, imports: null, release: [guard] };
  }
  const imports = blobs.createUrl(scriptBlob([blob, named]));
  const url = blobs.createUrl(scriptBlob(classic(request, imports, false)));
  return { url, imports, release: [url, imports] };
}

/** The body is handed on as it is, so that the platform itself decodes it; a worker's type is not looked at. */
function fromData(request: WorkerRequest): Instrumented | null {
  const parts = DATA_URL.exec(request.href);
  if (!parts) return null;
  const [, base64 = '', body = ''] = parts;
  const own = `data:text/javascript;charset=utf-8${base64},${body}`;
  const encoded = (text: string): string =>
    `data:text/javascript;charset=utf-8,${encodeURIComponent(text)}`;
  const guard = guardText() + bootText(request, false);
  if (request.type === 'module') {
    const both = `import ${JSON.stringify(encoded(guard))};import ${JSON.stringify(own)};`;
    return { url: encoded(both), imports: null, release: [] };
  }
  const url = encoded(`${guard}importScripts(${JSON.stringify(own)});`);
  return { url, imports: own, release: [] };
}

/**
 * Guard and script in one text. A module would run what it imports before the guard, so it is not done with modules.
 * Directives of the page's script lose their place; where its text is known, strictness is kept.
 */
function joinedBlob(request: WorkerRequest, blobs: Blobs): Instrumented | null {
  const blob = request.type === 'module' ? null : blobs.find(request.href);
  if (!blob) return null;
  const strict = saysStrict(blobs.textBehind(request.href) ?? '') ? '"use strict";' : '';
  const named = `\n//# sourceURL=${request.href}`;
  const parts = [strict, ALONE, guardBlob(), bootText(request, false), blob, named];
  const url = blobs.createUrl(scriptBlob(parts));
  return { url, imports: null, release: [url], joined: true };
}

function joinedData(request: WorkerRequest): Instrumented | null {
  const parts = request.type === 'module' ? null : DATA_URL.exec(request.href);
  if (!parts) return null;
  const [, base64, body = ''] = parts;
  // The platform reads the bytes as UTF-8, whatever the address says of them.
  const own = base64 === undefined ? body : percentEncoded(atob(unescape(body)));
  const strict = saysStrict(unescape(own.slice(0, HEAD_CHARS))) ? '"use strict";' : '';
  const guard = encodeURIComponent(strict + ALONE + guardText() + bootText(request, false));
  const url = `data:text/javascript;charset=utf-8,${guard}${own}`;
  return { url, imports: null, release: [], joined: true };
}

function percentEncoded(bytes: string): string {
  let text = '';
  for (let index = 0; index < bytes.length; index++)
    text += `%${(256 + bytes.charCodeAt(index)).toString(16).slice(1)}`;
  return text;
}
const { atob, unescape } = globalThis as never as Record<
  'atob' | 'unescape',
  (text: string) => string
>;

const HEAD_CHARS = 4_096;

/**
 * Functions that a script declares are there before its first line. One with the name of a built-in would be the guard's:
 * it then does not start, and the worker starts natively. Written in syntax alone, because nothing else can be trusted.
 */
const ALONE =
  '((t,f,n)=>{for(n of f)if(typeof t[n]=="function"&&!/\\{\\s*\\[native code\\]\\s*\\}$/.test((()=>{}).toString.call(t[n])))throw 0})(this,' +
  '"Object Function Array Map Set WeakMap WeakRef String RegExp Symbol Number Math JSON Reflect Proxy Promise Error TypeError RangeError ArrayBuffer DataView Uint8Array Uint16Array Float64Array parseInt MessageChannel MessageEvent MessagePort EventTarget Event URL Blob Request Response Headers XMLHttpRequest WebSocket EventSource Worker Performance setTimeout structuredClone encodeURIComponent atob postMessage importScripts fetch".split(" "));';

function fromHttp(request: WorkerRequest, blobs: Blobs): Instrumented {
  if (request.type === 'classic') {
    const url = blobs.createUrl(scriptBlob(classic(request, request.href, true)));
    return { url, imports: request.href, release: [url] };
  }
  const guard = guardModule(request, blobs, true);
  const both = `import ${JSON.stringify(guard)};import ${JSON.stringify(request.href)};`;
  const url = blobs.createUrl(scriptBlob([both]));
  return { url, imports: null, release: [guard, url] };
}
