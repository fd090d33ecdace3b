// ArcSight's Common Event Format, for receivers that feed syslog: one JSON object a line with the time, the host and the message
// `CEF:0|…`. Header fields escape `\` and `|`, values of the extension `\` and `=`; they come bounded and as one
// line, so that none of them can end its field or begin another.
import { jsonLines } from '../../report/json-lines.ts';
import { TYPE_NAMES } from '../../report/ocsf.ts';
import { plainText } from '../../report/plain-text.ts';
import type { Severity } from '../../report/severity.ts';
import type { FleetEvent, Origin } from '../event.ts';
import { ALL_TAKEN, type Format } from '../format.ts';
import { authorized } from './authorization.ts';
import { extensionOf } from './cef-extension.ts';

export const cef: Format = {
  encode({ events, origin }) {
    const body = jsonLines(events.map((event) => lineOf(event, origin)));
    return { contentType: 'application/x-ndjson', body };
  },
  headers: authorized,
  receipt: () => ALL_TAKEN,
};

/** CEF counts 0 to 3 as low, 4 to 6 as medium, 7 and 8 as high. */
const SEVERITIES: Readonly<Record<Severity, number>> = {
  informational: 0,
  low: 3,
  medium: 6,
  high: 8,
};
const NAMES = {
  ...TYPE_NAMES,
  ...{ heartbeat: 'Heartbeat', 'policy-changed': 'Policy changed' },
  'events-dropped': 'Events dropped',
};

function lineOf(event: FleetEvent, origin: Origin): object {
  const signature = event.kind === 'incident' ? event.incident.category : event.kind;
  const header = [
    ...['CEF:0', 'Assay', 'Assay', origin.engineVersion, signature, NAMES[signature]],
    String(SEVERITIES[event.severity]),
  ];
  const extension = Object.entries(extensionOf(event, origin))
    .filter(([, value]) => value !== '')
    .map(([key, value]) => `${key}=${extensionValue(value)}`);
  return {
    time: new Date(event.at).toISOString(),
    host: plainText(origin.deviceLabel, 255) || origin.deviceId,
    message: `${header.map(headerValue).join('|')}|${extension.join(' ')}`,
  };
}

function headerValue(text: string): string {
  return plainText(text, 255).replace(/[\\|]/g, '\\$&');
}

function extensionValue(value: number | string): string {
  return String(value).replace(/[\\=]/g, '\\$&');
}
