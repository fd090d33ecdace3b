// Brings the log to the front, at an incident or as it is. A tab that shows it already is taken: whoever causes this again and
// again opens one tab only.
import browser from 'webextension-polyfill';

/** @param incidentId null for the whole log */
export async function showLog(incidentId: string | null): Promise<void> {
  const log = browser.runtime.getURL('/log.html');
  const url = incidentId === null ? log : `${log}#incident=${encodeURIComponent(incidentId)}`;
  const open = (await browser.tabs.query({})).find((tab) => tab.url?.split(/[?#]/)[0] === log);
  const tab =
    open?.id === undefined
      ? await browser.tabs.create({ url })
      : await browser.tabs.update(open.id, { url, active: true });
  if (tab.windowId !== undefined) await browser.windows.update(tab.windowId, { focused: true });
}
