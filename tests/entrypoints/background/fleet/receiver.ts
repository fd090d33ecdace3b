// Test aid: a strict sink on loopback. It takes only what is right (POST, gzip that unpacks, lines of JSON with a number each), keeps
// every event by its id with how often it came, and answers as a test says: status, headers, body, slowly, never, or not at all.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';

/** What a receiver does with a request. */
export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** Takes the events before it answers; else it forgets them. */
  readonly takes: boolean;
  /** `reset`: the connection ends without an answer; `half`: in the middle of one; `silent`: it is never answered. */
  readonly ends?: 'reset' | 'half' | 'silent';
}

export interface Got {
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  readonly ids: readonly string[];
  readonly rows: readonly Row[];
}

/** Of an event. */
export interface Row {
  readonly event_id: string;
  readonly seq: number;
}

/** Which events a body holds. @throws where it is not as the format says */
type Read = (body: Buffer) => readonly Row[];

export const TAKEN: Reply = { status: 200, takes: true };

export interface Receiver {
  readonly address: string;
  /** Event id -> how often it was taken. */
  readonly taken: Map<string, number>;
  /** Numbers, in the order in which events were taken for the first time. */
  readonly order: number[];
  readonly requests: Got[];
  /** Requests that broke a rule, in words. */
  readonly wrong: string[];
  /** Requests that are being answered, and the most at a time. */
  readonly atOnce: { now: number; most: number };
  reply: (got: Got) => Reply;
  close(): Promise<void>;
}

/** @param read of the format that it takes: lines of JSON if not given */
export async function startReceiver(
  read: Read = (body) => rowsIn(body.toString('utf8')),
): Promise<Receiver> {
  const server = createServer();
  const receiver: Receiver = {
    address: '',
    ...{ taken: new Map(), order: [], requests: [], wrong: [] },
    atOnce: { now: 0, most: 0 },
    reply: () => TAKEN,
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
  server.on('request', (request, response) => void handle(receiver, read, request, response));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return Object.assign(receiver, { address: `http://127.0.0.1:${port}/in` });
}

async function handle(
  receiver: Receiver,
  read: Read,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { atOnce } = receiver;
  atOnce.most = Math.max(atOnce.most, ++atOnce.now);
  response.on('close', () => atOnce.now--);
  const got = gotOf(receiver, read, request, await bytesOf(request));
  if (!got) {
    response.writeHead(400).end('not as agreed');
    return;
  }
  receiver.requests.push(got);
  const { status, headers, body = '', takes, ends } = receiver.reply(got);
  if (takes) take(receiver, got);
  if (ends === 'silent') return;
  if (ends === 'reset') return void request.socket.destroy();
  response.writeHead(status, { ...headers, ...(ends === 'half' && { 'content-length': '99' }) });
  if (ends === 'half') return void response.write('{', () => request.socket.destroy());
  response.end(body);
}

function gotOf(
  receiver: Receiver,
  read: Read,
  request: IncomingMessage,
  bytes: Buffer,
): Got | null {
  const { headers, method } = request;
  try {
    if (method !== 'POST') throw new Error(`method ${method}`);
    if (headers['content-encoding'] !== 'gzip') throw new Error('not compressed');
    if (headers.cookie !== undefined || headers.referer !== undefined) throw new Error('too much');
    const body = gunzipSync(bytes);
    const rows = read(body);
    return { headers, body: body.toString('utf8'), rows, ids: rows.map((row) => row.event_id) };
  } catch (error) {
    receiver.wrong.push(String(error));
    return null;
  }
}

export function rowsIn(body: string): Row[] {
  return body
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Row);
}

function take({ taken, order }: Receiver, { rows }: Got): void {
  for (const { event_id: id, seq } of rows) {
    if (!taken.has(id)) order.push(seq);
    taken.set(id, (taken.get(id) ?? 0) + 1);
  }
}

async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  try {
    for await (const part of request) parts.push(part as Buffer);
  } catch {
    // The sender went away: what came of it is judged as it is.
  }
  return Buffer.concat(parts);
}
