// The build for companies in a browser under a company's policy. The policy lies in a folder of the test's own, which the
// browser alone sees as the system's, in a mount namespace: that takes root on Linux, and Debian's Chromium.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { findBrowser, launch, projectFolder, type Launched } from '../../cli/browser.ts';
import { openDesk, type Desk } from '../../cli/desk.ts';
import type { Incident } from '../../core/incident/incident.ts';
import type { Layer } from '../../core/policy/resolve.ts';
import { mappedHosts } from '../pages/site/server.ts';

/** Chromium's own; policies lie in a folder of it that need not be there. */
const SYSTEM_FOLDER = '/etc/chromium';
export const managedExtension = join(projectFolder, '.output', 'chrome-mv3-managed');

export interface ManagedBrowser {
  readonly assay: Launched;
  readonly desk: Desk;
  /** A new tab at an address. */
  open(url: string): Promise<Page>;
  /** The newest incident of a page whose address begins so. */
  incidentOf(url: string): Promise<Incident | undefined>;
  /** Its steps, as `done: The page was unloaded`. */
  stepsOf(url: string): Promise<string[]>;
  /** Replaces the policy; a running browser reads it within some seconds. */
  setPolicy(policy: Layer, ofTheBrowser?: object): Promise<void>;
  close(): Promise<void>;
}

/** Why no browser under a policy can be started here, or null when it can. */
export function whyNotManaged(): string | null {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'it takes root on Linux';
  try {
    const script = `mount --bind ${SYSTEM_FOLDER} ${SYSTEM_FOLDER}`;
    execFileSync('unshare', [...PRIVATE, 'sh', '-c', script], { stdio: 'ignore' });
    return null;
  } catch {
    return "it takes mount namespaces and Debian's Chromium";
  }
}

const PRIVATE = ['--mount', '--propagation', 'private'];

/** @param profile folder of an earlier browser to go on with */
export async function launchManaged(policy: Layer, profile?: string): Promise<ManagedBrowser> {
  const folder = await mkdtemp(join(tmpdir(), 'assay-policy-'));
  const managed = join(folder, 'policies', 'managed');
  await mkdir(managed, { recursive: true });
  const setPolicy = (changed: Layer, ofTheBrowser: object = {}): Promise<void> => {
    const extensions = { [unpackedId(managedExtension)]: changed };
    const text = JSON.stringify({ ...ofTheBrowser, '3rdparty': { extensions } });
    return writeFile(join(managed, 'assay.json'), text);
  };
  await setPolicy(policy);
  const program = await underPolicy(folder);
  const options = { headless: true, extension: managedExtension, hosts: mappedHosts };
  const assay = await launch({ ...options, program, ...(profile !== undefined && { profile }) });
  const close = async (): Promise<void> => {
    await assay.close();
    await rm(folder, { recursive: true, force: true });
  };
  const desk = await openDesk(assay);
  const incidentOf = async (url: string): Promise<Incident | undefined> =>
    (await desk.incidents()).find((incident) => incident.url.startsWith(url));
  const stepsOf = async (url: string): Promise<string[]> =>
    ((await incidentOf(url))?.steps ?? []).map(({ outcome, what }) => `${outcome}: ${what}`);
  const open = async (url: string): Promise<Page> => {
    const page = await assay.context.newPage();
    await page.goto(url);
    return page;
  };
  return { assay, desk, open, incidentOf, stepsOf, setPolicy, close };
}

/** Name of a file in the folder with the address of a page that the browser opens first; Playwright takes none itself. */
export const FIRST_PAGE = 'first-page';

/** A program that starts the browser with a folder as the system's policies. */
export async function underPolicy(folder: string): Promise<string> {
  const path = join(folder, 'browser');
  const bind = `mount --bind ${folder} ${SYSTEM_FOLDER} && exec "$0" "$@"`;
  const start = `exec unshare ${PRIVATE.join(' ')} sh -c '${bind}' ${await findBrowser()} "$@"`;
  // Without a window the browser takes one address only, and Playwright gives one that is empty.
  const first = `first=$(cat ${join(folder, FIRST_PAGE)} 2>&-)
for given; do
  shift
  if [ "$given" = about:blank ] && [ -n "$first" ]; then given=$first; fi
  set -- "$@" "$given"
done`;
  await writeFile(path, `#!/bin/sh\n${first}\n${start}\n`);
  await chmod(path, 0o755);
  return path;
}

/** The id that Chromium gives to an unpacked extension without a key: made of its path. */
function unpackedId(path: string): string {
  const hex = createHash('sha256').update(path).digest('hex').slice(0, 32);
  return hex.replace(/./g, (digit) => 'abcdefghijklmnop'[Number.parseInt(digit, 16)] ?? '');
}
