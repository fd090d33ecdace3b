// The services of the background as one: what each of them may ask of the others. start.ts builds it. Types only.
import type { Page } from '../../../core/incident/compose-incident.ts';
import type { Observation } from '../../../core/protocol/observation.ts';
import type { Badge } from './badge.ts';
import type { CostMeter } from './cost.ts';
import type { DiagnosticCounters } from './diagnostics.ts';
import type { Fleet } from './fleet/fleet.ts';
import type { HostLists } from './host-lists.ts';
import type { IncidentLog } from './incident-log.ts';
import type { Notices } from './notices.ts';
import type { PolicyStore } from './policy.ts';
import type { RuleFeed } from './rule-feed.ts';
import type { RulesInForce } from './rules-in-force.ts';
import type { SiteRules } from './site-rules.ts';
import type { Tabs } from './tabs.ts';

export interface Services {
  readonly tabs: Tabs;
  readonly log: IncidentLog;
  readonly fleet: Fleet;
  readonly badge: Badge;
  readonly cost: CostMeter;
  readonly notices: Notices;
  readonly diagnostics: DiagnosticCounters;
  readonly siteRules: SiteRules;
  readonly policy: PolicyStore;
  readonly hosts: HostLists;
  readonly rules: RulesInForce;
  readonly ruleFeed: RuleFeed;
  /** Told of each observation of a page after it was entered: the second looks (load, dark workers, forensics). */
  readonly watchers: readonly Watcher[];
  readonly engineVersion: string;
}

/** What looks a second time at what a page said. Must not throw and not wait. */
export type Watcher = (services: Services, about: Seen) => void;

export interface Seen {
  readonly tabId: number;
  /** Key of the ledger into which it was entered. */
  readonly key: string;
  readonly page: Page;
  readonly observation: Observation;
}
