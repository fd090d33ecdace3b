// Incidents as CSV (RFC 4180, UTF-8 with BOM so that Excel reads it as UTF-8). Cells may hold text that a hostile
// page chose, and spreadsheets run cells that look like formulas (OWASP "CSV Injection"): those get a leading
// apostrophe. It never drops or shortens a value.
import type { Incident } from '../incident/incident.ts';
import type { Policy } from '../policy/policy-keys.ts';

type Cell = string | number | null;

/** Whose incidents they are, by the policy's word. */
export type Device = Pick<Policy, 'deviceLabel' | 'deviceTags' | 'userLabel'>;
export const UNNAMED_DEVICE: Device = { deviceLabel: '', deviceTags: [], userLabel: '' };

const BYTE_ORDER_MARK = '\ufeff';
// White space and apostrophes in front do not help: importers trim the one, and the other is our own mark, so
// that a cell which already looks neutralised gets a second one and the mark can be taken off without doubt.
const FORMULA = /^['\s]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^'*[\t\r\n]/u;
const NEEDS_QUOTES = /[",\r\n]|^\s|\s$/u;

/** The columns of the export, in order; times are ISO 8601 in UTC. */
const COLUMNS: readonly (readonly [name: string, of: (one: Incident, on: Device) => Cell])[] = [
  ['id', (i) => i.id],
  ['first_seen', (i) => isoTime(i.firstSeenAt)],
  ['last_seen', (i) => isoTime(i.lastSeenAt)],
  ['count', (i) => i.count],
  ['site', (i) => i.site],
  ['url', (i) => i.url],
  ['title', (i) => i.title],
  ['frame_url', (i) => i.frameUrl],
  ['category', (i) => i.category],
  ['verdict', (i) => i.verdict.level],
  ['score', (i) => i.verdict.score],
  ['response', (i) => i.response],
  ['action', (i) => i.action],
  ['family', (i) => i.family],
  ['seen', (i) => i.evidence.map((e) => e.sentence).join(' | ')],
  ['points', (i) => i.verdict.contributions.map((c) => `${c.id}: ${c.points}`).join(' | ')],
  ['hosts', (i) => i.hosts.join(' ')],
  ['module_sha256', (i) => i.module?.sha256 ?? null],
  ['module_bytes', (i) => i.module?.sizeBytes ?? null],
  ['module_kernel_percent', (i) => i.module?.kernelSharePercent ?? null],
  ['observed_core_seconds', (i) => i.cost.observedCoreMs / 1_000],
  ['avoided_core_seconds', (i) => i.cost.avoidedCoreMs / 1_000],
  ['feedback', (i) => feedbackWord(i.feedback)],
  ['feedback_note', (i) => i.feedback?.note ?? null],
  ['engine_version', (i) => i.engineVersion],
  ['device', (_, device) => device.deviceLabel],
  ['device_tags', (_, device) => device.deviceTags.join(' ')],
  ['user', (_, device) => device.userLabel],
];

export const CSV_COLUMN_NAMES: readonly string[] = COLUMNS.map(([name]) => name);

/** One device for all incidents, or the device of each by the id of the incident. */
export type Owners = Device | ReadonlyMap<string, Device>;

/** A whole CSV file: BOM, one header row, one row an incident in the given order, each ended by CR LF. */
export function incidentsToCsv(
  incidents: readonly Incident[],
  owners: Owners = UNNAMED_DEVICE,
): string {
  const rows = incidents.map((incident) => {
    const device = ownerOf(incident, owners);
    return csvRow(COLUMNS.map(([, of]) => of(incident, device)));
  });
  return BYTE_ORDER_MARK + [csvRow(CSV_COLUMN_NAMES), ...rows].join('');
}

/** One record with its CR LF; null is an empty cell. */
export function csvRow(cells: readonly Cell[]): string {
  return `${cells.map((cell) => quoted(neutralised(cell === null ? '' : String(cell)))).join(',')}\r\n`;
}

/** The cell as a spreadsheet may safely read it: an apostrophe in front of whatever could run as a formula. */
export function neutralised(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

function ownerOf({ id }: Incident, owners: Owners): Device {
  return 'deviceLabel' in owners ? owners : (owners.get(id) ?? UNNAMED_DEVICE);
}

function feedbackWord(feedback: Incident['feedback']): Cell {
  if (!feedback) return null;
  return feedback.isRight ? 'right' : 'wrong';
}

function quoted(text: string): string {
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function isoTime(atMs: number): string {
  return new Date(atMs).toISOString();
}
