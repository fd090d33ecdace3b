// Answers the questions of our own pages: one function a question, typed by core/protocol/questions.ts.
import browser from 'webextension-polyfill';
import type { CostBasis } from '../../../core/incident/energy.ts';
import { MAX_NOTE_CHARS, type Incident } from '../../../core/incident/incident.ts';
import { upgradedIncident } from '../../../core/incident/upgrade.ts';
import { siteOf } from '../../../core/incident/redact.ts';
import { overview } from '../../../core/evidence/ledger.ts';
import type { Right } from '../../../core/policy/define-key.ts';
import { namedBy } from '../../../core/policy/exceptions.ts';
import type { Policy } from '../../../core/policy/policy-keys.ts';
import type { Questions, TabState } from '../../../core/protocol/questions.ts';
import { criteriaInForce } from './criteria.ts';
import { readable } from './fleet/sent.ts';
import { inForce } from './in-force.ts';
import type { Services } from './services.ts';
import {
  allowed,
  changeSetting,
  endException,
  except,
  replaceSettings,
  settingsOf,
  WrongValue,
} from './settings.ts';

type Answers = {
  [Name in keyof Questions]: (
    services: Services,
    ask: Questions[Name]['ask'],
  ) => Promise<Questions[Name]['answer']>;
};

/** Whole incidents in one answer. */
const MOST_INCIDENTS = 500;

/** What a person must be allowed to do to be answered. */
const NEEDED: Readonly<Partial<Record<keyof Questions, Right>>> = {
  'list-summaries': 'see-log',
  'changed-summaries': 'see-log',
  incidents: 'see-log',
  overview: 'see-log',
  'set-feedback': 'see-log',
  'fleet-sent': 'see-log',
  'clear-incidents': 'clear-log',
};

const answers: Answers = {
  'list-summaries': ({ log }, { below, limit }) => log.store.summaries(below, limit),
  'changed-summaries': ({ log }, { since }) => log.store.summariesSince(since),
  incidents: ({ log }, { ids }) =>
    ids === null ? log.store.newest(MOST_INCIDENTS) : log.withIds(ids.slice(0, MOST_INCIDENTS)),
  'clear-incidents': async ({ log }, { ids }) => ({ removed: await log.clear(ids) }),
  'upgrade-incidents': (_, { stored }) => Promise.resolve(stored.map(upgradedIncident)),
  'set-feedback': setFeedback,
  except,
  'end-exception': endException,
  overview: async ({ log }) => {
    const now = new Date();
    const since = (daysAgo: number) =>
      log.store.figuresSince(
        new Date(now.getFullYear(), now.getMonth(), now.getDate() - daysAgo).getTime(),
      );
    return { today: await since(0), week: await since(6) };
  },
  settings: (services) => settingsOf(services),
  'change-setting': (services, { key, value }) => changeSetting(services, key, value),
  'replace-settings': (services, { values }) => replaceSettings(services, values),
  'tab-state': (services, { tabId }) => tabState(services, tabId),
  'describe-host': async ({ hosts, policy, rules }, { host }) => {
    await Promise.all([policy.ready, rules.loading]);
    const entry = hosts.match(host);
    if (!entry) return null;
    const { host: listedAs, category } = entry;
    return { listedAs, category, sources: hosts.sourceNames(entry) };
  },
  'in-force': (services) => inForce(services),
  people: async ({ policy }) => {
    await policy.ready;
    const { peopleMay, organisationName, contact, blockedPageText } = policy.current;
    return { peopleMay, organisationName, contact, blockedPageText };
  },
  diagnostics: async ({ diagnostics, engineVersion, hosts, log, policy, rules, ruleFeed }) => {
    await Promise.all([policy.ready, rules.loading]);
    const { deviceLabel, deviceTags, userLabel } = policy.current;
    return {
      engineVersion,
      device: { deviceLabel, deviceTags, userLabel },
      costBasis: basisOf(policy.current),
      deletions: await log.store.deletions(),
      hostsListed: hosts.counts(),
      rules: await ruleFeed.state(),
      counters: diagnostics.snapshot(),
    };
  },
  'update-rules': ({ ruleFeed }) => ruleFeed.update(),
  fleet: ({ fleet }) => fleet.state(),
  'fleet-sent': async ({ fleet }) => readable(await fleet.store.sent()),
  'fleet-try': ({ fleet }, { again }) => fleet.tryNow(again),
};

/** @returns `Answer`, also for questions that do not exist: the asker is ours and shows the error */
export async function answer(services: Services, message: unknown): Promise<unknown> {
  const { name } = (message ?? {}) as { name?: string };
  if (name === undefined || !Object.hasOwn(answers, name)) {
    return { ok: false, error: `There is no question "${String(name)}".` };
  }
  try {
    const needed = NEEDED[name as keyof Questions];
    if (needed) await allowed(services, needed);
    const value = await answers[name as keyof Questions](services, message as never);
    return { ok: true, value };
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    return { ok: false, error: said, ...(error instanceof WrongValue && { isWrongValue: true }) };
  }
}

async function setFeedback(
  { log }: Services,
  { id, isRight, note }: Questions['set-feedback']['ask'],
): Promise<Incident> {
  const said = { at: Date.now(), note: note.slice(0, MAX_NOTE_CHARS).toWellFormed() };
  const feedback = isRight === null ? null : { ...said, isRight };
  const incident = await log.change(id, (known) => ({ ...known, feedback }));
  if (!incident) throw new Error('This incident is not in the log any more.');
  return incident;
}

function basisOf({ wattsPerCore, energyPriceCents, currency }: Policy): CostBasis {
  return { wattsPerCore, energyPriceCents, currency };
}

async function tabState(services: Services, tabId: number): Promise<TabState> {
  const { tabs, log, policy } = services;
  await Promise.all([tabs.ready, policy.ready]);
  const record = tabs.get(tabId);
  const { level, sentences } = overview(record.ledgers, Date.now(), criteriaInForce(services));
  const { url } = await browser.tabs.get(tabId);
  const workers = Object.values(record.workers);
  const incidents = await log.withIds(record.incidentIds);
  const { incidentId } = record.stop;
  // Stopped workers fall silent, and so does their detector: what was confirmed stays so while the document lives.
  const [stopped] = incidentId === null ? [] : await log.withIds([incidentId]);
  const stoppedFor = stopped?.evidence.map(({ sentence }) => sentence) ?? [];
  const site = siteOf(url);
  return {
    site,
    watched: record.watched,
    level: incidentId === null ? level : 'confirmed',
    sentences: sentences.length > 0 ? sentences : stoppedFor,
    workers: {
      running: workers.length,
      uninstrumented: workers.filter(({ instrumented }) => !instrumented).length,
    },
    modules: record.modules,
    incidents,
    exception: exceptionOf(services, site),
    peopleMay: policy.current.peopleMay,
    costBasis: basisOf(policy.current),
  };
}

function exceptionOf({ policy }: Services, site: string): TabState['exception'] {
  const found = namedBy(policy.current.exceptedSites, site, Date.now());
  return found && { ...found, isCompanys: !policy.isPersons('exceptedSites', found) };
}
