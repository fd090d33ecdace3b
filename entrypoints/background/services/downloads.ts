// Downloads of miner programs, by their names and addresses. The browser tells of every download; only those that match are
// looked at further, and of no other anything is kept. The bytes of a file no extension can read.
import browser, { type Downloads } from 'webextension-polyfill';
import type { Page } from '../../../core/incident/compose-incident.ts';
import { siteOf } from '../../../core/incident/redact.ts';
import type { MinerDownloaded } from '../../../core/protocol/observation.ts';
import { matchDownload } from '../../../core/rules/download-match.ts';
import { miners } from '../../../rules/downloads/miners.ts';
import { observedAlone } from './judgement.ts';
import type { Services } from './services.ts';

/** A browser may tell of its history at a start as of what begins: nothing of it is new. */
const BEGUN_WITHIN_MS = 60_000;
const MOST_NAME_CHARS = 200;
/** Downloads that were told of, the newest: a name comes later than its download. */
const MOST_TOLD = 200;

/** What the browsers say of a download beyond the polyfill's types. */
type Item = Downloads.DownloadItem & { readonly finalUrl?: string };

/** Looks at each download when it begins, and again when it has its name. */
export function watchDownloads(services: Services): void {
  const told = new Set<number>();
  browser.downloads.onCreated.addListener((item) => {
    if (!isHistory(item)) void look(services, told, item);
  });
  browser.downloads.onChanged.addListener(({ id, filename }) => {
    if (filename?.current && !told.has(id)) void lookAgain(services, told, id);
  });
}

function isHistory({ startTime }: Item): boolean {
  return Date.now() - Date.parse(startTime) > BEGUN_WITHIN_MS;
}

async function lookAgain(services: Services, told: Set<number>, id: number): Promise<void> {
  try {
    const [item] = await browser.downloads.search({ id });
    if (item) await look(services, told, item);
  } catch {
    services.diagnostics.count('downloads that could not be looked at');
  }
}

async function look(services: Services, told: Set<number>, item: Item): Promise<void> {
  const observation = observationOf(item);
  // Taken before the first await: its name may come while the first look is still on its way.
  if (!observation || told.has(item.id)) return;
  told.add(item.id);
  for (const oldest of told) if (told.size > MOST_TOLD) told.delete(oldest);
  try {
    await observedAlone(services, pageOf(item), observation);
  } catch {
    services.diagnostics.count('downloads that could not be looked at');
  }
}

function observationOf(item: Item): MinerDownloaded | null {
  const { id, url, finalUrl = '', filename, referrer = '', state } = item;
  const fileName = filename.split(/[\\/]/).at(-1) ?? '';
  const match = matchDownload(miners, { fileName, urls: [url, finalUrl], referrer });
  if (!match) return null;
  return {
    kind: 'miner-downloaded',
    downloadId: id,
    ...match,
    fileName: match.fileName.slice(0, MOST_NAME_CHARS).toWellFormed(),
    host: siteOf(url),
    referrerSite: siteOf(referrer),
    state,
  };
}

/** The page that it came from; without one, the address that was asked for. */
function pageOf({ url, referrer = '', incognito }: Item): Page {
  return { url: siteOf(referrer) === '' ? url : referrer, title: '', isPrivate: incognito };
}
