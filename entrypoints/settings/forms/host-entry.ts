// One line of a list of hosts while it is being typed: what people write becomes what the policy reads, or says what is wrong.
import type { AdditionalHost, NamedHost } from '../../../core/policy/shapes.ts';

export type HostEntry = NamedHost & Partial<Pick<AdditionalHost, 'category'>>;
export type EndKind = 'none' | 'day' | 'moment';

/** What the fields hold. */
export interface Draft {
  readonly host: string;
  readonly category: AdditionalHost['category'];
  readonly reason: string;
  readonly by: string;
  readonly endKind: EndKind;
  /** As the date field holds it, in local time. */
  readonly end: string;
}

const HOST = /^(?:[a-z0-9_-]{1,63}\.)*[a-z0-9_-]{1,63}$/;

export function draftOf(entry: HostEntry | null): Draft {
  if (entry === null)
    return { host: '', category: 'cryptojacking', reason: '', by: '', endKind: 'none', end: '' };
  const { host, category = 'cryptojacking', reason, by, until } = entry;
  const endKind = until === '' ? 'none' : until.includes('T') ? 'moment' : 'day';
  return {
    host,
    category,
    reason,
    by,
    endKind,
    end: endKind === 'moment' ? localOf(until) : until,
  };
}

/** @returns the entry, or which field is wrong */
export function entryOf(draft: Draft, hasCategory: boolean): HostEntry | 'host' | 'end' {
  const host = hostIn(draft.host);
  if (host === null) return 'host';
  const until = untilOf(draft);
  if (until === null) return 'end';
  const entry = { host, reason: draft.reason.trim(), by: draft.by.trim(), until };
  return hasCategory ? { ...entry, category: draft.category } : entry;
}

/** The host of what was typed or pasted: a name, a name in other scripts, or a whole address. Null where there is none. */
export function hostIn(typed: string): string | null {
  const given = typed.trim().replace(/^\*\./, '');
  const address = /^https?:\/\//i.test(given) ? given : `https://${given}`;
  const url = URL.parse(address);
  if (!url || url.username !== '') return null;
  // Only whole addresses may have a path: `example.org/mail` would except more than it says.
  if (address !== given && (url.pathname !== '/' || url.search !== '')) return null;
  const host = url.hostname.replace(/\.$/, '');
  return host.length <= 253 && HOST.test(host) ? host : null;
}

function untilOf({ endKind, end }: Draft): string | null {
  if (endKind === 'none') return '';
  if (end === '') return null;
  if (endKind === 'day') return end;
  const at = new Date(end);
  return Number.isNaN(at.getTime()) ? null : at.toISOString().replace(/\.\d+Z$/, 'Z');
}

/** `2027-05-31T18:30` in local time, as the field for a date and time has it. */
function localOf(moment: string): string {
  const at = new Date(moment);
  if (Number.isNaN(at.getTime())) return '';
  const local = new Date(at.getTime() - at.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}

/** Whether an exception has ended: a day holds until it is over. */
export function isEnded(until: string, nowMs: number): boolean {
  if (until === '') return false;
  const at = until.includes('T') ? Date.parse(until) : Date.parse(`${until}T24:00`);
  return at <= nowMs;
}
