// Hands incidents to the browser's download as a file. The content is made in core/report.
import type { Incident } from '../../core/incident/incident.ts';
import { incidentsToCsv, type Device } from '../../core/report/csv.ts';
import { incidentsToJson } from '../../core/report/json.ts';
import { dayOf, saveFile } from '../page-kit/save-file.ts';

export function exportCsv(incidents: readonly Incident[], nowMs: number, device?: Device): void {
  const name = `assay-incidents-${dayOf(nowMs)}.csv`;
  saveFile(incidentsToCsv(incidents, device), 'text/csv;charset=utf-8', name);
}

export function exportJson(
  incidents: readonly Incident[],
  envelope: Parameters<typeof incidentsToJson>[1],
): void {
  const name = `assay-incidents-${dayOf(envelope.exportedAtMs)}.json`;
  saveFile(incidentsToJson(incidents, envelope), 'application/json', name);
}
