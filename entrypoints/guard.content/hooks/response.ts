// Reads the bytes of a Response for judgement while the native streaming call reads a private clone of it. A Response
// that the page made itself is read whole first, because the page could change its chunks between our look and the engine's.
import { apply, defineProperty, getterOf, native, uncurry, platform } from '../natives.ts';
import {
  judgeNow,
  judgeSliced,
  LET_THROUGH,
  SLICED_FROM_BYTES,
  StreamingJudge,
  withoutPrototype,
  type Ruling,
} from '../judge.ts';
import type { Place } from '../place.ts';
import { answerOf, count, guarded, rethrowOverflow } from '../wrap.ts';

export interface Prepared {
  /** What to stream: private, with the same bytes and the same faults as the page's. */
  readonly response: unknown;
  /** Asked once; the promise never rejects. */
  readonly ruling: () => Promise<Ruling>;
}

const WASM_MIME = /^application\/wasm$/i;

// An audio worklet has none of them, and no streaming either.
const { Response: NativeResponse } = platform as typeof globalThis;
const answers = platform.Response?.prototype as Response;
/** What is asked of a Response, by the natives of the start. */
export const read = {
  type: getterOf<ResponseType>(answers, 'type'),
  ok: getterOf<boolean>(answers, 'ok'),
  used: getterOf<boolean>(answers, 'bodyUsed'),
  headers: getterOf<Headers>(answers, 'headers'),
  header: uncurry(platform.Headers?.prototype.get as Headers['get']),
  locked: getterOf<boolean>(platform.ReadableStream?.prototype, 'locked'),
  body: getterOf<ReadableStream<Uint8Array> | null>(answers, 'body'),
  clone: uncurry(platform.Response?.prototype.clone as Response['clone']),
  arrayBuffer: uncurry(platform.Response?.prototype.arrayBuffer as Response['arrayBuffer']),
  reader: platform.ReadableStream?.prototype.getReader as ReadableStream['getReader'],
  chunk: uncurry(
    platform.ReadableStreamDefaultReader?.prototype
      .read as ReadableStreamDefaultReader<Uint8Array>['read'],
  ),
};

/** Takes what the page gave to a streaming call. Rejects only as `source` itself rejects. */
export function prepareResponse(source: unknown, api: string, place: Place): Promise<Prepared> {
  return native.chain(native.resolve(source), (response) => {
    try {
      if (!isResponse(response)) return native.resolve(untouched(undefined));
      if (read.used(response) || isLocked(response)) return native.resolve(untouched(usedUp()));
      if (!readable(response) || read.body(response) === null)
        return native.resolve(untouched(shielded(read.clone(response))));
      return read.type(response) === 'default'
        ? buffered(response, api, place)
        : native.resolve(streamed(response, api, place));
    } catch (error) {
      rethrowOverflow(error);
      count('responses not read');
      return native.resolve(untouched(usedUp()));
    }
  });
}

function isResponse(value: unknown): value is Response {
  return answerOf(() => read.type(value)) !== null;
}

function isLocked(response: Response): boolean {
  const body = read.body(response);
  return body !== null && read.locked(body);
}

/**
 * The engine never gets an object that the page holds: it could change between our look and the engine's. And it asks
 * what it gets for a `then`, which a page could put on Response.prototype.
 */
function shielded(response: Response): Response {
  defineProperty(response, 'then', { __proto__: null, value: undefined } as never);
  return response;
}

/** A response for which the engine has the same refusal as for one that was read already. */
function usedUp(): Response {
  const response = shielded(wasmResponse(new NativeBytes(0).buffer));
  native.react(read.arrayBuffer(response), ignore, ignore);
  return response;
}

function ignore(): void {
  // Only that it was read matters.
}

/** What the engine refuses anyway is left to it, so that its error is the page's. */
function readable(response: Response): boolean {
  const type = read.header(read.headers(response), 'content-type');
  return read.ok(response) && type !== null && isWasm(type);
}

/** Guarded, because `test` asks the `exec` that a page may have replaced. */
const isWasm = (type: string): boolean => guarded('mime', () => WASM_MIME.test(type), true);

function untouched(response: unknown): Prepared {
  return prepared(response, native.resolve(LET_THROUGH));
}

function prepared(response: unknown, ruling: Promise<Ruling>): Prepared {
  return withoutPrototype({ response, ruling: () => ruling });
}

function buffered(response: Response, api: string, place: Place): Promise<Prepared> {
  return native.chain(read.arrayBuffer(response), (bytes) => {
    const large = native.bufferLength(bytes) >= SLICED_FROM_BYTES;
    const view = new NativeBytes(bytes);
    const ruling = large
      ? judgeSliced(view, api, place)
      : native.resolve(judgeNow(view, api, place));
    return native.resolve(prepared(shielded(wasmResponse(bytes)), ruling));
  });
}
const NativeBytes = Uint8Array;

/** The engine reads it as it would have read the page's own, and its errors are the same. */
function wasmResponse(bytes: ArrayBuffer): Response {
  return new NativeResponse(bytes, WASM_HEADERS);
}
const WASM_HEADERS = withoutPrototype({
  headers: withoutPrototype({ 'content-type': 'application/wasm' }),
});

function streamed(response: Response, api: string, place: Place): Prepared {
  const forEngine = shielded(read.clone(response));
  const body = read.body(response);
  if (body === null) return untouched(forEngine);
  const reader = apply(read.reader, body, []) as ReadableStreamDefaultReader<Uint8Array>;
  const judge = new StreamingJudge(api, place);
  const next = (): Promise<Ruling> =>
    native.chain(
      read.chunk(reader),
      ({ value, done }: ReadableStreamReadResult<Uint8Array>): Promise<Ruling> => {
        if (done) return judge.finish();
        judge.push(value);
        return next();
      },
      // A broken download: the native call rejects by itself.
      () => judge.finish(),
    );
  return prepared(forEngine, next());
}
