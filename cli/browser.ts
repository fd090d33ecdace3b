// Finds a Chromium-like browser and starts it with the built extension, for the demo, the tests and the benchmarks.
// It never downloads anything; cli/setup.mjs does that.
import { access, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type BrowserContext, type Page, type Worker } from 'playwright';
import installedPlaces from './browser-places.json' with { type: 'json' };

export const projectFolder = dirname(dirname(fileURLToPath(import.meta.url)));
export const builtExtension = join(projectFolder, '.output', 'chrome-mv3');

export interface LaunchOptions {
  readonly headless: boolean;
  /** Folder of the unpacked extension, or null to start without one. */
  readonly extension: string | null;
  /** Host names that must lead to loopback. */
  readonly hosts?: readonly string[];
  readonly args?: readonly string[];
  /** Folder of a profile that outlives the browser; without it each start has its own, which is removed at the end. */
  readonly profile?: string;
  /** Program that starts the browser; without it, the one that is found. */
  readonly program?: string;
  /** True where the browser itself installs Assay, by policy: it must be let fetch it. */
  readonly fetchesExtension?: boolean;
}

export interface Launched {
  readonly context: BrowserContext;
  readonly extensionId: string;
  /** The background worker; undefined without an extension. */
  readonly background: Worker | undefined;
  close(): Promise<void>;
}

/**
 * @returns the path of a browser: `ASSAY_BROWSER`, an installed one (Chromium before Edge before Chrome), or Playwright's
 * @throws an Error that says what to do when there is none
 */
export async function findBrowser(): Promise<string> {
  const named = process.env['ASSAY_BROWSER'];
  const candidates = named ? [named] : [...installedPlaces, chromium.executablePath()];
  for (const path of candidates) {
    if (path && (await exists(path))) return path;
  }
  throw new Error(
    named
      ? `ASSAY_BROWSER names ${named}, which does not exist.`
      : 'No Chromium, Edge or Chrome was found. Install one, or set ASSAY_BROWSER to its path.',
  );
}

/** Starts a browser with its own empty profile. Close it with `close`, which also removes the profile. */
export async function launch(options: LaunchOptions): Promise<Launched> {
  const profile = options.profile ?? (await mkdtemp(join(tmpdir(), 'assay-')));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: options.program ?? (await findBrowser()),
    headless: false,
    viewport: { width: 1280, height: 800 },
    ignoreDefaultArgs: [
      '--disable-extensions',
      ...(options.fetchesExtension ? ['--disable-background-networking'] : []),
    ],
    args: [
      ...(options.headless ? ['--headless=new'] : []),
      ...(process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--no-first-run',
      '--disable-search-engine-choice-screen',
      ...hostRules(options.hosts ?? []),
      '--enable-unsafe-extension-debugging',
      ...(options.args ?? []),
    ],
  });
  const close = async (): Promise<void> => {
    await context.close();
    if (!options.profile) await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  if (!options.extension) return { context, extensionId: '', background: undefined, close };
  try {
    const [background] = await Promise.all([
      context.waitForEvent('serviceworker', { timeout: 20_000 }),
      loadUnpacked(context, options.extension),
    ]);
    return { context, extensionId: new URL(background.url()).host, background, close };
  } catch (error) {
    await close();
    throw new Error(`The browser did not load the extension: ${String(error)}`, { cause: error });
  }
}

/** By the debugging protocol: branded Chrome refuses `--load-extension`, and this one says what is wrong. */
async function loadUnpacked(context: BrowserContext, path: string): Promise<void> {
  const session = await context.browser()?.newBrowserCDPSession();
  if (!session) throw new Error('the browser gave no session');
  await session.send('Extensions.loadUnpacked' as never, { path } as never);
  await session.detach();
}

/** Opens one of the extension's pages, e.g. `log.html`. */
export async function openOurPage({ context, extensionId }: Launched, path: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`chrome-extension://${extensionId}/${path}`);
  return page;
}

function hostRules(hosts: readonly string[]): string[] {
  if (hosts.length === 0) return [];
  return [`--host-resolver-rules=${hosts.map((host) => `MAP ${host} 127.0.0.1`).join(', ')}`];
}

async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch {
    return false;
  }
}
