// The notice in a page where mining was stopped: isolated world of the top frame, injected by the background when there is
// something to say, and only then. Text goes in as text; the page can take the notice away, but it cannot read it, press its
// buttons or reach the extension through it (docs/decisions/022-page-notice.md).
import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import type { NoticeMessage, PageNotice } from '../../core/protocol/notice.ts';
import { sheetText } from './style.ts';

interface Runtime {
  readonly id?: string;
  sendMessage(message: NoticeMessage): Promise<unknown>;
}

/** In a world that no page sees: `assayNotice` is what to show, `assayNoticed` that it was shown. */
type World = typeof globalThis & {
  readonly browser?: { readonly runtime: Runtime };
  readonly chrome?: { readonly runtime: Runtime };
  assayNotice?: PageNotice;
  assayNoticed?: boolean;
};

export default defineUnlistedScript({
  globalName: false,
  main() {
    const world = globalThis as World;
    const runtime = (world.browser ?? world.chrome)?.runtime;
    const about = world.assayNotice;
    // Once a document, and never on a page of ours that has taken the place of the one that mined.
    if (!runtime || !about || world.assayNoticed || location.protocol.endsWith('-extension:'))
      return;
    world.assayNoticed = true;
    show(runtime, about);
  },
});

function show(runtime: Runtime, about: PageNotice): void {
  const host = document.createElement('div');
  place(host, about.dir);
  const root = host.attachShadow({ mode: 'closed' });
  dress(root);
  const told = element('div', 'told', []);
  // It is read out because it appears in what is there already.
  told.setAttribute('role', 'status');
  const notice = element('section', `notice ${about.kind}`, [
    told,
    element(
      'div',
      'buttons',
      buttonsOf(runtime, about, () => host.remove()),
    ),
  ]);
  notice.lang = about.lang;
  notice.dir = about.dir;
  notice.setAttribute('aria-label', about.product);
  notice.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && event.isTrusted) host.remove();
  });
  root.append(notice);
  document.documentElement.append(host);
  raise(host);
  requestAnimationFrame(() => told.append(...textsOf(about)));
}

/** By properties that the page's own sheets cannot override. */
function place(host: HTMLElement, dir: string): void {
  const properties = {
    all: 'initial',
    direction: dir === 'rtl' ? 'rtl' : 'ltr',
    display: 'block',
    position: 'fixed',
    inset: 'auto',
    'inset-block-end': '16px',
    'inset-inline-end': '16px',
    'inline-size': 'min(380px, calc(100vw - 32px))',
    overflow: 'visible',
    background: 'transparent',
    'z-index': '2147483647',
  };
  for (const [name, value] of Object.entries(properties))
    host.style.setProperty(name, value, 'important');
}

/** Above whatever the page shows, where the browser and the page let it. */
function raise(host: HTMLElement): void {
  try {
    host.popover = 'manual';
    host.showPopover();
  } catch {
    host.removeAttribute('popover');
  }
}

/** A constructed sheet, which no policy of the page forbids; where a browser gives the isolated world none, an element. */
function dress(root: ShadowRoot): void {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(sheetText);
    root.adoptedStyleSheets = [sheet];
  } catch {
    root.append(element('style', '', [sheetText]));
  }
}

function textsOf({ product, title, why, advice, company }: PageNotice): HTMLElement[] {
  return [
    worded('p', 'product', product),
    worded('h2', '', title),
    ...why.map((sentence) => worded('p', 'why', sentence)),
    worded('p', 'advice', advice),
    ...(company === '' ? [] : [worded('p', 'company', company)]),
  ];
}

function buttonsOf(runtime: Runtime, about: PageNotice, close: () => void): HTMLElement[] {
  const { details, ask, askHref, incidentId } = about;
  const say = (): void => {
    // After an update of the extension this script stays behind without a runtime id.
    if (!runtime.id) return;
    runtime.sendMessage({ assay: 'notice', kind: 'details', incidentId }).catch(() => undefined);
  };
  return [
    ...(details === '' ? [] : [button(details, say)]),
    ...(ask === '' || askHref === '' ? [] : [linkTo(askHref, ask)]),
    button(about.close, close),
  ];
}

/** Only people press it: an event that the page made is not trusted. */
function button(word: string, act: () => void): HTMLElement {
  const made = worded('button', 'button', word);
  made.type = 'button';
  made.addEventListener('click', (event) => {
    if (event.isTrusted) act();
  });
  return made;
}

/** In a tab of its own, so that the page learns neither the address nor that it was opened. */
function linkTo(href: string, word: string): HTMLElement {
  const link = worded('a', 'button', word);
  link.href = href;
  link.target = '_blank';
  link.rel = 'noopener noreferrer';
  link.addEventListener('click', (event) => {
    if (!event.isTrusted) event.preventDefault();
  });
  return link;
}

/** The sheet shows the words as generated content: a page could ask `window.find` whether a text of the document holds them. */
function worded<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  name: string,
  words: string,
): HTMLElementTagNameMap[Tag] {
  const made = element(tag, name, []);
  made.dataset['words'] = words;
  return made;
}

function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  name: string,
  children: readonly (Node | string)[],
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  if (name !== '') made.className = name;
  made.append(...children);
  return made;
}
