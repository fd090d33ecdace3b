// The popup: asks what happened in the tab in front and shows it. It opens the log; it decides and stores nothing.
import browser from 'webextension-polyfill';
import { ask, errorText } from '../page-kit/ask.ts';
import { byId } from '../page-kit/dom.ts';
import { showProblem, showTab } from './tab-view.ts';

/** Workers come and go without an incident, so an open popup asks again by itself. */
const ASK_EVERY_MS = 1_000;

let asking = false;
let shown = '';

/** The tab in front, or the one that the address names when the popup is opened as a page of its own. */
async function tabInQuestion(): Promise<number> {
  const named = Number(new URLSearchParams(location.hash.slice(1)).get('tab') ?? Number.NaN);
  if (Number.isInteger(named)) return named;
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
  if (tab?.id === undefined) throw new Error('There is no tab in front.');
  return tab.id;
}

/** One question at a time: an older answer must not replace a newer one. */
async function refresh(): Promise<void> {
  if (asking) return;
  asking = true;
  try {
    const state = await ask('tab-state', { tabId: await tabInQuestion() });
    const text = JSON.stringify(state);
    // Nothing new: leave focus and selection alone.
    if (text !== shown) showTab(state, Date.now());
    shown = text;
  } catch (error) {
    shown = '';
    showProblem(errorText(error));
  }
  asking = false;
  byId('main', HTMLElement).setAttribute('aria-busy', 'false');
}

/** Links lead to the log in a tab of its own; a popup would otherwise load the log inside itself. */
document.addEventListener('click', (event) => {
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  const href = link?.getAttribute('href');
  if (!href) return;
  event.preventDefault();
  void browser.tabs.create({ url: browser.runtime.getURL(href) }).then(() => window.close());
});

setInterval(() => void refresh(), ASK_EVERY_MS);
void refresh();
