// What the log keeps of whose page it was, as the policy says: address, host name or nothing. It only leaves out; what was seen
// and how sure we are stays.
import type { Evidence, Fact } from '../evidence/evidence.ts';
import type { Policy } from '../policy/policy-keys.ts';
import type { Incident } from './incident.ts';
import { siteOf } from './redact.ts';

export interface Keeping {
  readonly address: 'full' | 'site' | 'nothing';
  readonly isTitleKept: boolean;
}

/** @param isPrivate whether it was in a private window: no title is ever kept of these */
export function keepingOf(policy: Policy, isPrivate: boolean): Keeping {
  const address = isPrivate ? policy.storedAddressOfPrivateWindows : policy.storedAddress;
  return { address, isTitleKept: policy.storeTitles && !isPrivate };
}

/** The incident as the log may keep it. */
export function kept(incident: Incident, { address, isTitleKept }: Keeping): Incident {
  const title = isTitleKept && address !== 'nothing' ? incident.title : '';
  if (address === 'full') return { ...incident, title };
  if (address === 'site')
    return { ...incident, title, url: '', frameUrl: '', evidence: withSites(incident) };
  const names = [incident.site, ...incident.hosts].flatMap(withDomains);
  return {
    ...incident,
    ...{ site: '', url: '', frameUrl: '', title, hosts: [] },
    action: nameless(incident.action, names),
    evidence: incident.evidence.map((one) => namelessEvidence(one, names)),
    steps: incident.steps.map((step) => ({ ...step, what: nameless(step.what, names) })),
  };
}

/** A host and the domains that it belongs to: an exception can name one of them. A last label alone is a word like others. */
function withDomains(host: string): string[] {
  const labels = host.split('.');
  // Of an address the end is a number like others.
  const isAddress = /^\d+$/.test(labels.at(-1) ?? '');
  const domains = labels.slice(1, isAddress ? 1 : -1);
  return [host, ...domains.map((_, at) => labels.slice(at + 1).join('.'))];
}

/** Takes host names out of a sentence, with the rest of an address that begins with them. */
export function nameless(sentence: string, names: readonly string[]): string {
  return names
    .filter((name) => name !== '')
    .toSorted((a, b) => b.length - a.length)
    .reduce((text, name) => text.replaceAll(name, '…'), sentence);
}

function withSites({ evidence }: Incident): Incident['evidence'] {
  return evidence.map((one) => {
    const { url } = one.facts;
    return typeof url === 'string' ? { ...one, facts: { ...one.facts, url: siteOf(url) } } : one;
  });
}

/** Facts that are, or hold, names of hosts, or names that people may have given. */
const NAMING_FACTS = ['host', 'hosts', 'listedAs', 'url', 'fileName'];

function namelessEvidence(one: Evidence, names: readonly string[]): Evidence {
  const more = NAMING_FACTS.flatMap((fact) => one.facts[fact] ?? []).map(String);
  const all = [...names, ...[...more, ...more.map(siteOf)].flatMap(withDomains)];
  const facts: Record<string, Fact> = {};
  for (const [name, value] of Object.entries(one.facts))
    if (!NAMING_FACTS.includes(name)) facts[name] = value;
  return { ...one, facts, sentence: nameless(one.sentence, all) };
}
