// Build for companies: takes a new version as soon as the browser has it, and asks for one by itself, because a browser that
// is never closed asks seldom. Writes of the log come first.
import browser from 'webextension-polyfill';
import type { Services } from './services.ts';

const ALARM = 'look for an update';
const EVERY_MINUTES = 360;

/** Chromium alone has it. */
interface Updating {
  requestUpdateCheck?(): Promise<unknown>;
}

/** Registers the listeners. Call it in the first turn. */
export function watchUpdates({ log, diagnostics }: Services): void {
  browser.runtime.onUpdateAvailable.addListener(() => {
    // Without a reload the old version goes on until the background rests.
    void log.settled().then(() => browser.runtime.reload());
  });
  browser.alarms.onAlarm.addListener(({ name }) => {
    if (name !== ALARM) return;
    const runtime: Updating = browser.runtime;
    runtime.requestUpdateCheck?.().catch(() => diagnostics.count('update checks that failed'));
  });
  void browser.alarms.get(ALARM).then(async (present) => {
    if (!present) await browser.alarms.create(ALARM, { periodInMinutes: EVERY_MINUTES });
  });
}
