// A site that shows its miner to those alone who carry its cookie: whoever asks a second time without it, as Assay's
// background does, gets harmless text. Files come from the demo site behind it.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const HARMLESS = 'onmessage = () => undefined;';
/** Keeps guards out of the site's workers. */
const POLICY =
  "default-src 'none'; script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'; worker-src 'self'; connect-src ws: http:";

export interface CloakedSite {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * @param pages path -> HTML
 * @param scripts path -> script for those with the cookie
 * @param behind origin of the demo site, for every other path
 */
export async function startCloakedSite(
  pages: Readonly<Record<string, string>>,
  scripts: Readonly<Record<string, string>>,
  behind: string,
): Promise<CloakedSite> {
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = request.url ?? '/';
    const html = pages[path];
    if (html !== undefined) {
      const headers = { 'content-type': 'text/html', 'set-cookie': 'known=1' };
      response.writeHead(200, { ...headers, 'content-security-policy': POLICY }).end(html);
      return;
    }
    response.writeHead(200, { 'content-type': 'text/javascript' });
    const isKnown = request.headers.cookie?.includes('known=1') ?? false;
    response.end(isKnown ? (scripts[path] ?? (await text(behind + path))) : HARMLESS);
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  };
  return { port: (server.address() as AddressInfo).port, close };
}

const text = async (url: string): Promise<string> => (await fetch(url)).text();
