// Listens to the page's requests as to a dialogue with their host: fetch, XMLHttpRequest and EventSource. A pool behind a
// proxy is asked by polling. Bodies that are sent are looked at where they are small; answers only where the same address
// is asked again and again and the answer is small.
import type { Dialogue } from '../dialogue.ts';
import type { Dialogues } from '../dialogues.ts';
import {
  apply,
  getOwnPropertyDescriptor,
  getterOf,
  isObject,
  lookUp,
  native,
  store,
  uncurry,
  platform,
} from '../natives.ts';
import type { Place } from '../place.ts';
import { answerOf, attempted, guarded, wrapConstructor, wrapMethod } from '../wrap.ts';
import { follow } from './carriers.ts';
import { sizeOf } from './message-size.ts';
import { read as response } from './response.ts';

/** From this many requests to one address on the answers are looked at. */
const POLLED = 3;
const MOST_BYTES = 4_096;
const MAX_ADDRESSES = 128;

const cancel = uncurry(platform.ReadableStreamDefaultReader?.prototype.cancel);
const requestUrl = getterOf<string>(platform.Request?.prototype, 'url');

interface Asked {
  readonly host: string;
  readonly polled: boolean;
  /** To an address by which a pool was spoken to, once that was ended: the rest of its host goes on. */
  readonly refused: boolean;
}

/** Wraps the calls that make requests, in pages and in workers. */
export function installRequests(all: Dialogues, place: Place): void {
  const times = new Map<string, number>();
  const asked: Ask = (address, body) => guarded('request', () => noteRequest(address, body), null);

  function noteRequest(address: unknown, body: unknown): Asked | null {
    const given =
      typeof address === 'string'
        ? address
        : (answerOf(() => requestUrl(address)) ?? String(address));
    const { host, origin, pathname, protocol } = new native.URL(given, place.base());
    if (!protocol.startsWith('http')) return null;
    const key = origin + pathname;
    const count = (times.get(key) ?? 0) + 1;
    if (count > 1 || times.size < MAX_ADDRESSES) times.set(key, count);
    const sizeBytes = sizeOf(body);
    const isSmallBody = sizeBytes > 0 && sizeBytes <= MOST_BYTES;
    const polled = count >= POLLED;
    if (!isSmallBody && !polled) return { host, polled, refused: false };
    if (all.isEnded(host)) return { host, polled, refused: true };
    // To ask for work says nothing.
    if (sizeBytes > 0) all.ofHost(host, 'http')?.note('sent', isSmallBody ? body : null, sizeBytes);
    return { host, polled, refused: false };
  }

  function answered({ host }: Asked, content: unknown, sizeBytes: number): Dialogue | null {
    const dialogue = guarded('request', () => all.ofHost(host, 'http'), null);
    dialogue?.note('received', content, sizeBytes);
    return dialogue;
  }

  function answeredSmall(request: Asked, content: unknown): void {
    const sizeBytes = sizeOf(content);
    if (sizeBytes > 0 && sizeBytes <= MOST_BYTES) answered(request, content, sizeBytes);
  }

  wrapMethod(globalThis, 'fetch', (_self, args, reflect) => {
    // A getter of the page is not asked twice.
    const body = isObject(args[1])
      ? (getOwnPropertyDescriptor(args[1], 'body')?.value as unknown)
      : undefined;
    const request = asked(args[0], body);
    if (request?.refused) return native.reject(new TypeError('Failed to fetch'));
    const promise = reflect(args) as Promise<Response>;
    if (!request?.polled) return promise;
    return native.chain(promise, (answer) => {
      guarded('request', () => look(answer, request), undefined);
      return native.resolve(answer);
    });
  });

  /**
   * The head of a small answer, from a copy of ours. Where its size is not said the first chunk is looked at, and only from
   * a host that is told things as well: not films.
   */
  function look(answer: Response, request: Asked): void {
    const length = response.header(response.headers(answer), 'content-length');
    const sizeBytes = Number(length ?? 0);
    if (sizeBytes > MOST_BYTES || (length === null && !all.knows(request.host))) return;
    const head = answerOf(() => firstChunk(response.clone(answer)));
    // Some answers have no body at all.
    if (!head) return;
    // Noted before the page gets it: it may set to work before the copy is read.
    if (length !== null) answered(request, null, sizeBytes)?.readLater('received', head);
    else native.react(head, (chunk) => answeredSmall(request, chunk), ignore);
  }

  installBeacon(asked);
  installXhr(asked, answeredSmall);
  installEventSource(all, place);
}

/** What else there is of this copy is let go of, so that nothing is kept of it. */
function firstChunk(copy: Response): Promise<Uint8Array | undefined> {
  const reader = apply(response.reader, response.body(copy), []) as Reader;
  return native.chain(response.chunk(reader), ({ value }) => {
    native.react(cancel(reader), ignore, ignore);
    return native.resolve(value);
  });
}
type Reader = ReadableStreamDefaultReader<Uint8Array>;

function ignore(): void {
  // What became of the request is the page's to hear.
}

type Ask = (address: unknown, body: unknown) => Asked | null;

/** Nobody hears its answer. */
function installBeacon(asked: Ask): void {
  const { Navigator: Sender } = platform;
  if (!Sender) return;
  wrapMethod(Sender.prototype, 'sendBeacon', (_self, args, reflect) =>
    asked(args[0], args[1])?.refused ? false : reflect(args),
  );
}

function installXhr(asked: Ask, answered: (request: Asked, content: unknown) => void): void {
  const { XMLHttpRequest: Xhr } = platform;
  if (!Xhr) return;
  const addresses = new WeakMap<object, string>();
  const answerTo = getterOf<unknown>(Xhr.prototype, 'response');
  wrapMethod(Xhr.prototype, 'open', (self, args, reflect) => {
    const result = reflect(args);
    attempted('request', () => store(addresses, self as object, String(args[1])), undefined);
    return result;
  });
  wrapMethod(Xhr.prototype, 'send', (self, args, reflect) => {
    const address = lookUp(addresses, self);
    const request = address === undefined ? null : asked(address, args[0]);
    if (request?.refused) throw new NativeException('refused by Assay', 'NetworkError');
    if (request?.polled)
      native.addEventListener(self as EventTarget, 'loadend', () => {
        answered(
          request,
          answerOf(() => answerTo(self)),
        );
      });
    return reflect(args);
  });
}

function installEventSource(all: Dialogues, place: Place): void {
  const { EventSource: Source } = platform;
  if (!Source) return;
  const close = uncurry(Source.prototype.close);
  wrapConstructor(globalThis, 'EventSource', (args, reflect) => {
    const source = reflect(args) as EventSource;
    guarded('socket', () => watch(source, args[0]), undefined);
    return source;
  });

  function watch(source: EventSource, address: unknown): void {
    const { host } = new native.URL(String(address), place.base());
    // What is answered goes by request, to the same host: the two are one dialogue.
    const dialogue = all.ofHost(host, 'http');
    follow(source, { host, transport: 'eventsource', close, dialogue }, all);
  }
}

const { DOMException: NativeException = Error } = platform;
