// Documents with an address of their own in which a page can run WebAssembly. Each compiles in its own script.
import { rowsOf, type Place } from './place.ts';

const row = rowsOf({ group: 'frames' });

export const framePlaces: readonly Place[] = [
  row('top-page', 'the page itself', (kit) => kit.compile()),
  row('top-page-inline', 'the first script in the page', (kit) => kit.heard(), {
    page: { body: '<script>kit.tell(kit.compile())</script>' },
  }),
  row('top-page-policy', 'a page under a content security policy', (kit) => kit.compile(), {
    page: {
      headers: {
        'content-security-policy':
          "default-src 'self'; script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'",
      },
    },
  }),
  row(
    'top-page-sandboxed',
    'a page that its own policy puts into a sandbox',
    (kit) => kit.compile(),
    {
      page: { headers: { 'content-security-policy': 'sandbox allow-scripts' } },
    },
  ),
  row('same-origin-frame', 'frame of the same origin', (kit) => {
    kit.put(kit.iframe({ src: kit.page() }));
    return kit.heard();
  }),
  row('cross-origin-frame', 'frame of another origin', (kit) => {
    kit.put(kit.iframe({ src: kit.page(kit.TELL, kit.here.elsewhere) }));
    return kit.heard();
  }),
  row('nested-frame', 'frame in a frame of another origin', (kit) => {
    const inner = JSON.stringify(kit.page());
    const outer = `document.body.append(kit.iframe({ src: ${inner} }))`;
    kit.put(kit.iframe({ src: kit.page(outer, kit.here.elsewhere) }));
    return kit.heard();
  }),
  row('srcdoc', 'srcdoc frame', (kit) => {
    kit.put(kit.iframe({ srcdoc: kit.html() }));
    return kit.heard();
  }),
  row('blob-document', 'frame with a blob: document', (kit) => {
    kit.put(kit.iframe({ src: kit.blobUrl(kit.html(), 'text/html') }));
    return kit.heard();
  }),
  row('data-document', 'frame with a data: document', (kit) => {
    kit.put(kit.iframe({ src: kit.dataUrl(kit.html(), 'text/html') }));
    return kit.heard();
  }),
  row('sandbox-http', 'sandboxed frame with an http document', (kit) => {
    kit.put(kit.iframe({ sandbox: 'allow-scripts', src: kit.page() }));
    return kit.heard();
  }),
  row('sandbox-srcdoc', 'sandboxed srcdoc frame', (kit) => {
    kit.put(kit.iframe({ sandbox: 'allow-scripts', srcdoc: kit.html() }));
    return kit.heard();
  }),
  row('sandbox-data', 'sandboxed frame with a data: document', (kit) => {
    const src = kit.dataUrl(kit.html(), 'text/html');
    kit.put(kit.iframe({ sandbox: 'allow-scripts', src }));
    return kit.heard();
  }),
  row('sandbox-blob', 'sandboxed frame with a blob: document', (kit) => {
    const src = kit.blobUrl(kit.html(), 'text/html');
    kit.put(kit.iframe({ sandbox: 'allow-scripts', src }));
    return kit.heard();
  }),
  row('sandbox-same-origin', 'sandboxed srcdoc frame that keeps its origin', (kit) => {
    kit.put(kit.iframe({ sandbox: 'allow-scripts allow-same-origin', srcdoc: kit.html() }));
    return kit.heard();
  }),
  row('credentialless-frame', 'credentialless frame', (kit) => {
    kit.put(kit.iframe({ credentialless: '', src: kit.page() }));
    return kit.heard();
  }),
  row(
    'fenced-frame',
    'fenced frame',
    (kit) => {
      const { FencedFrameConfig } = globalThis as {
        FencedFrameConfig?: new (url: string) => object;
      };
      if (!FencedFrameConfig) return 'not here';
      const frame = kit.make('fencedframe') as HTMLElement & { config: object };
      try {
        frame.config = new FencedFrameConfig(kit.page());
      } catch {
        // Only an auction of advertisements gives one.
        return 'not here';
      }
      kit.put(frame);
      return kit.heard();
    },
    { isAbsent: true },
  ),
  row('object-element', 'object element with an http document', (kit) => {
    kit.put(kit.make('object', { data: kit.page(), type: 'text/html' }));
    return kit.heard();
  }),
  row('embed-element', 'embed element with an http document', (kit) => {
    kit.put(kit.make('embed', { src: kit.page(), type: 'text/html' }));
    return kit.heard();
  }),
  row('frameset', 'frame of a frameset', (kit) => {
    const body = `<frameset><frame src="${kit.page()}"></frameset>`;
    kit.put(kit.iframe({ src: kit.echo('set', { body }) }));
    return kit.heard();
  }),
  row('shadow-root-frame', 'frame in a closed shadow root', (kit) => {
    const root = kit.put(kit.make('div')).attachShadow({ mode: 'closed' });
    root.append(kit.iframe({ src: kit.page() }));
    return kit.heard();
  }),
  row('parsed-frame', 'frame parsed into another document and adopted', (kit) => {
    const text = `<iframe src="${kit.page()}"></iframe>`;
    const parsed = new DOMParser().parseFromString(text, 'text/html').body.firstChild;
    if (parsed) document.body.append(document.adoptNode(parsed));
    return kit.heard();
  }),
  row('template-frame', 'frame cloned out of a template', (kit) => {
    const template = document.createElement('template');
    template.innerHTML = `<iframe src="${kit.page()}"></iframe>`;
    document.body.append(template.content.cloneNode(true));
    return kit.heard();
  }),
  row('xhtml-document', 'XHTML document', (kit) => {
    const script = `<script src="${kit.here.script}"/><script>kit = kitOf(${JSON.stringify({ ...kit.here, isRow: false })}); ${kit.TELL}</script>`;
    const body = `<html xmlns="http://www.w3.org/1999/xhtml"><body>${script}</body></html>`;
    const headers = { 'content-type': 'application/xhtml+xml' };
    kit.put(kit.iframe({ src: kit.echo('page', { headers, body }) }));
    return kit.heard();
  }),
  row('svg-document', 'SVG document', (kit) => {
    const script = `<script href="${kit.here.script}"/><script>kit = kitOf(${JSON.stringify({ ...kit.here, isRow: false })}); ${kit.TELL}</script>`;
    const body = `<svg xmlns="http://www.w3.org/2000/svg">${script}</svg>`;
    const headers = { 'content-type': 'image/svg+xml' };
    kit.put(kit.iframe({ src: kit.echo('page', { headers, body }) }));
    return kit.heard();
  }),
  row('frame-by-form', 'document that a form posts into a frame', (kit) => {
    kit.put(kit.iframe({ name: 'target' }));
    const form = kit.make('form', { method: 'post', target: 'target', action: kit.page() });
    (kit.put(form) as HTMLFormElement).submit();
    return kit.heard();
  }),
  row('frame-by-link', 'document that a link loads into a frame', (kit) => {
    kit.put(kit.iframe({ name: 'target' }));
    kit.put(kit.make('a', { target: 'target', href: kit.page() })).click();
    return kit.heard();
  }),
  row('redirected-frame', 'frame that is redirected', (kit) => {
    const headers = { location: kit.page() };
    kit.put(kit.iframe({ src: kit.echo('moved', { status: 302, headers }) }));
    return kit.heard();
  }),
  row('refreshed-frame', 'frame whose document refreshes to another', (kit) => {
    const body = `<meta http-equiv="refresh" content="0;url=${kit.page()}">`;
    kit.put(kit.iframe({ src: kit.echo('refresh', { body }) }));
    return kit.heard();
  }),
  row('navigated-frame', 'frame that goes on to a second document', (kit) => {
    kit.put(kit.iframe({ src: kit.page(`location = ${JSON.stringify(kit.page())}`) }));
    return kit.heard();
  }),
  row('error-page-frame', 'document that comes with status 500', (kit) => {
    const body = `<!doctype html>${kit.head}<script>${kit.TELL}</script>`;
    kit.put(kit.iframe({ src: kit.echo('page', { status: 500, body }) }));
    return kit.heard();
  }),
];
