// Remembers which Blob stands behind a blob: address, so that a worker started from it can carry the guard. Holds a Blob
// no longer than the page's own address does.
import { apply, getterOf, platform, uncurry, type Callable } from '../natives.ts';
import { guarded, wrapMethod } from '../wrap.ts';
import { forbidsBlobScripts } from './content-policy.ts';
import { installBlobText, textOf } from './source-text.ts';
import { OWN_IMPORT_LINE, type Blobs } from './worker-source.ts';

const byUrl = new Map<string, Blob>();

/** The blob behind an address of this realm, whatever fragment follows. */
function known(href: string): Blob | undefined {
  return byUrl.get(href.split('#')[0] as string);
}

interface ObjectUrls extends Blobs {
  readonly revokeUrl: (href: string) => void;
}

/** Wraps the two object-URL calls. */
export function installBlobs(): ObjectUrls {
  const createUrl = URL.createObjectURL as Callable;
  const revokeUrl = URL.revokeObjectURL;
  const url = URL;
  installBlobText();
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
    find: (href) => known(href) ?? fromElsewhere(href),
    revokeUrl: (href) => void apply(revokeUrl, url, [href] as never[]),
    createUrl: (blob) => apply(createUrl, url, [blob] as never[]) as string,
    textBehind: (href) => textOf(known(href), href),
  };
}

function rememberUrl(href: string, object: unknown): void {
  if (object instanceof NativeBlob) byUrl.set(href, object);
}
const { Blob: NativeBlob, XMLHttpRequest: NativeXhr } = platform as typeof globalThis;

/** A blob made in another realm (the page's, seen from a worker; a frame's): read whole, as the worker must start now. */
function fromElsewhere(href: string): ReturnType<Blobs['find']> {
  if (forbidsBlobScripts()) return null;
  const request = new NativeXhr();
  open(request, 'GET', href, false);
  send(request);
  return new NativeBlob([responseText(request).replace(OWN_IMPORT_LINE, '')]);
}
const { prototype: xhr } = platform.XMLHttpRequest ?? {};
const open = uncurry(xhr?.open as (this: XMLHttpRequest, m: string, u: string, a: boolean) => void);
const send = uncurry(xhr?.send);
const responseText = getterOf<string>(xhr, 'responseText');
