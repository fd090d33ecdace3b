// Documents without an address of their own, and those that a page writes, keeps or reaches into: where they can have no
// script, the page compiles inside once they are there.
import { NEXT, rowsOf, type Place } from './place.ts';

const row = rowsOf({ group: 'frames' });

export const writtenFramePlaces: readonly Place[] = [
  row('blank-frame', 'frame without an address', async (kit) =>
    kit.compile(await kit.frameWindow(kit.iframe())),
  ),
  row('about-blank-frame', 'frame with src=about:blank', async (kit) =>
    kit.compile(await kit.frameWindow(kit.iframe({ src: 'about:blank' }))),
  ),
  row(
    'about-blank-fragment',
    'frame with src=about:blank#fragment',
    async (kit) => {
      const frame = kit.put(kit.iframe({ src: 'about:blank#fragment' }));
      await kit.soon();
      return kit.compile(frame.contentWindow);
    },
    NEXT,
  ),
  row('about-blank-query', 'frame with src=about:blank?query', async (kit) =>
    kit.compile(await kit.frameWindow(kit.iframe({ src: 'about:blank?query' }))),
  ),
  row('about-blank-own-script', 'script element in a frame without an address', (kit) => {
    const inner = kit.put(kit.iframe()).contentDocument;
    const script = inner?.createElement('script');
    if (!inner || !script) return 'failed: no document';
    script.text = kit.script();
    inner.body.append(script);
    return kit.heard();
  }),
  row(
    'about-blank-fragment-script',
    'script element in a frame with src=about:blank#fragment',
    async (kit) => {
      const frame = kit.put(kit.iframe({ src: 'about:blank#fragment' }));
      await kit.soon();
      const script = frame.contentDocument?.createElement('script');
      if (!script) return 'failed: no document';
      script.text = kit.script();
      frame.contentDocument?.body.append(script);
      return kit.heard();
    },
    NEXT,
  ),
  row(
    'parsed-blank-fragment',
    'parsed frame with src=about:blank#fragment, long after',
    async (kit) => {
      await kit.soon();
      return kit.compile(window[0]);
    },
    { ...NEXT, page: { body: '<iframe src="about:blank#fragment"></iframe>' } },
  ),
  row(
    'javascript-frame',
    'code of a frame with a javascript: address',
    (kit) => {
      kit.put(kit.iframe({ src: `javascript:${encodeURIComponent(kit.script())}` }));
      return kit.heard();
    },
    NEXT,
  ),
  row('javascript-document', 'document that a javascript: address returns', (kit) => {
    const returned = JSON.stringify(kit.html());
    kit.put(kit.iframe({ src: `javascript:${encodeURIComponent(returned)}` }));
    return kit.heard();
  }),
  row(
    'javascript-link',
    'code of a javascript: link into a frame',
    (kit) => {
      kit.put(kit.iframe({ name: 'target', src: kit.echo('nothing', { status: 204 }) }));
      const href = `javascript:${encodeURIComponent(kit.script())}`;
      kit.put(kit.make('a', { target: 'target', href })).click();
      return kit.heard();
    },
    NEXT,
  ),
  row(
    'javascript-location',
    'code of a javascript: address given to a frame that loads',
    (kit) => {
      const frame = kit.put(kit.iframe({ src: kit.echo('nothing', { status: 204 }) }));
      frame.src = `javascript:${encodeURIComponent(kit.script())}`;
      return kit.heard();
    },
    NEXT,
  ),
  row('written-frame', 'document.write into a frame', (kit) => {
    const inner = kit.put(kit.iframe()).contentDocument;
    inner?.write(kit.html());
    inner?.close();
    return kit.heard();
  }),
  row(
    'written-fragment-frame',
    'document.write into a frame with src=about:blank#fragment',
    async (kit) => {
      const inner = kit.put(kit.iframe({ src: 'about:blank#x' })).contentDocument;
      await kit.soon();
      inner?.write(kit.html());
      inner?.close();
      return kit.heard();
    },
    NEXT,
  ),
  row(
    'written-while-loading',
    'document.write into a frame that loads',
    (kit) => {
      const inner = kit.put(kit.iframe({ src: kit.page('') })).contentDocument;
      inner?.write(kit.html());
      inner?.close();
      return kit.heard();
    },
    NEXT,
  ),
  row('reopened-document', 'document.open of a frame that was loaded', async (kit) => {
    const inner = (await kit.frameWindow(kit.iframe({ src: kit.page('') })))?.document;
    inner?.open();
    inner?.write(kit.html());
    inner?.close();
    return kit.heard();
  }),
  row('reopened-page', 'document.open of the page itself', async (kit) => {
    await kit.soon();
    document.open();
    document.write('<!doctype html><body><script>globalThis.again = kit.compile()</script>');
    document.close();
    return (globalThis as unknown as { again: ReturnType<typeof kit.compile> }).again;
  }),
  row('detached-frame', 'window of a frame that was taken out', async (kit) => {
    const frame = kit.iframe({ src: kit.page('') });
    const inner = await kit.frameWindow(frame);
    frame.remove();
    return kit.compile(inner);
  }),
  row('detached-blank-frame', 'window of a frame without an address that was taken out', (kit) => {
    const frame = kit.put(kit.iframe());
    const inner = frame.contentWindow;
    frame.remove();
    return kit.compile(inner);
  }),
  row(
    'left-window',
    'WebAssembly of a document that its frame has left',
    async (kit) => {
      const frame = kit.iframe({ src: kit.page('') });
      const kept = (await kit.frameWindow(frame)) as unknown as typeof globalThis;
      const { WebAssembly } = kept;
      frame.src = kit.page('', kit.here.elsewhere);
      await kit.loadOf(frame);
      return kit.compile({ WebAssembly });
    },
    NEXT,
  ),
  row('moved-frame', 'frame moved by moveBefore', async (kit) => {
    const frame = kit.iframe({ src: kit.page('') });
    await kit.frameWindow(frame);
    const box = kit.put(kit.make('div')) as unknown as {
      moveBefore(node: Node, child: null): void;
    };
    box.moveBefore(frame, null);
    return kit.compile(frame.contentWindow);
  }),
  row('image-document', 'document around an image', async (kit) => {
    const headers = { 'content-type': 'image/png' };
    const base64 =
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNg' +
      'YGBgAAAABQABpfZFQAAAAABJRU5ErkJggg==';
    const src = kit.echo('i.png', { headers, base64 });
    return kit.compile(await kit.frameWindow(kit.iframe({ src })));
  }),
  row(
    'empty-document',
    'document without any element (an empty image)',
    async (kit) => {
      const headers = { 'content-type': 'image/png' };
      return kit.compile(
        await kit.frameWindow(kit.iframe({ src: kit.echo('i.png', { headers }) })),
      );
    },
    NEXT,
  ),
  row('video-document', 'document around a video', async (kit) => {
    const headers = { 'content-type': 'video/mp4' };
    return kit.compile(await kit.frameWindow(kit.iframe({ src: kit.echo('v.mp4', { headers }) })));
  }),
  row('text-document', 'document of plain text', async (kit) => {
    const headers = { 'content-type': 'text/plain' };
    const src = kit.echo('t.txt', { headers, body: 'text' });
    return kit.compile(await kit.frameWindow(kit.iframe({ src })));
  }),
  row('xml-document', 'document of XML', async (kit) => {
    const headers = { 'content-type': 'application/xml' };
    const src = kit.echo('d.xml', { headers, body: '<data/>' });
    return kit.compile(await kit.frameWindow(kit.iframe({ src })));
  }),
];
