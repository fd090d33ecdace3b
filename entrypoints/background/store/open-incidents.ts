// Opens the database of incidents and of what leaves of them. Log and queue each hold it open by themselves.
import type { IncidentDatabase, IncidentSchema } from './incident-database.ts';
import { upgradeIncidents } from './incident-upgrade.ts';
import { databaseOf } from './open-database.ts';

export const DATABASE = 'assay';
const VERSION = 4;

/** @returns what gives the open database */
export function openDatabase(name: string): () => Promise<IncidentDatabase> {
  return databaseOf<IncidentSchema>(name, VERSION, upgradeIncidents);
}
