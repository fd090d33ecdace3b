// The WebSocket paths of the demo site. It routes connections and closes them; what is spoken is known elsewhere.
import { type Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import { serveChat } from './chat-room.ts';
import { serveLab } from './lab.ts';
import { serveProxy } from './pool-proxy.ts';
import { createFakePool, type PoolCounters } from './fake-pool.ts';

const maxMessageBytes = 64 * 1024;

export interface SiteSockets {
  readonly pool: Readonly<PoolCounters>;
  /** Drops all connections. */
  close(): void;
}

/** Serves `/pool`, `/pool-coinhive`, `/feed` (the pool behind a proxy), `/chat` and `/lab`; others are refused. */
export function attachSockets(server: Server): SiteSockets {
  const pool = createFakePool();
  const routes: Readonly<Record<string, (socket: WebSocket) => void>> = {
    '/pool': pool.serveXmrig,
    '/pool-coinhive': pool.serveCoinHive,
    '/feed': (socket) => serveProxy(server, socket),
    '/chat': serveChat,
    '/lab': serveLab,
  };
  const sockets = new WebSocketServer({ noServer: true, maxPayload: maxMessageBytes });
  server.on('upgrade', (request, socket, head) => {
    const serve = routes[request.url ?? ''];
    if (serve === undefined) return socket.destroy();
    sockets.handleUpgrade(request, socket, head, serve);
  });
  return {
    pool: pool.counters,
    close: () => {
      for (const client of sockets.clients) client.terminate();
      sockets.close();
    },
  };
}
