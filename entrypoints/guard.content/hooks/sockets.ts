// Listens to the page's WebSockets (dialogue.ts) and refuses those to a host whose dialogue was ended.
import type { Dialogue } from '../dialogue.ts';
import type { Dialogues } from '../dialogues.ts';
import { getterOf, lookUp, native, uncurry, platform } from '../natives.ts';
import { guarded, wrapConstructor, wrapMethod } from '../wrap.ts';
import { sizeOf } from './message-size.ts';

const { WebSocket: Socket } = platform;
const urlOf = getterOf<string>(Socket?.prototype, 'url');
const closeSocket = uncurry(Socket?.prototype.close as ((this: WebSocket) => void) | undefined);

const dialogues = new WeakMap<object, Dialogue>();

/** Wraps WebSocket: construction, messages, send. */
export function installSockets(all: Dialogues): void {
  if (!Socket) return;
  wrapConstructor(globalThis, 'WebSocket', (args, reflect) => {
    const socket = reflect(args) as WebSocket;
    guarded('socket', () => watch(socket, all), undefined);
    return socket;
  });
  wrapMethod(Socket.prototype, 'send', (self, args, reflect) => {
    const dialogue = lookUp(dialogues, self);
    dialogue?.note('sent', args[0], sizeOf(args[0]));
    return reflect(args);
  });
}

function watch(socket: WebSocket, all: Dialogues): void {
  const { host } = new URL(urlOf(socket));
  if (all.isRefused(host)) {
    // Before it is open: nothing has been said yet.
    closeSocket(socket);
    return;
  }
  const dialogue = all.opened(socket, host, 'websocket', closeSocket);
  dialogues.set(socket, dialogue);
  native.addEventListener(socket, 'message', (event) => {
    const data = native.messageData(event);
    dialogue.note('received', data, sizeOf(data));
  });
}
