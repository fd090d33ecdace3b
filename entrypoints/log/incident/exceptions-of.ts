// Which exceptions in force an incident falls under: of its site, or of a host that took part. Pure.
import type { Incident } from '../../../core/incident/incident.ts';
import { namedBy } from '../../../core/policy/exceptions.ts';
import type { NamedHost } from '../../../core/policy/shapes.ts';
import type { Settings } from '../../../core/protocol/questions.ts';
import { withoutPort } from '../../page-kit/host-name.ts';

export interface InForce extends NamedHost {
  readonly what: 'site' | 'host';
  /** Set at this browser, and so ended here; the company's are not. */
  readonly isOwn: boolean;
}

const LISTS = { site: 'exceptedSites', host: 'exceptedHosts' } as const;

/** Each once. @param at ms since the epoch */
export function exceptionsOf(
  { site, hosts }: Pick<Incident, 'site' | 'hosts'>,
  settings: Settings,
  at: number,
): readonly InForce[] {
  return [
    ...under('site', [site], settings, at),
    ...under('host', hosts.map(withoutPort), settings, at),
  ];
}

function under(
  what: InForce['what'],
  names: readonly string[],
  { settings }: Settings,
  at: number,
): readonly InForce[] {
  const list = settings.find(({ name }) => name === LISTS[what]);
  const all = (list?.value ?? []) as readonly NamedHost[];
  const own = (list?.own ?? []) as readonly NamedHost[];
  const found = names.map((name) => namedBy(all, name, at)).filter((one) => one !== null);
  return [...new Set(found)].map((one) => ({
    ...one,
    what,
    isOwn: own.some(({ host }) => host === one.host),
  }));
}
