// A page as incidents name it, from what the browser says of its tab.
import type { Tabs } from 'webextension-polyfill';
import type { Page } from '../../../core/incident/compose-incident.ts';

/** @param tab null where it is gone by now @param origin of the frame that is spoken of */
export function pageOf(tab: Tabs.Tab | null, origin: string): Page {
  const { url, title, incognito: isPrivate } = tab ?? {};
  return { url, title, frameUrl: `${origin}/`, isPrivate };
}
