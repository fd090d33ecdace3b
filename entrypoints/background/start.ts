// Builds the services of the background and connects them.
import browser from 'webextension-polyfill';
import { Badge } from './services/badge.ts';
import { changedNotice } from './services/changed-notice.ts';
import { CostMeter } from './services/cost.ts';
import { reportDarkSockets, watchDarkSockets } from './services/dark-sockets.ts';
import { DashboardScript } from './services/dashboards.ts';
import { DiagnosticCounters } from './services/diagnostics.ts';
import { watchDownloads } from './services/downloads.ts';
import { Extensions } from './services/extensions.ts';
import { canExamine, watchUnexplainedLoad } from './services/forensics.ts';
import { Fleet } from './services/fleet/fleet.ts';
import { HostLists } from './services/host-lists.ts';
import { blockHosts, blockNow, watchHosts } from './services/hosts.ts';
import { IncidentLog } from './services/incident-log.ts';
import { watchFirstRun } from './services/first-run.ts';
import type { Services, Watcher } from './services/services.ts';
import { LoadMeter, watchDarkTabs, watchLoad } from './services/machine-load.ts';
import { Notices } from './services/notices.ts';
import { watchPauses } from './services/pauses.ts';
import { PolicyStore } from './services/policy.ts';
import { markPolicies } from './services/policy-mark.ts';
import { Refusal } from './services/refusal.ts';
import { filterResponses } from './services/response-filter.ts';
import { routeMessages } from './services/router.ts';
import { RuleFeed } from './services/rule-feed.ts';
import { RulesInForce } from './services/rules-in-force.ts';
import { SecondEye } from './services/second-eye.ts';
import { SiteRules } from './services/site-rules.ts';
import { Tabs } from './services/tabs.ts';
import { watchUpdates } from './services/updates.ts';
import { openIncidentStore } from './store/incident-store.ts';
import { openOutboxStore } from './store/outbox-store.ts';
import { openRulePackStore } from './store/rule-pack-store.ts';

/** Synchronous: listeners that are registered later miss the event that woke the background. */
export function start(): void {
  const diagnostics = new DiagnosticCounters();
  const policy = new PolicyStore(diagnostics);
  const rules = new RulesInForce();
  const hosts = new HostLists(policy, rules);
  const watchers: Watcher[] = [];
  const tabs = new Tabs(diagnostics);
  const fleet = new Fleet(openOutboxStore(), policy, diagnostics);
  const log = logOf(fleet, policy, diagnostics);
  const services: Services = {
    ...{ tabs, log, fleet },
    cost: new CostMeter({ tabs, log, diagnostics }),
    badge: new Badge(),
    notices: new Notices(diagnostics),
    diagnostics,
    siteRules: new SiteRules(diagnostics),
    policy,
    rules,
    hosts,
    ruleFeed: new RuleFeed({
      ...{ rules, policy, diagnostics },
      store: openRulePackStore(),
      block: () => blockNow({ rules, policy, hosts, diagnostics }),
    }),
    watchers,
    engineVersion: browser.runtime.getManifest().version,
  };
  const eye = new SecondEye(services);
  const load = new LoadMeter();
  watchers.push(eye.watchWorkers, watchLoad(load), services.cost.watch);
  services.cost.start();
  services.ruleFeed.start();
  fleet.start(services);
  routeMessages(services);
  services.notices.watch(services);
  watchFirstRun(services);
  watchPauses(services);
  watchHosts(services);
  watchDownloads(services);
  new DashboardScript(policy, diagnostics).watch();
  new Extensions(services).watch();
  eye.watchModules();
  if (import.meta.env.FIREFOX) watchers.push(filterResponses(services));
  watchDarkTabs(services, load);
  if (canExamine()) watchers.push(watchUnexplainedLoad());
  watchDarkSockets(services);
  blockHosts(services);
  policy.onChange(() => void services.log.trim());
  policy.onNews(changedNotice('settings'));
  new Refusal(policy, diagnostics).watch();
  void markPolicies(diagnostics);
  if (canExamine()) {
    void reportDarkSockets(diagnostics);
    watchUpdates(services);
  }
}

function logOf(fleet: Fleet, policy: PolicyStore, diagnostics: DiagnosticCounters): IncidentLog {
  const tellPages = changedNotice('incidents');
  const changed = (): void => {
    tellPages();
    fleet.noted();
  };
  const store = openIncidentStore(undefined, fleet.leaving);
  return new IncidentLog(store, diagnostics, changed, () => policy.current);
}
