// Builds the services of the background and connects them.
import browser from 'webextension-polyfill';
import { Badge } from './services/badge.ts';
import { reportDarkSockets, watchDarkSockets } from './services/dark-sockets.ts';
import { DiagnosticCounters } from './services/diagnostics.ts';
import { watchDownloads } from './services/downloads.ts';
import { canExamine, watchUnexplainedLoad } from './services/forensics.ts';
import { HostLists } from './services/host-lists.ts';
import { blockHosts, blockNow, watchHosts } from './services/hosts.ts';
import { IncidentLog } from './services/incident-log.ts';
import type { Services, Watcher } from './services/judgement.ts';
import { LoadMeter, watchDarkTabs, watchLoad } from './services/machine-load.ts';
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
import { openRulePackStore } from './store/rule-pack-store.ts';

/** Synchronous: listeners that are registered later miss the event that woke the background. */
export function start(): void {
  const diagnostics = new DiagnosticCounters();
  const policy = new PolicyStore(diagnostics);
  const rules = new RulesInForce();
  const hosts = new HostLists(policy, rules);
  const watchers: Watcher[] = [];
  const services: Services = {
    tabs: new Tabs(diagnostics),
    log: new IncidentLog(openIncidentStore(), diagnostics, tellOurPages, () => policy.current),
    badge: new Badge(),
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
  watchers.push(eye.watchWorkers, watchLoad(load));
  services.ruleFeed.start();
  routeMessages(services);
  watchHosts(services);
  watchDownloads(services);
  eye.watchModules();
  if (import.meta.env.FIREFOX) watchers.push(filterResponses(services));
  watchDarkTabs(services, load);
  if (canExamine()) watchers.push(watchUnexplainedLoad());
  watchDarkSockets(services);
  blockHosts(services);
  policy.onChange(() => void services.log.trim());
  new Refusal(policy, diagnostics).watch();
  void markPolicies(diagnostics);
  if (canExamine()) {
    void reportDarkSockets(diagnostics);
    watchUpdates(services);
  }
}

/** Open log and popup pages ask again; nobody may be listening, and that is fine. */
function tellOurPages(): void {
  browser.runtime.sendMessage({ assay: 'changed' }).catch(() => undefined);
}
