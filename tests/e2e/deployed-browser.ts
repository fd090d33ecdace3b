// What tests of a deployment share: a server on loopback with packages of several versions and its update.xml, and a browser
// whose system policy installs from there. The policy folder is the test's own, in a mount namespace. It asserts nothing.
import { generateKeyPairSync } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launch, type Launched } from '../../cli/browser.ts';
import { openDesk, type Desk } from '../../cli/desk.ts';
import { packCrx } from '../../cli/pack/crx3.ts';
import { extensionIdOf } from '../../cli/pack/extension-id.ts';
import { manifestOf, readBuild, withManifest, zipOf } from '../../cli/pack/packed-files.ts';
import { makePack } from '../../cli/policy/pack.ts';
import { updateXml } from '../../cli/pack/update-answers.ts';
import type { Layer } from '../../core/policy/resolve.ts';
import { FIRST_PAGE, managedExtension, underPolicy } from './managed-browser.ts';

export interface Deployment {
  readonly extensionId: string;
  readonly port: number;
  /** Requests that reached the server, as `host path`. */
  readonly reached: readonly string[];
  /** From now on this version is what update.xml offers. */
  offer(version: string): Promise<void>;
  /** Writes a file of the system's policies, or takes it away. */
  setPolicy(file: string, policy: object | null): Promise<void>;
  /** The file of the deployment pack that installs Assay and gives it values. */
  installing(values: Layer): object;
  /** @param firstPage address that the browser is started with */
  start(firstPage?: string): Promise<{ readonly assay: Launched; readonly desk: Desk }>;
  close(): Promise<void>;
}

export async function openDeployment(): Promise<Deployment> {
  const folder = await mkdtemp(join(tmpdir(), 'assay-deployed-'));
  const profile = join(folder, 'profile');
  const policies = join(folder, 'policies', 'managed');
  await mkdir(policies, { recursive: true });
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
  const extensionId = extensionIdOf(publicKey.export({ type: 'spki', format: 'der' }));
  const server = await startServer();
  const program = await underPolicy(folder);
  const base = `http://127.0.0.1:${server.port}`;
  const start = async (firstPage = '') => {
    await writeFile(join(folder, FIRST_PAGE), firstPage);
    const options = { headless: true, extension: null, fetchesExtension: true };
    const plain = await launch({
      ...options,
      ...{ profile, program },
      args: ['--host-resolver-rules=MAP * 127.0.0.1'],
    });
    const assay = { ...plain, extensionId };
    return { assay, desk: await deskOf(assay) };
  };
  return {
    ...{ extensionId, port: server.port, reached: server.reached, start },
    async offer(version) {
      server.files.set('/assay.crx', await packageOf(version, pem));
      const crxUrl = `${base}/assay.crx`;
      const answer = updateXml({ extensionId, version, crxUrl, minimumChromeVersion: undefined });
      server.files.set('/update.xml', Buffer.from(answer));
    },
    async setPolicy(file, policy) {
      const path = join(policies, file);
      await (policy ? writeFile(path, JSON.stringify(policy)) : rm(path));
    },
    installing: (values) => ({
      ...packFor(extensionId, `${base}/update.xml`, values),
      // Without it nothing of a test could look into a page of ours.
      DeveloperToolsAvailability: 1,
    }),
    async close() {
      await server.close();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** What the deployment pack has for Chromium on Linux, and, as an administrator may write them, values that are wrong. */
function packFor(id: string, updateUrl: string, values: Layer): object {
  const chrome = { from: 'self-hosted', id, updateUrl } as const;
  const answers = { chrome, privateWindows: 'leave', webRtc: 'leave', pin: true, values } as const;
  return JSON.parse(makePack(answers).get('linux/chromium/assay.json') ?? '') as object;
}

/** The package of a version, from the build for companies. */
async function packageOf(version: string, pem: string): Promise<Uint8Array> {
  const files = await readBuild(managedExtension);
  return packCrx(zipOf(withManifest(files, { ...manifestOf(files), version })), pem);
}

/** The browser installs on its own time: until then there is no such page. */
export async function deskOf(assay: Launched): Promise<Desk> {
  const probe = await assay.context.newPage();
  const address = `chrome-extension://${assay.extensionId}/log.html`;
  const until = Date.now() + 20_000;
  while (!(await probe.goto(address).catch(() => null))) {
    if (Date.now() > until) throw new Error('the browser has not installed Assay');
    await new Promise((done) => setTimeout(done, 100));
  }
  await probe.close();
  return openDesk(assay);
}

async function startServer() {
  const files = new Map<string, Uint8Array>();
  const reached: string[] = [];
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://server');
    reached.push(`${request.headers.host?.replace(/:\d+$/, '')} ${pathname}`);
    const file = files.get(pathname);
    response.writeHead(200, { 'content-type': file ? 'application/octet-stream' : 'text/html' });
    response.end(file ?? '<!doctype html><title>A page</title>');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const close = (): Promise<void> =>
    new Promise((done) => {
      server.closeAllConnections();
      server.close(() => done());
    });
  return { files, reached, port, close };
}
