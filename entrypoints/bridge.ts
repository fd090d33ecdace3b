// The bridge: isolated world, every frame, before the guard. It offers the guard a private node and passes observations to
// the background and commands back, bounded in size and rate. It reads no content, keeps nothing and uses no library.
import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import {
  BURST_OBSERVATIONS,
  HANDSHAKE_EVENT,
  MAX_OBSERVATION_CHARS,
  OBSERVATIONS_PER_SECOND,
  type BridgeMessage,
  type RefusalChange,
  type RefusalCommand,
} from '../core/protocol/frame.ts';
import type { LetRun } from './let-run.ts';

interface Runtime {
  readonly id?: string;
  getURL(path: string): string;
  sendMessage(message: BridgeMessage): Promise<unknown>;
  readonly onMessage: { addListener(listener: (message: unknown) => void): void };
}

/** The isolated world of a frame, as the isolated worlds of other frames of its origin see it; no page does. */
type IsolatedWorld = Window & { assayRelease?: (window: Window) => void } & LetRun;

export default defineUnlistedScript({
  globalName: false,
  main() {
    const scope = globalThis as unknown as Record<
      'browser' | 'chrome',
      { runtime: Runtime } | undefined
    >;
    const runtime = (scope.browser ?? scope.chrome)?.runtime;
    if (!runtime) return;
    const node = document.createElement('i');
    let tokens = BURST_OBSERVATIONS;
    let refilledAt = performance.now();
    let dropped = 0;

    const send = (kind: BridgeMessage['kind'], text: string): void => {
      // After an update of the extension the old bridge stays behind without a runtime id.
      if (!runtime.id) return;
      const message: BridgeMessage = { assay: 'frame', kind, text, dropped };
      dropped = 0;
      runtime.sendMessage(message).catch(() => dropped++);
    };

    const allowed = (): boolean => {
      const now = performance.now();
      tokens = Math.min(
        BURST_OBSERVATIONS,
        tokens + ((now - refilledAt) / 1000) * OBSERVATIONS_PER_SECOND,
      );
      refilledAt = now;
      return tokens >= 1;
    };

    node.addEventListener('up', (event) => {
      const text: unknown = (event as MessageEvent).data;
      if (typeof text !== 'string' || text.length > MAX_OBSERVATION_CHARS || !allowed()) {
        dropped++;
        return;
      }
      tokens--;
      send('observed', text);
    });
    runtime.onMessage.addListener((message) =>
      command(node, isRefusalChange(message) ? refusal(isRefusing(message)) : message),
    );

    if (import.meta.env.FIREFOX) giveBackByEvent(node, runtime.getURL(''));
    else giveBackNatives(node);

    offerTo(node);
    if (window !== top) return;
    // A page that comes back from the back/forward cache begins a new record, too.
    window.addEventListener('pageshow', (event) => {
      if (event.persisted) send('started', '');
    });
    send('started', '');
  },
});

/** The guard takes the offer or, starting after us, asks for it. Once it has the node nobody else may get it. */
function offerTo(node: EventTarget): void {
  const world = window as IsolatedWorld;
  const offer = (): boolean =>
    document.dispatchEvent(new FocusEvent(HANDSHAKE_EVENT, { relatedTarget: node }));
  const asked = (event: Event): void => {
    if (!(event instanceof FocusEvent)) offer();
  };
  let isAccepted = false;
  const letRun = (): void => {
    if (isAccepted && world.assayLetsRun) command(node, refusal(false));
  };
  document.addEventListener(HANDSHAKE_EVENT, asked);
  node.addEventListener('accepted', () => {
    document.removeEventListener(HANDSHAKE_EVENT, asked);
    isAccepted = true;
    letRun();
  });
  world.assayLetRun = letRun;
  offer();
}

/** Says something to the guard. */
function command(node: EventTarget, message: unknown): void {
  node.dispatchEvent(new MessageEvent('down', { data: JSON.stringify(message) }));
}

function refusal(isOn: boolean): RefusalCommand {
  return { command: 'refuse', isOn };
}

function isRefusalChange(message: unknown): message is RefusalChange {
  return (message as Partial<RefusalChange> | null)?.assay === 'refusal';
}

/** Whether the policy refuses anything on this site. */
function isRefusing({ isOn, except }: RefusalChange): boolean {
  const host = URL.parse(origin)?.hostname ?? '';
  return isOn && !except.some((name) => host === name || host.endsWith(`.${name}`));
}

/** Whoever made this window guarded it until now, with members of its own realm; the guard of this document is next. */
function giveBackNatives(node: EventTarget): void {
  (window as IsolatedWorld).assayRelease = (released) => release(node, released);
  toMakers((maker) => (maker as IsolatedWorld).assayRelease?.(window));
}

/**
 * In Firefox no isolated world sees another. An event reaches all of them at once, and no page can send or hear it: its name
 * is the extension's address, which is another one in each profile and which nothing of ours tells a page.
 */
function giveBackByEvent(node: EventTarget, name: string): void {
  document.addEventListener(name, (event) => release(node, (event as UIEvent).view));
  toMakers((maker) => maker.document.dispatchEvent(new FocusEvent(name, { view: window })));
}

function release(node: EventTarget, view: Window | null): void {
  node.dispatchEvent(new FocusEvent('release', { view }));
}

function toMakers(say: (maker: Window) => void): void {
  for (const maker of [parent, opener] as (Window | null)[]) {
    if (!maker || maker === window) continue;
    try {
      say(maker);
    } catch {
      // Of another origin: this window is a fresh one.
    }
  }
}
