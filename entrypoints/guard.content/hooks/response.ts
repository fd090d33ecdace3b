// Reads the bytes of a Response for judgement while the native streaming call reads the original. A Response that
// the page made itself is read whole first, because the page could change its chunks between our look and the engine's.
import { apply, getterOf, native, uncurry } from '../natives.ts';
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
import { count, guarded } from '../wrap.ts';

export interface Prepared {
  /** What to stream: the original, or a private one with the same bytes. */
  readonly response: unknown;
  /** Asked once; the promise never rejects. */
  readonly ruling: () => Promise<Ruling>;
}

const WASM_MIME = /^application\/wasm$/i;

const read = {
  type: getterOf<ResponseType>(Response.prototype, 'type'),
  ok: getterOf<boolean>(Response.prototype, 'ok'),
  used: getterOf<boolean>(Response.prototype, 'bodyUsed'),
  headers: getterOf<Headers>(Response.prototype, 'headers'),
  header: uncurry(Headers.prototype.get),
  body: getterOf<ReadableStream<Uint8Array> | null>(Response.prototype, 'body'),
  clone: uncurry(Response.prototype.clone),
  arrayBuffer: uncurry(Response.prototype.arrayBuffer),
  reader: ReadableStream.prototype.getReader,
  chunk: uncurry(ReadableStreamDefaultReader.prototype.read),
};

/** Takes what the page gave to a streaming call. Rejects only as `source` itself rejects. */
export function prepareResponse(source: unknown, api: string, place: Place): Promise<Prepared> {
  return native.chain(native.resolve(source), (response) => {
    try {
      if (!readable(response) || read.body(response) === null)
        return native.resolve(untouched(response));
      return read.type(response) === 'default'
        ? buffered(response, api, place)
        : native.resolve(streamed(response, api, place));
    } catch {
      count('responses not read');
      return native.resolve(untouched(response));
    }
  });
}

/** What the native call would refuse anyway is left to it, so that its error is the page's. */
function readable(response: unknown): response is Response {
  try {
    const type = read.header(read.headers(response), 'content-type');
    return read.ok(response) && !read.used(response) && type !== null && isWasm(type);
  } catch {
    return false;
  }
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
    return native.resolve(prepared(wasmResponse(bytes), ruling));
  });
}
const NativeBytes = Uint8Array;

/** The engine reads it as it would have read the page's own, and its errors are the same. */
function wasmResponse(bytes: ArrayBuffer): Response {
  return new NativeResponse(bytes, WASM_HEADERS);
}
const NativeResponse = Response;
const WASM_HEADERS = withoutPrototype({
  headers: withoutPrototype({ 'content-type': 'application/wasm' }),
});

function streamed(response: Response, api: string, place: Place): Prepared {
  const body = read.body(read.clone(response));
  if (body === null) return untouched(response);
  const reader = apply(read.reader, body, []) as ReadableStreamDefaultReader<Uint8Array>;
  const judge = new StreamingJudge(api, place);
  const next = (): Promise<Ruling> =>
    native.chain(
      read.chunk(reader),
      ({ value, done }: ReadableStreamReadResult<Uint8Array>): Promise<Ruling> => {
        if (done) return native.resolve(judge.finish());
        judge.push(value);
        return next();
      },
      // A broken download: the native call rejects by itself.
      () => native.resolve(judge.finish()),
    );
  return prepared(response, next());
}
