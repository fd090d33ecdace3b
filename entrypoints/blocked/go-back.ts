// The way back from the blocked page: to where the visitor came from, or to a new empty tab when this one has no past.
import browser from 'webextension-polyfill';

/** When the browser has not left by then, there was nowhere to go back to. */
const BACK_PATIENCE_MS = 1_000;

/**
 * Chromium keeps an entry for its own error page between the page before and this one; going back by one would
 * load the blocked address again and end up here (measured in Chromium 156).
 */
const STEPS_BACK = import.meta.env.FIREFOX ? 1 : 2;

export function goBack(): void {
  const leave = setTimeout(() => void leaveTab(), BACK_PATIENCE_MS);
  addEventListener('pagehide', () => clearTimeout(leave));
  history.go(-STEPS_BACK);
}

async function leaveTab(): Promise<void> {
  const own = await browser.tabs.getCurrent();
  await browser.tabs.create({});
  if (own.id !== undefined) await browser.tabs.remove(own.id);
}
