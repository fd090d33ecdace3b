// Rule packs in a database of their own: the last two that were good, the newest version ever applied under each
// key, and what came of the last look at the feed. It stores text and judges none: whoever reads a pack opens it anew.
import type { DBSchema, IDBPDatabase } from 'idb';
import type { Newest } from '../../../core/rule-pack/open-pack.ts';
import { databaseOf } from './open-database.ts';

/** What came of a look at the feed. */
export interface FeedCheck {
  /** Ms since the epoch. */
  readonly at: number;
  /** In words, as people read it. */
  readonly outcome: string;
}

interface Schema extends DBSchema {
  /** Files, numbered as they came. */
  packs: { key: number; value: string };
  newest: { key: string; value: Newest };
  checks: { key: 'last'; value: FeedCheck };
}

export interface RulePackStore {
  /** Files of the last good packs, newest first. */
  lastGood(): Promise<string[]>;
  /** The newest pack ever applied under a key. */
  newestOf(keyId: string): Promise<Newest | null>;
  /** Keeps a pack that was applied, in one step with its version. Resolves when it is durable. */
  keep(file: string, keyId: string, newest: Newest): Promise<void>;
  lastCheck(): Promise<FeedCheck | null>;
  noteCheck(check: FeedCheck): Promise<void>;
}

/** @param name database name; tests use their own */
export function openRulePackStore(name = 'assay-rules'): RulePackStore {
  const database = databaseOf<Schema>(name, 1, (made) => {
    made.createObjectStore('packs', { autoIncrement: true });
    made.createObjectStore('newest');
    made.createObjectStore('checks');
  });
  return {
    async lastGood() {
      return (await (await database()).getAll('packs')).reverse();
    },
    async newestOf(keyId) {
      return (await (await database()).get('newest', keyId)) ?? null;
    },
    async keep(file, keyId, newest) {
      await keepIn(await database(), file, keyId, newest);
    },
    async lastCheck() {
      return (await (await database()).get('checks', 'last')) ?? null;
    },
    async noteCheck(check) {
      await (await database()).put('checks', check, 'last');
    },
  };
}

async function keepIn(
  database: IDBPDatabase<Schema>,
  file: string,
  keyId: string,
  newest: Newest,
): Promise<void> {
  const transaction = database.transaction(['packs', 'newest'], 'readwrite', {
    durability: 'strict',
  });
  const packs = transaction.objectStore('packs');
  const before = await packs.getAllKeys();
  for (const key of before.slice(0, -1)) void packs.delete(key);
  void packs.add(file);
  void transaction.objectStore('newest').put(newest, keyId);
  await transaction.done;
}
