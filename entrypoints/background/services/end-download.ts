// Ends one download and takes away what it left, as far as the browser lets an extension. Each step says whether it worked;
// what was not ended stays on the list of downloads, where the person sees it.
import browser, { type Downloads } from 'webextension-polyfill';

/** Notes one step and whether it worked. */
export type Note = (what: string, isDone: boolean) => Promise<void>;

/** @returns whether nothing of the download is on the disk now. Never rejects. */
export async function endDownload(id: number, note: Note): Promise<boolean> {
  const found = await itemOf(id);
  if (!found) {
    await note('The download could not be ended: the browser does not know it any more', false);
    return false;
  }
  const isEnded = await ended(found, note);
  if (!isEnded) return false;
  const isErased = await works(() => browser.downloads.erase({ id }));
  await note(
    isErased
      ? 'It was taken off the list of downloads'
      : 'It could not be taken off the list of downloads',
    isErased,
  );
  return true;
}

async function ended({ id, state }: Downloads.DownloadItem, note: Note): Promise<boolean> {
  if (state === 'complete') return removed(id, note);
  const wasHeard = await works(() => browser.downloads.cancel(id));
  // It may have been complete in the meantime: then there is nothing to cancel any more.
  const after = await itemOf(id);
  if (after?.state === 'complete') return removed(id, note);
  const isCancelled = wasHeard && after?.state !== 'in_progress';
  await note(
    isCancelled ? 'The download was cancelled' : 'The download could not be cancelled',
    isCancelled,
  );
  return isCancelled;
}

async function removed(id: number, note: Note): Promise<boolean> {
  const isRemoved = await works(() => browser.downloads.removeFile(id));
  await note(
    isRemoved
      ? 'The download was complete: its file was removed from the disk'
      : 'The download was complete, and its file could not be removed from the disk',
    isRemoved,
  );
  return isRemoved;
}

async function itemOf(id: number): Promise<Downloads.DownloadItem | null> {
  try {
    const [item] = await browser.downloads.search({ id });
    return item ?? null;
  } catch {
    return null;
  }
}

/** What the browser refuses is a step that failed, not an error. */
export async function works(act: () => Promise<unknown>): Promise<boolean> {
  try {
    await act();
    return true;
  } catch {
    return false;
  }
}
