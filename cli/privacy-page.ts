// Writes docs/privacy.md: every field that can leave a browser, with an example made by the code that sends it, what it is for and
// what keeps it from leaving. A field without a text stops it, and so does a text without a field.
import prettier from 'prettier';
import type { FleetEvent } from '../core/fleet/event.ts';
import { isThere, rowOf, type Row } from '../core/fleet/formats/row.ts';
import { leaving } from '../core/fleet/leaving.ts';
import type { Sink } from '../core/policy/sink.ts';
import { AT, fleetIncident, HEAD, ORIGIN, usualSink } from './fleet-samples.ts';
import {
  COMMON_TEXTS,
  DROPPED_TEXTS,
  HEARTBEAT_TEXTS,
  INCIDENT_TEXTS,
  POLICY_TEXTS,
  type FieldText,
} from './privacy-texts.ts';

export const PRIVACY_PAGE = 'docs/privacy.md';

const HASH = '9c56cc51b374c3ba189210d5b6d4bf57790d351c96c47c02190ecf1e430635ab';
const MOST_EXAMPLE_CHARS = 60;

/** What a sink gets where the policy names it and says nothing else. */
const USUAL = usualSink('ndjson');
/** What a sink gets that asks for all there is. */
export const CURIOUS: Sink = { ...USUAL, addresses: 'full', titles: true };

export interface Kind {
  readonly title: string;
  readonly event: FleetEvent;
  readonly texts: Readonly<Record<string, FieldText>>;
}

/** One event of each kind with all that it can hold. */
export function kinds(): readonly Kind[] {
  return [
    { title: 'An incident', event: incidentEvent(), texts: INCIDENT_TEXTS },
    { title: 'A heartbeat', event: heartbeatEvent(), texts: HEARTBEAT_TEXTS },
    { title: 'A policy that has changed', event: policyEvent(), texts: POLICY_TEXTS },
    { title: 'Events that were dropped', event: dropEvent(), texts: DROPPED_TEXTS },
  ];
}

/** Under the name of the user as the sink may have it. */
export function rowFor(event: FleetEvent, sink: Sink): Row {
  const left = leaving(event, sink);
  if (!left) return {};
  const users = { label: ORIGIN.user, hash: { hash: HASH }, nothing: null };
  return rowOf(left, { ...ORIGIN, user: users[sink.user] });
}

/** The page as it must be for the fields as they are. @throws an Error that names a field without text, or a text without field */
export function privacyPage(): Promise<string> {
  const all = kinds();
  const own = all.flatMap(({ title, event, texts }) => {
    const fields = Object.keys(rowFor(event, CURIOUS)).filter((name) => !(name in COMMON_TEXTS));
    return [`## ${title}`, '', ...tableOf(event, fields, texts), ''];
  });
  const [incident] = all;
  const common = incident ? tableOf(incident.event, Object.keys(COMMON_TEXTS), COMMON_TEXTS) : [];
  const text = [...introduction, '## Every event', '', ...common, '', ...own, ...besides].join(
    '\n',
  );
  return prettier.format(text, { parser: 'markdown', printWidth: 100, singleQuote: true });
}

function tableOf(
  event: FleetEvent,
  fields: readonly string[],
  texts: Readonly<Record<string, FieldText>>,
): string[] {
  const surplus = Object.keys(texts).filter((name) => !fields.includes(name));
  if (surplus.length > 0) throw new Error(`privacy-texts.ts tells of no field: ${surplus.join()}`);
  const full = { ...rowFor(event, { ...CURIOUS, user: 'hash' }), ...rowFor(event, CURIOUS) };
  const usual = rowFor(event, USUAL);
  const rows = fields.map((name) => {
    const text = texts[name];
    if (!text) throw new Error(`privacy-texts.ts does not tell of the field ${name}`);
    const leaves = isThere(usual[name]) ? 'yes' : 'no';
    return `| \`${name}\` | ${exampleOf(full[name])} | ${leaves} | ${text.why} | ${withoutText(text)} |`;
  });
  return [
    '| field | example | by default | what for | does not leave with |',
    '|-|-|-|-|-|',
    ...rows,
  ];
}

function exampleOf(value: Row[string] | undefined): string {
  const text = Array.isArray(value) ? value.join(', ') : String(value ?? '');
  const short = text.length > MOST_EXAMPLE_CHARS ? `${text.slice(0, MOST_EXAMPLE_CHARS)}…` : text;
  return short === '' ? '' : `\`${short}\``;
}

function withoutText({ without }: FieldText): string {
  if (without === null) return '';
  if ('policy' in without) return `an empty \`${without.policy}\``;
  return `\`${JSON.stringify(without).slice(1, -1).replace(':', ': ')}\``;
}

const introduction = [
  '# What leaves the browser, field by field',
  '',
  'Written by `npm run docs` from `core/fleet` and `cli/privacy-texts.ts`; do not edit.',
  '',
  'Nothing leaves until the policy names a sink (`fleetSinks`); then these fields go to that address and to no other. Each sink',
  'decides for itself. Which incidents it gets is its `severity` and `category`; `"health": false` keeps all that is not an',
  'incident. What an incident does not hold cannot leave: `storedAddress` and `storeTitles` decide that before',
  '([the guide](admin-guide.md#12-privacy-and-what-a-works-council-asks)). **No content of pages, no input, no cookie, no',
  'history of pages and no name of a file but that of a miner is in any field.**',
  '',
  'Whoever uses the browser can read what was sent: "Export what was sent" on the status page. The names are the columns of `ndjson`;',
  'the other formats carry the same under [their own names](fleet-formats.md). In Firefox nothing leaves without `dataConsent`.',
  '',
];

const besides = [
  '## In `otlp-json`, `otlp-protobuf`, `ocsf` and `ecs` besides',
  '',
  'The evidence of an incident with its facts (such as the size of a module, shares of its instructions, how long threads were busy) and',
  'the steps that were taken, with times. Addresses and names of hosts in them follow `addresses`, as above.',
  '',
  'The token of a sink goes into the header that authorises, and nowhere else.',
];

function incidentEvent(): FleetEvent {
  const url = 'https://films.example/watch?id=42';
  const incident = {
    ...{ ...fleetIncident(), url, frameUrl: 'https://ads.example/frame', title: 'Films' },
    hosts: ['pool.example'],
    feedback: { isRight: true, note: 'seen at the film of the week', at: AT },
  };
  return { ...HEAD, severity: 'high', kind: 'incident', incident };
}

function heartbeatEvent(): FleetEvent {
  return {
    ...{ ...HEAD, severity: 'informational', kind: 'heartbeat' },
    heartbeat: {
      ...{ since: AT - 3_600_000, nextWithinMinutes: 72, mode: 'block', isManaged: true },
      ...{ policyHash: HASH, ignoredKeys: 1, rulePack: 12, hostsListed: 4_711 },
      ...{ selfTestFailures: ['module rules'], gaps: ['private-windows'] },
      counts: { incidents: 2, blocked: 2, warned: 0, observed: 0, deliberate: 1 },
      cost: { observedCoreMs: 9_000, avoidedCoreMs: 480_000 },
      queue: { waiting: 1, sizeBytes: 1_180, oldestAt: AT, parked: 1, failing: ['archive'] },
    },
  };
}

function policyEvent(): FleetEvent {
  return {
    ...{ ...HEAD, severity: 'informational', kind: 'policy-changed' },
    change: {
      ...{ policyHash: HASH, previousHash: HASH, isManaged: true, mode: 'block' },
      ...{ changedKeys: ['mode', 'fleetSinks'], ignoredKeys: 1 },
    },
  };
}

function dropEvent(): FleetEvent {
  const bySeverity = { high: 1, medium: 2, low: 8, informational: 40 };
  return {
    ...{ ...HEAD, severity: 'medium', kind: 'events-dropped' },
    dropped: { events: 51, bySeverity, firstSeq: 880, lastSeq: 930, why: 'size' },
  };
}
