// Marks documents that carry a content security policy with a Server-Timing entry, the only thing that a document_start
// script can read at once. Without it the guard could not know whether a worker may start from a blob.
import browser from 'webextension-polyfill';
import { POLICY_MARK } from '../../../core/protocol/frame.ts';
import type { DiagnosticCounters } from './diagnostics.ts';

const MARK_RULE_ID = 1;

/** Sets the rule for this browser session. */
export async function markPolicies(diagnostics: DiagnosticCounters): Promise<void> {
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
    // Firefox has no responseHeaders condition; there the standby behind each worker carries the whole load.
    diagnostics.count('policy mark not supported by this browser');
  }
}
