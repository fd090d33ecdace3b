// Listens to data channels of WebRTC and to the streams and datagrams of WebTransport (dialogue.ts): a pool can be spoken to
// by either. Their prototypes are wrapped when the first connection is made; most pages make none.
import type { Transport } from '../../../core/protocol/observation.ts';
import type { Dialogue } from '../dialogue.ts';
import type { Dialogues } from '../dialogues.ts';
import { getterOf, isObject, lookUp, native, store, uncurry } from '../natives.ts';
import { answerOf, guarded, wrapAccessor, wrapConstructor, wrapMethod } from '../wrap.ts';
import { sizeOf } from './message-size.ts';

type Named = Partial<Record<string, { readonly prototype: object }>>;

const scope = globalThis as unknown as Named;
const dialogues = new WeakMap<object, Dialogue>();

/** Wraps the constructors of both, where they exist. */
export function installChannels(all: Dialogues): void {
  let isFirst = true;
  if (scope['RTCPeerConnection']) {
    wrapConstructor(globalThis, 'RTCPeerConnection', (args, reflect) => {
      if (isFirst) {
        isFirst = false;
        guarded('data channel', () => wrapDataChannels(all), undefined);
      }
      const connection = reflect(args) as EventTarget;
      native.addEventListener(connection, 'datachannel', (event) => {
        guarded('data channel', () => watchChannel(channelOf(event), all), undefined);
      });
      return connection;
    });
  }
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

const channelOf = getterOf<object>(scope['RTCDataChannelEvent']?.prototype, 'channel');

function wrapDataChannels(all: Dialogues): void {
  const connection = scope['RTCPeerConnection']?.prototype;
  const channel = scope['RTCDataChannel']?.prototype;
  if (!connection || !channel) return;
  wrapMethod(connection, 'createDataChannel', (_self, args, reflect) => {
    const made = reflect(args) as object;
    guarded('data channel', () => watchChannel(made, all), undefined);
    return made;
  });
  wrapMethod(channel, 'send', (self, args, reflect) => {
    lookUp(dialogues, self)?.note('sent', args[0], sizeOf(args[0]));
    return reflect(args);
  });
}

/** The other end has no name: it is another browser, found by signalling. */
const PEER = 'a peer (WebRTC)';

function watchChannel(channel: object, all: Dialogues): void {
  const prototype = scope['RTCDataChannel']?.prototype as { close: (this: object) => void };
  const close = uncurry(prototype.close);
  received(channel, followed(channel, PEER, 'datachannel', all, close));
}

/** Opens the dialogue of what can be closed. */
function followed(
  carrier: object,
  host: string,
  transport: Transport,
  all: Dialogues,
  close: (carrier: object) => void,
): Dialogue {
  const reference = new NativeWeakRef(carrier);
  const dialogue = all.opened(host, transport, () => {
    const open = deref(reference);
    if (open) answerOf(() => close(open));
  });
  store(dialogues, carrier, dialogue);
  return dialogue;
}
const NativeWeakRef = WeakRef;
const deref = uncurry(WeakRef.prototype.deref as (this: WeakRef<object>) => object | undefined);

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
