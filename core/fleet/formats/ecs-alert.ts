// An incident in the names of the Elastic Common Schema: what kind of event it is, whom it threatens and with what, and the
// values that people search by. It judges nothing anew.
import type { Incident } from '../../incident/incident.ts';
import { SUB_TECHNIQUE, TACTIC, TECHNIQUE } from '../../report/attack-technique.ts';
import { hasStopFailed, wasStopped } from '../../report/severity.ts';
import type { Origin } from '../event.ts';

type Fields = Readonly<Record<string, unknown>>;

const THREAT = {
  framework: 'MITRE ATT&CK',
  tactic: { id: [TACTIC.uid], name: [TACTIC.name], reference: [TACTIC.src_url] },
  technique: {
    ...{ id: [TECHNIQUE.uid], name: [TECHNIQUE.name], reference: [TECHNIQUE.src_url] },
    subtechnique: {
      ...{ id: [SUB_TECHNIQUE.uid], name: [SUB_TECHNIQUE.name] },
      reference: [SUB_TECHNIQUE.src_url],
    },
  },
};

/** @param user whose browser it was, for the values to search by */
export function alertFields(incident: Incident, user: Origin['user']): Fields {
  const { site, url, hosts, module, evidence, steps } = incident;
  const names = [...new Set([site, ...hosts])].filter((one) => one !== '');
  return {
    event: eventFields(incident),
    threat: { ...THREAT, ...softwareOf(incident) },
    ...ruleOf(incident),
    ...(site !== '' || url !== '' ? { url: urlFields(site, url) } : {}),
    ...(module && { file: fileFields(module) }),
    related: {
      ...(names.length > 0 && { hosts: names }),
      ...(module?.sha256 && { hash: [module.sha256] }),
      ...(user && 'name' in user && { user: [user.name] }),
    },
    assay: {
      evidence: evidence.map((one) => ({ ...one, facts: JSON.stringify(one.facts) })),
      ...(steps.length > 0 && { steps }),
      ...(module && { module_kernel_share_percent: module.kernelSharePercent }),
    },
  };
}

/** On purpose it is no malware, but still what a control of use has found. */
function eventFields(incident: Incident): Fields {
  const { category, firstSeenAt, lastSeenAt } = incident;
  const isStopped = wasStopped(incident);
  return {
    kind: 'alert',
    category: [...(category === 'cryptojacking' ? ['malware'] : []), 'intrusion_detection'],
    type: isStopped ? ['info', 'denied'] : ['info'],
    ...{ action: `${category}-${isStopped ? 'stopped' : 'seen'}`, reason: incident.action },
    ...(isStopped && { outcome: 'success' }),
    ...(hasStopFailed(incident) && { outcome: 'failure' }),
    start: new Date(firstSeenAt).toISOString(),
    end: new Date(lastSeenAt).toISOString(),
    risk_score: incident.verdict.score,
  };
}

/** Malware where it was not asked for, else a tool. */
function softwareOf({ family, category }: Incident): Fields {
  if (family === null || family === '') return {};
  return { software: { name: family, type: category === 'cryptojacking' ? 'Malware' : 'Tool' } };
}

/** The detector that weighed most. */
function ruleOf({ verdict, evidence, engineVersion }: Incident): Fields {
  const [strongest] = verdict.contributions;
  if (!strongest) return {};
  const { id } = strongest;
  const kind = evidence.find((one) => one.id === id)?.kind;
  return {
    rule: {
      id,
      name: id,
      version: engineVersion,
      ruleset: 'assay',
      ...(kind && { category: kind }),
    },
  };
}

function urlFields(site: string, full: string): Fields {
  const domain = site === '' ? {} : { domain: site };
  if (!URL.canParse(full)) return { ...domain, ...(full !== '' && { full }) };
  const { protocol, port, pathname, search } = new URL(full);
  return {
    ...{ full, ...domain, scheme: protocol.slice(0, -1), path: pathname },
    ...(port !== '' && { port: Number(port) }),
    ...(search !== '' && { query: search.slice(1) }),
  };
}

function fileFields({ sha256, sizeBytes }: NonNullable<Incident['module']>): Fields {
  return {
    ...{ type: 'file', extension: 'wasm', mime_type: 'application/wasm', size: sizeBytes },
    ...(sha256 !== null && { hash: { sha256 } }),
  };
}
