// Tells every frame whether anything is refused there, before its first script: a page that compiles at once cannot wait for
// an answer of the background. The browser itself runs a script of ours in frames of the sites where the policy lets
// everything run, also right after its start; frames that are open are told by message.
import browser from 'webextension-polyfill';
import { hostsInForce } from '../../../core/policy/exceptions.ts';
import { demandOf, modeOf } from '../../../core/policy/modes.ts';
import type { Policy } from '../../../core/policy/policy-keys.ts';
import type { RefusalChange } from '../../../core/protocol/frame.ts';
import type { DiagnosticCounters } from './diagnostics.ts';
import type { PolicyStore } from './policy.ts';

const SCRIPT_ID = 'let-run';

/** Whether anything is refused at a site now. The same as frames are told. */
export function refusesAt(policy: Policy, site: string): boolean {
  const at = Date.now();
  return demandOf(policy, 'cryptojacking', { sites: [site] }, at).mode === 'block';
}

export class Refusal {
  readonly #policy: PolicyStore;
  readonly #diagnostics: DiagnosticCounters;
  #told = '';
  #last: Promise<unknown> = Promise.resolve();

  constructor(policy: PolicyStore, diagnostics: DiagnosticCounters) {
    this.#policy = policy;
    this.#diagnostics = diagnostics;
  }

  /** Applies what the policy says, now and whenever it changes. */
  watch(): void {
    this.#policy.onKnown(() => this.#inTurn());
  }

  /** One after the other, so that the last word holds. */
  #inTurn(): void {
    const change = this.#change();
    this.#last = this.#last.then(() => this.#apply(change));
  }

  #change(): RefusalChange {
    const policy = this.#policy.current;
    const isOn = modeOf(policy, 'cryptojacking') === 'block';
    const except = hostsInForce(policy.exceptedSites, Date.now());
    return { assay: 'refusal', isOn, except };
  }

  async #apply(change: RefusalChange): Promise<void> {
    const text = JSON.stringify(change);
    if (text === this.#told) return;
    const isFirst = this.#told === '';
    this.#told = text;
    try {
      const isNew = await register(matchesOf(change));
      if (isNew || !isFirst) await tellOpenFrames(change);
    } catch {
      this.#diagnostics.count('frames could not be told what the policy lets run');
    }
  }
}

function matchesOf({ isOn, except }: RefusalChange): readonly string[] {
  if (!isOn) return ['<all_urls>'];
  return except.map((host) => (isAddress(host) ? `*://${host}/*` : `*://*.${host}/*`));
}

function isAddress(host: string): boolean {
  return /^\d+\.\d+\.\d+\.\d+$/.test(host);
}

/** @returns whether it was otherwise before */
async function register(matches: readonly string[]): Promise<boolean> {
  const [present] = await browser.scripting.getRegisteredContentScripts({ ids: [SCRIPT_ID] });
  if (matches.length === 0) {
    if (present) await browser.scripting.unregisterContentScripts({ ids: [SCRIPT_ID] });
    return present !== undefined;
  }
  if (present && isSame(present.matches ?? [], matches)) return false;
  const script = {
    id: SCRIPT_ID,
    js: ['let-run.js'],
    matches: [...matches],
    allFrames: true,
    matchOriginAsFallback: true,
    runAt: 'document_start',
    persistAcrossSessions: true,
  } as const;
  const scripts = [script] as never;
  await (present
    ? browser.scripting.updateContentScripts(scripts)
    : browser.scripting.registerContentScripts(scripts));
  return true;
}

function isSame(before: readonly string[], now: readonly string[]): boolean {
  return [...before].sort().join() === [...now].sort().join();
}

async function tellOpenFrames(change: RefusalChange): Promise<void> {
  const tabs = await browser.tabs.query({});
  const ids = tabs.flatMap(({ id }) => id ?? []);
  // A tab of the browser's own has no frame that hears.
  await Promise.allSettled(ids.map((id) => browser.tabs.sendMessage(id, change)));
}
