// Listens to the page's WebSockets (dialogue.ts) and refuses those to a host whose dialogue was ended.
import type { Dialogues } from '../dialogues.ts';
import { getterOf, uncurry, platform } from '../natives.ts';
import { guarded, wrapConstructor, wrapMethod } from '../wrap.ts';
import { follow, noteSent } from './carriers.ts';

const { WebSocket: Socket } = platform;
const urlOf = getterOf<string>(Socket?.prototype, 'url');
const close = uncurry(Socket?.prototype.close as ((this: WebSocket) => void) | undefined);

/** Wraps WebSocket: construction, messages, send. */
export function installSockets(all: Dialogues): void {
  if (!Socket) return;
  wrapConstructor(globalThis, 'WebSocket', (args, reflect) => {
    const socket = reflect(args) as WebSocket;
    guarded(
      'socket',
      () => {
        const { host } = new URL(urlOf(socket));
        follow(socket, { host, transport: 'websocket', close }, all);
      },
      undefined,
    );
    return socket;
  });
  wrapMethod(Socket.prototype, 'send', (self, args, reflect) => {
    noteSent(self, args[0]);
    return reflect(args);
  });
}
