// Hands incidents to the browser's download as a file. The content is made in core/report; the file is named
// after the day in local time, because that is how people look for it.
import type { Incident } from '../../core/incident/incident.ts';
import { incidentsToCsv } from '../../core/report/csv.ts';
import { incidentsToJson } from '../../core/report/json.ts';

export function exportCsv(incidents: readonly Incident[], nowMs: number): void {
  save(incidentsToCsv(incidents), 'text/csv;charset=utf-8', `assay-incidents-${dayOf(nowMs)}.csv`);
}

export function exportJson(
  incidents: readonly Incident[],
  envelope: { readonly exportedAtMs: number; readonly engineVersion: string },
): void {
  const name = `assay-incidents-${dayOf(envelope.exportedAtMs)}.json`;
  save(incidentsToJson(incidents, envelope), 'application/json', name);
}

function save(text: string, type: string, name: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has its own reference by the next task; the text of a long log should not stay in memory.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** `2026-11-23` in local time. */
function dayOf(atMs: number): string {
  const date = new Date(atMs);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
