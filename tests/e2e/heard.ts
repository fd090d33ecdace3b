// What guards report, as it arrives in the background: the raw observations, each with the time and the page that it came
// from. Listens beside the background and changes nothing of it.
import type { PageObservation } from '../../core/protocol/observation.ts';
import type { Launched } from '../../cli/browser.ts';

export interface HeardOf<Kind extends PageObservation['kind']> {
  /** ms since the epoch at which it arrived. */
  readonly at: number;
  readonly url: string;
  readonly said: Extract<PageObservation, { kind: Kind }>;
}

interface Scope {
  heard: { readonly at: number; readonly url: string; readonly text: string }[];
}

declare const chrome: {
  readonly runtime: {
    readonly onMessage: {
      addListener(listener: (message: unknown, sender: { readonly url?: string }) => void): void;
    };
  };
};

export class Heard {
  readonly #assay: Launched;

  private constructor(assay: Launched) {
    this.#assay = assay;
  }

  /** Listens from now on. */
  static async in(assay: Launched): Promise<Heard> {
    await assay.background?.evaluate(() => {
      const scope = globalThis as unknown as Scope;
      scope.heard = [];
      chrome.runtime.onMessage.addListener((message, { url = '' }) => {
        const { text } = message as { readonly text?: unknown };
        if (typeof text === 'string' && text !== '')
          scope.heard.push({ at: Date.now(), url, text });
      });
    });
    return new Heard(assay);
  }

  /** All observations of one kind from pages whose address begins with `url`, oldest first. */
  async of<Kind extends PageObservation['kind']>(
    kind: Kind,
    url: string,
  ): Promise<HeardOf<Kind>[]> {
    const heard = await this.#assay.background?.evaluate(
      (start) => (globalThis as unknown as Scope).heard.filter((one) => one.url.startsWith(start)),
      url,
    );
    return (heard ?? [])
      .map(({ at, url: from, text }) => ({
        at,
        url: from,
        said: JSON.parse(text) as PageObservation,
      }))
      .filter((one): one is HeardOf<Kind> => one.said.kind === kind);
  }
}
