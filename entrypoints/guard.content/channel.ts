// The private way between the guard and its bridge: a detached node. Both worlds see the same node, no page script ever
// gets it, and document.open(), which removes every listener of a page, does not reach it.
import { HELLO_EVENT, OFFER_EVENT, type Command } from '../../core/protocol/frame.ts';
import { getterOf, native } from './natives.ts';
import type { Outbox } from './outbox.ts';
import { attempted, count, guarded } from './wrap.ts';

// Workers carry this file too and have neither.
const { MouseEvent: Offer, CustomEvent: NativeEvent } = globalThis as Partial<typeof globalThis>;
const relatedTarget = getterOf<EventTarget | null>(Offer?.prototype, 'relatedTarget');
const detail = getterOf<unknown>(NativeEvent?.prototype, 'detail');

/**
 * Takes the first offer of the bridge, which comes before any script of the page, and opens the outbox with it.
 * @param obey called with each command of the background
 */
export function openChannel(outbox: Outbox, obey: (command: Command) => void): void {
  if (!NativeEvent) return;
  const accept = (event: Event): void => {
    const node = attempted('handshake', () => relatedTarget(event), null);
    if (!node) return;
    native.stopImmediatePropagation(event);
    native.removeEventListener(document, OFFER_EVENT, accept);
    native.addEventListener(node, 'down', (down) => {
      guarded('command', () => obey(JSON.parse(detail(down) as string) as Command), undefined);
    });
    native.dispatchEvent(node, new NativeEvent('accepted'));
    outbox.open((text) => {
      native.dispatchEvent(node, new NativeEvent('up', { detail: text }));
    });
  };
  native.addEventListener(document, OFFER_EVENT, accept);
  if (!native.dispatchEvent(document, new NativeEvent(HELLO_EVENT))) count('handshake cancelled');
}
