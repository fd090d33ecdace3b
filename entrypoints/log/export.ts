// Hands incidents to the browser's download as a file. The content is made in core/report.
import type { Incident } from '../../core/incident/incident.ts';
import { incidentsToCsv } from '../../core/report/csv.ts';
import { incidentsToJson } from '../../core/report/json.ts';
import { dayOf, saveFile } from '../page-kit/save-file.ts';

export function exportCsv(incidents: readonly Incident[], nowMs: number): void {
  saveFile(
    incidentsToCsv(incidents),
    'text/csv;charset=utf-8',
    `assay-incidents-${dayOf(nowMs)}.csv`,
  );
}

export function exportJson(
  incidents: readonly Incident[],
  envelope: { readonly exportedAtMs: number; readonly engineVersion: string },
): void {
  const name = `assay-incidents-${dayOf(envelope.exportedAtMs)}.json`;
  saveFile(incidentsToJson(incidents, envelope), 'application/json', name);
}
