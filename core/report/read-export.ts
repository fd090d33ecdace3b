// Reads exports back: our JSON document, JSON Lines, single incidents, lists of these, and files put one behind the other. A
// file may come from anywhere: nothing in it is trusted, nothing broken takes the rest with it, and what is left out is named.
import type { Incident } from '../incident/incident.ts';
import { UNNAMED_DEVICE, type Device } from './csv.ts';
import { jsonValues } from './json-values.ts';
import { plainText } from './plain-text.ts';

export interface ReadExport {
  /** Each once, in the order of the files. */
  readonly incidents: readonly Incident[];
  /** By the id of the incident; devices without a name are left out. */
  readonly deviceOf: ReadonlyMap<string, Device>;
  /** Each once, also those without an incident. */
  readonly devices: readonly Device[];
  /** When the newest of the exports was written; null where none says. */
  readonly exportedAtMs: number | null;
  /** Sentences: what was left out, and what to do. */
  readonly problems: readonly string[];
  /** How much could not be read. A second copy of an incident is none of it. */
  readonly unreadableCount: number;
}

export interface ExportFile {
  readonly text: string;
  readonly name: string;
}

const MAX_PROBLEMS = 100;
/** Of one incident: characters and parts together. Assay writes a tenth of it at most. */
const MAX_INCIDENT_WEIGHT = 200_000;
/** From 1970 to the end of the century: later times break calendars. */
const LATEST_MS = 4_102_444_800_000;
/** A list of lists of documents is deeper than anybody means. */
const MAX_LISTS = 3;
const MAX_TAGS = 50;
const MAX_LABEL_CHARS = 200;

/** The incident of today that was stored, or null when it is none. */
export type Upgrade = (stored: unknown) => Incident | null;

/**
 * Several files as one export: an incident that is in two of them is there once.
 * @param upgrade asked of each that could be one, in their order; core/incident/upgrade.ts has it
 */
export function readExports(files: readonly ExportFile[], upgrade: Upgrade): ReadExport {
  const reading = newReading(upgrade);
  for (const { text, name } of files) readFile(reading, text, plainText(name, 80));
  const { incidents, owners, devices, exportedAtMs, problems, problemCount } = reading;
  const more = problemCount - problems.length;
  return {
    incidents: [...incidents.values()],
    deviceOf: owners,
    devices: [...devices.values()],
    exportedAtMs,
    problems: more > 0 ? [...problems, `and ${more} more`] : problems,
    unreadableCount: reading.unreadableCount,
  };
}

interface Reading {
  readonly upgrade: Upgrade;
  readonly incidents: Map<string, Incident>;
  readonly owners: Map<string, Device>;
  readonly devices: Map<string, Device>;
  readonly problems: string[];
  problemCount: number;
  unreadableCount: number;
  repeatedCount: number;
  exportedAtMs: number | null;
}

function newReading(upgrade: Upgrade): Reading {
  return {
    upgrade,
    ...{ incidents: new Map(), owners: new Map(), devices: new Map(), problems: [] },
    ...{ problemCount: 0, unreadableCount: 0, repeatedCount: 0, exportedAtMs: null },
  };
}

function readFile(reading: Reading, text: string, file: string): void {
  let isEmpty = true;
  const repeatedBefore = reading.repeatedCount;
  for (const part of jsonValues(text)) {
    isEmpty = false;
    const where = `${file}, line ${part.line}`;
    if ('value' in part) readValue(reading, part.value, where, MAX_LISTS);
    else leaveOut(reading, `${where}: ${part.problem}. Export it again, or remove these lines.`);
  }
  if (isEmpty) leaveOut(reading, `${file}: the file is empty. Export it again.`);
  const repeated = reading.repeatedCount - repeatedBefore;
  if (repeated > 0) note(reading, `${file}: ${repeatedText(repeated)}`);
}

function repeatedText(count: number): string {
  return count === 1
    ? '1 incident had been read before; the copy that was seen last is kept.'
    : `${count} incidents had been read before; the copy that was seen last is kept of each.`;
}

function readValue(reading: Reading, value: unknown, where: string, lists: number): void {
  if (Array.isArray(value) && lists > 0) readList(reading, value, where, lists);
  else if (!isRecord(value)) leaveOut(reading, `${where}: ${NOT_OURS}`);
  else if (Array.isArray(value['incidents'])) readDocument(reading, value, where);
  else if (isRecord(value['incident'])) readLine(reading, value, where);
  else addIncident(reading, value, UNNAMED_DEVICE, where);
}

const NOT_OURS =
  'this is no export of Assay. Choose a file that was exported as JSON or JSON Lines.';

function readList(reading: Reading, list: readonly unknown[], where: string, lists: number): void {
  list.forEach((item, at) => {
    readValue(reading, item, `${where}, item ${at + 1}`, lists - 1);
  });
}

function readDocument(reading: Reading, document: JsonObject, where: string): void {
  const device = readEnvelope(reading, document);
  (document['incidents'] as readonly unknown[]).forEach((item, at) => {
    addIncident(reading, item, device, `${where}, incident ${at + 1}`);
  });
}

function readLine(reading: Reading, line: JsonObject, where: string): void {
  addIncident(reading, line['incident'], readEnvelope(reading, line), where);
}

/** Notes when the export was written and returns whose it is. */
function readEnvelope(reading: Reading, envelope: JsonObject): Device {
  const written = Date.parse(textOf(envelope['exportedAt']));
  if (isTime(written)) reading.exportedAtMs = Math.max(reading.exportedAtMs ?? 0, written);
  const tags = Array.isArray(envelope['deviceTags']) ? envelope['deviceTags'] : [];
  const device = {
    deviceLabel: textOf(envelope['deviceLabel']),
    deviceTags: tags.slice(0, MAX_TAGS).map(textOf),
    userLabel: textOf(envelope['userLabel']),
  };
  const key = JSON.stringify(device);
  const known = reading.devices.get(key) ?? device;
  if (isNamed(known)) reading.devices.set(key, known);
  return known;
}

function isNamed({ deviceLabel, deviceTags, userLabel }: Device): boolean {
  return deviceLabel !== '' || deviceTags.length > 0 || userLabel !== '';
}

function addIncident(reading: Reading, stored: unknown, device: Device, where: string): void {
  const incident = reading.upgrade(stored);
  if (incident === null) leaveOut(reading, `${where}: ${whyNone(stored)}`);
  else if (!isWithinBounds(incident)) leaveOut(reading, `${where}: ${OUT_OF_BOUNDS}`);
  else keepNewest(reading, incident, device);
}

function keepNewest(reading: Reading, incident: Incident, device: Device): void {
  const { id, lastSeenAt } = incident;
  const known = reading.incidents.get(id);
  if (known) reading.repeatedCount += 1;
  if (known && known.lastSeenAt >= lastSeenAt) return;
  reading.incidents.set(id, incident);
  if (isNamed(device)) reading.owners.set(id, device);
  else reading.owners.delete(id);
}

const OUT_OF_BOUNDS =
  'the incident is larger, or of another time, than any that Assay writes. Export it again.';

function whyNone(stored: unknown): string {
  const version = isRecord(stored) ? stored['schemaVersion'] : undefined;
  if (typeof version === 'number' && Number.isInteger(version) && version > 3)
    return `the incident is of schema version ${version}. Read it with a newer Assay.`;
  if (version === undefined) return NOT_OURS;
  return 'the incident is incomplete or was changed by hand. Export it again.';
}

function isWithinBounds(incident: Incident): boolean {
  const { firstSeenAt, lastSeenAt, steps, load, feedback } = incident;
  const others = [...steps.map(({ at }) => at), ...load.map(([at]) => at)];
  if (![firstSeenAt, lastSeenAt, feedback?.at ?? 0, ...others].every(isTime)) return false;
  return weightOf(incident) <= MAX_INCIDENT_WEIGHT;
}

/** Characters and parts. The schema has fixed how deep an incident is. */
function weightOf(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null) return 1;
  return Object.entries(value).reduce((sum, [name, part]) => sum + name.length + weightOf(part), 1);
}

function isTime(atMs: number): boolean {
  return atMs >= 0 && atMs <= LATEST_MS;
}

function leaveOut(reading: Reading, problem: string): void {
  reading.unreadableCount += 1;
  note(reading, problem);
}

function note(reading: Reading, problem: string): void {
  reading.problemCount += 1;
  if (reading.problems.length < MAX_PROBLEMS) reading.problems.push(problem);
}

type JsonObject = Readonly<Record<string, unknown>>;

function isRecord(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? plainText(value, MAX_LABEL_CHARS) : '';
}
