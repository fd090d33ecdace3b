// Isolated world, main frames, only while the policy looks for mining dashboards (services/dashboards.ts registers it). Looks at
// the words of the page when nothing else is to be done, a few times in its visible life, and says how often it saw which
// sign. Says nothing where there is none; no text leaves the page, and nothing in it is changed.
import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import {
  countTraits,
  isPlain,
  MAX_TEXT_CHARS,
  textLines,
  traitSums,
  type PageTraits,
} from '../core/source/page-traits.ts';

interface Runtime {
  readonly id?: string;
  sendMessage(message: object): Promise<unknown>;
}

/** After these times of the page's visible life: dashboards are drawn late. */
const LOOK_AFTER_MS = [0, 5_000, 20_000] as const;
/** A page that draws another one in its place is looked at again, so often. */
const MOST_ROUNDS = 10;
const MOST_NODES = 3_000;
/** Space between elements is most of the text nodes of many pages; it is passed over, but not without end. */
const MOST_VISITED = 10_000;
/** Longest that a look may wait for an idle moment. */
const IDLE_WITHIN_MS = 2_000;
const NO_TEXT = new Set(['SCRIPT', 'STYLE', 'NOSCRIPT', 'TEMPLATE', 'TEXTAREA', 'OPTION']);

export default defineUnlistedScript({
  globalName: false,
  main() {
    const scope = globalThis as unknown as Record<
      'browser' | 'chrome',
      { runtime: Runtime } | undefined
    >;
    const runtime = (scope.browser ?? scope.chrome)?.runtime;
    if (!runtime) return;
    let rounds = 0;
    let isTold = false;

    const tell = (traits: PageTraits): void => {
      if (isTold) return;
      isTold = true;
      // After an update of the extension this script stays behind without a runtime id.
      if (runtime.id) runtime.sendMessage({ assay: 'traits', traits }).catch(() => undefined);
    };
    const look = async (isLast: boolean): Promise<void> => {
      const lines = text();
      // Read in one idle moment, counted in the next: neither keeps the page waiting.
      await idle();
      const traits = countTraits({ host: location.hostname, title: document.title, lines });
      if (isPlain(traits) || (isLast && traitSums(traits).own > 0)) tell(traits);
    };
    const round = async (): Promise<void> => {
      const own = ++rounds;
      for (const [at, dueMs] of LOOK_AFTER_MS.entries()) {
        await visiblePause(dueMs - (LOOK_AFTER_MS[at - 1] ?? 0));
        if (isTold || own !== rounds) return;
        await look(at === LOOK_AFTER_MS.length - 1);
      }
    };
    void round();
    onOtherPage(() => {
      if (!isTold && rounds < MOST_ROUNDS) void round();
    });
  },
});

/** The text that the page holds, whether it is shown or not: to know that would take a layout. */
function text(): string[] {
  return textLines(textsOf(document.body));
}

/** @param body null in a document that has none, whatever the types say */
function* textsOf(body: HTMLElement | null): Generator<string> {
  if (!body) return;
  const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  let left = MOST_NODES;
  for (let visited = 0; left > 0 && visited < MOST_VISITED; visited++) {
    const node = walker.nextNode();
    if (!node) return;
    const { parentNode, nodeValue } = node;
    if (nodeValue === null || parentNode === null || NO_TEXT.has(parentNode.nodeName)) continue;
    if (nodeValue.trim() === '') continue;
    left--;
    yield nodeValue.length > MAX_TEXT_CHARS ? nodeValue.slice(0, MAX_TEXT_CHARS) : nodeValue;
  }
}

/** Waits, and then until the page is visible and idle. */
async function visiblePause(ms: number): Promise<void> {
  if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms));
  if (document.hidden) await new Promise<void>(whenVisible);
  await idle();
}

function idle(): Promise<void> {
  return new Promise((resolve) => {
    requestIdleCallback(() => resolve(), { timeout: IDLE_WITHIN_MS });
  });
}

function whenVisible(resolve: () => void): void {
  const changed = (): void => {
    if (document.hidden) return;
    document.removeEventListener('visibilitychange', changed);
    resolve();
  };
  document.addEventListener('visibilitychange', changed);
}

/** Pages that go to another address without loading it. Not every browser tells. */
function onOtherPage(changed: () => void): void {
  const { navigation } = window as { navigation?: EventTarget };
  let address = location.href;
  navigation?.addEventListener('currententrychange', () => {
    if (location.href === address) return;
    address = location.href;
    changed();
  });
}
