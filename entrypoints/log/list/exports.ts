// Hands the incidents that are shown to the browser's download as a file. The content is made in core/report; whole incidents are
// asked for in parts, so that a long log can be followed and stopped.
import { assessmentReport, type AssessmentContext } from '../../../core/report/assessment.ts';
import { incidentsToCsv, type Device } from '../../../core/report/csv.ts';
import type { Incident } from '../../../core/incident/incident.ts';
import { incidentsToJsonLines } from '../../../core/report/json-lines.ts';
import { incidentsToJson, type Envelope } from '../../../core/report/json.ts';
import { incidentsToOcsf } from '../../../core/report/ocsf.ts';
import { ask } from '../../page-kit/ask.ts';
import { sumOf } from '../../page-kit/format.ts';
import { dayOf, saveFile } from '../../page-kit/save-file.ts';
import { locale } from '../../page-kit/text.ts';
import type { IncidentSource } from '../incident-source.ts';
import type { Format } from './formats.ts';

const PART = 500;
const TYPES: Readonly<Record<Format, string>> = {
  csv: 'text/csv;charset=utf-8',
  json: 'application/json',
  jsonl: 'application/x-ndjson',
  ocsf: 'application/x-ndjson',
  html: 'text/html;charset=utf-8',
};
const ENDINGS: Readonly<Record<Format, string>> = {
  csv: 'csv',
  json: 'json',
  jsonl: 'jsonl',
  ocsf: 'ocsf.jsonl',
  html: 'html',
};

export interface Wanted {
  readonly format: Format;
  readonly ids: readonly string[];
  readonly source: IncidentSource;
  /** Of a file: whose each incident is; of the own log null. */
  readonly owners: ReadonlyMap<string, Device> | null;
  readonly devices: readonly Device[];
  /** What is shown, in words. */
  readonly scope: string;
  readonly period: AssessmentContext['period'];
  /** Told after each part. */
  readonly progress: (done: number) => void;
  readonly signal: AbortSignal;
}

/** Resolves when the file is handed over or the signal ended it. Rejects when the background does not answer. */
export async function exportIncidents(wanted: Wanted): Promise<void> {
  const { format, source, owners, ids, signal } = wanted;
  const incidents: Incident[] = [];
  for (let at = 0; at < ids.length; at += PART) {
    incidents.push(...(await source.incidents(ids.slice(at, at + PART))));
    if (signal.aborted) return;
    wanted.progress(Math.min(ids.length, at + PART));
  }
  const { engineVersion, device, costBasis } = await ask('diagnostics', {});
  const nowMs = Date.now();
  const envelope: Envelope = { exportedAtMs: nowMs, engineVersion, ...(!owners && { device }) };
  const text = await textOf(wanted, incidents, { envelope, costBasis });
  if (signal.aborted) return;
  const name = format === 'html' ? 'assay-report' : 'assay-incidents';
  saveFile(text, TYPES[format], `${name}-${dayOf(nowMs)}.${ENDINGS[format]}`);
}

/** Of this browser, asked for once. */
type About = Pick<AssessmentContext, 'envelope' | 'costBasis'>;

async function textOf(
  wanted: Wanted,
  incidents: readonly Incident[],
  about: About,
): Promise<string> {
  const { format, owners } = wanted;
  const { envelope } = about;
  if (format === 'csv') return incidentsToCsv(incidents, owners ?? envelope.device);
  if (format === 'json') return incidentsToJson(incidents, envelope);
  if (format === 'html') return assessmentReport(incidents, await contextOf(wanted, about));
  const lines = format === 'jsonl' ? incidentsToJsonLines : incidentsToOcsf;
  if (!owners) return lines(incidents, envelope);
  // Each line says whose it is.
  return incidents
    .map((incident) => {
      const device = owners.get(incident.id);
      return lines([incident], { ...envelope, ...(device && { device }) });
    })
    .join('');
}

async function contextOf(
  { owners, devices, scope, period }: Wanted,
  given: About,
): Promise<AssessmentContext> {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const about = { ...given, scope, period, locale, timeZone };
  // What is in force here says nothing of the devices that a file tells of.
  if (owners) return { ...about, inForce: null, deviceOf: owners, devices };
  const { keys, hostsListed, policyHash, isManaged } = await ask('in-force', {});
  const mode = keys.find(({ name }) => name === 'mode')?.value ?? '""';
  return {
    ...about,
    inForce: {
      mode: JSON.parse(mode) as string,
      listedHosts: sumOf(hostsListed),
      ...{ policyHash, isManaged },
    },
  };
}
