// Asks the resolved policy about hosts: whether one is excepted, and until when. Names stand for their subdomains; a day ends
// where the device is.
import type { Policy } from './policy-keys.ts';
import type { NamedHost } from './shapes.ts';

/** The moment, or the first one after the last day, in ms since the epoch; Infinity for no end. */
export function endOf({ until }: NamedHost): number {
  if (until === '') return Infinity;
  if (until.includes('T')) return Date.parse(until);
  const [year = 0, month = 1, day = 1] = until.split('-').map(Number);
  return new Date(year, month - 1, day + 1).getTime();
}

/** Those that have not ended. @param at ms since the epoch */
export function inForce<Named extends NamedHost>(named: readonly Named[], at: number): Named[] {
  return named.filter((one) => at < endOf(one));
}

/** Their hosts. @param at ms since the epoch */
export function hostsInForce(named: readonly NamedHost[], at: number): string[] {
  return inForce(named, at).map(({ host }) => host);
}

/** When the next of these ends, in ms since the epoch; null when none does. */
export function nextEnd(policy: Policy, at: number): number | null {
  const all = [...policy.additionalHosts, ...policy.exceptedHosts, ...policy.exceptedSites];
  const ends = all.map(endOf).filter((end) => end > at && end < Infinity);
  return ends.length === 0 ? null : Math.min(...ends);
}

/** The entry that names a host or a domain that it belongs to; null when there is none in force. */
export function namedBy<Named extends NamedHost>(
  named: readonly Named[],
  host: string,
  at: number,
): Named | null {
  const name = host.toLowerCase().replace(/\.+$/, '');
  if (name === '') return null;
  const names = (one: Named): boolean => name === one.host || name.endsWith(`.${one.host}`);
  return named.find((one) => names(one) && at < endOf(one)) ?? null;
}

/** The company's words for an exception, to be kept in the incident. */
export function wordsOf({ host, reason, by, until }: NamedHost): string {
  const parts = [reason, by && `by ${by}`, until && `until ${until}`].filter(Boolean);
  return parts.length > 0 ? `${host} is excepted: ${parts.join(', ')}` : `${host} is excepted`;
}
