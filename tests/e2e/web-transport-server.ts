// The smallest server that Chromium will open a WebTransport session with: HTTP/3 over the QUIC of an npm package, one
// request that is always granted, and an answer to each message of a stream or each datagram. It reads no header: whoever
// connects is the test. (RFC 9114, RFC 9297, draft-ietf-webtrans-http3-02.)
import { createSocket, type Socket } from 'node:dgram';
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { createRequire } from 'node:module';

export interface WebTransportServer {
  readonly url: string;
  /** SHA-256 of its certificate, for `serverCertificateHashes`. */
  readonly hash: readonly number[];
  close(): void;
}

interface Address {
  readonly host: string;
  readonly port: number;
}

/** The part of quiche's connection that is needed. */
interface Connection {
  recv(data: Uint8Array, about: { readonly from: Address; readonly to: Address }): number;
  send(into: Uint8Array): readonly [size: number, about: { readonly to: Address }] | null;
  isEstablished(): boolean;
  isClosed(): boolean;
  readable(): Iterable<number>;
  streamRecv(id: number, into: Uint8Array): readonly [size: number, isLast: boolean] | null;
  streamSend(id: number, data: Uint8Array, isLast: boolean): number | null;
  dgramRecvVec(): Uint8Array | null;
  dgramSendVec(data: Uint8Array): void;
  timeout(): number | null;
  onTimeout(): void;
}
type Config = Readonly<Record<string, (...args: unknown[]) => void>>;
interface Quiche {
  readonly Config: { withBoringSslCtx(...args: unknown[]): Config };
  readonly Connection: {
    accept(id: Uint8Array, first: null, local: Address, from: Address, config: Config): Connection;
  };
}

/** Null where the package has no build for this system. */
export function loadQuiche(): Quiche | null {
  try {
    return createRequire(import.meta.url)('@matrixai/quic-linux-x64') as Quiche;
  } catch {
    return null;
  }
}

/** @param answerOf what is said to the nth message of a session, from 0 */
export async function startWebTransport(
  quiche: Quiche,
  answerOf: (message: number) => string,
): Promise<WebTransportServer> {
  const { certificate, config } = identity(quiche);
  const socket = createSocket('udp4');
  await new Promise<void>((done) => socket.bind(0, '127.0.0.1', done));
  const local = { host: '127.0.0.1', port: socket.address().port };
  const sessions = new Map<number, Session>();
  socket.on('message', (data, { address, port }) => {
    const from = { host: address, port };
    const known = sessions.get(port);
    const accepted = (): Session =>
      new Session(
        quiche.Connection.accept(randomBytes(20), null, local, from, config),
        socket,
        answerOf,
      );
    const session = known ?? accepted();
    sessions.set(port, session);
    session.heard(data, { from, to: local });
  });
  return {
    url: `https://127.0.0.1:${local.port}/`,
    hash: [...createHash('sha256').update(certificate).digest()],
    close: () => {
      for (const session of sessions.values()) session.end();
      socket.close();
    },
  };
}

const MAX_PACKET = 1_500;
const SERVER_CONTROL_STREAM = 3;
const HEADERS_FRAME = 0x01;
const CLIENT_BIDIRECTIONAL = 0;
/** The varint 0x41 that begins a stream of a session, and the session's id. */
const STREAM_HEAD = Buffer.from([0x40, 0x41, 0x00]);
/** Extended CONNECT, datagrams (RFC 9297 and the draft before), WebTransport. */
const SETTINGS = Buffer.concat([0x08, 0x33, 0xffd277, 0x2b603742].map((id) => pair(id, 1)));
/** `:status: 200` of the static table, and the draft by its name. */
const GRANTED = Buffer.concat([
  Buffer.from([0x00, 0x00, 0xd9, 0x27, 'sec-webtransport-http3-draft'.length - 7]),
  Buffer.from('sec-webtransport-http3-draft\x07draft02'),
]);

class Session {
  readonly #connection: Connection;
  readonly #socket: Socket;
  readonly #answerOf: (message: number) => string;
  #isOpen = false;
  #messages = 0;
  #clock: NodeJS.Timeout | undefined;

  constructor(connection: Connection, socket: Socket, answerOf: (message: number) => string) {
    this.#connection = connection;
    this.#socket = socket;
    this.#answerOf = answerOf;
  }

  heard(data: Uint8Array, about: { readonly from: Address; readonly to: Address }): void {
    this.#connection.recv(data, about);
    if (this.#connection.isEstablished()) this.#serve();
    this.#flush();
  }

  end(): void {
    clearTimeout(this.#clock);
  }

  #serve(): void {
    const connection = this.#connection;
    if (!this.#isOpen) {
      this.#isOpen = true;
      const settings = Buffer.concat([
        Buffer.from([0]),
        varint(4),
        varint(SETTINGS.length),
        SETTINGS,
      ]);
      connection.streamSend(SERVER_CONTROL_STREAM, settings, false);
    }
    for (const id of connection.readable())
      for (const chunk of this.#chunks(id))
        if (id % 4 === CLIENT_BIDIRECTIONAL) this.#read(id, chunk);
    for (let data = attempt(() => connection.dgramRecvVec()); data;) {
      connection.dgramSendVec(Buffer.concat([Buffer.from([0]), this.#next()]));
      data = attempt(() => connection.dgramRecvVec());
    }
  }

  *#chunks(id: number): Generator<Buffer> {
    const into = Buffer.alloc(1 << 16);
    for (;;) {
      const read = attempt(() => this.#connection.streamRecv(id, into));
      if (!read) return;
      yield Buffer.from(into.subarray(0, read[0]));
      if (read[1]) return;
    }
  }

  #read(id: number, chunk: Buffer): void {
    if (chunk[0] === HEADERS_FRAME) {
      const frame = Buffer.concat([varint(HEADERS_FRAME), varint(GRANTED.length), GRANTED]);
      this.#connection.streamSend(id, frame, false);
      return;
    }
    const message = chunk.subarray(0, 3).equals(STREAM_HEAD) ? chunk.subarray(3) : chunk;
    if (message.length > 0) this.#connection.streamSend(id, this.#next(), false);
  }

  #next(): Buffer {
    return Buffer.from(this.#answerOf(this.#messages++));
  }

  #flush(): void {
    const packet = Buffer.alloc(MAX_PACKET);
    for (let sent = attempt(() => this.#connection.send(packet)); sent;) {
      const [size, { to }] = sent;
      this.#socket.send(Buffer.from(packet.subarray(0, size)), to.port, to.host);
      sent = attempt(() => this.#connection.send(packet));
    }
    clearTimeout(this.#clock);
    const dueMs = this.#connection.timeout();
    if (dueMs === null || this.#connection.isClosed()) return;
    this.#clock = setTimeout(() => {
      this.#connection.onTimeout();
      this.#flush();
    }, dueMs);
  }
}

/** What throws has nothing more to give. */
function attempt<Value>(ask: () => Value): Value | null {
  try {
    return ask();
  } catch {
    return null;
  }
}

/** QUIC's numbers of 1, 2 or 4 bytes. */
function varint(value: number): Buffer {
  if (value < 1 << 6) return Buffer.from([value]);
  if (value < 1 << 14) return Buffer.from([0x40 | (value >> 8), value & 0xff]);
  const four = Buffer.alloc(4);
  four.writeUInt32BE(value + 0x8000_0000);
  return four;
}

function pair(id: number, value: number): Buffer {
  return Buffer.concat([varint(id), varint(value)]);
}

/** A key, a certificate of a few days as Chromium asks of one that is known by its hash, and the limits of QUIC. */
function identity(quiche: Quiche): { readonly certificate: Buffer; readonly config: Config } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  const algorithm = der(0x30, oid('2a8648ce3d040302'));
  const name = der(0x30, der(0x31, der(0x30, oid('550403'), der(0x0c, Buffer.from('localhost')))));
  const time = (ms: number): Buffer =>
    der(0x17, Buffer.from(new Date(ms).toISOString().replace(/^..|[-:T]|\.\d+/g, '')));
  const HOUR = 3_600_000;
  const valid = der(0x30, time(Date.now() - HOUR), time(Date.now() + 100 * HOUR));
  const names = der(0x04, der(0x30, der(0x82, Buffer.from('localhost'))));
  const extensions = der(0xa3, der(0x30, der(0x30, oid('551d11'), names)));
  const version = der(0xa0, der(0x02, Buffer.from([2])));
  const serial = der(0x02, Buffer.from([1]));
  const body = der(0x30, version, serial, algorithm, name, valid, name, spki, extensions);
  const signature = der(0x03, Buffer.from([0]), sign('sha256', body, privateKey));
  const certificate = der(0x30, body, algorithm, signature);
  const pem = `-----BEGIN CERTIFICATE-----\n${certificate.toString('base64').replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`;
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' });
  const config = quiche.Config.withBoringSslCtx(
    false,
    false,
    null,
    [Buffer.from(key)],
    [Buffer.from(pem)],
  );
  const MANY = 1_000_000;
  config['setApplicationProtos']?.(['h3']);
  config['setMaxIdleTimeout']?.(30_000);
  config['setInitialMaxData']?.(MANY);
  for (const kind of ['BidiLocal', 'BidiRemote', 'Uni'])
    config[`setInitialMaxStreamData${kind}`]?.(MANY);
  for (const kind of ['Bidi', 'Uni']) config[`setInitialMaxStreams${kind}`]?.(100);
  config['setMaxSendUdpPayloadSize']?.(1_350);
  config['enableDgram']?.(true, 100, 100);
  return { certificate, config };
}

function oid(hex: string): Buffer {
  return der(0x06, Buffer.from(hex, 'hex'));
}

/** One value of ASN.1 in its distinguished encoding. */
function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(parts);
  const { length } = body;
  const size =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), body]);
}
