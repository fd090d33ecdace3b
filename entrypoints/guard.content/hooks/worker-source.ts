// Builds the address from which a worker starts with the guard as its first line. Each kind of source keeps what its
// script can observe: strictness, origin, base address, relative imports.
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
  /** Content behind a blob: address, when it was made in this realm. */
  readonly find: (href: string) => { readonly blob: Blob; readonly head: string } | undefined;
  readonly createUrl: (blob: Blob) => string;
}

/** A classic script starts strict only if the directive is its very first statement. */
const STRICT = /^(?:\s|\/\/[^\n]*\n|\/\*[^]*?\*\/)*(?:'use strict'|"use strict")/;
const DATA_URL = /^data:([^,]*?)(;base64)?,([^]*)$/i;

/**
 * @returns the address to start from instead, or null when the source cannot carry the guard
 * @throws whatever the platform throws on odd input; the caller then starts the native worker
 */
export function instrumentedUrl(request: WorkerRequest, blobs: Blobs): string | null {
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

/** The guard as script text that starts itself for one worker. One line, so that page line numbers stay. */
function prelude(request: WorkerRequest, rebased: boolean): string {
  const boot: Boot = { workerId: request.workerId, href: request.href, rebased };
  return `${assaySource}(${JSON.stringify(boot)});`;
}

function scriptBlob(parts: BlobPart[]): Blob {
  return new Blob(parts, { type: 'text/javascript' });
}

function fromBlob(request: WorkerRequest, blobs: Blobs): string | null {
  const found = blobs.find(request.href);
  if (!found) return null;
  if (request.type === 'module') {
    const guard = blobs.createUrl(scriptBlob([prelude(request, false)]));
    return blobs.createUrl(scriptBlob([`import ${JSON.stringify(guard)};`, found.blob]));
  }
  const directive = STRICT.test(found.head) ? '"use strict";' : '';
  return blobs.createUrl(scriptBlob([directive, prelude(request, false), found.blob]));
}

function fromData(request: WorkerRequest): string | null {
  const parts = DATA_URL.exec(request.href);
  if (!parts) return null;
  const [, type = '', base64, body = ''] = parts;
  const script = base64 ? decodeBase64(decodeURIComponent(body)) : decodeURIComponent(body);
  const encode = (text: string): string =>
    `data:text/javascript;charset=utf-8,${encodeURIComponent(text)}`;
  if (type !== '' && !/javascript|ecmascript/i.test(type)) return null;
  if (request.type === 'module') {
    return encode(`import ${JSON.stringify(encode(prelude(request, false)))};${script}`);
  }
  const directive = STRICT.test(script) ? '"use strict";' : '';
  return encode(directive + prelude(request, false) + script);
}

function decodeBase64(text: string): string {
  return new TextDecoder().decode(Uint8Array.from(atob(text), (unit) => unit.charCodeAt(0)));
}

function fromHttp(request: WorkerRequest, blobs: Blobs): string {
  const script = JSON.stringify(request.href);
  if (request.type === 'classic') {
    return blobs.createUrl(scriptBlob([`${prelude(request, true)}importScripts(${script});`]));
  }
  const guard = blobs.createUrl(scriptBlob([prelude(request, true)]));
  return blobs.createUrl(scriptBlob([`import ${JSON.stringify(guard)};import ${script};`]));
}
