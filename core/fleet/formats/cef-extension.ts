// Which key of CEF's dictionary holds what of an event, and how long its value may be there. Escaping is not its business.
import type { Incident } from '../../incident/incident.ts';
import { detectorsOf } from '../../report/ocsf.ts';
import { plainText as text } from '../../report/plain-text.ts';
import { SUB_TECHNIQUE } from '../../report/attack-technique.ts';
import { hasStopFailed, wasStopped } from '../../report/severity.ts';
import type { FleetEvent, Heartbeat, Origin, PolicyChange } from '../event.ts';
import { lineOf } from './event-line.ts';

/** Keys in the order in which they are written. A text is one line of bounded length; an empty one holds nothing. */
export type Extension = Readonly<Record<string, number | string>>;

const CUSTOM_CHARS = 4_000;

export function extensionOf(event: FleetEvent, origin: Origin): Extension {
  return {
    ...{ rt: event.at, externalId: text(event.id, 40), msg: text(lineOf(event), 1_023) },
    ...labelled('cn2', 'Sequence', event.seq),
    ...originKeys(origin),
    ...kindKeys(event),
  };
}

function kindKeys(event: FleetEvent): Extension {
  switch (event.kind) {
    case 'incident':
      return incidentKeys(event.incident);
    case 'heartbeat':
      return heartbeatKeys(event.heartbeat);
    case 'policy-changed':
      return policyKeys(event.change);
    case 'events-dropped':
      return {
        ...{ cat: text('health', 1_023), cnt: event.dropped.events },
        reason: text(event.dropped.why, 1_023),
        ...labelled('cn1', 'First sequence', event.dropped.firstSeq),
        ...labelled('cn3', 'Last sequence', event.dropped.lastSeq),
      };
  }
}

/** The user and the host are where the visit began; the site is where it went. */
function originKeys({ deviceId, deviceLabel, user, browser, ...rest }: Origin): Extension {
  const name = user && ('name' in user ? user.name : user.hash);
  return {
    ...{ deviceExternalId: text(deviceId, 255), dvchost: text(deviceLabel, 100) },
    ...{ shost: text(deviceLabel, 1_023), suser: text(name ?? '', 1_023) },
    requestClientApplication: text(`${browser.name}/${browser.version}`, 1_023),
    ...labelled('cs6', 'Device tags', rest.deviceTags.join(' ')),
  };
}

function incidentKeys(incident: Incident): Extension {
  const { module, verdict, cost } = incident;
  return {
    ...{ start: incident.firstSeenAt, end: incident.lastSeenAt, cnt: incident.count },
    ...{ cat: text(incident.category, 1_023), act: text(actOf(incident), 63) },
    ...{ reason: text(incident.action, 1_023), outcome: outcomeOf(incident) },
    ...{ dhost: text(incident.site, 1_023), request: text(incident.url, 1_023) },
    requestContext: text(incident.frameUrl, 2_048),
    ...(module && { fsize: module.sizeBytes, fileHash: text(module.sha256 ?? '', 255) }),
    ...labelled('cs1', 'Family', incident.family ?? ''),
    ...labelled('cs2', 'Detectors', detectorsOf(incident).join(' ')),
    ...labelled('cs3', 'Hosts', incident.hosts.join(' ')),
    ...labelled('cs4', 'Incident', incident.id),
    ...labelled('cs5', 'ATT&CK technique', SUB_TECHNIQUE.uid),
    ...labelled('cn1', 'Score', Math.round(verdict.score)),
    ...labelled('cn3', 'Avoided core ms', cost.avoidedCoreMs),
    ...labelled('flexNumber1', 'Observed core ms', cost.observedCoreMs),
    ...labelled('flexString1', 'Page title', incident.title, 1_023),
    ...labelled('flexString2', 'Verdict', verdict.level),
  };
}

function actOf(incident: Incident): string {
  if (wasStopped(incident)) return 'blocked';
  return hasStopFailed(incident) ? 'block failed' : incident.response;
}

/** Of the attempt to stop it; empty where there was none. */
function outcomeOf(incident: Incident): string {
  if (wasStopped(incident)) return 'success';
  return hasStopFailed(incident) ? 'failure' : '';
}

function heartbeatKeys({ counts, queue, ...rest }: Heartbeat): Extension {
  return {
    ...{ cat: text('health', 1_023), start: rest.since, cnt: counts.incidents },
    ...labelled('cs1', 'Mode', rest.mode),
    ...labelled('cs2', 'Policy hash', rest.policyHash),
    ...labelled('cs3', 'Self-test failures', rest.selfTestFailures.join(' ')),
    ...labelled('cs4', 'Not covered', rest.gaps.join(' ')),
    ...labelled('cs5', 'Failing sinks', queue.failing.join(' ')),
    ...labelled('cn1', 'Events waiting', queue.waiting),
    ...labelled('cn3', 'Rule pack', rest.rulePack),
    ...labelled('flexNumber1', 'Next within minutes', rest.nextWithinMinutes),
  };
}

function policyKeys(change: PolicyChange): Extension {
  return {
    cat: text('health', 1_023),
    ...labelled('cs1', 'Mode', change.mode),
    ...labelled('cs2', 'Policy hash', change.policyHash),
    ...labelled('cs3', 'Previous policy hash', change.previousHash),
    ...labelled('cs4', 'Changed keys', change.changedKeys.join(' ')),
    ...labelled('cn1', 'Ignored keys', change.ignoredKeys),
  };
}

/** A custom key with the label that says what it holds; neither where there is nothing to hold. */
function labelled(
  key: string,
  label: string,
  value: string | number,
  maxChars = CUSTOM_CHARS,
): Extension {
  const held = typeof value === 'number' ? value : text(value, maxChars);
  return held === '' ? {} : { [key]: held, [`${key}Label`]: label };
}
