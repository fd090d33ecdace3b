// Tells our own pages that the log has changed, a few times a second at most: they ask again each time, and a page on the web
// decides how often something changes. The last change is always told.
import browser from 'webextension-polyfill';

const TELL_EVERY_MS = 250;

/** @returns what takes each change */
export function changedNotice(what: 'incidents' | 'settings'): () => void {
  let toldAt = -Infinity;
  let isDue = false;
  const tell = (): void => {
    toldAt = performance.now();
    // Nobody may be listening, and that is fine.
    browser.runtime.sendMessage({ assay: 'changed', what }).catch(() => undefined);
  };
  return () => {
    if (isDue) return;
    const waitMs = toldAt + TELL_EVERY_MS - performance.now();
    if (waitMs <= 0) {
      tell();
      return;
    }
    isDue = true;
    setTimeout(() => {
      isDue = false;
      tell();
    }, waitMs);
  };
}
