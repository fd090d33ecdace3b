// Builds the services of the background and connects them.
import browser from 'webextension-polyfill';
import { Badge } from './services/badge.ts';
import { DiagnosticCounters } from './services/diagnostics.ts';
import { blockHosts, watchHosts } from './services/hosts.ts';
import { IncidentLog } from './services/incident-log.ts';
import type { Services } from './services/judgement.ts';
import { markPolicies } from './services/policy-mark.ts';
import { routeMessages } from './services/router.ts';
import { Tabs } from './services/tabs.ts';
import { openIncidentStore } from './store/incident-store.ts';

/** Synchronous: listeners that are registered later miss the event that woke the background. */
export function start(): void {
  const diagnostics = new DiagnosticCounters();
  const services: Services = {
    tabs: new Tabs(diagnostics),
    log: new IncidentLog(openIncidentStore(), diagnostics, tellOurPages),
    badge: new Badge(),
    diagnostics,
    engineVersion: browser.runtime.getManifest().version,
  };
  routeMessages(services);
  watchHosts(services);
  void blockHosts(diagnostics);
  void markPolicies(diagnostics);
}

/** Open log and popup pages ask again; nobody may be listening, and that is fine. */
function tellOurPages(): void {
  browser.runtime.sendMessage({ assay: 'changed' }).catch(() => undefined);
}
