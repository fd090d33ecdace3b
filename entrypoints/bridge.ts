// The bridge: isolated world, every frame. It offers the guard a private node and passes observations to the background
// and commands back, bounded in size and rate. It reads no content, keeps nothing and uses no library.
import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import {
  BURST_OBSERVATIONS,
  HELLO_EVENT,
  MAX_OBSERVATION_CHARS,
  OBSERVATIONS_PER_SECOND,
  OFFER_EVENT,
  type BridgeMessage,
} from '../core/protocol/frame.ts';

interface Runtime {
  readonly id?: string;
  sendMessage(message: BridgeMessage): Promise<unknown>;
  readonly onMessage: { addListener(listener: (message: unknown) => void): void };
}

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
      const text: unknown = (event as CustomEvent).detail;
      if (typeof text !== 'string' || text.length > MAX_OBSERVATION_CHARS || !allowed()) {
        dropped++;
        return;
      }
      tokens--;
      send('observed', text);
    });
    runtime.onMessage.addListener((message) => {
      node.dispatchEvent(new CustomEvent('down', { detail: JSON.stringify(message) }));
    });

    // The guard runs first and waits for this offer; where it runs second it asks. Once it has the node nobody else
    // may get it: the answer ends with the guard's own acknowledgement.
    const offer = (): boolean =>
      document.dispatchEvent(new MouseEvent(OFFER_EVENT, { relatedTarget: node }));
    document.addEventListener(HELLO_EVENT, offer);
    node.addEventListener('accepted', () => document.removeEventListener(HELLO_EVENT, offer));
    offer();
    // A page that comes back from the back/forward cache begins a new record, too.
    window.addEventListener('pageshow', (event) => {
      if (event.persisted) send('started', '');
    });
    send('started', '');
  },
});
