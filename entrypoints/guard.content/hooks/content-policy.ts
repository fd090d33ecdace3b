// Says whether this document may forbid scripts from blob: addresses. The background marks responses that carry a
// content security policy with a Server-Timing entry (services/policy-mark.ts), the one channel that a document_start
// script can read at once. A false "no" is caught by worker-standby.ts, a false "yes" costs only instrumentation.
import { POLICY_MARK } from '../../../core/protocol/frame.ts';

/** True when a policy was seen in the response headers or in a meta element. Workers inherit the page's. */
export function forbidsBlobScripts(): boolean {
  if (typeof document === 'undefined') return false;
  return (
    (markedByHeader ??= readMark()) ||
    document.querySelector('meta[http-equiv="content-security-policy" i]') !== null
  );
}

// Read with the first worker, not at the start of every frame. A page that forges it changes only who starts its worker.
let markedByHeader: boolean | null = null;

function readMark(): boolean {
  const [entry] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  // Firefox shows it in secure contexts alone.
  const timing = entry?.serverTiming;
  return timing?.some(({ name }) => name === POLICY_MARK) ?? false;
}
