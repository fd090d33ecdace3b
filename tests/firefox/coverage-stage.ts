// Runs rows of the coverage matrix in one Firefox, as tests/e2e/coverage-stage.ts does in Chromium: each in a fresh document,
// in one of a few windows. It asserts nothing.
import type { Outcome } from '../coverage/kit.ts';
import type { Place } from '../coverage/place.ts';
import type { EchoSite } from '../e2e/contract-stage.ts';
import { addressOf, isApart } from '../e2e/coverage-address.ts';
import type { Firefox } from './bidi.ts';

const WINDOWS = 3;
const PATIENCE_MS = 20_000;

export class FirefoxRows {
  readonly #firefox: Firefox;
  readonly #site: EchoSite;
  readonly #free: (string | null)[] = Array.from({ length: WINDOWS }, () => null);
  readonly #waiting: ((window: string | null) => void)[] = [];

  constructor(firefox: Firefox, site: EchoSite) {
    this.#firefox = firefox;
    this.#site = site;
  }

  /** Opens the row's page and runs the row there. @returns `closed` when Assay has taken the page away */
  async run(place: Place): Promise<Outcome | 'closed'> {
    const firefox = this.#firefox;
    // Under its own type the background closes the module before the page has it: most rows would prove nothing.
    const url = addressOf(this.#site, place, { asModule: place.id.endsWith('streaming') });
    const window = (await this.#take()) ?? (await firefox.window('about:blank'));
    let outcome: Outcome | 'closed' = 'failed: no answer';
    try {
      await firefox.go(window, url);
      const run = firefox.evaluate<Outcome>(window, `(${place.run.toString()})(kit)`);
      outcome = inFirefoxWords(await Promise.race([run.catch(failed), patience()]));
      if (await this.#isLeft(window)) outcome = 'closed';
      return outcome;
    } finally {
      await this.#closePopups(window, place);
      const isOver = outcome === 'closed' || outcome === 'not here' || isApart(place);
      if (isOver) await firefox.shut(window).catch(() => null);
      this.#give(isOver ? null : window);
    }
  }

  async #isLeft(window: string): Promise<boolean> {
    const shown = (await this.#firefox.all()).find(({ context }) => context === window);
    return !shown?.url.startsWith('http');
  }

  #take(): Promise<string | null> {
    const window = this.#free.pop();
    if (window !== undefined) return Promise.resolve(window);
    return new Promise((done) => this.#waiting.push(done));
  }

  #give(window: string | null): void {
    const next = this.#waiting.shift();
    if (next) next(window);
    else this.#free.push(window);
  }

  async #closePopups(own: string, { id }: Place): Promise<void> {
    const all = await this.#firefox.all();
    const left = all.filter(({ context, url }) => context !== own && url.includes(`/echo/${id}/`));
    await Promise.all(left.map(({ context }) => this.#firefox.shut(context).catch(() => null)));
  }
}

/**
 * The kit knows what Chromium says. An engine that asks for imports has a module. Where the body is empty, because the
 * background closed the response, or the row takes its own bytes apart, nothing ran. A row that fails in any other way
 * has no such place.
 */
function inFirefoxWords(outcome: Outcome): Outcome {
  if (outcome.includes('import object field')) return 'compiled';
  if (outcome.startsWith('failed: CompileError')) return 'refused';
  return outcome.startsWith('failed') ? 'not here' : outcome;
}

function failed(error: unknown): Outcome {
  return `failed: ${String(error)}`;
}

function patience(): Promise<Outcome> {
  return new Promise((done) => {
    setTimeout(() => done('failed: no answer'), PATIENCE_MS).unref();
  });
}
