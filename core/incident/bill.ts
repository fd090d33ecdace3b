// Who pays for what a document computed: for each of its origins the meter, and the newest incident on which it counts; and what
// is to be added to incidents. A moment of a thread counts once, and what was measured never mixes with what is estimated
// (docs/cost.md). Pure; plain data that survives the end of the background.
import type { LoadPoint } from './incident.ts';
import { AROUND_MS, loadBetween } from './load.ts';
import {
  EMPTY_METER,
  metered,
  recentDutyPercent,
  slotOf,
  takeUncounted,
  type BusyWindow,
  type Meter,
} from './meter.ts';

/** What is to be added to an incident. */
export interface Owed {
  readonly observedMs: number;
  /** End of the last window that counts, ms since the epoch; 0 for none. */
  readonly observedUntil: number;
  readonly avoidedMs: number;
  readonly load: readonly LoadPoint[];
}

export interface Bill {
  readonly incidentId: string;
  /** Names of threads, and beginnings of names (`3/`); null for all of the origin. */
  readonly who: readonly string[] | null;
  /** What was stopped: thread -> percent of a core that it used. */
  readonly stopped: Readonly<Record<string, number>>;
  /** Ms since the epoch; null where it is left to mine. */
  readonly stoppedAt: number | null;
  /** Until when the estimate is made, ms since the epoch. */
  readonly countedUntil: number;
  /** What they have used since then all the same. */
  readonly stillMs: number;
  /** First slot of the load that the incident does not have. */
  readonly loadFrom: number;
  readonly hasLoad: boolean;
}

interface Account {
  readonly meter: Meter;
  readonly bill: Bill | null;
}

export interface DocumentCost {
  /** When the document was first heard of, ms since the epoch. */
  readonly openedAt: number;
  /** Key of the ledger -> account. */
  readonly accounts: Readonly<Record<string, Account>>;
  /** Incident -> what is to be added to it. */
  readonly owed: Readonly<Record<string, Owed>>;
}

/** What an incident is about. */
export interface Told {
  readonly incidentId: string;
  readonly who: Bill['who'];
  /** Threads that were refused before they ran; each would have used a whole core. */
  readonly refused: readonly string[];
  /** When it was stopped or refused, ms since the epoch; null where it is left to mine. */
  readonly stoppedAt: number | null;
}

const MOST_ACCOUNTS = 16;
const MOST_STOPPED = 64;
/** The estimate ends an hour after the stop … */
export const ESTIMATED_FOR_MS = 3_600_000;
/** … and a longer pause than this between two looks is one of the whole machine, asleep. */
const LONGEST_PAUSE_MS = 150_000;
/** A reading of the load is whole so long after its slot. */
const LATE_MS = 2_000;
const NOTHING: Owed = { observedMs: 0, observedUntil: 0, avoidedMs: 0, load: [] };

export function freshCost(openedAt: number): DocumentCost {
  return { openedAt, accounts: {}, owed: {} };
}

/** Enters a report of a thread. */
export function withBusyWindow(
  cost: DocumentCost,
  key: string,
  busy: BusyWindow,
  { at, cores }: { readonly at: number; readonly cores: number },
): DocumentCost {
  const { meter: before, bill } = accountOf(cost, key);
  const windowMs = Math.min(busy.windowMs, Math.max(0, at - cost.openedAt));
  const { meter, busyMs } = metered(before, { ...busy, windowMs }, at, cores);
  if (!bill || !isMeant(bill, busy.thread)) return withAccount(cost, key, { meter, bill });
  const counted = takeUncounted(meter, (thread) => thread === busy.thread).meter;
  const stillMs = bill.stillMs + busyMs;
  const paying = withAccount(cost, key, { meter: counted, bill: { ...bill, stillMs } });
  return withOwed(paying, bill.incidentId, { observedMs: busyMs, observedUntil: at });
}

/** An incident was stored: from now on what its threads use counts on it, and what is remembered of them. */
export function withTold(cost: DocumentCost, key: string, told: Told, at: number): DocumentCost {
  const { bill } = accountOf(cost, key);
  const isSame = bill?.incidentId === told.incidentId;
  const runs = told.who === null || told.who.length > 0;
  // What was refused takes nothing over from what ran.
  if (bill && !isSame && !runs) return cost;
  const closed = bill && !isSame ? withSettled(cost, key, { at, share: 1, isEnd: true }) : cost;
  const { meter } = accountOf(closed, key);
  const before = isSame ? bill : newBill(told, at);
  const who = told.who === null || before.who === null ? null : union(before.who, told.who);
  const next: Bill = {
    ...before,
    who,
    stoppedAt: before.stoppedAt ?? told.stoppedAt,
    stopped: stoppedBy(meter, told, before.stopped, at),
  };
  const { meter: counted, busyMs } = takeUncounted(meter, (thread) => isMeant(next, thread));
  const paying = withAccount(closed, key, { meter: counted, bill: next });
  const observedUntil = busyMs > 0 ? at : 0;
  return withOwed(paying, told.incidentId, { observedMs: busyMs, observedUntil });
}

interface Settling {
  readonly at: number;
  /** Share of the estimate that the machine can have given: all documents together have no more than its cores. */
  readonly share: number;
  /** Whether the document is gone. */
  readonly isEnd: boolean;
}

/** Brings what is owed up to date for all origins. */
export function settled(cost: DocumentCost, about: Settling): DocumentCost {
  return Object.keys(cost.accounts).reduce((sum, key) => withSettled(sum, key, about), cost);
}

/** Cores that what was stopped in a document would use now. */
export function stoppedCores({ accounts }: DocumentCost, at: number): number {
  return Object.values(accounts)
    .flatMap(({ bill }) => (bill && isEstimated(bill, at) ? [coresOf(bill)] : []))
    .reduce((sum, cores) => sum + cores, 0);
}

/** Whether there is something to be added as time goes by. `soon`: load as well, which is wanted point by point. */
export function isRunning(
  { accounts, owed }: DocumentCost,
  at: number,
): { readonly any: boolean; readonly soon: boolean } {
  const bills = Object.values(accounts).flatMap(({ meter, bill }) =>
    bill ? [{ meter, bill }] : [],
  );
  const soon = bills.some(({ meter, bill }) => loadEnd(meter, bill) > slotOf(at - LATE_MS));
  const isOwed = Object.keys(owed).length > 0;
  return { any: soon || isOwed || bills.some(({ bill }) => isEstimated(bill, at)), soon };
}

/** Takes everything that is owed. */
export function withoutOwed(cost: DocumentCost): DocumentCost {
  return { ...cost, owed: {} };
}

/** The incident is gone: nothing counts on it any more. */
export function withoutIncident(cost: DocumentCost, incidentId: string): DocumentCost {
  const accounts = Object.entries(cost.accounts).map(([key, account]) => [
    key,
    account.bill?.incidentId === incidentId ? { ...account, bill: null } : account,
  ]);
  const { [incidentId]: _gone, ...owed } = cost.owed;
  return { ...cost, accounts: Object.fromEntries(accounts) as DocumentCost['accounts'], owed };
}

export function withOwed(
  cost: DocumentCost,
  incidentId: string,
  more: Partial<Owed>,
): DocumentCost {
  const { observedMs, observedUntil, avoidedMs, load } = { ...NOTHING, ...more };
  const before = cost.owed[incidentId] ?? NOTHING;
  const sum: Owed = {
    observedMs: before.observedMs + observedMs,
    observedUntil: Math.max(before.observedUntil, observedUntil),
    avoidedMs: before.avoidedMs + avoidedMs,
    load: [...before.load, ...load],
  };
  return { ...cost, owed: { ...cost.owed, [incidentId]: sum } };
}

function withSettled(
  cost: DocumentCost,
  key: string,
  { at, share, isEnd }: Settling,
): DocumentCost {
  const { meter, bill } = accountOf(cost, key);
  if (!bill) return cost;
  const until = Math.min(slotOf(isEnd ? at : at - LATE_MS) + (isEnd ? 1 : 0), loadEnd(meter, bill));
  const load = loadBetween(meter, bill.loadFrom, until);
  const hasLoad = bill.hasLoad || load.some(([, percent]) => percent > 0);
  const avoidedMs = estimatedMs(bill, at, share);
  const loadFrom = Math.max(bill.loadFrom, until);
  const next: Bill = { ...bill, loadFrom, hasLoad, countedUntil: at, stillMs: 0 };
  const paying = withAccount(cost, key, { meter, bill: next });
  return withOwed(paying, bill.incidentId, { avoidedMs, load: hasLoad ? load : [] });
}

/** What the stopped threads would have used since the last look, less what they have used all the same. */
function estimatedMs(bill: Bill, at: number, share: number): number {
  if (bill.stoppedAt === null) return 0;
  const end = Math.min(at, bill.stoppedAt + ESTIMATED_FOR_MS);
  const passedMs = Math.min(LONGEST_PAUSE_MS, Math.max(0, end - bill.countedUntil));
  return Math.max(0, coresOf(bill) * share * passedMs - bill.stillMs);
}

function isEstimated(bill: Bill, at: number): boolean {
  return bill.stoppedAt !== null && coresOf(bill) > 0 && at < bill.stoppedAt + ESTIMATED_FOR_MS;
}

function coresOf({ stopped }: Bill): number {
  return Object.values(stopped).reduce((sum, percent) => sum + percent / 100, 0);
}

function stoppedBy(
  meter: Meter,
  { who, refused, stoppedAt }: Told,
  before: Bill['stopped'],
  at: number,
): Bill['stopped'] {
  if (stoppedAt === null) return before;
  const stopped: Record<string, number> = { ...before };
  for (const thread of Object.keys(meter.threads)) {
    const percent = isMeant({ who }, thread) ? recentDutyPercent(meter, thread, at) : 0;
    if (percent > (stopped[thread] ?? 0)) stopped[thread] = percent;
  }
  for (const thread of refused) stopped[thread] = 100;
  return Object.fromEntries(Object.entries(stopped).slice(0, MOST_STOPPED));
}

/** Slot at which the load of an incident ends: a while after the stop, or after the last that was seen. */
function loadEnd({ slots }: Meter, { stoppedAt }: Bill): number {
  const last = slots.findLast(([, busyMs]) => busyMs > 0)?.[0];
  if (last === undefined) return 0;
  return stoppedAt === null ? last + 3 : slotOf(stoppedAt + AROUND_MS);
}

function newBill({ incidentId, who, stoppedAt }: Told, at: number): Bill {
  const loadFrom = slotOf(at - AROUND_MS / 2);
  const nothing = { stopped: {}, stillMs: 0, hasLoad: false };
  return { incidentId, who, stoppedAt, countedUntil: stoppedAt ?? at, loadFrom, ...nothing };
}

function isMeant({ who }: Pick<Bill, 'who'>, thread: string): boolean {
  if (who === null) return true;
  return who.some((one) => (one.endsWith('/') ? thread.startsWith(one) : thread === one));
}

function union(a: readonly string[], b: readonly string[]): readonly string[] {
  return [...new Set([...a, ...b])].slice(0, MOST_STOPPED);
}

function accountOf({ accounts }: DocumentCost, key: string): Account {
  const known = Object.hasOwn(accounts, key) ? accounts[key] : undefined;
  return known ?? { meter: EMPTY_METER, bill: null };
}

/** An origin on which no incident counts makes place. */
function withAccount(cost: DocumentCost, key: string, account: Account): DocumentCost {
  const all = Object.entries(cost.accounts).filter(([known]) => known !== key);
  const surplus = all.findIndex(([, { bill }]) => bill === null);
  if (all.length >= MOST_ACCOUNTS) all.splice(Math.max(0, surplus), 1);
  return { ...cost, accounts: Object.fromEntries([...all, [key, account]]) };
}
