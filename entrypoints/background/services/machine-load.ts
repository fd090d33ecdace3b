// How busy the machine is, of all programs together. Asked only while a page claims to be busy, does not answer, or has
// workers that no guard sees: then it says whether such load can exist at all. The browser counts since its start, so two
// readings make a figure. Firefox has none.
import browser from 'webextension-polyfill';
import type { MachineLoad } from '../../../core/protocol/observation.ts';
import { observed } from './judgement.ts';
import type { Seen, Services, Watcher } from './services.ts';

interface Reading {
  readonly at: number;
  readonly cores: number;
  /** Of all cores, since the browser started. The unit differs from system to system: only shares mean something. */
  readonly busy: number;
  readonly total: number;
}

/** A shorter time says little. */
const LEAST_WINDOW_MS = 1_500;
const MOST_WINDOW_MS = 10_000;
/** While dark workers run the machine is looked at by the clock. */
const ALARM = 'dark workers';
const ALARM_MINUTES = 0.5;

interface SystemCpu {
  getInfo(): Promise<{
    readonly numOfProcessors: number;
    readonly processors: readonly {
      readonly usage: { readonly idle: number; readonly total: number };
    }[];
  }>;
}

/** Chromium alone has it, and the polyfill does not know it. */
const { chrome } = globalThis as { chrome?: { readonly system?: { readonly cpu?: SystemCpu } } };

export class LoadMeter {
  #last: Reading | null = null;
  #load: MachineLoad | null = null;

  /** @returns the load of the last seconds, or null while there is none to tell */
  async latest(): Promise<MachineLoad | null> {
    const reading = await read();
    if (!reading) return null;
    const before = this.#last;
    const windowMs = before ? reading.at - before.at : 0;
    if (before && windowMs < LEAST_WINDOW_MS) return this.#load;
    this.#last = reading;
    this.#load = before && windowMs <= MOST_WINDOW_MS ? loadBetween(before, reading) : null;
    return this.#load;
  }
}

async function read(): Promise<Reading | null> {
  const cpu = chrome?.system?.cpu;
  if (!cpu) return null;
  const { processors } = await cpu.getInfo();
  // Cores that are off have a total of nothing.
  const on = processors.filter(({ usage }) => usage.total > 0);
  const total = on.reduce((sum, { usage }) => sum + usage.total, 0);
  const idle = on.reduce((sum, { usage }) => sum + usage.idle, 0);
  return { at: Date.now(), cores: on.length, busy: total - idle, total };
}

function loadBetween(before: Reading, after: Reading): MachineLoad | null {
  const passed = after.total - before.total;
  // A core that was switched on or off between the two makes no figure.
  if (passed <= 0 || after.cores !== before.cores) return null;
  const share = Math.min(1, Math.max(0, (after.busy - before.busy) / passed));
  const { cores } = after;
  return { kind: 'machine-load', windowMs: after.at - before.at, cores, busyCores: share * cores };
}

/** Enters the machine's load beside what pages claim. */
export function watchLoad(meter: LoadMeter): Watcher {
  const askedAt = new Map<string, number>();
  return (services, seen) => {
    const { observation, tabId, key } = seen;
    const speaksOfLoad =
      observation.kind === 'duty-measured' || observation.kind === 'worker-silent';
    if (isDark(observation)) void browser.alarms.create(ALARM, { periodInMinutes: ALARM_MINUTES });
    const name = `${tabId} ${key}`;
    if (!speaksOfLoad || Date.now() - (askedAt.get(name) ?? 0) < LEAST_WINDOW_MS) return;
    if (askedAt.size > 200) askedAt.clear();
    askedAt.set(name, Date.now());
    void enterLoad(services, meter, seen);
  };
}

function isDark(observation: Seen['observation']): boolean {
  // Service workers come and go, and half of the web has one.
  return (
    observation.kind === 'worker-started' &&
    !observation.instrumented &&
    observation.type !== 'service'
  );
}

async function enterLoad(services: Services, meter: LoadMeter, seen: Seen): Promise<void> {
  try {
    const load = await meter.latest();
    if (load) await observed(services, { ...seen, observation: load });
  } catch {
    services.diagnostics.count('load of the machine that could not be read');
  }
}

/** Looks at the machine while tabs have workers that no guard sees. */
export function watchDarkTabs(services: Services, meter: LoadMeter): void {
  browser.alarms.onAlarm.addListener(({ name }) => {
    if (name === ALARM) void lookAtDarkTabs(services, meter);
  });
}

async function lookAtDarkTabs(services: Services, meter: LoadMeter): Promise<void> {
  await services.tabs.ready;
  const dark = services.tabs
    .all()
    .filter(([, { workers }]) => Object.values(workers).some(({ instrumented }) => !instrumented));
  if (dark.length === 0) {
    await browser.alarms.clear(ALARM);
    return;
  }
  // Two readings make a figure.
  await meter.latest();
  await new Promise((done) => setTimeout(done, LEAST_WINDOW_MS + 500));
  const load = await meter.latest();
  if (!load) return;
  for (const [tabId, { origins, ledgers }] of dark) {
    const tab = await browser.tabs.get(tabId).catch(() => null);
    for (const key of Object.keys(ledgers)) {
      const page = { url: tab?.url ?? origins[0], title: tab?.title, isPrivate: tab?.incognito };
      await observed(services, { tabId, key, page, observation: load });
    }
  }
}
