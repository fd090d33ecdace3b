// Makes an Incident of a verdict: the one place that decides category, family, hosts and the key by which repeats of
// the same thing are counted instead of stored again. Pure: id and time are arguments.
import type { Evidence } from '../evidence/evidence.ts';
import type { Decision } from '../evidence/respond.ts';
import { INCIDENT_SCHEMA_VERSION, type Incident } from './incident.ts';
import { boundedTitle, boundedUrl, siteOf } from './redact.ts';

/** Detectors whose facts are those of one module, and those that at least name a family. */
const MODULE_DETECTORS = ['detect/static-module', 'detect/dark-code', 'detect/examined-tab'];
const EXTENSION = 'detect/mining-extension';
const NAMING_DETECTORS = [
  ...MODULE_DETECTORS,
  ...['detect/static-source', 'detect/miner-download', EXTENSION],
];

export interface Page {
  readonly url: string | undefined;
  readonly title: string | undefined;
  /** Address of the frame that spoke, where it is not the page itself. */
  readonly frameUrl?: string | undefined;
  /** Whether it is in a private window. */
  readonly isPrivate?: boolean | undefined;
}

/** @param identity `at` is in ms since the epoch */
export function composeIncident(
  decision: Decision,
  page: Page,
  identity: { readonly id: string; readonly at: number; readonly engineVersion: string },
): Incident {
  const { category, response, action } = decision;
  const { evidence, verdict } = decision.judged;
  const factsOf = (detector: string): Evidence['facts'] | undefined =>
    evidence.find(({ id }) => id === detector)?.facts;
  const moduleFacts = MODULE_DETECTORS.map(factsOf).find((facts) => facts && 'sha256' in facts);
  const named =
    moduleFacts ?? NAMING_DETECTORS.map(factsOf).find((facts) => facts && 'family' in facts);
  return {
    schemaVersion: INCIDENT_SCHEMA_VERSION,
    id: identity.id,
    firstSeenAt: identity.at,
    lastSeenAt: identity.at,
    count: 1,
    site: siteOf(page.url),
    url: boundedUrl(page.url),
    title: boundedTitle(page.title),
    frameUrl: frameUrlOf(page),
    category,
    verdict,
    evidence,
    response,
    action,
    steps: isUnderWay(decision) ? [] : [{ at: identity.at, what: action, outcome: 'done' }],
    family: named ? String(named['family']) : null,
    hosts: hostsOf(evidence, page),
    module: moduleFacts ? moduleOf(moduleFacts) : null,
    cost: NO_COST,
    load: [],
    feedback: null,
    engineVersion: identity.engineVersion,
  };
}

/** Counted while the page lives on. */
const NO_COST = { observedCoreMs: 0, avoidedCoreMs: 0 } as const;

function frameUrlOf({ url, frameUrl }: Page): string {
  const frame = boundedUrl(frameUrl);
  return frame === boundedUrl(url) ? '' : frame;
}

/** What is still to be done is noted step by step, with what came of it. */
function isUnderWay({ stops, dark, download, leave, extension }: Decision): boolean {
  return [dark, download, leave, extension].some((one) => one !== null) || stops.length > 0;
}

/** Incidents with the same key within an hour are one incident, counted. */
export function mergeKey(incident: Incident): string {
  const { site, category, response, family, hosts, verdict } = incident;
  const strongest = verdict.contributions[0]?.id ?? '';
  // Extensions have no site: each is an incident of its own.
  const extension = incident.evidence.find(({ id }) => id === EXTENSION)?.facts['extensionId'];
  const more = extension === undefined ? [] : [extension];
  // JSON, because a page names the family and the pool's host: a separator could be forged.
  return JSON.stringify([site, category, response, family, strongest, hosts, ...more]);
}

/** Listed hosts, the pool's host, and the host of the frame where it happened. */
function hostsOf(evidence: readonly Evidence[], { url, frameUrl }: Page): string[] {
  const named = evidence.flatMap(({ facts: { host, hosts } }) => [
    ...(typeof host === 'string' ? [host] : []),
    ...(Array.isArray(hosts) ? (hosts as readonly string[]) : []),
  ]);
  const frame = siteOf(frameUrl);
  return [...new Set(frame === '' || frame === siteOf(url) ? named : [...named, frame])];
}

function moduleOf(facts: Evidence['facts']): Incident['module'] {
  const sha256 = String(facts['sha256']);
  return {
    sha256: /^[0-9a-f]{64}$/.test(sha256) ? sha256 : null,
    sizeBytes: Number(facts['sizeBytes']),
    kernelSharePercent: Number(facts['kernelSharePercent']),
  };
}
