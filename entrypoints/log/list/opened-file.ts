// An export of some device, opened to be read: its incidents as a log of its own. Nothing of it is stored; when the file is closed,
// it is forgotten. Whether what it holds are incidents is asked of the background, which has the schema.
import type { Incident } from '../../../core/incident/incident.ts';
import { summaryOf } from '../../../core/incident/summary.ts';
import type { Device } from '../../../core/report/csv.ts';
import { readExports } from '../../../core/report/read-export.ts';
import { ask } from '../../page-kit/ask.ts';
import type { IncidentSource } from '../incident-source.ts';
import type { LogState } from './log-state.ts';
import { createRowMaker, withRows } from './log-row.ts';

export interface OpenedFile {
  readonly source: IncidentSource;
  readonly state: LogState;
  readonly owners: ReadonlyMap<string, Device>;
  readonly devices: readonly Device[];
  /** Sentences: what was left out, and what to do. */
  readonly problems: readonly string[];
}

/** @param files exports, read as one */
export async function openFiles(files: readonly File[]): Promise<OpenedFile> {
  const texts = await Promise.all(
    files.map(async (file) => ({ text: await file.text(), name: file.name })),
  );
  const candidates: unknown[] = [];
  readExports(texts, (stored) => (candidates.push(stored), null));
  const known = (await upgraded(candidates)).values();
  const { incidents, deviceOf, devices, problems } = readExports(
    texts,
    () => known.next().value ?? null,
  );
  const byId = new Map(incidents.map((incident) => [incident.id, incident]));
  const { pool, rowOf } = createRowMaker();
  const rows = incidents.map((incident) =>
    rowOf(summaryOf(incident), deviceOf.get(incident.id)?.deviceLabel ?? ''),
  );
  return {
    source: {
      fileName: files.map(({ name }) => name).join(', '),
      incidents: (ids) =>
        Promise.resolve(
          ids.flatMap((id): Incident[] => (byId.get(id) ? [byId.get(id) as Incident] : [])),
        ),
    },
    state: {
      ...{ rows: withRows([], rows), pool, total: rows.length },
      ...{ isAnswered: true, isComplete: true, problem: '' },
    },
    owners: deviceOf,
    devices,
    problems,
  };
}

/** In one question; a message may not be of any size. */
const AT_ONCE = 500;

/** Of each the incident of today, or null when it is none. */
async function upgraded(stored: readonly unknown[]): Promise<(Incident | null)[]> {
  const all: (Incident | null)[] = [];
  for (let from = 0; from < stored.length; from += AT_ONCE)
    all.push(...(await ask('upgrade-incidents', { stored: stored.slice(from, from + AT_ONCE) })));
  return all;
}
