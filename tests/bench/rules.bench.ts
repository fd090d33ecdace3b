// What a rule pack of 100,000 hosts costs: the time from its bytes to its last effect, the memory of the background that
// stays, and what each later start of the background pays for it.
import type { CDPSession } from 'playwright';
import type { Launched } from '../../cli/browser.ts';
import { openDesk, type Desk } from '../../cli/desk.ts';
import { newSigner, samplePack } from '../core/rule-pack/pack-maker.ts';
import { startFeed, text, type FeedServer } from '../e2e/feed-server.ts';
import { endBackground } from '../e2e/own-pages.ts';
import { extensionWithFeed, launchWithFeed } from '../e2e/packaged-feed.ts';
import { median, type BenchTable } from './bench-table.ts';
import { rendererSizes } from './memory.bench.ts';

const HOSTS = 100_000;
const ROUNDS = 5;
const SETTLES_IN_MS = 10_000;

export async function benchRules(): Promise<BenchTable> {
  const signer = newSigner();
  const feed = await startFeed();
  const extension = await extensionWithFeed({ url: feed.url, key: signer.publicKey });
  const assay = await launchWithFeed(extension);
  try {
    const desk = await openDesk(assay);
    const pack = (version: number): string => signer.file(packOf(version));
    return {
      title: `A rule pack of ${HOSTS.toLocaleString('en-GB')} hosts`,
      rows: await measured(assay, desk, feed, pack),
    };
  } finally {
    await assay.close();
    await feed.close();
    await extension.remove();
  }
}

async function measured(
  assay: Launched,
  desk: Desk,
  feed: FeedServer,
  pack: (version: number) => string,
): Promise<BenchTable['rows']> {
  const without = await startedIn(desk);
  const before = await memoryOf(assay);
  const apply = (version: number): Promise<number> => {
    feed.serve(text(pack(version)));
    return updated(desk, version);
  };
  const first = await apply(1);
  const held = await memoryOf(assay);
  const applied = [first];
  for (let version = 2; version <= ROUNDS; version++) applied.push(await apply(version));
  const lookups = await lookupMs(desk);
  const later = await startedIn(desk);
  const settled = await memoryOf(assay);
  const megabytes = (value: number): string =>
    Number.isNaN(value) ? 'it takes Linux' : `${value.toFixed(1)} MB`;
  const ms = (value: number): string => `${value.toFixed(0)} ms`;
  return [
    { name: 'size of the file', value: `${(pack(1).length / 1e6).toFixed(1)} MB` },
    {
      name: 'asked, fetched, checked, blocking and stored (median, first)',
      value: `${ms(median(applied))}, ${ms(first)}`,
      goal: 'at most 500 ms',
    },
    {
      name: 'heap of the background, more than without',
      value: megabytes(held.heapMb - before.heapMb),
      goal: 'at most 10 MB',
    },
    {
      name: 'process of the background and of an open page of ours, more than without',
      value: `${megabytes(held.processMb - before.processMb)}; ${megabytes(settled.processMb - before.processMb)} after ${ROUNDS} packs and ${ROUNDS} starts`,
      goal: 'at most 10 MB',
    },
    { name: 'a question for a host, there and back', value: `${lookups.toFixed(2)} ms` },
    {
      name: 'a later start of the background until it answers (without a pack)',
      value: `${ms(later)} (${ms(without)})`,
    },
  ];
}

/** Names as long as those of real lists, which have 15 characters in the middle. */
function packOf(version: number): object {
  const names = Array.from(
    { length: HOSTS },
    (_, index) => `m${String(index).padStart(6, '0')}-${version}.example`,
  );
  const hosts = [{ category: 'cryptojacking', sources: ['x'], names: names.join(' ') }];
  return { ...samplePack({ version }), hosts };
}

async function updated(desk: Desk, version: number): Promise<number> {
  const started = performance.now();
  const { pack, outcome } = await desk.ask('update-rules', {});
  const tookMs = performance.now() - started;
  if (pack?.version !== version) throw new Error(outcome);
  return tookMs;
}

/** Median time from a question to a background that was ended to its answer. */
async function startedIn(desk: Desk): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    await endBackground(desk.page);
    const started = performance.now();
    await desk.ask('describe-host', { host: 'coinhive.com' });
    times.push(performance.now() - started);
  }
  return median(times);
}

async function lookupMs(desk: Desk): Promise<number> {
  const times: number[] = [];
  for (let index = 0; index < 200; index++) {
    const host = `a.b.m${String(index * 499).padStart(6, '0')}-${ROUNDS}.example`;
    const started = performance.now();
    const found = await desk.ask('describe-host', { host });
    times.push(performance.now() - started);
    if (!found) throw new Error(`${host} is not listed`);
  }
  return median(times);
}

interface Memory {
  readonly heapMb: number;
  /** NaN where the kernel does not tell. */
  readonly processMb: number;
}

/** After the browser had time to give back what it no longer needs, and after a collection of garbage. */
async function memoryOf(assay: Launched): Promise<Memory> {
  await new Promise((done) => setTimeout(done, SETTLES_IN_MS));
  const heapMb = await heapOf(assay);
  const isOurs = (args: string): boolean => args.includes('--extension-process');
  const sizes = process.platform === 'linux' ? await rendererSizes(assay, isOurs) : [];
  return { heapMb, processMb: median(sizes) };
}

/** MB that the background uses after its garbage is collected. */
async function heapOf({ context, background }: Launched): Promise<number> {
  const session = await context.browser()?.newBrowserCDPSession();
  if (!session) throw new Error('the browser gave no session');
  const { targetInfos } = await session.send('Target.getTargets');
  const target = targetInfos.find(
    ({ type, url }) => type === 'service_worker' && url === background?.url(),
  );
  if (!target) throw new Error('the background is at rest');
  const { targetId } = target;
  const { sessionId } = await session.send('Target.attachToTarget', { targetId, flatten: false });
  try {
    await inTarget(session, sessionId, 'HeapProfiler.collectGarbage');
    const usage = await inTarget(session, sessionId, 'Runtime.getHeapUsage');
    return Number(usage['usedSize']) / 1e6;
  } finally {
    await session.send('Target.detachFromTarget', { sessionId });
    await session.detach();
  }
}

let lastId = 0;

/** Sends a command to an attached target and waits for its answer. */
function inTarget(
  session: CDPSession,
  sessionId: string,
  method: string,
): Promise<Readonly<Record<string, unknown>>> {
  const id = ++lastId;
  return new Promise((resolve, reject) => {
    const heard = ({ message }: { readonly message: string }): void => {
      const answer = JSON.parse(message) as {
        readonly id?: number;
        readonly result?: Record<string, unknown>;
      };
      if (answer.id !== id) return;
      session.off('Target.receivedMessageFromTarget', heard);
      resolve(answer.result ?? {});
    };
    session.on('Target.receivedMessageFromTarget', heard);
    const message = JSON.stringify({ id, method });
    session.send('Target.sendMessageToTarget', { sessionId, message }).catch(reject);
  });
}
