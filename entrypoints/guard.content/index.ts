// The guard: runs in the page's own world at document_start in every frame, and as the first line of every worker. It
// observes, refuses recognised miners before they run and stops what mines when told to. It knows no network and keeps
// no data; what it says is a claim of the page's world and is treated as such by the background.
import { defineContentScript } from 'wxt/utils/define-content-script';
import { isWasmGuarded } from './hooks/wasm.ts';
import { startFiltered } from './start-filtered.ts';
import { startInPage } from './start-page.ts';
import { startInWorker } from './start-worker.ts';
import { startInWorklet } from './start-worklet.ts';
import type { Boot, FilteredBoot } from './place.ts';

/** Given by the build to the copy that starts a worker (wxt.config.ts); undefined in pages. */
declare const assayBoot: Boot | FilteredBoot | undefined;

function startByPage(boot: Boot): void {
  if (boot.worklet) startInWorklet(boot);
  else startInWorker(boot);
}

export default defineContentScript({
  // Frames, time and order stand in wxt.config.ts, beside the bridge.
  registration: 'runtime',
  matches: ['<all_urls>'],
  world: 'MAIN',
  globalName: false,
  main() {
    if (!assayBoot) startInPage();
    else if (import.meta.env.FIREFOX && 'channel' in assayBoot) {
      // Each module that a worker imports brings a guard: the first is the one that starts.
      if (!isWasmGuarded()) startFiltered(assayBoot);
    } else startByPage(assayBoot as Boot);
  },
});
