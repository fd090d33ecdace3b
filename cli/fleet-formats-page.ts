// Writes docs/fleet-formats.md: each format of the fleet with one event as it is sent, made by the code that sends it; a test
// compares them.
import { createHmac } from 'node:crypto';
import prettier from 'prettier';
import type { FleetEvent } from '../core/fleet/event.ts';
import type { Attempt, Batch } from '../core/fleet/format.ts';
import { formats } from '../core/fleet/formats.ts';
import { leaving } from '../core/fleet/leaving.ts';
import { FORMATS, type FormatName } from '../core/policy/sink.ts';
import { severityOf } from '../core/report/severity.ts';
import { FORMAT_TEXTS } from './fleet-format-texts.ts';
import { AT, fleetIncident, HEAD, ORIGIN, usualSink } from './fleet-samples.ts';

export const FLEET_FORMATS_PAGE = 'docs/fleet-formats.md';

const ATTEMPT: Attempt = {
  ...{ secret: { sink: 'soc', token: '…', hashKey: '' }, scheme: 'bearer', at: AT },
  hmac: (key, text) =>
    Promise.resolve(new Uint8Array(createHmac('sha256', key).update(text).digest())),
};

/** The page as it must be for the formats as they are. */
export async function fleetFormatsPage(): Promise<string> {
  const sections = await Promise.all(FORMATS.map(sectionOf));
  const text = [...introduction, ...sections.flat()].join('\n');
  return prettier.format(text, { parser: 'markdown', printWidth: 100, singleQuote: true });
}

const introduction = [
  '# Formats of the fleet',
  '',
  'Written by `npm run docs` from `core/fleet`; do not edit. A sink of the policy names one of these formats. Every event has an',
  '**id** that is the same however often it is sent and a **number** that counts up by one on each device, so that a receiver can',
  'drop repetitions and see gaps. Bodies are compressed (`content-encoding: gzip`).',
  '',
  'The examples are one incident as it leaves with what a sink sends where the policy says nothing else: the name of the site, no',
  'path, no title. JSON is laid out here; each event, or each line, is one line when it is sent. Any answer of 2xx takes the',
  'batch, but for what each section says.',
  '',
  'No product that these formats are named after was run to check them: OTLP is checked by a reader of our own against both encodings',
  'of OpenTelemetry, OCSF and ECS against what their schemas say of the fields in use, webhooks against the signature that the',
  'specification publishes.',
  '',
];

async function sectionOf(name: FormatName): Promise<string[]> {
  const format = formats[name];
  const batch: Batch = { events: [sampleEvent(name)], origin: ORIGIN };
  const encoded = format.encode(batch);
  const headers = await format.headers(batch, encoded, ATTEMPT);
  const { title, address, about, taken } = FORMAT_TEXTS[name];
  const lines = Object.entries({ 'content-type': encoded.contentType, ...headers });
  return [
    ...[`## \`${name}\`: ${title}`, '', ...about, ''],
    ...['```http', `POST ${address}`, ...lines.map((line) => line.join(': ')), '```', ''],
    ...exampleOf(encoded.body),
    ...[`**Taken:** ${taken}`, ''],
  ];
}

/** As it leaves for a sink that sets nothing but what it must. */
function sampleEvent(format: FormatName): FleetEvent {
  const incident = fleetIncident();
  const severity = severityOf(incident);
  const event = leaving({ ...HEAD, severity, kind: 'incident', incident }, usualSink(format));
  if (!event) throw new Error('the sample does not leave');
  return event;
}

function exampleOf(body: string | Uint8Array): string[] {
  const text = typeof body === 'string' ? body : new TextDecoder().decode(body);
  const size = `${Buffer.byteLength(body)} bytes before compression`;
  if (!/^[[{]/.test(text)) return [`${size}; in base64:`, '', ...fenced('text', wrapped(body))];
  // Laid out with the page.
  const values = text.split('\n').filter((line) => line !== '');
  return [`${size}:`, '', ...values.flatMap((value) => fenced('json', value))];
}

function wrapped(body: string | Uint8Array): string {
  return Buffer.from(body)
    .toString('base64')
    .replace(/.{100}/g, '$&\n');
}

function fenced(language: string, text: string): string[] {
  return [`\`\`\`${language}`, text, '```', ''];
}
