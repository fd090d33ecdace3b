// Test aid: drives an installed Firefox by WebDriver BiDi over one WebSocket, without any driver binary. It starts one
// browser with its own empty profile and ends exactly that one.
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import installedPlaces from '../../cli/firefox-places.json' with { type: 'json' };

/** Fixed, so that the test can open the extension's own pages. */
const EXTENSION_UUID = '3d2c6f3e-5b64-4d52-9a1c-0f5a7d7e9b10';

/** @returns the path of an installed Firefox (`ASSAY_FIREFOX` first), or null */
export function findFirefox(): string | null {
  return (
    [process.env['ASSAY_FIREFOX'] ?? '', ...installedPlaces].find(
      (path) => path && existsSync(path),
    ) ?? null
  );
}

export interface Firefox {
  /** Opens a tab and loads the address; rejects when nothing could be loaded. @returns the tab's context */
  open(url: string): Promise<string>;
  /** Opens a tab and begins to load the address; that it may not be loaded is no error. */
  begin(url: string): Promise<string>;
  /**
   * Opens a window of its own, which no other hides, and begins to load the address.
   * @param before source of a function that runs in the page before any script of it
   */
  window(url: string, before?: string): Promise<string>;
  /** Goes to another address in a tab; rejects when nothing could be loaded. */
  go(context: string, url: string): Promise<void>;
  /** Contexts of all tabs and their addresses. */
  all(): Promise<readonly { readonly context: string; readonly url: string }[]>;
  /** Closes a tab or window. */
  shut(context: string): Promise<void>;
  /** Value of an expression in a tab; promises are waited for. */
  evaluate<T>(context: string, expression: string): Promise<T>;
  /** Address of one of the extension's own pages. */
  ownPage(path: string): string;
  close(): Promise<void>;
}

interface Extension {
  readonly id: string;
  /** Folder that is installed until the browser ends; null where there is none, or a policy installs it. */
  readonly folder: string | null;
}

type Preferences = Readonly<Record<string, string | number | boolean>>;

/**
 * Starts a headless Firefox, with the unpacked extension if there is one.
 * @param hosts lead to loopback
 * @param more preferences of the test's own
 */
export async function startFirefox(
  path: string,
  extension: Extension,
  hosts: readonly string[] = [],
  more: Preferences = {},
): Promise<Firefox> {
  const profile = await mkdtemp(join(tmpdir(), 'assay-firefox-'));
  await writeFile(join(profile, 'user.js'), preferences(extension.id, hosts, more));
  const child = spawn(
    path,
    [
      ...['--headless', '--no-remote', '--profile', profile],
      ...['--remote-debugging-port=0', '--remote-allow-system-access', 'about:blank'],
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const end = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) {
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    }
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    return await connect(child, extension, end);
  } catch (error) {
    await end();
    throw error;
  }
}

async function connect(
  child: ChildProcess,
  { folder, id }: Extension,
  end: () => Promise<void>,
): Promise<Firefox> {
  const socket = new WebSocket(`${await address(child)}/session`);
  await once(socket, 'open');
  const send = commands(socket);
  await send('session.new', { capabilities: {} });
  if (folder !== null) await install(send, folder, id);
  const create = async (type: 'tab' | 'window'): Promise<string> => {
    const { context } = (await send('browsingContext.create', { type })) as { context: string };
    return context;
  };
  return {
    async open(url) {
      const context = await create('tab');
      await send('browsingContext.navigate', { context, url, wait: 'complete' });
      return context;
    },
    async begin(url) {
      const context = await create('tab');
      // A blocked page rejects here; what comes in its place is what the caller looks at.
      await send('browsingContext.navigate', { context, url, wait: 'none' }).catch(() => null);
      return context;
    },
    async window(url, before) {
      const context = await create('window');
      const functionDeclaration = before;
      if (before)
        await send('script.addPreloadScript', { functionDeclaration, contexts: [context] });
      await send('browsingContext.navigate', { context, url, wait: 'none' }).catch(() => null);
      return context;
    },
    async go(context, url) {
      await send('browsingContext.navigate', { context, url, wait: 'interactive' });
    },
    async all() {
      const { contexts } = (await send('browsingContext.getTree', { maxDepth: 0 })) as {
        contexts: { context: string; url: string }[];
      };
      return contexts;
    },
    async shut(context) {
      await send('browsingContext.close', { context });
    },
    async evaluate<T>(context: string, expression: string): Promise<T> {
      const answer = await send('script.evaluate', {
        // As text, because BiDi's own form of a value would have to be read back.
        expression: `(async () => JSON.stringify(await (${expression})))()`,
        target: { context },
        awaitPromise: true,
      });
      const { type, result, exceptionDetails } = answer as {
        type: string;
        result?: { value?: string };
        exceptionDetails?: { text: string };
      };
      if (type !== 'success') throw new Error(exceptionDetails?.text ?? 'the expression failed');
      return (result?.value === undefined ? undefined : JSON.parse(result.value)) as T;
    },
    ownPage: (name) => `moz-extension://${EXTENSION_UUID}/${name}`,
    close: async () => {
      socket.terminate();
      await end();
    },
  };
}

async function install(send: Send, path: string, id: string): Promise<void> {
  const { extension } = await send('webExtension.install', {
    extensionData: { type: 'path', path },
  });
  if (extension !== id) throw new Error(`Firefox installed ${String(extension)}`);
}

/** Waits for the line in which Firefox says where it listens. */
function address(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const found = /WebDriver BiDi listening on (ws:\S+)/.exec(said)?.[1];
      if (found) resolve(found);
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`Firefox ended with ${String(code)}: ${said}`)));
  });
}

type Send = (method: string, params: object) => Promise<Record<string, unknown>>;

/** One promise a command; Firefox answers by number. All fail when the connection ends. */
function commands(socket: WebSocket): Send {
  const waiting = new Map<number, PromiseWithResolvers<Record<string, unknown>>>();
  let last = 0;
  socket.on('message', (data: Buffer) => {
    const { id, type, result, message } = JSON.parse(data.toString()) as {
      id?: number;
      type: string;
      result: Record<string, unknown>;
      message?: string;
    };
    const asked = id === undefined ? undefined : waiting.get(id);
    if (id === undefined || !asked) return;
    waiting.delete(id);
    if (type === 'success') asked.resolve(result);
    else asked.reject(new Error(message ?? type));
  });
  socket.on('close', () => {
    for (const asked of waiting.values()) asked.reject(new Error('Firefox closed the connection'));
  });
  return (method, params) => {
    const asked = Promise.withResolvers<Record<string, unknown>>();
    waiting.set(++last, asked);
    socket.send(JSON.stringify({ id: last, method, params }));
    return asked.promise;
  };
}

function preferences(id: string, hosts: readonly string[], more: Preferences): string {
  const values = {
    'extensions.webextensions.uuids': JSON.stringify({ [id]: EXTENSION_UUID }),
    'network.dns.localDomains': hosts.join(','),
    'network.dns.disableIPv6': true,
    'browser.shell.checkDefaultBrowser': false,
    'datareporting.policy.dataSubmissionEnabled': false,
    'toolkit.telemetry.enabled': false,
    'app.update.enabled': false,
    // Pages of the coverage matrix open windows by themselves.
    'dom.disable_open_during_load': false,
    'media.autoplay.default': 0,
    'services.settings.server': 'data:,',
    ...more,
  };
  return Object.entries(values)
    .map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`)
    .join('');
}
