// What contract and hostile tests share: a web server that answers as its address tells it to, and one probe run in the
// same browser with and without Assay. It asserts nothing.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright';
import { launch, projectFolder, type Launched } from '../../cli/browser.ts';
import { section, unsignedLeb } from '../core/wasm/wasm-bytes.ts';
import { parseModule } from '../corpus/mutate/module.ts';
import { extractCryptoNightWasm } from '../pages/site/cryptonight-wasm.ts';
import { mappedHosts } from '../pages/site/server.ts';
import { launchAssay } from './extension.ts';

const contractFolder = join(projectFolder, 'tests/pages/site/contract');

/** What `/echo/<name>?<JSON>` answers with. */
export interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly base64?: string;
  /** Sends the head of the answer, and of the body what there is, but never ends. */
  readonly stalls?: boolean;
  /** Never answers. */
  readonly hangs?: boolean;
  /** Behind the bytes come those that make a module suspected. */
  readonly suspected?: boolean;
}

export interface EchoSite {
  readonly port: number;
  /** Address on `host` that answers with `reply`; the same reply has the same address. */
  at(name: string, reply: Reply, host?: string): string;
  /** `http://<host>:<port>`. */
  origin(host?: string): string;
  close(): Promise<void>;
}

/** Starts the server on an ephemeral port of 127.0.0.1. `/headers` answers with the request's headers as JSON. */
export async function startEchoSite(): Promise<EchoSite> {
  const cryptoNight = await extractCryptoNightWasm(join(projectFolder, 'node_modules'));
  const tables = passiveData(cryptoNight);
  const replies: string[] = [];
  const server = createServer((request, response) =>
    answer(request, response, { cryptoNight, tables, replies }),
  );
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const origin = (host = 'demo.localhost'): string => `http://${host}:${port}`;
  return {
    port,
    origin,
    at: (name, reply, host) => {
      const text = JSON.stringify(reply);
      const known = replies.indexOf(text);
      return `${origin(host)}/echo/${name}?${known < 0 ? replies.push(text) - 1 : known}`;
    },
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}

interface Content {
  readonly cryptoNight: Uint8Array;
  /** A section of data that makes any module suspected: the tables of CryptoNight. */
  readonly tables: Uint8Array;
  readonly replies: readonly string[];
}

function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { cryptoNight, tables, replies }: Content,
): void {
  const { pathname, search } = new URL(request.url ?? '/', 'http://site');
  const headers = { 'cache-control': 'no-store', 'access-control-allow-origin': '*' };
  if (pathname.startsWith('/echo/')) {
    const reply = replyOf(search.slice(1), replies);
    if (reply.hangs) return;
    const type = pathname.endsWith('.js') ? 'text/javascript' : 'text/html; charset=utf-8';
    response.writeHead(reply.status ?? 200, { ...headers, 'content-type': type, ...reply.headers });
    const bytes = Buffer.from(reply.base64 ?? '', 'base64');
    const whole = reply.suspected ? Buffer.concat([bytes, tables]) : bytes;
    const body = reply.base64 ? whole : (reply.body ?? '');
    if (!reply.stalls) response.end(body);
    else if (body.length > 0) response.write(body);
    else response.flushHeaders();
    return;
  }
  const found: Readonly<Record<string, [string, string | Uint8Array]>> = {
    '/': ['text/html; charset=utf-8', '<!doctype html><title>A test page</title><body></body>'],
    '/headers': ['application/json', JSON.stringify(request.headers)],
    '/tables': ['application/octet-stream', tables],
    '/generated/cryptonight.wasm': ['application/wasm', cryptoNight],
  };
  const [type, body] = found[pathname] ?? ['text/plain', 'nothing here'];
  response.writeHead(found[pathname] ? 200 : 404, { ...headers, 'content-type': type });
  response.end(body);
}

/** An address that somebody cut short is answered with an error; it must not end the server. */
function replyOf(asked: string, replies: readonly string[]): Reply {
  try {
    const text = /^\d+$/.test(asked) ? replies[Number(asked)] : decodeURIComponent(asked);
    return JSON.parse(text ?? '{}') as Reply;
  } catch {
    return { status: 400 };
  }
}

export interface ProbeOptions {
  /** Address of the page; without it the site's first. */
  readonly url?: string;
  /** True to make the modules of the kit suspected: their exports are timed. */
  readonly suspected?: boolean;
}

/** Where a probe runs. */
export type Scope = 'page' | 'blob worker' | 'http worker' | 'module worker';

export interface Pair {
  readonly site: EchoSite;
  readonly assay: Launched;
  /** Runs a probe with and without Assay; probes with the same address share its page. */
  run(
    probe: string,
    scope?: Scope,
    about?: ProbeOptions,
  ): Promise<{ native: unknown; assay: unknown }>;
  close(): Promise<void>;
}

/** Two browsers that differ in nothing but Assay. Close them in `afterAll`. */
export async function openPair(): Promise<Pair> {
  const site = await startEchoSite();
  const [assay, plain] = await Promise.all([
    launchAssay(),
    launch({ headless: true, extension: null, hosts: mappedHosts }),
  ]);
  const pages = new Map<string, Promise<Page>>();
  const pageOn = (launched: Launched, url: string): Promise<Page> => {
    const key = `${launched.extensionId} ${url}`;
    const opened = pages.get(key) ?? open(launched, url);
    pages.set(key, opened);
    return opened;
  };
  return {
    site,
    assay,
    async run(probe, scope = 'page', { url = site.origin(), suspected = false } = {}) {
      const [native, ours] = await Promise.all(
        [plain, assay].map(async (launched) =>
          runProbe(await pageOn(launched, url), site, probe, scope, suspected),
        ),
      );
      return { native, assay: ours };
    },
    close: async () => {
      await Promise.all([assay.close(), plain.close()]);
      await site.close();
    },
  };
}

async function open(launched: Launched, url: string): Promise<Page> {
  const page = await launched.context.newPage();
  await page.goto(url);
  return page;
}

/** Runs one probe on a page that is open. Errors of the probe itself are part of its answer. */
export async function runProbe(
  page: Page,
  site: EchoSite,
  probe: string,
  scope: Scope,
  suspected = false,
): Promise<unknown> {
  const kit = await kitText(site, suspected);
  const call = `(async () => { ${kit}; return await (${probe})(kit()); })()`;
  const text = `${call}.then((value) => value, (error) => ({ probeFailed: String(error?.stack) }))`;
  if (scope === 'page') return page.evaluate(text);
  const script = `${text}.then((value) => postMessage(value));`;
  const worker = {
    'blob worker': `new Worker(URL.createObjectURL(new Blob([${JSON.stringify(script)}])))`,
    'http worker': `new Worker(${JSON.stringify(site.at('w.js', { body: script }))})`,
    'module worker': `new Worker(${JSON.stringify(site.at('w.js', { body: script }))}, { type: 'module' })`,
  }[scope];
  return page.evaluate(`new Promise((done) => {
    const worker = ${worker};
    const end = (answer) => {
      // Memories of workers that nobody ends use up the address space.
      worker.terminate();
      done(answer);
    };
    worker.onmessage = ({ data }) => end(data);
    worker.onerror = (event) => end({ workerFailed: event.message });
  })`);
}

async function kitText(site: EchoSite, suspected: boolean): Promise<string> {
  const file = pathToFileURL(join(contractFolder, 'kit.js')).href;
  const { kit } = (await import(file)) as { kit: (...args: never[]) => unknown };
  // Not in the text: the script of a worker that carries them is a miner's.
  const tables = suspected ? 'await (await fetch(kit.origin + "/tables")).bytes()' : '[]';
  return `${kit.toString()}; kit.origin = ${JSON.stringify(site.origin())}; kit.tables = ${tables}`;
}

/** The data of a module as one passive segment, which needs no memory, in a section of its own. */
function passiveData(module: Uint8Array): Uint8Array {
  const data = parseModule(module).data.flatMap(({ bytes }) => [...bytes]);
  return Uint8Array.from(section(11, [1, 1, ...unsignedLeb(data.length), ...data]));
}

/** The probes of a file below tests/pages/site/contract: title -> text of the function. */
export async function probesOf(file: string): Promise<Readonly<Record<string, string>>> {
  const address = pathToFileURL(join(contractFolder, file)).href;
  const { probes } = (await import(address)) as {
    probes: Readonly<Record<string, (...args: never[]) => unknown>>;
  };
  return Object.fromEntries(
    Object.entries(probes).map(([title, probe]) => [title, probe.toString()]),
  );
}
