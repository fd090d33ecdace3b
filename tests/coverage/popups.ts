// Windows that a page opens and in which it can run WebAssembly. Each closes itself once it has told what came of it.
import { NEXT, rowsOf, type Place } from './place.ts';

const row = rowsOf({ group: 'frames' });

export const popupPlaces: readonly Place[] = [
  row('popup', 'popup with an http document', (kit) => {
    open(kit.page());
    return kit.heard();
  }),
  row('popup-elsewhere', 'popup of another origin', (kit) => {
    open(kit.page(kit.TELL, kit.here.elsewhere));
    return kit.heard();
  }),
  row('popup-blob', 'popup with a blob: document', (kit) => {
    open(kit.blobUrl(kit.html(), 'text/html'));
    return kit.heard();
  }),
  row('popup-blank', 'popup with about:blank', async (kit) => {
    const popup = open('about:blank');
    await kit.soon();
    const outcome = kit.compile(popup);
    popup?.close();
    return outcome;
  }),
  row('popup-blank-fragment', 'popup with about:blank#fragment', async (kit) => {
    const popup = open('about:blank#fragment');
    await kit.soon();
    const outcome = kit.compile(popup);
    popup?.close();
    return outcome;
  }),
  row('popup-empty', "popup of open('')", (kit) => {
    const popup = open('');
    const outcome = kit.compile(popup);
    popup?.close();
    return outcome;
  }),
  row('popup-written', "document.write into a popup of open('')", (kit) => {
    const inner = open('')?.document;
    inner?.write(kit.html());
    inner?.close();
    return kit.heard();
  }),
  row(
    'popup-javascript',
    'code of a popup with a javascript: address',
    (kit) => {
      open(`javascript:${encodeURIComponent(kit.script())}`);
      return kit.heard();
    },
    NEXT,
  ),
  row('popup-noopener', 'popup without an opener', (kit) => {
    open(kit.page(), '', 'noopener');
    return kit.heard();
  }),
  row('popup-noopener-blob', 'popup without an opener, with a blob: document', (kit) => {
    open(kit.blobUrl(kit.html(), 'text/html'), '', 'noopener');
    return kit.heard();
  }),
  row('popup-by-link', 'popup of a link', (kit) => {
    kit.put(kit.make('a', { target: '_blank', href: kit.page() })).click();
    return kit.heard();
  }),
  row('popup-by-form', 'popup of a form', (kit) => {
    const form = kit.make('form', { method: 'post', target: '_blank', action: kit.page() });
    (kit.put(form) as HTMLFormElement).submit();
    return kit.heard();
  }),
  row('popup-other-group', 'popup in another browsing context group', (kit) => {
    open(kit.page(kit.TELL, kit.here.origin, { 'cross-origin-opener-policy': 'same-origin' }));
    return kit.heard();
  }),
];
