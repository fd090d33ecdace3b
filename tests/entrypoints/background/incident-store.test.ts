// The store on a real IndexedDB: order, bounds by time, replacing by id, and that a database which could not be opened
// is tried again.
import { forceCloseDatabase, indexedDB } from 'fake-indexeddb';
import { describe, expect, it, vi } from 'vitest';
import { incidentAt, MINUTE_MS, newStore, NOON } from './incident-stores.ts';

describe('the store', () => {
  it('lists the newest first, in whatever order they came', async () => {
    const store = newStore();
    const [first, second, third] = [incidentAt(1), incidentAt(2), incidentAt(3)];
    for (const one of [second, third, first]) await store.put(one, 'k');
    expect(await store.list()).toEqual([third, second, first]);
  });

  it('gives back what was put, by its id, and replaces it', async () => {
    const store = newStore();
    const incident = incidentAt(1, { title: '<b>\ud83d\ude00 "quoted"</b>' });
    await store.put(incident, 'k');
    expect(await store.get(incident.id)).toEqual(incident);
    await store.put({ ...incident, count: 2 }, 'k');
    expect(await store.list()).toEqual([{ ...incident, count: 2 }]);
    expect(await store.get(crypto.randomUUID())).toBeNull();
  });

  it('finds the newest with a key since a time, and no other', async () => {
    const store = newStore();
    const [early, late, other] = [incidentAt(1), incidentAt(2), incidentAt(3)];
    await store.put(early, 'k');
    await store.put(late, 'k');
    await store.put(other, 'kk');
    expect(await store.findRecent('k', NOON)).toEqual(late);
    expect(await store.findRecent('k', NOON + 2 * MINUTE_MS)).toEqual(late);
    expect(await store.findRecent('k', NOON + 2 * MINUTE_MS + 1)).toBeNull();
    expect(await store.findRecent('unknown', 0)).toBeNull();
  });

  it('counts the incidents of one site since a time', async () => {
    const store = newStore();
    for (const minutes of [1, 2, 3]) await store.put(incidentAt(minutes, { site: 'a.test' }), 'k');
    await store.put(incidentAt(2, { site: 'b.test' }), 'k');
    expect(await store.countOfSite('a.test', NOON + 2 * MINUTE_MS)).toBe(2);
    expect(await store.countOfSite('A.TEST', 0)).toBe(0);
  });

  it('trims to the newest and says how many went', async () => {
    const store = newStore();
    const all = Array.from({ length: 7 }, (_, index) => incidentAt(index));
    for (const one of all.toReversed()) await store.put(one, 'k');
    expect(await store.trim(3, 0)).toBe(4);
    expect(await store.list()).toEqual(all.slice(4).toReversed());
    expect(await store.trim(3, 0)).toBe(0);
    expect(await store.trim(0, 0)).toBe(3);
    expect(await store.list()).toEqual([]);
  });

  it('removes what was not seen for long, however few there are', async () => {
    const store = newStore();
    const [old, again, fresh] = [
      incidentAt(0),
      incidentAt(1, { lastSeenAt: NOON + 9 * MINUTE_MS }),
      incidentAt(8),
    ];
    for (const one of [old, again, fresh]) await store.put(one, 'k');
    expect(await store.trim(10, NOON + 5 * MINUTE_MS)).toBe(1);
    expect(await store.list()).toEqual([fresh, again]);
  });

  it('clears and says how many went', async () => {
    const store = newStore();
    expect(await store.clear()).toBe(0);
    await store.put(incidentAt(1), 'k');
    expect(await store.clear()).toBe(1);
    expect(await store.list()).toEqual([]);
  });

  it('says so when an incident cannot be stored, and goes on', async () => {
    const store = newStore();
    const broken = { ...incidentAt(1), title: (() => 'no data') as unknown as string };
    await expect(store.put(broken, 'k')).rejects.toThrow();
    await store.put(incidentAt(2), 'k');
    expect(await store.list()).toHaveLength(1);
  });

  it('tries again to open a database that could not be opened', async () => {
    const store = newStore();
    const open = vi.spyOn(indexedDB, 'open').mockImplementationOnce(() => {
      throw new DOMException('the disk is full', 'QuotaExceededError');
    });
    await expect(store.list()).rejects.toThrow('the disk is full');
    expect(await store.list()).toEqual([]);
    expect(open).toHaveBeenCalledTimes(2);
    open.mockRestore();
  });

  it('opens the database anew when the browser closed it', async () => {
    const store = newStore();
    let database: IDBDatabase | undefined;
    const open = vi.spyOn(indexedDB, 'open').mockImplementationOnce((name, version) => {
      open.mockRestore();
      const request = indexedDB.open(name, version);
      request.addEventListener('success', () => (database = request.result));
      return request;
    });
    await store.put(incidentAt(1), 'k');
    // The package's types name the class where an instance is meant.
    forceCloseDatabase(database as never);
    await new Promise((resolve) => setImmediate(resolve));
    await store.put(incidentAt(2), 'k');
    expect(await store.list()).toHaveLength(2);
  });
});
