// Test aid: a web server on loopback that serves a rule pack well or as badly as servers do.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the server answers to every request. */
export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

export interface FeedServer {
  readonly url: string;
  /** From now on. */
  serve(answer: Answer): void;
  /** Requests so far, newest last. */
  readonly requests: readonly IncomingMessage[];
  close(): Promise<void>;
}

export async function startFeed(): Promise<FeedServer> {
  let answer: Answer = status(404);
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    answer(request, response);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/pack.json`,
    serve: (next) => (answer = next),
    requests,
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}

/** The file, whole. */
export const text =
  (body: string): Answer =>
  (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(body);
  };

export function status(code: number): Answer {
  return (_request, response) => {
    response.writeHead(code);
    response.end('no');
  };
}

export const redirect =
  (to: string): Answer =>
  (_request, response) => {
    response.writeHead(302, { location: to });
    response.end();
  };

/** Ends the connection in the middle of the file. */
export const brokenOff =
  (body: string): Answer =>
  (_request, response) => {
    response.writeHead(200, { 'content-length': String(Buffer.byteLength(body)) });
    response.write(body.slice(0, body.length >> 1), () => response.destroy());
  };

/** Begins and never ends. */
export const stalled: Answer = (_request, response) => {
  response.writeHead(200);
  response.write('{');
};

/** More and more without an end, and without saying how much. */
export const endless: Answer = (_request, response) => {
  response.writeHead(200);
  const chunk = Buffer.alloc(1 << 20, 32);
  const more = (): void => {
    if (!response.destroyed) response.write(chunk, (error) => error ?? setImmediate(more));
  };
  more();
};
