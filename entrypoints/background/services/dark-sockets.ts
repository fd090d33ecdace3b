// Managed build only: sockets of shared and service workers cause no request event at all. A report-only policy on scripts
// makes the browser report those of workers; the report is read and blocked, so nothing leaves and nothing breaks. What it
// costs is a line on the console of a worker that opens a socket, which is why no other build does it.
import browser, { type WebRequest } from 'webextension-polyfill';
import { LISTED_KEY, ledgerKey } from '../../../core/evidence/ledger.ts';
import type { ListedHostRequested, Observation } from '../../../core/protocol/observation.ts';
import type { DiagnosticCounters } from './diagnostics.ts';
import { observed, observedAlone } from './judgement.ts';
import type { Services } from './services.ts';
import { pageOf } from './shown-page.ts';

/** Never asked: the report is blocked before it leaves. */
const REPORT_HOST = 'assay-report.invalid';
const REPORT_ONLY = `connect-src http: https: data: blob:; report-uri https://${REPORT_HOST}/socket`;
const MAX_REPORT_BYTES = 16_384;
const RULE_IDS = [2, 3];

/** Asks the browser for the reports, for this session. */
export async function reportDarkSockets(diagnostics: DiagnosticCounters): Promise<void> {
  const header = 'content-security-policy-report-only';
  const rules = [
    {
      condition: { resourceTypes: ['script'] },
      action: {
        type: 'modifyHeaders',
        responseHeaders: [{ header, operation: 'append', value: REPORT_ONLY }],
      },
    },
    {
      condition: { requestDomains: [REPORT_HOST], resourceTypes: ['csp_report'] },
      action: { type: 'block' },
    },
  ];
  const addRules = rules.map((rule, index) => ({ ...rule, id: RULE_IDS[index], priority: 1 }));
  try {
    await browser.declarativeNetRequest.updateSessionRules({
      removeRuleIds: RULE_IDS,
      addRules: addRules as never,
    });
  } catch {
    diagnostics.count('sockets of shared and service workers are not reported by this browser');
  }
}

/** Listens for the reports. */
export function watchDarkSockets(services: Services): void {
  browser.webRequest.onBeforeRequest.addListener(
    (details) => {
      const report = readReport(details);
      if (report) void darkSocket(services, report);
      return undefined;
    },
    { urls: [`https://${REPORT_HOST}/*`] },
    ['requestBody'],
  );
}

interface Report {
  readonly origin: string;
  readonly host: string;
}

/** Null for a report of anything else: pages can send reports as well, and requests that look like one. */
function readReport(details: WebRequest.OnBeforeRequestDetailsType): Report | null {
  const { requestBody, tabId, type } = details;
  const bytes = requestBody?.raw?.[0]?.bytes as ArrayBuffer | undefined;
  if (tabId >= 0 || type !== 'csp_report' || !bytes || bytes.byteLength > MAX_REPORT_BYTES)
    return null;
  try {
    const { 'csp-report': report } = JSON.parse(new TextDecoder().decode(bytes)) as {
      readonly 'csp-report'?: Readonly<Record<string, unknown>>;
    };
    const blocked = URL.parse(String(report?.['blocked-uri']));
    const document = URL.parse(String(report?.['document-uri']));
    return blocked && document && /^wss?:$/.test(blocked.protocol)
      ? { origin: document.origin, host: blocked.host }
      : null;
  } catch {
    return null;
  }
}

/** Evidence for every tab that shows the origin; one to a listed host is an incident even without a tab. */
async function darkSocket(services: Services, { origin, host }: Report): Promise<void> {
  const { tabs, policy, rules } = services;
  await Promise.all([tabs.ready, policy.ready, rules.loading]);
  const listed = listedSocket(services, host);
  const places = tabs.showing(origin);
  for (const { tabId, frameId } of places) {
    const tab = await browser.tabs.get(tabId).catch(() => null);
    const page = pageOf(tab, origin);
    const observation: Observation = listed ?? { kind: 'dark-socket-opened', host };
    const key = listed ? LISTED_KEY : ledgerKey(origin, frameId);
    await observed(services, { tabId, key, page, observation });
  }
  if (listed && places.length === 0)
    await observedAlone(services, { url: `${origin}/`, title: '' }, listed);
}

/** What a socket to a host says by itself: null where the host is not listed. */
function listedSocket({ hosts }: Services, host: string): ListedHostRequested | null {
  const { hostname } = new URL(`http://${host}`);
  const entry = hosts.match(hostname);
  return (
    entry && {
      kind: 'listed-host-requested',
      host: hostname,
      listedAs: entry.host,
      category: entry.category,
      sources: hosts.sourceNames(entry),
      resourceType: 'websocket',
      blocked: false,
    }
  );
}
