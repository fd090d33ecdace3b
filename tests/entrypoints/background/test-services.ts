// Test aid: the services of the background as start.ts builds them, over a store of the test's own and without the watchers.
import { Badge } from '../../../entrypoints/background/services/badge.ts';
import { DiagnosticCounters } from '../../../entrypoints/background/services/diagnostics.ts';
import { HostLists } from '../../../entrypoints/background/services/host-lists.ts';
import { IncidentLog } from '../../../entrypoints/background/services/incident-log.ts';
import type { Services, Watcher } from '../../../entrypoints/background/services/judgement.ts';
import { PolicyStore } from '../../../entrypoints/background/services/policy.ts';
import { RuleFeed } from '../../../entrypoints/background/services/rule-feed.ts';
import { RulesInForce } from '../../../entrypoints/background/services/rules-in-force.ts';
import { SiteRules } from '../../../entrypoints/background/services/site-rules.ts';
import { Tabs } from '../../../entrypoints/background/services/tabs.ts';
import type { IncidentStore } from '../../../entrypoints/background/store/incident-store.ts';
import { openRulePackStore } from '../../../entrypoints/background/store/rule-pack-store.ts';

let opened = 0;

export function testServices(store: IncidentStore, watchers: readonly Watcher[] = []): Services {
  const diagnostics = new DiagnosticCounters();
  const policy = new PolicyStore(diagnostics);
  const rules = new RulesInForce();
  return {
    tabs: new Tabs(diagnostics),
    log: new IncidentLog(store, diagnostics, () => undefined),
    badge: new Badge(),
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
    watchers,
    engineVersion: '0.1.0',
  };
}
