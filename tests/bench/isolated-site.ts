// A small site on loopback for the benchmarks in a browser. Its pages are isolated: that sharpens their clock from 100 to 5
// microseconds.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface IsolatedSite {
  /** Address of `/`. */
  readonly url: string;
  close(): void;
}

/** Serves what `answer` gives for a path: text as a page, bytes as a script or as they are. */
export async function isolatedSite(
  answer: (path: string) => string | Uint8Array,
): Promise<IsolatedSite> {
  const server = createServer(({ url = '/' }, response) => {
    const body = answer(url);
    response.writeHead(200, {
      'content-type': typeof body === 'string' ? 'text/html' : typeOf(url),
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
    });
    response.end(body);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}/`,
    close: () => server.close(),
  };
}

function typeOf(path: string): string {
  return path.endsWith('.js') ? 'text/javascript' : 'application/octet-stream';
}
