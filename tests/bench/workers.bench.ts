// What Assay costs workers and wasm: the start of a worker, its messages once it has been running for a while, and calls
// into modules that were judged clear or suspected.
import type { Launched } from '../../cli/browser.ts';
import { corpusModules } from '../corpus-modules.ts';
import { median, type BenchTable } from './bench-table.ts';
import { compared, inTurn, openContestants, type Figures } from './contestants.ts';
import { isolatedSite } from './isolated-site.ts';

const ROUNDS = 11;
/** After so long a worker that does little is measured seldom. */
const QUIET_MS = 3_000;

const PAGE = `<!doctype html><title>workers</title><script>
const echo = () => new Worker(URL.createObjectURL(new Blob(['onmessage = ({ data }) => postMessage(data)'])));
const answer = (worker) => new Promise((done) => { worker.onmessage = ({ data }) => done(data); });
let settled;
async function start() {
  const startedAt = performance.now();
  const worker = new Worker(URL.createObjectURL(new Blob(['postMessage(0)'])));
  await answer(worker);
  const ms = performance.now() - startedAt;
  worker.terminate();
  return ms;
}
async function quietWorker() {
  if (settled) return settled;
  settled = echo();
  settled.postMessage(0);
  await answer(settled);
  await new Promise((done) => setTimeout(done, ${QUIET_MS}));
  return settled;
}
async function pingPong() {
  const worker = await quietWorker();
  const startedAt = performance.now();
  for (let i = 0; i < 3_000; i++) { worker.postMessage(i); await answer(worker); }
  return performance.now() - startedAt;
}
async function flood() {
  const worker = await quietWorker();
  const startedAt = performance.now();
  const last = new Promise((done) => { worker.onmessage = ({ data }) => data === 49_999 && done(); });
  for (let i = 0; i < 50_000; i++) worker.postMessage(i);
  await last;
  return performance.now() - startedAt;
}
async function calls(path, name) {
  const bytes = await (await fetch(path)).arrayBuffer();
  const { instance } = await WebAssembly.instantiate(bytes, {});
  const called = instance.exports[name];
  const count = 2_000_000;
  const run = () => {
    const startedAt = performance.now();
    for (let i = 0; i < count; i++) called(i);
    return (performance.now() - startedAt) * 1e6 / count;
  };
  const times = Array.from({ length: 7 }, run).sort((a, b) => a - b);
  return times[3];
}
</script>`;

/** (func (export "f") (param i32) (result i32) local.get 0): judged clear. */
const CLEAR = new Uint8Array([
  ...[0, 97, 115, 109, 1, 0, 0, 0, 1, 6, 1, 96, 1, 127, 1, 127, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0],
  ...[10, 6, 1, 4, 0, 32, 0, 11],
]);

/** Start, ping-pong, flood and calls, in turn. */
export async function benchWorkers(): Promise<BenchTable> {
  const suspected = corpusModules().find(({ bytes }) => exportsBuffer(bytes))?.bytes;
  if (!suspected) throw new Error('hash-wasm has no Argon2 any more');
  const files: Readonly<Record<string, Uint8Array>> = { '/clear': CLEAR, '/suspected': suspected };
  const site = await isolatedSite((path) => files[path] ?? PAGE);
  const contestants = await openContestants();
  const pages = new Map<Launched, Promise<{ evaluate(text: string): Promise<unknown> }>>();
  const run = (text: string, fresh = false): Promise<Figures> =>
    inTurn(contestants, ROUNDS, async (launched) => {
      if (fresh) pages.delete(launched);
      const opened = pages.get(launched) ?? open(launched, site.url);
      pages.set(launched, opened);
      return (await (await opened).evaluate(text)) as number;
    });
  try {
    const start = await run('start()');
    const pingPong = await run('pingPong()');
    const flood = await run('flood()');
    const clear = await run("calls('/clear', 'f')", true);
    const argon2 = await run("calls('/suspected', 'Hash_GetBuffer')", true);
    const more = (figures: Figures): string =>
      (median(figures.assay) - median(figures.bare)).toFixed(2);
    return {
      title: `Workers and wasm, with Assay and without in turn (medians of ${ROUNDS})`,
      rows: [
        {
          name: 'start of a worker',
          value: `${more(start)} ms more: ${compared(start, 'ms')}`,
          goal: 'at most 3 ms more',
        },
        {
          name: '3,000 messages there and back, after the quiet period',
          value: compared(pingPong, 'ms'),
          goal: 'at most 1.05',
        },
        {
          name: '50,000 messages at once, after the quiet period',
          value: compared(flood, 'ms'),
          goal: 'at most 1.05',
        },
        {
          name: 'call into a clear module',
          value: `${more(clear)} ns more: ${compared(clear, 'ns', 2)}`,
          goal: 'nothing',
        },
        {
          name: 'call into a suspected module (Argon2)',
          value: `${more(argon2)} ns more: ${compared(argon2, 'ns', 2)}`,
          goal: 'at most 4 ns more',
        },
      ],
    };
  } finally {
    await contestants.close();
    site.close();
  }
}

function exportsBuffer(bytes: Uint8Array): boolean {
  if (bytes.length !== 7_148) return false;
  const module = new WebAssembly.Module(bytes as Uint8Array<ArrayBuffer>);
  return WebAssembly.Module.exports(module).some(({ name }) => name === 'Hash_GetBuffer');
}

async function open({ context }: Launched, url: string) {
  const page = await context.newPage();
  await page.goto(url);
  return page;
}
