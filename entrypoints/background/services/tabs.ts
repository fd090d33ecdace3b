// What is known of each tab's present document: its ledgers and what the popup shows. Kept in session storage as well,
// because the browser ends the background after 30 s of rest while a page lives on.
import browser from 'webextension-polyfill';
import type { Ledgers } from '../../../core/evidence/ledger.ts';
import { freshCost, type DocumentCost } from '../../../core/incident/bill.ts';
import type { StopStage } from '../../../core/evidence/respond.ts';
import type { PageObservation, WorkerStarted } from '../../../core/protocol/observation.ts';
import type { Arrival } from './arrivals.ts';
import { JUDGED_COUNTER, type DiagnosticCounters } from './diagnostics.ts';

export interface TabRecord {
  /** The browser's id of the main document, where it gives one. */
  readonly documentId: string | null;
  /** Evidence by origin: what one frame did must not weigh on another's. */
  readonly ledgers: Ledgers;
  /** The request to a listed host that led to this document (`Arrival.request`), or null. */
  readonly arrivedBy: string | null;
  readonly watched: boolean;
  /** The document was given a notice. */
  readonly isNoticed: boolean;
  /** Running workers by id. */
  readonly workers: Readonly<Record<string, WorkerRecord>>;
  readonly modules: {
    readonly judged: number;
    readonly refused: number;
    readonly suspected: number;
  };
  readonly incidentIds: readonly string[];
  /** Origin of each frame's document, by frame id. */
  readonly origins: Readonly<Record<number, string>>;
  readonly stop: StopRecord;
  /** What its threads have computed, and on which incident that counts. */
  readonly cost: DocumentCost;
}

export interface WorkerRecord {
  readonly instrumented: boolean;
  readonly type: WorkerStarted['type'];
  /** Address of its script, where no guard is in it; else empty. */
  readonly url: string;
}

export interface FramePlace {
  readonly tabId: number;
  readonly frameId: number;
}

/** What became of the order to stop mining in this document. */
export interface StopRecord {
  /** Incident under which it was ordered, `pending` while that is stored, or null. */
  readonly incidentId: string | null;
  /** Frame -> the furthest stage that was ordered. */
  readonly stages: Readonly<Record<number, StopStage>>;
  readonly workersStopped: number;
  /** Frames that the policy left to mine. */
  readonly letRun: readonly number[];
}

const KEY_PREFIX = 'tab:';
const keyOf = (tabId: number): string => `${KEY_PREFIX}${tabId}`;
const MAX_WORKERS = 256;
const MAX_INCIDENTS = 50;
const MAX_FRAMES = 500;

export class Tabs {
  readonly #records = new Map<number, TabRecord>();
  /** By tab: the record whose place the present one took. What it cost is written. */
  readonly #earlier = new Map<number, TabRecord>();
  readonly #unsaved = new Set<number>();
  readonly #left: ((tabId: number, record: TabRecord) => void)[] = [];
  readonly #diagnostics: DiagnosticCounters;
  /** By tab: what the latest main-frame request to a listed host led to, while its document is yet to come. */
  readonly arrivals = new Map<number, Arrival>();
  /** Resolves when the records of an earlier life of the background are back, or cannot be read; never rejects. */
  readonly ready: Promise<void>;

  constructor(diagnostics: DiagnosticCounters) {
    this.#diagnostics = diagnostics;
    this.ready = this.#restore().catch(() => diagnostics.count('tab records that were not read'));
    browser.tabs.onRemoved.addListener((tabId) => {
      this.arrivals.delete(tabId);
      // The event may have woken the background.
      void this.ready.then(() => {
        const record = this.#records.get(tabId);
        this.#records.delete(tabId);
        this.#earlier.delete(tabId);
        if (record) this.#tellLeft(tabId, record);
      });
      browser.storage.session
        .remove(keyOf(tabId))
        .catch(() => diagnostics.count('tab records that were not removed'));
    });
  }

  /** All tabs of which something is known. */
  all(): readonly (readonly [number, TabRecord])[] {
    return [...this.#records];
  }

  /** Of each tab that shows an origin the first frame that does. */
  showing(origin: string): readonly FramePlace[] {
    return this.all().flatMap(([tabId, { origins }]) => {
      const frame = Object.entries(origins).find(([, shown]) => shown === origin);
      return frame ? [{ tabId, frameId: Number(frame[0]) }] : [];
    });
  }

  get(tabId: number): TabRecord {
    return this.#records.get(tabId) ?? freshRecord(null);
  }

  /**
   * Begins a new record unless the tab's record is already of this document: a blocked request of a page can be seen
   * before its bridge says that it started, and even before the bridge of the document before says so. Then the record
   * whose place that one took is taken up again. @returns true when another record is in place
   */
  open(tabId: number, documentId: string | null): boolean {
    const before = this.#records.get(tabId);
    if (documentId !== null && before?.documentId === documentId) return false;
    const earlier = this.#earlier.get(tabId);
    const isKnown = documentId !== null && earlier?.documentId === documentId;
    this.set(tabId, isKnown ? earlier : freshRecord(documentId));
    if (!before) return true;
    this.#tellLeft(tabId, before);
    const cost = { ...freshCost(Date.now()), openedAt: before.cost.openedAt };
    this.#earlier.set(tabId, { ...before, cost });
    return true;
  }

  /** @param left told of each document that was left, with the last that was known of it */
  onLeft(left: (tabId: number, record: TabRecord) => void): void {
    this.#left.push(left);
  }

  #tellLeft(tabId: number, record: TabRecord): void {
    for (const left of this.#left) left(tabId, record);
  }

  /** The bridge of the main frame answered: the guard is at work there. */
  watched(tabId: number): void {
    this.set(tabId, { ...this.get(tabId), watched: true });
  }

  set(tabId: number, record: TabRecord): void {
    this.#records.set(tabId, record);
    if (this.#unsaved.size === 0) setTimeout(() => this.#save(), 200);
    this.#unsaved.add(tabId);
  }

  #save(): void {
    const entries: Record<string, TabRecord> = {};
    for (const tabId of this.#unsaved) {
      const record = this.#records.get(tabId);
      if (record) entries[keyOf(tabId)] = record;
    }
    this.#unsaved.clear();
    browser.storage.session
      .set(entries)
      .catch(() => this.#diagnostics.count('tab records that were not saved'));
  }

  async #restore(): Promise<void> {
    const stored = await browser.storage.session.get(null);
    for (const [key, record] of Object.entries(stored)) {
      const tabId = Number(key.slice(KEY_PREFIX.length));
      if (key.startsWith(KEY_PREFIX) && !this.#records.has(tabId)) {
        this.#records.set(tabId, record as TabRecord);
      }
    }
  }
}

/** Counts what the popup shows. Pure. */
export function withCounts(record: TabRecord, observation: PageObservation): TabRecord {
  const { modules, workers } = record;
  switch (observation.kind) {
    case 'module-judged': {
      const refused = modules.refused + (observation.refused ? 1 : 0);
      const suspected = modules.suspected + (observation.level === 'suspected' ? 1 : 0);
      return { ...record, modules: { ...modules, refused, suspected } };
    }
    case 'guard-health': {
      const judged = modules.judged + (observation.counters[JUDGED_COUNTER] ?? 0);
      return { ...record, modules: { ...modules, judged } };
    }
    case 'worker-started': {
      if (Object.keys(workers).length >= MAX_WORKERS) return record;
      return { ...record, workers: { ...workers, [observation.workerId]: worker(observation) } };
    }
    case 'worker-ended': {
      const { [observation.workerId]: _ended, ...rest } = workers;
      return { ...record, workers: rest };
    }
    case 'stopped': {
      const workersStopped = record.stop.workersStopped + observation.workers;
      return { ...record, stop: { ...record.stop, workersStopped } };
    }
    default:
      return record;
  }
}

function worker({ instrumented, type, url }: WorkerStarted): WorkerRecord {
  return { instrumented, type, url };
}

/** A worker of one page, which ends with it; the others belong to no tab. Pure. */
export function isDedicated(type: WorkerRecord['type']): boolean {
  return type === 'classic' || type === 'module';
}

/**
 * Notes the origin of a frame's document, known from whatever it says first. Pure.
 * @returns the record, and whether the frame must be stopped at once: mining was confirmed in a frame of its origin
 */
export function withFrame(
  record: TabRecord,
  frameId: number,
  origin: string,
): { readonly record: TabRecord; readonly mustStop: boolean } {
  if (record.origins[frameId] === origin) return { record, mustStop: false };
  const known = Object.keys(record.origins).length;
  if (known >= MAX_FRAMES && !(frameId in record.origins)) return { record, mustStop: false };
  const { [frameId]: _before, ...others } = record.stop.stages;
  const mustStop = Object.keys(others).some((id) => record.origins[Number(id)] === origin);
  const stages: StopRecord['stages'] = mustStop ? { ...others, [frameId]: 'frame' } : others;
  const origins = { ...record.origins, [frameId]: origin };
  const letRun = record.stop.letRun.filter((id) => id !== frameId);
  return { record: { ...record, origins, stop: { ...record.stop, stages, letRun } }, mustStop };
}

/** Marks frames as ordered to stop. Pure. */
export function withStops(
  record: TabRecord,
  stops: readonly { readonly frameId: number; readonly stage: StopStage }[],
): TabRecord {
  if (stops.length === 0) return record;
  const ordered = Object.fromEntries(stops.map(({ frameId, stage }) => [frameId, stage]));
  const incidentId = record.stop.incidentId ?? 'pending';
  const stages = { ...record.stop.stages, ...ordered };
  return { ...record, stop: { ...record.stop, incidentId, stages } };
}

/** Marks frames as left to mine. Pure. */
export function withLetRun(record: TabRecord, frameIds: readonly number[]): TabRecord {
  if (frameIds.length === 0) return record;
  const letRun = [...new Set([...record.stop.letRun, ...frameIds])];
  return { ...record, stop: { ...record.stop, letRun } };
}

/** Notes an incident of the tab, newest first. Pure. */
export function withIncident(record: TabRecord, id: string): TabRecord {
  const others = record.incidentIds.filter((known) => known !== id);
  return { ...record, incidentIds: [id, ...others].slice(0, MAX_INCIDENTS) };
}

function freshRecord(documentId: string | null): TabRecord {
  return {
    documentId,
    ledgers: {},
    arrivedBy: null,
    watched: false,
    isNoticed: false,
    workers: {},
    modules: { judged: 0, refused: 0, suspected: 0 },
    incidentIds: [],
    origins: {},
    stop: { incidentId: null, stages: {}, workersStopped: 0, letRun: [] },
    cost: freshCost(Date.now()),
  };
}
