// What sockets of all kinds share: which dialogue (dialogue.ts) belongs to which object of the page, how its messages are
// heard, and that none opens to a host whose dialogue was ended.
import type { Transport } from '../../../core/protocol/observation.ts';
import type { Dialogue } from '../dialogue.ts';
import type { Dialogues } from '../dialogues.ts';
import { lookUp, native, store } from '../natives.ts';
import { sizeOf } from './message-size.ts';

const dialogues = new WeakMap<object, Dialogue>();

export function dialogueOf(carrier: unknown): Dialogue | undefined {
  return lookUp(dialogues, carrier);
}

/** A stream of a session, or a reader of such a stream, belongs to the session's dialogue. */
export function joins(part: object, dialogue: Dialogue): void {
  store(dialogues, part, dialogue);
}

/** The page says something by what it calls `send` or `write` on. */
export function noteSent(carrier: unknown, content: unknown): void {
  lookUp(dialogues, carrier)?.note('sent', content, sizeOf(content));
}

interface About<Carrier> {
  readonly host: string;
  readonly transport: Transport;
  /** The native that ends it. */
  readonly close: (carrier: Carrier) => void;
  /** The dialogue that it is a part of, where it has none of its own. */
  readonly dialogue?: Dialogue | null;
}

/** Something was opened: it is closed before anything is said where its host is refused, else followed from now on. */
export function follow<Carrier extends object>(
  carrier: Carrier,
  { host, transport, close, dialogue }: About<Carrier>,
  all: Dialogues,
): void {
  if (all.isRefused(host)) {
    close(carrier);
    return;
  }
  const own = all.opened(carrier, host, transport, close, dialogue ?? undefined);
  store(dialogues, carrier, own);
  // A session has no messages, but streams.
  if (transport === 'webtransport') return;
  native.addEventListener(carrier as never, 'message', (event) => {
    const data = native.messageData(event);
    own.note('received', data, sizeOf(data));
  });
}
