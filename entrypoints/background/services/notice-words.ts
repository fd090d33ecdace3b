// What notifications and notices say of an incident: what happened, where, and what was done. Of the page it names the site that
// the log keeps, and nothing else that a page could choose.
import type { Response } from '../../../core/evidence/evidence.ts';
import type { Incident } from '../../../core/incident/incident.ts';
import { plainText } from '../../../core/report/plain-text.ts';
import { counted, locale, text, type TextKey } from '../../page-kit/text.ts';

const MAX_SITE_CHARS = 80;
const MOST_SITES = 3;
const LISTED = 'detect/listed-host';

const list = new Intl.ListFormat(locale, { type: 'conjunction' });

export type Kind = 'mining' | 'listed' | 'pool' | 'download' | 'extension';

const TITLES: Readonly<Record<Response, TextKey>> = {
  block: 'notice_note_stopped',
  warn: 'notice_note_warned',
  observe: 'notice_note_seen',
};

const MESSAGES: Readonly<Record<Kind, Readonly<Record<'block' | 'let', TextKey>>>> = {
  mining: { block: 'notice_mining_stopped', let: 'notice_mining_seen' },
  listed: { block: 'notice_listed_stopped', let: 'notice_listed_seen' },
  pool: { block: 'notice_pool_stopped', let: 'notice_pool_seen' },
  download: { block: 'notice_download_stopped', let: 'notice_download_seen' },
  extension: { block: 'notice_extension_stopped', let: 'notice_extension_seen' },
};

/** Title and text of a notification. */
export function noteOf(incidents: readonly Incident[]): {
  readonly title: string;
  readonly message: string;
} {
  const [first, ...others] = incidents;
  if (!first) return { title: text('product_name'), message: '' };
  if (others.length === 0)
    return { title: text(TITLES[first.response]), message: sentenceOf(first) };
  const isStopped = incidents.every(({ response }) => response === 'block');
  const title = counted(isStopped ? 'notice_many_stopped' : 'notice_many_seen', incidents.length);
  return { title, message: text('notice_many_where', { sites: sitesOf(incidents) }) };
}

function sentenceOf(incident: Incident): string {
  const messages = MESSAGES[kindOf(incident)];
  const key = incident.response === 'block' ? messages.block : messages.let;
  return text(key, { site: siteName(incident.site) });
}

/** What an incident is about, by what was seen. */
export function kindOf({ evidence, category }: Pick<Incident, 'evidence' | 'category'>): Kind {
  const ids = evidence.map(({ id }) => id);
  if (ids.includes('detect/miner-download')) return 'download';
  if (ids.includes('detect/mining-extension')) return 'extension';
  if (category === 'deliberate-mining') return 'pool';
  return ids.length > 0 && ids.every((id) => id === LISTED) ? 'listed' : 'mining';
}

function sitesOf(incidents: readonly Incident[]): string {
  const sites = [...new Set(incidents.map(({ site }) => siteName(site)))];
  const more = sites.length - MOST_SITES;
  const shown = sites.slice(0, MOST_SITES);
  return list.format(more > 0 ? [...shown, counted('notice_more_sites', more)] : shown);
}

function siteName(site: string): string {
  return plainText(site, MAX_SITE_CHARS) || text('notice_unnamed_site');
}
