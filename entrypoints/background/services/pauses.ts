// The button says where nothing is stopped because the site is excepted, as long as nothing happened there.
import { siteOf } from '../../../core/incident/redact.ts';
import { namedBy } from '../../../core/policy/exceptions.ts';
import type { Services } from './services.ts';

const MAIN_FRAME = 0;

/** Says on the button that the site of a quiet page is excepted, or is not any more. */
export function showPause({ tabs, badge, policy }: Services, tabId: number): void {
  const { incidentIds, origins } = tabs.get(tabId);
  if (incidentIds.length > 0) return;
  const { exceptedSites } = policy.current;
  badge.clear(tabId, namedBy(exceptedSites, siteOf(origins[MAIN_FRAME]), Date.now()) !== null);
}

/** Keeps that up to date while exceptions come and end. */
export function watchPauses(services: Services): void {
  services.policy.onChange(() => {
    for (const [tabId] of services.tabs.all()) showPause(services, tabId);
  });
}
