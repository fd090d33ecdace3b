// The demo site: every page case, the npm files that the pages need, and a fake mining pool, on one loopback port under
// several host names. It never listens on anything but 127.0.0.1 and never fetches anything from elsewhere.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { loadPageCases, pagesFolder, type PageEntry } from '../cases.ts';
import { type HeavyEntry, loadHeavyCases } from '../heavy-cases.ts';
import { corpusScript } from './corpus-scripts.ts';
import { extractCryptoNightWasm } from './cryptonight-wasm.ts';
import { type PoolCounters } from './fake-pool.ts';
import { attachSockets } from './sockets.ts';
import { findFile, sendBytes, sendFile, sendText } from './static-files.ts';
import { startPageHtml } from './start-page.ts';

/** Names that Chromium and Firefox resolve to loopback by themselves and treat as secure contexts. */
export const siteHosts = [
  'demo.localhost',
  'mine.localhost',
  'bank.localhost',
  'video.localhost',
] as const;

/** Listed mining hosts that the site plays. The caller maps them: `--host-resolver-rules="MAP coinhive.com 127.0.0.1"`. */
export const mappedHosts = ['coinhive.com', 'coin-hive.com', 'moneroocean.stream'] as const;

/** Paths that a listed mining host is known by; the script behind them is ours. */
const aliases: Readonly<Record<string, string>> = {
  '/lib/coinhive.min.js': '/site/listed-script.js',
};

/** Where a page is on the site. */
type Address = Pick<PageEntry, 'id' | 'host' | 'path'>;
/** A folder of pages with the headers that its case asks for. */
type Served = Pick<PageEntry, 'path' | 'headers'>;

export interface Site {
  readonly port: number;
  /** What all miners of the site have sent to the fake pool so far. */
  readonly pool: Readonly<PoolCounters>;
  readonly cases: readonly PageEntry[];
  /** Honest programs that keep processors busy. */
  readonly heavy: readonly HeavyEntry[];
  /** `http://<host>:<port>`. */
  origin(host: string): string;
  /** Address of a case's page. */
  url(page: Address): string;
  close(): Promise<void>;
}

/** Some packages start workers from their own files; those of an isolated page must ask for isolation themselves. */
const isolatedWorkers = { 'cross-origin-embedder-policy': 'require-corp' };

const packagesFolder = join(pagesFolder, '..', '..', 'node_modules');
const corpusFolder = join(pagesFolder, '..', 'corpus');

/** Starts the site on an ephemeral port of 127.0.0.1 and resolves when it listens. */
export async function startSite(port = 0): Promise<Site> {
  const [cases, heavy] = await Promise.all([loadPageCases(), loadHeavyCases()]);
  const served: readonly Served[] = [...cases, ...heavy];
  const server = createServer((request, response) => {
    answer(request, response, cases, served).catch((error: unknown) => {
      sendText(response, 500, String(error));
    });
  });
  const sockets = attachSockets(server);
  const listeningPort = await listen(server, port);
  const origin = (host: string): string => `http://${host}:${listeningPort}`;
  return {
    port: listeningPort,
    pool: sockets.pool,
    cases,
    heavy,
    origin,
    url: (page) => origin(hostOf(page)) + page.path,
    close: async () => {
      sockets.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/**
 * Each page has a name of its own below its host: what is refused to a site that mined must not meet the next page. Listed
 * hosts keep theirs, which is what they are known by.
 */
export function hostOf({ id, host }: Omit<Address, 'path'>): string {
  return (siteHosts as readonly string[]).includes(host)
    ? `${id.split('/')[1] ?? ''}.${host}`
    : host;
}

async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return (server.address() as AddressInfo).port;
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  cases: readonly PageEntry[],
  served: readonly Served[],
): Promise<void> {
  const path = pathOf(request);
  const made = await generated(path, request, cases);
  if (made !== null) {
    sendBytes(response, made.contentType, made.bytes);
    return;
  }
  const fromNpm = path.startsWith('/npm/');
  const file = fromNpm
    ? await findFile(packagesFolder, path.slice('/npm/'.length))
    : await findFile(pagesFolder, (aliases[path] ?? path).slice(1));
  if (file === null) sendText(response, 404, 'no such file');
  else await sendFile(response, file, fromNpm ? isolatedWorkers : headersOf(path, served));
}

/** What the site makes at run time instead of reading it from a file; null for every other path. */
async function generated(
  path: string,
  request: IncomingMessage,
  cases: readonly PageEntry[],
): Promise<{ readonly contentType: string; readonly bytes: Uint8Array } | null> {
  if (path === '/') {
    const port = request.socket.localPort ?? 0;
    const html = startPageHtml(cases, (page) => `http://${hostOf(page)}:${port}${page.path}`);
    return { contentType: 'text/html; charset=utf-8', bytes: Buffer.from(html) };
  }
  if (path === '/generated/cryptonight.wasm') {
    return { contentType: 'application/wasm', bytes: await extractCryptoNightWasm(packagesFolder) };
  }
  const script = await corpusScript(path, corpusFolder);
  if (script) return { contentType: 'text/javascript; charset=utf-8', bytes: script };
  return path === '/favicon.ico' ? { contentType: 'image/x-icon', bytes: Buffer.alloc(0) } : null;
}

/** The path as it was sent, without the query: findFile refuses what a cleaned path would hide. */
function pathOf(request: IncomingMessage): string {
  return (request.url ?? '/').split('?', 1)[0] ?? '/';
}

function headersOf(path: string, served: readonly Served[]): Readonly<Record<string, string>> {
  return served.find((page) => path.startsWith(page.path))?.headers ?? {};
}
