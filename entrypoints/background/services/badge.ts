// The number on the toolbar button: how many incidents this tab's page has led to. Quiet unless something happened.
import browser from 'webextension-polyfill';
import type { Response } from '../../../core/evidence/evidence.ts';

const COLORS: Record<Response, string> = { block: '#b3261e', warn: '#9a5b00', observe: '#5f6368' };

export class Badge {
  clear(tabId: number): void {
    quietly(browser.action.setBadgeText({ tabId, text: '' }));
  }

  show(tabId: number, count: number, response: Response): void {
    quietly(browser.action.setBadgeBackgroundColor({ tabId, color: COLORS[response] }));
    quietly(browser.action.setBadgeText({ tabId, text: count > 99 ? '99+' : String(count) }));
  }
}

/** A tab can close at any time; a badge that nobody sees needs no error. */
function quietly(change: Promise<void>): void {
  change.catch(() => undefined);
}
