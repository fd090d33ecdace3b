// The popup: asks what happened in the tab in front and shows it. It opens the log; it decides and stores nothing.
import { render } from 'preact';
import browser from 'webextension-polyfill';
import { errorText } from '../page-kit/ask.ts';
import { nameDocument, text } from '../page-kit/text.ts';
import { Popup, Problem, Waiting } from './popup.tsx';

/** The tab in front, or the one that the address names when the popup is opened as a page of its own. */
async function tabInQuestion(): Promise<number> {
  const named = Number(new URLSearchParams(location.hash.slice(1)).get('tab') ?? Number.NaN);
  if (Number.isInteger(named)) return named;
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
  if (tab?.id === undefined) throw new Error(text('popup_unwatched'));
  return tab.id;
}

/** Links lead to the log in a tab of its own; a popup would otherwise load the log inside itself. */
function openElsewhere(event: MouseEvent): void {
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  const href = link?.getAttribute('href');
  if (!href) return;
  event.preventDefault();
  void browser.tabs.create({ url: browser.runtime.getURL(href) }).then(() => window.close());
}

nameDocument(text('product_name'));
document.addEventListener('click', openElsewhere);
// Painted at once: what is known of the tab comes later.
render(<Waiting />, document.body);
tabInQuestion()
  .then((tabId) => render(<Popup tabId={tabId} />, document.body))
  .catch((error: unknown) => render(<Problem why={errorText(error)} />, document.body));
