// Listens to data channels of WebRTC and to the streams and datagrams of WebTransport (dialogue.ts): a pool can be spoken to
// by either. The streams are wrapped when the first session is made; most pages make none.
import type { Transport } from '../../../core/protocol/observation.ts';
import type { Dialogue } from '../dialogue.ts';
import type { Dialogues } from '../dialogues.ts';
import { isObject, lookUp, native, store, uncurry } from '../natives.ts';
import { guarded, wrapAccessor, wrapConstructor, wrapMethod, type MethodHandler } from '../wrap.ts';
import { sizeOf } from './message-size.ts';

type Named = Partial<Record<string, { readonly prototype: object }>>;

const scope = globalThis as unknown as Named;
const dialogues = new WeakMap<object, Dialogue>();

/** Wraps what data channels are made and used by, and the constructor of WebTransport, where they exist. */
export function installChannels(all: Dialogues): void {
  installDataChannels(all);
  const { WebTransport: transport } = scope;
  if (!transport) return;
  const close = uncurry((transport.prototype as { close: (this: object) => void }).close);
  let anyTransport = false;
  wrapConstructor(globalThis, 'WebTransport', (args, reflect) => {
    const session = reflect(args);
    guarded(
      'web transport',
      () => {
        if (!anyTransport) wrapStreams();
        anyTransport = true;
        const { host } = new native.URL(String(args[0]));
        watchSession(session, host, all, close);
      },
      undefined,
    );
    return session;
  });
}

/**
 * A worker has no connections: a channel that was handed to it is met when it is first used. (The page can hand over only a
 * channel that nobody has used.)
 */
function installDataChannels(all: Dialogues): void {
  const channel = scope['RTCDataChannel']?.prototype;
  if (!channel) return;
  const close = uncurry((channel as { close: (this: object) => void }).close);
  const met = (value: unknown): void =>
    guarded('data channel', () => meet(value as object, all, close), undefined);
  wrapMethod(channel, 'send', (self, args, reflect) => {
    if (!lookUp(dialogues, self)) met(self);
    lookUp(dialogues, self)?.note('sent', args[0], sizeOf(args[0]));
    return reflect(args);
  });
  const passed: MethodHandler = (_self, args, reflect) => {
    const made = reflect(args);
    met(made);
    return made;
  };
  const { RTCPeerConnection: connection, RTCDataChannelEvent: event } = scope;
  if (connection) wrapMethod(connection.prototype, 'createDataChannel', passed);
  if (event) wrapAccessor(event.prototype, 'channel', { get: passed });
}

/** The other end has no name: it is another browser, found by signalling. */
const PEER = 'a peer (WebRTC)';

function meet(channel: object, all: Dialogues, close: (channel: object) => void): void {
  if (lookUp(dialogues, channel)) return;
  if (all.isRefused(PEER)) close(channel);
  else received(channel, followed(channel, PEER, 'datachannel', all, close));
}

/** Opens the dialogue of what can be closed. */
function followed(
  carrier: object,
  host: string,
  transport: Transport,
  all: Dialogues,
  close: (carrier: object) => void,
): Dialogue {
  const dialogue = all.opened(carrier, host, transport, close);
  store(dialogues, carrier, dialogue);
  return dialogue;
}

function received(channel: object, dialogue: Dialogue): void {
  native.addEventListener(channel as EventTarget, 'message', (event) => {
    const data = native.messageData(event);
    dialogue.note('received', data, sizeOf(data));
  });
}

function watchSession(
  session: object,
  host: string,
  all: Dialogues,
  close: (session: object) => void,
): void {
  if (all.isRefused(host)) {
    close(session);
    return;
  }
  followed(session, host, 'webtransport', all, close);
}

/** Streams belong to a dialogue once the page has got at them; what goes through their readers and writers is noted. */
function wrapStreams(): void {
  const session = scope['WebTransport']?.prototype;
  if (!session) return;
  const adopt = (owner: object | undefined, keys: readonly string[]): void => {
    for (const key of owner ? keys : [])
      wrapAccessor(owner as object, key, {
        get: (self, args, reflect) => passedOn(reflect(args), lookUp(dialogues, self)),
      });
  };
  adopt(session, ['datagrams', 'incomingBidirectionalStreams', 'incomingUnidirectionalStreams']);
  adopt(scope['WebTransportDatagramDuplexStream']?.prototype, ['readable', 'writable']);
  adopt(scope['WebTransportBidirectionalStream']?.prototype, ['readable', 'writable']);
  for (const name of ['createBidirectionalStream', 'createUnidirectionalStream'])
    wrapMethod(session, name, (self, args, reflect) =>
      native.chain(reflect(args) as Promise<object>, (stream) =>
        native.resolve(passedOn(stream, lookUp(dialogues, self))),
      ),
    );
  wrapReading();
  wrapWriting();
}

/** What is reached from a session, or from a stream of it, belongs to its dialogue. */
function passedOn<Value>(value: Value, dialogue: Dialogue | undefined): Value {
  if (dialogue && isObject(value)) store(dialogues, value, dialogue);
  return value;
}

function wrapReading(): void {
  wrapMethod(ReadableStream.prototype, 'getReader', (self, args, reflect) =>
    passedOn(reflect(args), lookUp(dialogues, self)),
  );
  wrapMethod(ReadableStreamDefaultReader.prototype, 'read', (self, args, reflect) => {
    const dialogue = lookUp(dialogues, self);
    const read = reflect(args) as Promise<ReadableStreamReadResult<unknown>>;
    if (!dialogue) return read;
    return native.chain(read, (result) => {
      const { value } = result;
      // An incoming stream of the session: its messages are still to come.
      if (isObject(value) && sizeOf(value) === 0) passedOn(value, dialogue);
      else dialogue.note('received', value, sizeOf(value));
      return native.resolve(result);
    });
  });
}

function wrapWriting(): void {
  wrapMethod(WritableStream.prototype, 'getWriter', (self, args, reflect) =>
    passedOn(reflect(args), lookUp(dialogues, self)),
  );
  wrapMethod(WritableStreamDefaultWriter.prototype, 'write', (self, args, reflect) => {
    lookUp(dialogues, self)?.note('sent', args[0], sizeOf(args[0]));
    return reflect(args);
  });
}
