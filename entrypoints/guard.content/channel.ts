// The private way between the guard and its bridge: a detached node. Both worlds see the same node, no page script ever
// gets it, and document.open(), which removes every listener of a page, does not reach it.
import { HANDSHAKE_EVENT, type Command } from '../../core/protocol/frame.ts';
import { getterOf, native, platform } from './natives.ts';
import type { Outbox } from './outbox.ts';
import { release } from './realms.ts';
import { answerOf, attempted, guarded } from './wrap.ts';

// Workers carry this file too and have neither.
const { FocusEvent: Offer, UIEvent: Release } = platform;
const view = getterOf<Window | null>(Release?.prototype, 'view');
const relatedTarget = getterOf<EventTarget | null>(Offer?.prototype, 'relatedTarget');

/**
 * Takes the first offer of the bridge, which comes before any script of the page, and opens the outbox with it.
 * @param obey called with each command of the background
 */
export function openChannel(outbox: Outbox, obey: (command: Command) => void): void {
  const accept = (event: Event): void => {
    const node = answerOf(() => relatedTarget(event));
    if (!node) return;
    native.stopImmediatePropagation(event);
    native.removeEventListener(document, HANDSHAKE_EVENT, accept);
    native.addEventListener(node, 'down', (down) => {
      guarded(
        'command',
        () => obey(JSON.parse(native.messageData(down) as string) as Command),
        undefined,
      );
    });
    native.addEventListener(node, 'release', (event) => {
      attempted('release', () => release(view(event)), undefined);
    });
    native.dispatchEvent(node, new native.MessageEvent('accepted'));
    outbox.open((text) => {
      native.dispatchEvent(node, new native.MessageEvent('up', { data: text }));
    });
  };
  native.addEventListener(document, HANDSHAKE_EVENT, accept);
  native.dispatchEvent(document, new native.MessageEvent(HANDSHAKE_EVENT));
}
