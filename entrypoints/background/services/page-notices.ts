// Puts a notice into a page in which mining was stopped, or whose visit the policy warns of: the script is injected into the
// isolated world of the top frame, once a document at most. What it shows is made here; nothing is asked of the page.
import browser from 'webextension-polyfill';
import { sentencesOf } from '../../../core/evidence/explain.ts';
import type { Decision } from '../../../core/evidence/respond.ts';
import type { Incident } from '../../../core/incident/incident.ts';
import type { Policy } from '../../../core/policy/policy-keys.ts';
import type { NoticeMessage, PageNotice } from '../../../core/protocol/notice.ts';
import { plainText } from '../../../core/report/plain-text.ts';
import { preparedRequestHref } from '../../page-kit/prepared-request.ts';
import { locale, text } from '../../page-kit/text.ts';
import type { Services } from './services.ts';
import { kindOf } from './notice-words.ts';
import { showLog } from './show-log.ts';

const SCRIPT = '/page-notice.js';
const MOST_SENTENCES = 2;
const MAX_SENTENCE_CHARS = 200;
const MAX_COMPANY_CHARS = 400;

/** After a decision was carried out: whether the page stays open, and something of it was stopped. */
export function isForPage(incident: Incident, { stops, download }: Decision): boolean {
  if (download || stops.some(({ stage }) => stage === 'tab')) return false;
  if (incident.response === 'warn') return true;
  // A request that was blocked left the page as it is.
  return incident.response === 'block' && kindOf(incident) === 'mining';
}

/** Never rejects: a page that is gone needs no notice. */
export async function noticeInPage(
  { tabs, policy, diagnostics }: Services,
  tabId: number,
  incident: Incident,
): Promise<void> {
  const record = tabs.get(tabId);
  if (tabId < 0 || record.isNoticed || !policy.current.pageNotice) return;
  tabs.set(tabId, { ...record, isNoticed: true });
  const { documentId } = record;
  // The browser's own names: a document that came meanwhile gets nothing.
  const target = documentId === null ? { tabId } : { tabId, documentIds: [documentId] };
  try {
    const args = [noticeOf(incident, policy.current)];
    await browser.scripting.executeScript({ target, func: give, args });
    await browser.scripting.executeScript({ target, files: [SCRIPT] });
  } catch {
    diagnostics.count('notices that their page could not show');
  }
}

/** The same by the id of the incident, for a document that comes after it. */
export async function noticeOfIncident(
  services: Services,
  tabId: number,
  incidentId: string,
): Promise<void> {
  const [incident] = await services.log.withIds([incidentId]);
  if (incident) await noticeInPage(services, tabId, incident);
}

/** The person has clicked in a notice: only incidents of that very page are shown, and only where people may see them. */
export async function noticeSays(
  { tabs, policy, diagnostics }: Services,
  tabId: number,
  { incidentId }: NoticeMessage,
): Promise<void> {
  await Promise.all([tabs.ready, policy.ready]);
  const isOfPage = tabs.get(tabId).incidentIds.includes(incidentId);
  if (!isOfPage || !policy.current.peopleMay.includes('see-log')) {
    diagnostics.count('clicks of notices that name no incident of their page');
    return;
  }
  await showLog(incidentId);
}

/** Runs in the page's isolated world, where its text alone is known. */
function give(about: unknown): void {
  (globalThis as { assayNotice?: unknown }).assayNotice ??= about;
}

function noticeOf(incident: Incident, policy: Policy): PageNotice {
  const { peopleMay, contact, blockedPageText } = policy;
  const isStopped = incident.response === 'block';
  const why = sentencesOf(incident.verdict, incident.evidence)
    .slice(0, MOST_SENTENCES)
    .map((sentence) => plainText(sentence, MAX_SENTENCE_CHARS));
  const askHref = askHrefOf(incident, policy, why[0] ?? '');
  const company = blockedPageText || (contact === '' ? '' : text('notice_contact', { contact }));
  return {
    lang: locale,
    dir: browser.i18n.getMessage('@@bidi_dir') || 'ltr',
    kind: isStopped ? 'stopped' : 'warned',
    product: text('product_name'),
    title: text(isStopped ? 'notice_title_stopped' : 'notice_title_warned'),
    why,
    advice: text(isStopped ? 'notice_advice_stopped' : 'notice_advice_warned'),
    company: plainText(company, MAX_COMPANY_CHARS),
    details: peopleMay.includes('see-log') ? text('notice_details') : '',
    ask: askHref === '' ? '' : text('notice_ask'),
    close: text('notice_close'),
    askHref,
    incidentId: incident.id,
  };
}

function askHrefOf(
  { id: incidentId, site }: Incident,
  { contact, peopleMay }: Policy,
  sentence: string,
): string {
  if (contact === '' || !peopleMay.includes('ask-for-exceptions')) return '';
  const about = { site, page: site, incidentId, seen: sentence };
  return preparedRequestHref(contact, about) ?? '';
}
