// Test aid: the services of the background as start.ts builds them, over a store of the test's own and of the watchers only the one that counts costs.
import { Badge } from '../../../entrypoints/background/services/badge.ts';
import { CostMeter } from '../../../entrypoints/background/services/cost.ts';
import { DiagnosticCounters } from '../../../entrypoints/background/services/diagnostics.ts';
import { Fleet } from '../../../entrypoints/background/services/fleet/fleet.ts';
import { HostLists } from '../../../entrypoints/background/services/host-lists.ts';
import { IncidentLog } from '../../../entrypoints/background/services/incident-log.ts';
import type { Services, Watcher } from '../../../entrypoints/background/services/services.ts';
import { Notices } from '../../../entrypoints/background/services/notices.ts';
import { PolicyStore } from '../../../entrypoints/background/services/policy.ts';
import { RuleFeed } from '../../../entrypoints/background/services/rule-feed.ts';
import { RulesInForce } from '../../../entrypoints/background/services/rules-in-force.ts';
import { SiteRules } from '../../../entrypoints/background/services/site-rules.ts';
import { Tabs } from '../../../entrypoints/background/services/tabs.ts';
import type { IncidentStore } from '../../../entrypoints/background/store/incident-store.ts';
import { openOutboxStore } from '../../../entrypoints/background/store/outbox-store.ts';
import { openRulePackStore } from '../../../entrypoints/background/store/rule-pack-store.ts';

/** Of the machine. */
export const CORES = 4;

let opened = 0;

export function testServices(
  store: IncidentStore,
  watchers: readonly Watcher[] = [],
  outboxStore = openOutboxStore(`outbox-test-${++opened}`),
): Services {
  const diagnostics = new DiagnosticCounters();
  const policy = new PolicyStore(diagnostics);
  const rules = new RulesInForce();
  const tabs = new Tabs(diagnostics);
  const fleet = new Fleet(outboxStore, policy, diagnostics);
  const log = new IncidentLog(store, diagnostics, () => undefined);
  const cost = new CostMeter({ tabs, log, diagnostics }, CORES);
  cost.start();
  return {
    ...{ tabs, log, cost, fleet },
    badge: new Badge(),
    notices: new Notices(diagnostics),
    diagnostics,
    siteRules: new SiteRules(diagnostics),
    policy,
    rules,
    hosts: new HostLists(policy, rules),
    ruleFeed: new RuleFeed({
      ...{ rules, policy, diagnostics },
      store: openRulePackStore(`rules-test-${++opened}`),
      block: () => Promise.resolve(true),
    }),
    watchers: [cost.watch, ...watchers],
    engineVersion: '0.1.0',
  };
}
