// Makes the incident of a decision, leaves out what the policy does not let the log keep, and hands it to the log.
import type { Decision } from '../../../core/evidence/respond.ts';
import { composeIncident, type Page } from '../../../core/incident/compose-incident.ts';
import type { Incident } from '../../../core/incident/incident.ts';
import { kept, keepingOf } from '../../../core/incident/keep.ts';
import type { Services } from './services.ts';

/** @returns what is stored; null when the site is over its bound */
export function record(
  { log, policy, engineVersion }: Services,
  decision: Decision,
  page: Page,
  at: number,
): Promise<Incident | null> {
  const id = crypto.randomUUID();
  const keeping = keepingOf(policy.current, page.isPrivate ?? false);
  return log.record(kept(composeIncident(decision, page, { id, at, engineVersion }), keeping));
}
