// Builds the address from which a worker starts with the guard as its first line. Each kind of source keeps what its
// script can observe: strictness, origin, base address, relative imports.
import { uncurry } from '../natives.ts';
import type { Boot } from '../place.ts';

/** Defined by the build: the text of the whole guard as a function expression (wxt.config.ts). */
declare const assaySource: string;

export interface WorkerRequest {
  /** Absolute address the page asked for. */
  readonly href: string;
  readonly type: 'classic' | 'module';
  readonly workerId: string;
}

export interface Blobs {
  /** Content behind a blob: address that exists now. */
  readonly find: (href: string) => { readonly blob: Blob; readonly head: string } | null;
  readonly createUrl: (blob: Blob) => string;
}

export interface Instrumented {
  readonly url: string;
  /** Addresses that nobody needs any more once the guard in the worker has said hello. */
  readonly release: readonly string[];
}

/** What may stand between two tokens. */
const GAP = String.raw`(?:\s|//[^\n]*\n|/\*[^]*?\*/)*`;
/** A classic script is strict if the directive is among the strings that it begins with, and is no part of more. */
const STRICT = new RegExp(
  String.raw`^(?:${GAP}(?:'[^'\n\\]*'|"[^"\n\\]*")${GAP};)*${GAP}(?:'use strict'|"use strict")(?!${GAP}[-.([+*%,?:&|^=>])`,
);
const HEAD_CHARS = 512;
const DATA_URL = /^data:([^,]*?)(;base64)?,([^]*)$/i;

/**
 * @returns the address to start from instead, or null when the source cannot carry the guard
 * @throws whatever the platform throws on odd input; the caller then starts the native worker
 */
export function instrumentedUrl(request: WorkerRequest, blobs: Blobs): Instrumented | null {
  switch (request.href.slice(0, 5)) {
    case 'blob:':
      return fromBlob(request, blobs);
    case 'data:':
      return fromData(request);
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
  const boot: Boot = { workerId: request.workerId, href: request.href, rebased };
  return `(${JSON.stringify(boot)});`;
}

// Taken at the start: a page that replaces one of these could take the guard out of its workers.
const {
  Blob: NativeBlob,
  TextDecoder: NativeDecoder,
  atob,
  encodeURIComponent,
  decodeURIComponent,
} = globalThis;
const decode = uncurry(NativeDecoder.prototype.decode);

function scriptBlob(parts: BlobPart[]): Blob {
  return new NativeBlob(parts, { type: 'text/javascript' });
}

/** The text of the guard is held once for all workers of this realm. */
function guardBlob(): Blob {
  return (sharedGuard ??= scriptBlob([assaySource]));
}
let sharedGuard: Blob | null = null;

function guardModule(request: WorkerRequest, blobs: Blobs, rebased: boolean): string {
  return blobs.createUrl(scriptBlob([guardBlob(), bootText(request, rebased)]));
}

function fromBlob(request: WorkerRequest, blobs: Blobs): Instrumented | null {
  const found = blobs.find(request.href);
  if (!found) return null;
  // Errors and stacks name the script as the page knows it.
  const named = `\n//# sourceURL=${request.href}`;
  if (request.type === 'module') {
    const guard = guardModule(request, blobs, false);
    const first = `${OWN_IMPORT}${JSON.stringify(guard)};`;
    // Its own address stays: the script can see it as import.meta.url and may use it.
    return { url: blobs.createUrl(scriptBlob([first, found.blob, named])), release: [guard] };
  }
  const directive = STRICT.test(found.head) ? '"use strict";' : '';
  const parts = [directive, guardBlob(), bootText(request, false), found.blob, named];
  const url = blobs.createUrl(scriptBlob(parts));
  return { url, release: [url] };
}

function fromData(request: WorkerRequest): Instrumented | null {
  const parts = DATA_URL.exec(request.href);
  if (!parts) return null;
  const [, type = '', base64, body = ''] = parts;
  const script = base64 ? decodeBase64(decodeURIComponent(body)) : decodeURIComponent(body);
  const encoded = (text: string): string =>
    `data:text/javascript;charset=utf-8,${encodeURIComponent(text)}`;
  if (type !== '' && !/javascript|ecmascript/i.test(type)) return null;
  const guard = assaySource + bootText(request, false);
  if (request.type === 'module') {
    return { url: encoded(`import ${JSON.stringify(encoded(guard))};${script}`), release: [] };
  }
  const directive = STRICT.test(script.slice(0, HEAD_CHARS)) ? '"use strict";' : '';
  return { url: encoded(directive + guard + script), release: [] };
}

function decodeBase64(text: string): string {
  const bytes = Uint8Array.from(atob(text), (unit) => unit.charCodeAt(0));
  return decode(new NativeDecoder(), bytes);
}

function fromHttp(request: WorkerRequest, blobs: Blobs): Instrumented {
  const script = JSON.stringify(request.href);
  if (request.type === 'classic') {
    const start = [guardBlob(), bootText(request, true), `importScripts(${script});`];
    const url = blobs.createUrl(scriptBlob(start));
    return { url, release: [url] };
  }
  const guard = guardModule(request, blobs, true);
  const url = blobs.createUrl(scriptBlob([`import ${JSON.stringify(guard)};import ${script};`]));
  return { url, release: [guard, url] };
}
