// The other side of a dialogue: it gives each line its answer, over sockets, requests and events, and pushes bytes in the
// rhythm that its address asks for. It is no pool.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type WebSocket, WebSocketServer } from 'ws';
import { pagesFolder } from '../pages/cases.ts';
import { allLines, type Lines } from './dialogue-lines.ts';

export interface DialogueSite {
  /** `http://<name>.localhost:<port>`. */
  origin(name: string): string;
  close(): Promise<void>;
}

export async function startDialogueSite(): Promise<DialogueSite> {
  const talk = await readFile(join(pagesFolder, 'site', 'talk.js'), 'utf8');
  const listeners = new Map<string, ServerResponse>();
  const server = createServer((request, response) => answer(request, response, talk, listeners));
  const sockets = serveSockets(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    for (const client of sockets.clients) client.terminate();
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  };
  return { origin: (name) => `http://${name}.localhost:${port}`, close };
}

function answer(
  request: IncomingMessage,
  response: ServerResponse,
  talk: string,
  listeners: Map<string, ServerResponse>,
): void {
  const { pathname, lines, index } = asked(request);
  const events = `${request.headers.host ?? ''} ${new URL(request.url ?? '/', 'http://x').search.split('&', 1)[0] ?? ''}`;
  const line = lines[index]?.[1] ?? '';
  switch (pathname) {
    case '/talk.js': {
      send(response, 'text/javascript', talk);
      return;
    }
    case '/ask': {
      send(response, 'application/json', line);
      return;
    }
    case '/job':
    case '/chunked-job':
    case '/share': {
      serveWork(response, pathname);
      return;
    }
    case '/events':
      response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
      listeners.set(events, response);
      return undefined;
    case '/say':
      listeners.get(events)?.write(`data: ${line}\n\n`);
      {
        send(response, 'text/plain', '');
        return;
      }
    default: {
      send(response, 'text/html', '<!doctype html><script src="/talk.js"></script>');
      return;
    }
  }
}

/** What is polled for, and the answer to a result. */
function serveWork(response: ServerResponse, pathname: string): void {
  const type = 'application/octet-stream';
  if (pathname !== '/chunked-job') {
    send(response, type, pathname === '/job' ? randomBytes(180) : 'fine');
    return;
  }
  response.writeHead(200, { 'content-type': type }).write(randomBytes(180));
  response.end();
}

/** `?<name of the lines>&<number>`. */
function asked({ url = '/' }: IncomingMessage) {
  const { pathname, search } = new URL(url, 'http://x');
  const [name = '', index = '0'] = search.slice(1).split('&');
  const lines: Lines = allLines[decodeURIComponent(name)] ?? [];
  return { pathname, lines, index: Number(index) };
}

function send(response: ServerResponse, type: string, text: string | Buffer): void {
  response.writeHead(200, { 'content-type': type, 'content-length': Buffer.byteLength(text) });
  response.end(text);
}

/** `/socket?<lines>` answers; `/push?<ms>&<bytes>` pushes. */
function serveSockets(server: Server): WebSocketServer {
  const sockets = new WebSocketServer({ noServer: true });
  server.on('upgrade', (request, socket, head) => {
    const { pathname, lines } = asked(request);
    const serve = pathname === '/push' ? pusher(request.url ?? '') : speaker(lines);
    sockets.handleUpgrade(request, socket, head, serve);
  });
  return sockets;
}

function speaker(lines: Lines): (socket: WebSocket) => void {
  return (socket) => {
    let index = 0;
    socket.on('message', (_said, binary) => {
      socket.send(lines[index++]?.[1] ?? 'over', { binary });
    });
  };
}

function pusher(url: string): (socket: WebSocket) => void {
  const [everyMs = '500', size = '100'] = url.split('?')[1]?.split('&') ?? [];
  return (socket) => {
    const clock = setInterval(() => socket.send(randomBytes(Number(size))), Number(everyMs));
    socket.on('close', () => clearInterval(clock));
  };
}
