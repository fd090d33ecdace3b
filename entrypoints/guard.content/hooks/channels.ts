// Listens to data channels of WebRTC and to the streams and datagrams of WebTransport (dialogue.ts): a pool can be spoken to
// by either. The streams are wrapped when the first session is made; most pages make none.
import type { Dialogue } from '../dialogue.ts';
import type { Dialogues } from '../dialogues.ts';
import { isObject, native, uncurry } from '../natives.ts';
import { guarded, wrapAccessor, wrapConstructor, wrapMethod, type MethodHandler } from '../wrap.ts';
import { dialogueOf, follow, joins, noteSent } from './carriers.ts';
import { sizeOf } from './message-size.ts';

type Named = Partial<Record<string, { readonly prototype: object }>>;

const scope = globalThis as unknown as Named;

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
      'socket',
      () => {
        if (!anyTransport) wrapStreams();
        anyTransport = true;
        const { host } = new native.URL(String(args[0]));
        follow(session, { host, transport: 'webtransport', close }, all);
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
  const about = { host: PEER, transport: 'datachannel', close } as const;
  const met = (value: unknown): void => {
    if (dialogueOf(value)) return;
    guarded('socket', () => follow(value as object, about, all), undefined);
  };
  wrapMethod(channel, 'send', (self, args, reflect) => {
    met(self);
    noteSent(self, args[0]);
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

/** Streams belong to a dialogue once the page has got at them; what goes through their readers and writers is noted. */
function wrapStreams(): void {
  const session = scope['WebTransport']?.prototype;
  if (!session) return;
  const adopt = (owner: object | undefined, keys: readonly string[]): void => {
    for (const key of owner ? keys : [])
      wrapAccessor(owner as object, key, {
        get: (self, args, reflect) => passedOn(reflect(args), dialogueOf(self)),
      });
  };
  adopt(session, ['datagrams', 'incomingBidirectionalStreams', 'incomingUnidirectionalStreams']);
  adopt(scope['WebTransportDatagramDuplexStream']?.prototype, ['readable', 'writable']);
  adopt(scope['WebTransportBidirectionalStream']?.prototype, ['readable', 'writable']);
  for (const name of ['createBidirectionalStream', 'createUnidirectionalStream'])
    wrapMethod(session, name, (self, args, reflect) =>
      native.chain(reflect(args) as Promise<object>, (stream) =>
        native.resolve(passedOn(stream, dialogueOf(self))),
      ),
    );
  wrapReading();
  wrapWriting();
}

/** What is reached from a session, or from a stream of it, belongs to its dialogue. */
function passedOn<Value>(value: Value, dialogue: Dialogue | undefined): Value {
  if (dialogue && isObject(value)) joins(value, dialogue);
  return value;
}

function wrapReading(): void {
  wrapMethod(ReadableStream.prototype, 'getReader', (self, args, reflect) =>
    passedOn(reflect(args), dialogueOf(self)),
  );
  wrapMethod(ReadableStreamDefaultReader.prototype, 'read', (self, args, reflect) => {
    const dialogue = dialogueOf(self);
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
    passedOn(reflect(args), dialogueOf(self)),
  );
  wrapMethod(WritableStreamDefaultWriter.prototype, 'write', (self, args, reflect) => {
    noteSent(self, args[0]);
    return reflect(args);
  });
}
