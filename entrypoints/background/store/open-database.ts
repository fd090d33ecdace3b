// Opens a database of IndexedDB when it is first needed. A failed opening (a full disk) is tried again with the next call, and
// so is a database that the browser has closed, as when site data is cleared.
import { openDB, type DBSchema, type IDBPDatabase, type OpenDBCallbacks } from 'idb';

/** @returns what gives the open database */
export function databaseOf<Schema extends DBSchema>(
  name: string,
  version: number,
  upgrade: NonNullable<OpenDBCallbacks<Schema>['upgrade']>,
): () => Promise<IDBPDatabase<Schema>> {
  let opening: Promise<IDBPDatabase<Schema>> | null = null;
  const forget = (): void => void (opening = null);
  return () =>
    (opening ??= openDB<Schema>(name, version, { terminated: forget, upgrade }).catch(
      (error: unknown) => {
        forget();
        throw error;
      },
    ));
}
