// Marks documents that carry a content security policy with a Server-Timing entry, the only thing that a document_start
// script can read at once. Without it the guard could not know whether a worker may start from a blob.
import browser, { type WebRequest } from 'webextension-polyfill';
import { POLICY_MARK } from '../../../core/protocol/frame.ts';
import type { DiagnosticCounters } from './diagnostics.ts';

const MARK_RULE_ID = 1;

/** Begins to mark, for this browser session. */
export async function markPolicies(diagnostics: DiagnosticCounters): Promise<void> {
  if (import.meta.env.FIREFOX) markInResponses();
  else await markByRule(diagnostics);
}

/** Firefox has no rule with a condition on response headers, but lets us change them. */
function markInResponses(): void {
  browser.webRequest.onHeadersReceived.addListener(
    ({ responseHeaders = [] }) =>
      hasPolicy(responseHeaders) ? marked(responseHeaders) : undefined,
    { urls: ['http://*/*', 'https://*/*'], types: ['main_frame', 'sub_frame'] },
    ['blocking', 'responseHeaders'],
  );
}

function hasPolicy(headers: WebRequest.HttpHeaders): boolean {
  return headers.some(({ name }) => name.toLowerCase() === 'content-security-policy');
}

function marked(headers: WebRequest.HttpHeaders): WebRequest.BlockingResponse {
  return { responseHeaders: [...headers, { name: 'server-timing', value: POLICY_MARK }] };
}

async function markByRule(diagnostics: DiagnosticCounters): Promise<void> {
  const rule = {
    id: MARK_RULE_ID,
    priority: 1,
    condition: {
      resourceTypes: ['main_frame', 'sub_frame'],
      responseHeaders: [{ header: 'content-security-policy' }],
    },
    action: {
      type: 'modifyHeaders',
      responseHeaders: [{ header: 'server-timing', operation: 'append', value: POLICY_MARK }],
    },
  };
  try {
    await browser.declarativeNetRequest.updateSessionRules({
      removeRuleIds: [MARK_RULE_ID],
      addRules: [rule as never],
    });
  } catch {
    // The standby behind each worker then carries the whole load.
    diagnostics.count('policy mark not supported by this browser');
  }
}
