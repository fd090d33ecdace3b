// Firefox alone: judges one WebAssembly module while it arrives. All of it is held back until the judgement is there; a
// miner is closed with nothing written, so that the page gets an empty body. What is no module, or too large, passes.
import browser, { type WebRequest } from 'webextension-polyfill';
import { ModuleJudge, type ModuleJudgement } from '../../../core/engine.ts';
import { DEFAULT_BUDGET } from '../../../core/wasm/limits.ts';
import { ledgerKey } from '../../../core/evidence/ledger.ts';
import { siteOf } from '../../../core/incident/redact.ts';
import { Sha256 } from '../../../core/hash/sha256.ts';
import type { ModuleJudged } from '../../../core/protocol/observation.ts';
import { isWasm } from '../../../core/source/first-bytes.ts';
import { wasmRules } from '../../rule-sets/wasm-rules.ts';
import { HeldResponse } from './held-response.ts';
import { observed, observedAlone } from './judgement.ts';
import type { Services } from './services.ts';
import { refusesAt } from './refusal.ts';
import { pageOf } from './shown-page.ts';
import { withCounts } from './tabs.ts';

type Details = WebRequest.OnBeforeRequestDetailsType;

/**
 * Attaches to a request of which no byte has come yet.
 * @returns what is to become of the request itself: a site that mined gets no module at all
 */
export function filterModule(services: Services, details: Details): WebRequest.BlockingResponse {
  const { diagnostics, policy, rules, siteRules } = services;
  const site = siteOf(askerOf(details));
  if (siteRules.isRefused(site)) return { cancel: true };
  const mayRefuse = async (): Promise<boolean> => {
    await policy.ready;
    return refusesAt(policy.current, site);
  };
  try {
    const filter = browser.webRequest.filterResponseData(details.requestId);
    const model = rules.current.model ?? undefined;
    const judge = new ModuleJudge(wasmRules(), DEFAULT_BUDGET, model);
    const failed = (): void => diagnostics.count('modules that could not be filtered');
    judgeStream(filter, judge, mayRefuse, failed)
      .then((judged) => judged && enter(services, details, observationOf(judged)))
      .catch(() => diagnostics.count('refused modules that were not logged'));
  } catch {
    diagnostics.count('modules that could not be filtered');
  }
  return {};
}

/** A module that was refused, and what judging cost. */
interface Refused {
  readonly judgement: ModuleJudgement;
  readonly sha256: string;
  readonly judgedInMs: number;
}

/**
 * Lets the response pass, or closes it.
 * @param mayRefuse whether the policy lets miners be refused, asked only for one
 * @param failed called when the browser ends the filter
 * @returns what was refused, or null
 */
function judgeStream(
  filter: WebRequest.StreamFilter,
  judge: ModuleJudge,
  mayRefuse: () => Promise<boolean>,
  failed: () => void,
): Promise<Refused | null> {
  const { promise, resolve, reject } = Promise.withResolvers<Refused | null>();
  const held = new HeldResponse(filter, () => resolve(null));
  let judgedInMs = 0;
  const timed = <Result>(step: () => Result): Result => {
    const startedAt = performance.now();
    const result = step();
    judgedInMs += performance.now() - startedAt;
    return result;
  };
  filter.ondata = ({ data }) => {
    const chunk = new Uint8Array(data as never);
    if (!held.push(chunk)) return;
    timed(() => judge.push(chunk));
    if (!mayBeModule(held.chunks)) held.pass();
  };
  filter.onerror = () => {
    held.letGo();
    failed();
    resolve(null);
  };
  const stopped = async (): Promise<void> => {
    held.complete();
    const judgement = timed(() => judge.finish());
    if (judgement.level !== 'confirmed' || !(await mayRefuse())) {
      held.pass();
      return;
    }
    filter.close();
    const sha256 = hashOf(held.chunks);
    held.letGo();
    resolve({ judgement, sha256, judgedInMs });
  };
  filter.onstop = () => void stopped().catch(reject);
  return promise;
}

/** By its first four bytes; what begins with a smaller piece may be one. */
function mayBeModule(chunks: readonly Uint8Array[]): boolean {
  const [first] = chunks;
  return !first || first.length < 4 || isWasm(first);
}

function hashOf(chunks: readonly Uint8Array[]): string {
  const hash = new Sha256();
  for (const chunk of chunks) hash.update(chunk);
  return hash.hex();
}

/** Address of the document or worker that asked. */
function askerOf({ documentUrl, originUrl }: Details): string {
  return documentUrl ?? originUrl ?? '';
}

function observationOf({ judgement, sha256, judgedInMs }: Refused): ModuleJudged {
  const { level, score, family, ruleIds, reasons, sizeBytes, kernelSharePercent } = judgement;
  return {
    kind: 'module-judged',
    api: 'response',
    workerId: null,
    judgedBy: 'background',
    ...{ level, score, family, ruleIds, reasons, sizeBytes, kernelSharePercent, sha256 },
    judgedInMs: Math.round(judgedInMs * 100) / 100,
    refused: true,
  };
}

/** Into the ledger of the frame that asked; for workers that belong to no tab, of every tab that shows their origin. */
async function enter(
  services: Services,
  details: Details,
  observation: ModuleJudged,
): Promise<void> {
  const { tabs } = services;
  await tabs.ready;
  const asker = askerOf(details);
  const origin = URL.canParse(asker) ? new URL(asker).origin : 'null';
  const { tabId, frameId, incognito } = details;
  const places = tabId >= 0 ? [{ tabId, frameId }] : tabs.showing(origin);
  for (const place of places) {
    tabs.set(place.tabId, withCounts(tabs.get(place.tabId), observation));
    const tab = await browser.tabs.get(place.tabId).catch(() => null);
    const key = ledgerKey(origin, place.frameId);
    // The tab may be gone by now.
    const isPrivate = tab?.incognito ?? incognito;
    const page = { ...pageOf(tab, origin), url: tab?.url ?? asker, isPrivate };
    await observed(services, { tabId: place.tabId, key, page, observation });
  }
  if (places.length > 0) return;
  const alone = { url: asker, title: '', isPrivate: incognito };
  await observedAlone(services, alone, observation);
}
