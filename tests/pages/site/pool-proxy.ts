// The server of a page that mines through itself: it passes on what the page and the pool say to each other, and turns
// the bytes by a key, so that on the way to the page no word of a pool can be read (veil.js).
import { type AddressInfo } from 'node:net';
import { type Server } from 'node:http';
import { WebSocket } from 'ws';

const key = [0x5a, 0x17, 0xc3, 0x88, 0x6d];

/** Serves one page of `server`, whose own `/pool` is behind it. */
export function serveProxy(server: Server, page: WebSocket): void {
  const { port } = server.address() as AddressInfo;
  const pool = new WebSocket(`ws://127.0.0.1:${port}/pool`);
  const opened = new Promise((resolve) => pool.once('open', resolve));
  page.on('message', (data) => {
    void opened.then(() => pool.send(turned(data as Buffer).toString('utf8')));
  });
  pool.on('message', (data) => page.send(turned(data as Buffer)));
  for (const [one, other] of [
    [page, pool],
    [pool, page],
  ] as const) {
    one.on('close', () => other.terminate());
    one.on('error', () => one.terminate());
  }
}

function turned(bytes: Buffer): Buffer {
  return Buffer.from(bytes.map((byte, index) => byte ^ (key[index % key.length] ?? 0)));
}
