// Keeps account of what mining costs: what threads report, on which incident it counts, and when that is written. What is known
// lies in the tab's record, so that it survives the end of the background; how it is counted is core/incident's.
import browser from 'webextension-polyfill';
import { busyPercent } from '../../../core/detect/judged/busy-time.ts';
import { LISTED_KEY } from '../../../core/evidence/ledger.ts';
import type { Decision } from '../../../core/evidence/respond.ts';
import {
  isRunning,
  settled,
  stoppedCores,
  withBusyWindow,
  withoutIncident,
  withoutOwed,
  withOwed,
  withTold,
  type DocumentCost,
  type Owed,
  type Told,
} from '../../../core/incident/bill.ts';
import { withCost } from '../../../core/incident/cost.ts';
import { PAGE_THREAD } from '../../../core/protocol/in-frame.ts';
import type { DiagnosticCounters } from './diagnostics.ts';
import type { IncidentLog } from './incident-log.ts';
import type { Seen } from './services.ts';
import type { TabRecord, Tabs } from './tabs.ts';

/** While a page computes, incidents are written so often … */
const WRITE_EVERY_MS = 10_000;
/** … and while nothing but time goes by, so often: a browser that is killed loses as much. */
const ALARM = 'cost';
const ALARM_MINUTES = 1;
/** Where the browser does not say. */
const MOST_CORES = 64;

interface Needs {
  readonly tabs: Tabs;
  readonly log: IncidentLog;
  readonly diagnostics: DiagnosticCounters;
}

export class CostMeter {
  readonly #needs: Needs;
  readonly #cores: number;
  /** Tabs that are written soon. */
  readonly #due = new Set<number>();

  constructor(needs: Needs, cores = navigator.hardwareConcurrency || MOST_CORES) {
    this.#needs = needs;
    this.#cores = cores;
  }

  /** Registers what it listens to: the clock, and documents that are left. */
  start(): void {
    const { tabs, diagnostics } = this.#needs;
    browser.alarms.onAlarm.addListener(({ name }) => {
      if (name === ALARM)
        void this.#look().catch(() => diagnostics.count('costs that were not counted'));
    });
    tabs.onLeft((_tabId, record) => void this.#left(record));
  }

  /** Takes what a page says of its threads. */
  readonly watch = (_services: unknown, { tabId, key, observation }: Seen): void => {
    if (observation.kind !== 'duty-measured' || key === LISTED_KEY) return;
    const { tabs } = this.#needs;
    const at = Date.now();
    const window = {
      thread: observation.workerId ?? PAGE_THREAD,
      windowMs: observation.windowMs,
      busyPercent: busyPercent(observation),
    };
    const record = tabs.get(tabId);
    const cost = withBusyWindow(record.cost, key, window, { at, cores: this.#cores });
    tabs.set(tabId, { ...record, cost });
    if (Object.keys(cost.owed).length > 0) this.#writeSoon(tabId);
  };

  /** An incident of a tab was stored. */
  decided(seen: Seen, decision: Decision, stored: Stored): void {
    const { tabs } = this.#needs;
    const { tabId, key } = seen;
    const told = toldOf(seen, decision, stored);
    const record = tabs.get(tabId);
    // Another document may have come meanwhile.
    if (!told || record.cost.openedAt !== stored.openedAt) return;
    const cost = withTold(record.cost, key, told, stored.at);
    tabs.set(tabId, { ...record, cost });
    void browser.alarms.create(ALARM, { periodInMinutes: ALARM_MINUTES });
    if (isRunning(cost, stored.at).soon) this.#writeSoon(tabId);
  }

  #writeSoon(tabId: number): void {
    if (this.#due.has(tabId)) return;
    this.#due.add(tabId);
    setTimeout(() => {
      this.#due.delete(tabId);
      void this.#write(tabId);
    }, WRITE_EVERY_MS);
  }

  /** Once a minute while something counts. */
  async #look(): Promise<void> {
    const { tabs } = this.#needs;
    await tabs.ready;
    const running = tabs.all().filter(([, { cost }]) => isRunning(cost, Date.now()).any);
    if (running.length === 0) await browser.alarms.clear(ALARM);
    for (const [tabId, record] of running) {
      // It may have been left without a word, as for a page of the browser: nobody knows when.
      if (!(await isShown(tabId, record)))
        this.#keep(tabId, record.cost.openedAt, (cost) => ({ ...cost, accounts: {} }));
      await this.#write(tabId);
    }
  }

  async #write(tabId: number): Promise<void> {
    const { tabs } = this.#needs;
    const record = tabs.get(tabId);
    const at = Date.now();
    const cost = settled(record.cost, { at, share: this.#share(at), isEnd: false });
    tabs.set(tabId, { ...record, cost: withoutOwed(cost) });
    if (isRunning(cost, at).soon) this.#writeSoon(tabId);
    for (const [id, owed] of Object.entries(cost.owed))
      await this.#pay(id, owed, (change) => this.#keep(tabId, cost.openedAt, change));
  }

  async #left({ cost }: TabRecord): Promise<void> {
    const at = Date.now();
    const { owed } = settled(cost, { at, share: this.#share(at, cost), isEnd: true });
    for (const [id, one] of Object.entries(owed)) await this.#pay(id, one, () => undefined);
  }

  /** @param keep changes what is kept of the document, if it is still there */
  async #pay(
    incidentId: string,
    owed: Owed,
    keep: (change: (cost: DocumentCost) => DocumentCost) => void,
  ): Promise<void> {
    const { log, diagnostics } = this.#needs;
    const about = { at: Date.now(), cores: this.#cores };
    try {
      const stored = await log.change(incidentId, (incident) => withCost(incident, owed, about));
      if (!stored) keep((cost) => withoutIncident(cost, incidentId));
    } catch {
      diagnostics.count('costs that were not written at once');
      keep((cost) => withOwed(cost, incidentId, owed));
    }
  }

  #keep(tabId: number, openedAt: number, change: (cost: DocumentCost) => DocumentCost): void {
    const { tabs } = this.#needs;
    const record = tabs.get(tabId);
    if (record.cost.openedAt === openedAt)
      tabs.set(tabId, { ...record, cost: change(record.cost) });
  }

  /** All that was stopped, in all tabs, would have had the cores of one machine. */
  #share(at: number, left?: DocumentCost): number {
    const costs = this.#needs.tabs.all().map(([, { cost }]) => cost);
    if (left && !costs.includes(left)) costs.push(left);
    const cores = costs.reduce((sum, cost) => sum + stoppedCores(cost, at), 0);
    return cores > this.#cores ? this.#cores / cores : 1;
  }
}

export interface Stored {
  readonly incidentId: string;
  /** When it was decided, ms since the epoch. */
  readonly at: number;
  /** Names the document in which it was (`DocumentCost.openedAt`). */
  readonly openedAt: number;
}

/** @returns null where nothing of it can be measured or estimated */
function toldOf(
  { key, observation }: Seen,
  { response, stops, dark, download }: Decision,
  { incidentId, at }: Stored,
): Told | null {
  // A request to a listed host computes nothing, and of a worker without guard nothing is measured.
  if (key === LISTED_KEY || dark || download) return null;
  if (response !== 'block') return { incidentId, who: null, refused: [], stoppedAt: null };
  const who = stops.flatMap(({ frameId, stage, threads }) =>
    stage === 'mining' ? threads.map((name) => `${frameId}/${name}`) : [`${frameId}/`],
  );
  if (who.length > 0) return { incidentId, who, refused: [], stoppedAt: at };
  // Shaders would have computed elsewhere.
  const isCode =
    observation.kind === 'module-judged' ||
    (observation.kind === 'source-judged' && observation.source === 'script');
  if (!isCode) return null;
  const refused = [`refused ${observation.workerId ?? PAGE_THREAD}`];
  return { incidentId, who: [], refused, stoppedAt: at };
}

/** Whether a tab still shows the document of its record, as far as its address tells. */
async function isShown(tabId: number, { origins }: TabRecord): Promise<boolean> {
  const tab = await browser.tabs.get(tabId).catch(() => null);
  if (!tab || tab.discarded === true) return false;
  const origin = origins[0];
  if (origin === undefined || origin === 'null') return true;
  return tab.url !== undefined && URL.canParse(tab.url) && new URL(tab.url).origin === origin;
}
