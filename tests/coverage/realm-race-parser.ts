// The synchronous realm race where the parser inserts the frame, while a page is loaded or by document.write: what of the
// page runs next, before the document of the frame has come.
import { rowsOf, type Place } from './place.ts';

const row = rowsOf({ group: 'realm race', since: '0.2.0' });

/** The parser inserts the frame. `body` may use `FRAME`, its markup, and `takeNow()`, which takes its realm. */
function parsed(id: string, title: string, body: string, more: Partial<Place> = {}): Place {
  const frame = '<iframe name="raw" src="/echo/plain?{}"></iframe>';
  const start =
    '<script>kit.bytes(); const takeNow = () => self.raw && kit.tell(kit.compile(self.raw))</script>';
  const page = { body: start + body.replaceAll('FRAME', frame) };
  return row(`race-${id}`, title, (kit) => kit.heard(), { page, ...more });
}

const SINCE_THE_START = { since: '0.1.0' } as const;
const TAKER = (method: string): string =>
  `<script>customElements.define('x-taker', class extends HTMLElement { ${method} })</script>`;

export const realmRaceParserPlaces: readonly Place[] = [
  parsed('parser-script', 'parsed frame, then a script', 'FRAME<script>takeNow()</script>'),
  parsed(
    'parser-constructor',
    'parsed frame, then the constructor of a custom element',
    `${TAKER('constructor() { super(); takeNow(); }')}FRAME<x-taker></x-taker>`,
  ),
  parsed(
    'parser-connected',
    'parsed frame, then the connectedCallback of a custom element',
    `${TAKER('connectedCallback() { takeNow(); }')}FRAME<x-taker></x-taker>`,
  ),
  parsed(
    'parser-svg-load',
    'parsed frame, then the load handler of an SVG',
    'FRAME<svg onload="takeNow()"></svg>',
    SINCE_THE_START,
  ),
  parsed(
    'parser-frame-load',
    'parsed frame, then the load handler of a second frame',
    'FRAME<iframe onload="takeNow()"></iframe>',
  ),
  parsed(
    'parser-shadow-root',
    'frame in a parsed declarative shadow root, then a script',
    `<p id="host"><template shadowrootmode="open">FRAME</template></p>
     <script>kit.tell(kit.compile(host.shadowRoot.querySelector('iframe').contentWindow))</script>`,
  ),
  parsed(
    'parser-mutation',
    'parsed frame, seen by a MutationObserver',
    '<script>new MutationObserver(takeNow).observe(document, { childList: true, subtree: true })</script>FRAME',
  ),
  parsed(
    'write',
    'frame of document.write, taken in the same script',
    `<script>document.write(kit.markup()); takeNow()</script>`,
  ),
  parsed(
    'writeln',
    'frame of document.writeln, taken in the same script',
    `<script>document.writeln(kit.markup()); takeNow()</script>`,
  ),
  parsed(
    'write-then-script',
    'frame of document.write, then a script in the markup',
    `<script>document.write(kit.markup())</script><script>takeNow()</script>`,
  ),
  parsed(
    'write-script',
    'frame and script in one document.write',
    `<script>document.write(kit.markup() + '<script>takeNow()<\\/script>')</script>`,
  ),
  parsed(
    'write-split',
    'frame and script in pieces of document.write',
    `<script>document.write('<ifr'); document.write(kit.markup().slice(4) + '<scr'); document.write('ipt>takeNow()<\\/script>')</script>`,
  ),
  parsed(
    'write-connected',
    'frame and custom element in one document.write',
    `${TAKER('connectedCallback() { takeNow(); }')}<script>document.write(kit.markup() + '<x-taker></x-taker>')</script>`,
  ),
  parsed(
    'write-constructor',
    'frame and the constructor of a custom element in one document.write',
    `${TAKER('constructor() { super(); takeNow(); }')}<script>document.write(kit.markup() + '<x-taker></x-taker>')</script>`,
  ),
  parsed(
    'write-load',
    'frame and the load handler of a second one in one document.write',
    `<script>document.write(kit.markup() + '<iframe onload="takeNow()"></iframe>')</script>`,
  ),
  parsed(
    'write-svg-load',
    'frame and the load handler of an SVG in one document.write',
    `<script>document.write(kit.markup() + '<svg onload="takeNow()"></svg>')</script>`,
    SINCE_THE_START,
  ),
  parsed(
    'write-nested',
    'document.write of a script that writes the frame and takes it',
    `<script>document.write('<script>document.write(kit.markup()); takeNow()<\\/script>')</script>`,
  ),
  parsed(
    'write-reopened',
    'frame and script written into a document that is opened again',
    `<script>setTimeout(() => { const { markup, tell, compile } = kit; document.open();
      document.write(kit.markup() + '<script>kit.tell(kit.compile(self.raw))<\\/script>'); document.close(); })</script>`,
  ),
  row('race-parser-xhtml', 'frame parsed in an XHTML document, then a script', (kit) => {
    kit.bytes();
    const { src = '' } = kit.unloaded();
    const script = '<script>parent.kit.tell(parent.kit.compile(self[0]))</script>';
    const body = `<html xmlns="http://www.w3.org/1999/xhtml"><body><iframe src="${src}"/>${script}</body></html>`;
    const headers = { 'content-type': 'application/xhtml+xml' };
    kit.put(kit.iframe({ src: kit.echo('page', { headers, body }) }));
    return kit.heard();
  }),
];
