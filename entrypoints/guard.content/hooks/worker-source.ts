// Builds the address from which a worker starts with the guard as its first line. Each kind of source keeps what its
// script can observe: strictness, origin, base address, relative imports.
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
}

export interface Blobs {
  /** Content behind a blob: address that exists now. */
  readonly find: (href: string) => Blob | null;
  readonly createUrl: (blob: Blob) => string;
}

export interface Instrumented {
  readonly url: string;
  /** Address of the script that the guard in a classic worker imports; null in module workers. */
  readonly imports: string | null;
  /** Addresses that nobody needs any more once the worker's own script was loaded. */
  readonly release: readonly string[];
}

/** Groups: the mark of base64, the body. */
export const DATA_URL = /^data:[^,#]*?(; *base64)? *,([^#]*)/i;

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
  const { workerId, href } = request;
  const boot: Boot = { workerId, href, rebased, worklet: false };
  return `(${JSON.stringify(boot)});`;
}

/** The guard as a module of an audio worklet. */
export function workletModule(workerId: string): Blob {
  const boot: Boot = { workerId, href: '', rebased: false, worklet: true };
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
