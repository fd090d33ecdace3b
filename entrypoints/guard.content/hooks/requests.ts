// Listens to the page's requests as to a dialogue with their host: fetch, XMLHttpRequest and EventSource. A pool behind a
// proxy is asked by polling. Bodies that are sent are looked at where they are small; answers only where the same address
// is asked again and again and the answer is small.
import type { Dialogues } from '../dialogues.ts';
import {
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
import { sizeOf } from './message-size.ts';

/** From this many requests to one address on the answers are looked at. */
const POLLED = 3;
const MOST_BYTES = 4_096;
const MAX_ADDRESSES = 128;

const response = {
  headers: getterOf<Headers>(platform.Response?.prototype, 'headers'),
  header: uncurry(platform.Headers?.prototype.get),
  clone: uncurry(platform.Response?.prototype.clone),
  text: uncurry(platform.Response?.prototype.text),
};
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
  const asked = (address: unknown, body: unknown): Asked | null =>
    guarded('request', () => noteRequest(address, body), null);

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
    all.ofHost(host, 'http')?.note('sent', isSmallBody ? body : null, sizeBytes);
    return { host, polled, refused: false };
  }

  function answered({ host }: Asked, text: string | null, sizeBytes: number): void {
    all.ofHost(host, 'http')?.note('received', text, sizeBytes);
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
      attempted('request', () => look(answer, request), undefined);
      return native.resolve(answer);
    });
  });

  /** The head of a small answer, from a copy of ours. */
  function look(answer: Response, request: Asked): void {
    const length = response.header(response.headers(answer), 'content-length');
    const sizeBytes = Number(length ?? 0);
    if (sizeBytes === 0 || sizeBytes > MOST_BYTES) return;
    const text = response.text(response.clone(answer));
    native.react(text, (read) => answered(request, read, sizeBytes), ignore);
  }

  installXhr(asked, answered);
  installEventSource(all, place);
}

function ignore(): void {
  // What became of the request is the page's to hear.
}

function installXhr(
  asked: (address: unknown, body: unknown) => Asked | null,
  answered: (request: Asked, text: string | null, sizeBytes: number) => void,
): void {
  const { XMLHttpRequest: Xhr } = platform;
  if (!Xhr) return;
  const addresses = new WeakMap<object, string>();
  const textOf = getterOf<string>(Xhr.prototype, 'responseText');
  const kindOf = getterOf<string>(Xhr.prototype, 'responseType');
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
        const isText = ['', 'text'].includes(answerOf(() => kindOf(self)) ?? 'none');
        const text = isText ? answerOf(() => textOf(self)) : null;
        if (text !== null && text.length <= MOST_BYTES) answered(request, text, text.length);
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
    guarded('event source', () => watch(source, args[0]), undefined);
    return source;
  });

  function watch(source: EventSource, address: unknown): void {
    const { host } = new native.URL(String(address), place.base());
    if (all.isRefused(host)) {
      close(source);
      return;
    }
    const reference = new NativeWeakRef(source);
    const dialogue = all.opened(host, 'eventsource', () => {
      const open = deref(reference);
      if (open) close(open);
    });
    native.addEventListener(source, 'message', (event) => {
      const data = native.messageData(event);
      dialogue.note('received', data, sizeOf(data));
      // What is answered goes by request, to the same host: there the two come together.
      all.ofHost(host, 'http')?.note('received', data, sizeOf(data));
    });
  }
}

const { DOMException: NativeException = Error } = platform;
const NativeWeakRef = WeakRef;
const deref = uncurry(
  WeakRef.prototype.deref as (this: WeakRef<EventSource>) => EventSource | undefined,
);
