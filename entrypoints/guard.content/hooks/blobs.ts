// Remembers which Blob stands behind a blob: address, and the first characters of Blobs made from text, so that a
// worker started from it can carry the guard. Holds a Blob no longer than the page's own address does.
import { apply, getterOf, uncurry, type Callable } from '../natives.ts';
import { guarded, wrapConstructor, wrapMethod } from '../wrap.ts';
import { forbidsBlobScripts } from './content-policy.ts';
import { OWN_IMPORT_LINE, type Blobs } from './worker-source.ts';

const HEAD_CHARS = 512;
const heads = new WeakMap<object, string>();
const byUrl = new Map<string, Blob>();

interface ObjectUrls extends Blobs {
  readonly revokeUrl: (href: string) => void;
}

/** Wraps Blob and the two object-URL calls. */
export function installBlobs(): ObjectUrls {
  const createUrl = URL.createObjectURL as Callable;
  const revokeUrl = URL.revokeObjectURL;
  const url = URL;
  wrapConstructor(globalThis, 'Blob', (args, reflect) => {
    const blob = reflect(args);
    guarded('blob', () => rememberHead(blob, args[0]), undefined);
    return blob;
  });
  wrapMethod(URL, 'createObjectURL', (_self, args, reflect) => {
    const href = reflect(args) as string;
    guarded('blob-url', () => rememberUrl(href, args[0]), undefined);
    return href;
  });
  wrapMethod(URL, 'revokeObjectURL', (_self, args, reflect) => {
    guarded('blob-url', () => byUrl.delete(String(args[0])), false);
    return reflect(args);
  });
  return {
    find: (href) => {
      const blob = byUrl.get(href.split('#')[0] as string);
      return blob ? { blob, head: heads.get(blob) ?? '' } : fromElsewhere(href);
    },
    revokeUrl: (href) => void apply(revokeUrl, url, [href] as never[]),
    createUrl: (blob) => apply(createUrl, url, [blob] as never[]) as string,
  };
}

/** Only plain arrays whose first part is text: anything else is left unread, as iterating it could be seen. */
function rememberHead(blob: object, parts: unknown): void {
  if (!Array.isArray(parts)) return;
  const first = Object.getOwnPropertyDescriptor(parts, 0)?.value as unknown;
  if (typeof first === 'string') heads.set(blob, first.slice(0, HEAD_CHARS));
}

function rememberUrl(href: string, object: unknown): void {
  if (object instanceof NativeBlob) byUrl.set(href, object);
}
const NativeBlob = Blob;

/** A blob made in another realm (the page's, seen from a worker; a frame's): read whole, as the worker must start now. */
function fromElsewhere(href: string): ReturnType<Blobs['find']> {
  if (forbidsBlobScripts()) return null;
  const request = new NativeXhr();
  open(request, 'GET', href, false);
  send(request);
  const text = textOf(request).replace(OWN_IMPORT_LINE, '');
  return { blob: new NativeBlob([text]), head: text.slice(0, HEAD_CHARS) };
}
const NativeXhr = XMLHttpRequest;
const open = uncurry(
  NativeXhr.prototype.open as (this: XMLHttpRequest, m: string, u: string, a: boolean) => void,
);
const send = uncurry(NativeXhr.prototype.send);
const textOf = getterOf<string>(NativeXhr.prototype, 'responseText');
