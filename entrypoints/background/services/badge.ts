// The number on the toolbar button: how many incidents this tab's page has led to. Quiet unless something happened; a dash says
// that the site is excepted, so that nobody takes silence there for protection.
import browser from 'webextension-polyfill';
import type { Response } from '../../../core/evidence/evidence.ts';
import { counted, text } from '../../page-kit/text.ts';

/** White on each of these holds WCAG AA. */
export const BADGE_COLORS: Readonly<Record<Response, string>> = {
  block: '#b3261e',
  warn: '#8a5100',
  observe: '#5f6368',
};
const PAUSED = '–';

export class Badge {
  /** @param isPaused whether the site is excepted */
  clear(tabId: number, isPaused = false): void {
    if (isPaused) {
      write(tabId, PAUSED, text('popup_badge_paused'), BADGE_COLORS.observe);
      return;
    }
    quietly(browser.action.setBadgeText({ tabId, text: '' }));
    quietly(browser.action.setTitle({ tabId, title: text('product_name') }));
  }

  show(tabId: number, count: number, response: Response): void {
    const title = counted('popup_badge_incidents', count);
    write(tabId, count > 99 ? '99+' : String(count), title, BADGE_COLORS[response]);
  }
}

function write(tabId: number, mark: string, title: string, color: string): void {
  quietly(browser.action.setBadgeBackgroundColor({ tabId, color }));
  quietly(browser.action.setBadgeTextColor({ tabId, color: '#ffffff' }));
  quietly(browser.action.setBadgeText({ tabId, text: mark }));
  quietly(browser.action.setTitle({ tabId, title }));
}

/** A tab can close at any time; a badge that nobody sees needs no error. */
function quietly(change: Promise<void>): void {
  change.catch(() => undefined);
}
