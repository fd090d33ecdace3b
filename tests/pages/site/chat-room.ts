// The other end of the benign page `chat-socket`: people who talk about jobs and logins. It is no pool and must never
// use a pool's message forms.
import { type WebSocket } from 'ws';
import { receiveObjects } from './json-socket.ts';

export function serveChat(socket: WebSocket): void {
  receiveObjects(socket, (message) => {
    if (message.type === 'login') return [{ type: 'welcome', room: 'hiring', people: 3 }];
    return [{ type: 'message', from: 'Robin', text: `Re: ${String(message.text)}` }];
  });
}
