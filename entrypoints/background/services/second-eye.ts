// A second look at places where no guard is: shared and service workers, workers inside them, and workers of pages under a
// content security policy. The browser tells of their requests; what they asked for is fetched once more, without
// cookies, and judged. It can be other bytes and it comes late: evidence, never a refusal.
import browser, { type WebRequest } from 'webextension-polyfill';
import { Sha256 } from '../../../core/hash/sha256.ts';
import { boundedUrl } from '../../../core/incident/redact.ts';
import { judgeFileBytes, type FileRules } from '../../../core/judge-file.ts';
import type { DarkCodeJudged } from '../../../core/protocol/observation.ts';
import { ledgerKey } from '../../../core/evidence/ledger.ts';
import { fileRules } from '../../rule-sets/file-rules.ts';
import { wasmRules } from '../../rule-sets/wasm-rules.ts';
import { boundedBody } from './bounded-body.ts';
import { observed, observedAlone } from './judgement.ts';
import type { Seen, Services, Watcher } from './services.ts';
import { pageOf } from './shown-page.ts';
import { isDedicated } from './tabs.ts';

/** Larger files are not fetched again. */
const MOST_BYTES = 32 << 20;
/** Fetched again at most so many in a minute; the same address once in a session of the background. */
const MOST_PER_MINUTE = 60;
const MAX_REMEMBERED = 1_000;
/** What is requested is listened to for so long after a worker without guard was started: it costs each request a moment. */
const LISTEN_FOR_MS = 60_000;
/** Of the scripts that a script names. */
const MOST_IMPORTS = 8;
const IMPORTS =
  /importScripts\s*\(([^)]{1,2000})\)|\bimport\s*(?:[\w*{},\s$]{1,500}\bfrom\s*)?["']([^"']{1,500})["']/g;
const QUOTED = /["'`]([^"'`]{1,500})["'`]/g;
const WASM_TYPE = /^application\/wasm\b/i;
const WASM_URLS = [
  'http://*/*.wasm',
  'https://*/*.wasm',
  'http://*/*.wasm?*',
  'https://*/*.wasm?*',
];
const ANY_URL = ['http://*/*', 'https://*/*'];
const TYPES: WebRequest.ResourceType[] = ['script', 'xmlhttprequest', 'other'];

type Verdict = Omit<DarkCodeJudged, 'place'>;

interface Judged {
  readonly verdict: Verdict;
  /** Addresses that a script loads by name. */
  readonly imports: readonly string[];
}

type Details = WebRequest.OnHeadersReceivedDetailsType & { readonly initiator?: string };

export class SecondEye {
  readonly #judged = new Map<string, Promise<Judged | null>>();
  /** Tab and address of what is evidence already. */
  readonly #entered = new Set<string>();
  readonly #rules: FileRules = { wasm: wasmRules(), source: fileRules() };
  readonly #services: Services;
  #budget = MOST_PER_MINUTE;
  #refilledAt = Date.now();
  #listeningUntil = 0;

  constructor(services: Services) {
    this.#services = services;
  }

  /** Modules with the usual ending are looked at whenever they are asked for; they are few. */
  watchModules(): void {
    browser.webRequest.onHeadersReceived.addListener(
      this.#anyRequest,
      { urls: WASM_URLS, types: TYPES },
      ['responseHeaders'],
    );
  }

  /** Workers of which a guard says that it cannot look into them. */
  readonly watchWorkers: Watcher = (_services, seen) => {
    const { observation } = seen;
    if (observation.kind !== 'worker-started' || observation.instrumented) return;
    // Half of the web has a service worker: of those only what their script names is looked at.
    if (observation.type !== 'service') this.#listen();
    if (observation.url !== '') void this.#lookAt(observation.url, seen, MOST_IMPORTS);
  };

  /** A script, and what it loads by name. */
  async #lookAt(url: string, seen: Seen, mostImports: number): Promise<void> {
    const judged = await this.#look(url);
    await this.#enter(seen, judged);
    const imports = judged?.imports.slice(0, mostImports) ?? [];
    await Promise.all(imports.map((imported) => this.#lookAt(imported, seen, 0)));
  }

  /** Listens for a while to everything that can be code. */
  #listen(): void {
    const isListening = this.#listeningUntil > 0;
    this.#listeningUntil = Date.now() + LISTEN_FOR_MS;
    if (isListening) return;
    browser.webRequest.onHeadersReceived.addListener(
      this.#anyRequest,
      { urls: ANY_URL, types: TYPES },
      ['responseHeaders'],
    );
    setTimeout(() => this.#endListening(), LISTEN_FOR_MS);
  }

  #endListening(): void {
    const leftMs = this.#listeningUntil - Date.now();
    if (leftMs > 0) {
      setTimeout(() => this.#endListening(), leftMs);
      return;
    }
    this.#listeningUntil = 0;
    browser.webRequest.onHeadersReceived.removeListener(this.#anyRequest);
  }

  readonly #anyRequest = (details: Details): void => this.#requested(details);

  /** Requests of shared, service and nested workers belong to no tab; those of other dark workers to that of their page. */
  #requested(details: Details): void {
    const { url, tabId, initiator, statusCode } = details;
    const origin = initiator ?? details.originUrl;
    if (statusCode >= 400 || !origin?.startsWith('http') || !isCode(details)) return;
    if (tabId < 0) void this.#tablessRequest(url, new URL(origin).origin);
    else void this.#tabRequest(tabId, url, new URL(origin).origin);
  }

  async #tablessRequest(url: string, origin: string): Promise<void> {
    const judged = await this.#look(url);
    if (judged && judged.verdict.level !== 'clear')
      await this.#enterEverywhere(origin, judged.verdict);
  }

  async #tabRequest(tabId: number, url: string, origin: string): Promise<void> {
    const { tabs } = this.#services;
    await tabs.ready;
    const { workers } = tabs.get(tabId);
    const isDark = Object.values(workers).some(
      ({ instrumented, type }) => !instrumented && isDedicated(type),
    );
    if (!isDark) return;
    const judged = await this.#look(url);
    const tab = await browser.tabs.get(tabId).catch(() => null);
    const page = pageOf(tab, origin);
    await this.#enter({ tabId, key: origin, page }, judged);
  }

  /** Evidence for every tab that shows the origin; without one it is an incident by itself. */
  async #enterEverywhere(origin: string, judged: Verdict): Promise<void> {
    const { tabs } = this.#services;
    await tabs.ready;
    const observation: DarkCodeJudged = { ...judged, place: 'tabless worker' };
    const places = tabs.showing(origin);
    for (const { tabId, frameId } of places) {
      if (!this.#isNews(tabId, judged)) continue;
      const key = ledgerKey(origin, frameId);
      const tab = await browser.tabs.get(tabId).catch(() => null);
      const page = pageOf(tab, origin);
      await observed(this.#services, { tabId, key, page, observation });
    }
    if (places.length > 0 || !this.#isNews(-1, judged)) return;
    await observedAlone(this.#services, { url: `${origin}/`, title: '' }, observation);
  }

  async #enter(seen: Asked, judged: Judged | null): Promise<void> {
    if (!judged || judged.verdict.level === 'clear' || !this.#isNews(seen.tabId, judged.verdict))
      return;
    const from = seen.observation;
    const isOwn = from?.kind !== 'worker-started' || isDedicated(from.type);
    const place = isOwn ? 'worker' : 'tabless worker';
    const observation: DarkCodeJudged = { ...judged.verdict, place };
    await observed(this.#services, { ...seen, observation });
  }

  #isNews(tabId: number, { url }: Verdict): boolean {
    const { documentId } = this.#services.tabs.get(tabId);
    const name = `${tabId} ${documentId ?? ''} ${url}`;
    if (this.#entered.has(name)) return false;
    if (this.#entered.size >= MAX_REMEMBERED) this.#entered.clear();
    this.#entered.add(name);
    return true;
  }

  /** @returns what is to be said of an address, or null where it could not be read */
  #look(url: string): Promise<Judged | null> {
    const known = this.#judged.get(url);
    if (known) return known;
    if (!this.#mayFetch()) {
      this.#services.diagnostics.count('code of dark workers not looked at: too much of it');
      return Promise.resolve(null);
    }
    if (this.#judged.size >= MAX_REMEMBERED) this.#judged.clear();
    const looking = this.#fetchAndJudge(url).catch(() => {
      this.#services.diagnostics.count('code of dark workers that could not be read');
      return null;
    });
    this.#judged.set(url, looking);
    return looking;
  }

  #mayFetch(): boolean {
    const now = Date.now();
    const refilled = ((now - this.#refilledAt) / 60_000) * MOST_PER_MINUTE;
    this.#budget = Math.min(MOST_PER_MINUTE, this.#budget + refilled);
    this.#refilledAt = now;
    return this.#budget >= 1 && this.#budget-- >= 1;
  }

  async #fetchAndJudge(url: string): Promise<Judged | null> {
    const bytes = await fetchAgain(url);
    if (!bytes) return null;
    const model = this.#services.rules.current.model ?? undefined;
    const file = judgeFileBytes(bytes, { ...this.#rules, model }, () => null);
    const { level, score, family, ruleIds, reasons, what, module } = file;
    const { sizeBytes, kernelSharePercent } = file;
    const named = module !== null && level !== 'clear';
    const verdict: Verdict = {
      kind: 'dark-code-judged',
      level,
      score,
      family,
      ruleIds: ruleIds.slice(0, 32),
      reasons: reasons.slice(0, 32),
      what,
      url: boundedUrl(url),
      sha256: named ? new Sha256().update(module).hex() : null,
      sizeBytes,
      kernelSharePercent,
    };
    return { verdict, imports: what === 'script' ? importsOf(bytes, url) : [] };
  }
}

interface Asked extends Omit<Seen, 'observation'> {
  readonly observation?: Seen['observation'];
}

/** Addresses that stand in a script as what it loads. */
function importsOf(bytes: Uint8Array, base: string): readonly string[] {
  const text = new TextDecoder().decode(bytes.subarray(0, 1 << 20));
  const named = [...text.matchAll(IMPORTS)].flatMap(([, scripts, module]) =>
    module !== undefined
      ? [module]
      : [...(scripts ?? '').matchAll(QUOTED)].map(([, script]) => script ?? ''),
  );
  const urls = named
    .map((name) => URL.parse(name, base))
    .filter((url) => url?.protocol.startsWith('http'));
  return [...new Set(urls.map((url) => (url as URL).href))];
}

function isCode({ type, responseHeaders = [] }: Details): boolean {
  if (type === 'script') return true;
  const header = responseHeaders.find(({ name }) => name.toLowerCase() === 'content-type');
  return WASM_TYPE.test(header?.value ?? '');
}

/** Without cookies and referrer: it must not act in the visitor's name. */
async function fetchAgain(url: string): Promise<Uint8Array | null> {
  const response = await fetch(url, {
    credentials: 'omit',
    cache: 'force-cache',
    referrerPolicy: 'no-referrer',
  });
  if (!response.ok || !response.body) return null;
  return boundedBody(response, MOST_BYTES);
}
