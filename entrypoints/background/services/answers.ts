// Answers the questions of our own pages: one function a question, typed by core/protocol/questions.ts.
import browser from 'webextension-polyfill';
import type { Right } from '../../../core/policy/define-key.ts';
import { overview } from '../../../core/evidence/ledger.ts';
import { siteOf } from '../../../core/incident/redact.ts';
import type { Questions, TabState } from '../../../core/protocol/questions.ts';
import { inForce } from './in-force.ts';
import type { Services } from './judgement.ts';
import { criteriaInForce } from './criteria.ts';

type Answers = {
  [Name in keyof Questions]: (
    services: Services,
    ask: Questions[Name]['ask'],
  ) => Promise<Questions[Name]['answer']>;
};

const answers: Answers = {
  'list-incidents': async (services) => {
    await allowed(services, 'see-log');
    return services.log.list();
  },
  'clear-incidents': async (services) => {
    await allowed(services, 'clear-log');
    return { removed: await services.log.clear() };
  },
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
  diagnostics: async ({ diagnostics, engineVersion, hosts, policy, rules, ruleFeed }) => {
    await Promise.all([policy.ready, rules.loading]);
    const { deviceLabel, deviceTags, userLabel } = policy.current;
    return {
      engineVersion,
      device: { deviceLabel, deviceTags, userLabel },
      hostsListed: hosts.counts(),
      rules: await ruleFeed.state(),
      counters: diagnostics.snapshot(),
    };
  },
  'update-rules': ({ ruleFeed }) => ruleFeed.update(),
};

/** @throws an Error that can be shown, where the company does not allow it */
async function allowed({ policy }: Services, right: Right): Promise<void> {
  await policy.ready;
  if (policy.current.peopleMay.includes(right)) return;
  const by = policy.current.organisationName || 'The company';
  const what = right === 'see-log' ? 'to see the log' : 'to clear the log';
  throw new Error(`${by} does not allow people ${what} on this device.`);
}

/** @returns `Answer`, also for questions that do not exist: the asker is ours and shows the error */
export async function answer(services: Services, message: unknown): Promise<unknown> {
  const { name } = (message ?? {}) as { name?: string };
  if (name === undefined || !Object.hasOwn(answers, name)) {
    return { ok: false, error: `There is no question "${String(name)}".` };
  }
  try {
    const value = await answers[name as keyof Questions](services, message as never);
    return { ok: true, value };
  } catch (error) {
    return { ok: false, error: error instanceof Error ? error.message : String(error) };
  }
}

async function tabState(services: Services, tabId: number): Promise<TabState> {
  const { tabs, log } = services;
  await tabs.ready;
  const record = tabs.get(tabId);
  const { level, sentences } = overview(record.ledgers, Date.now(), criteriaInForce(services));
  const { url } = await browser.tabs.get(tabId);
  const workers = Object.values(record.workers);
  const incidents = await log.withIds(record.incidentIds);
  const { incidentId } = record.stop;
  // Stopped workers fall silent, and so does their detector: what was confirmed stays so while the document lives.
  const [stopped] = incidentId === null ? [] : await log.withIds([incidentId]);
  const stoppedFor = stopped?.evidence.map(({ sentence }) => sentence) ?? [];
  return {
    site: siteOf(url),
    watched: record.watched,
    level: incidentId === null ? level : 'confirmed',
    sentences: sentences.length > 0 ? sentences : stoppedFor,
    workers: {
      running: workers.length,
      uninstrumented: workers.filter(({ instrumented }) => !instrumented).length,
    },
    modules: record.modules,
    incidents,
  };
}
