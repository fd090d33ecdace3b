// What Assay costs a page that does nothing wrong: a page of many frames, the DOM, and a real application (a code editor
// with its worker).
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Launched } from '../../cli/browser.ts';
import { projectFolder } from '../../cli/browser.ts';
import type { BenchTable } from './bench-table.ts';
import { compared, inTurn, openContestants } from './contestants.ts';
import { isolatedSite } from './isolated-site.ts';

const ROUNDS = 15;
const FRAMES = 30;

const frameText = `<!doctype html><title>frame</title><style>p{margin:1px}</style>
<body>${'<p><a href="#">A line of text with a <b>word</b> in it</a></p>'.repeat(150)}
<script>for (const link of document.querySelectorAll('a')) link.title = link.textContent;</script>`;

const domText = `<!doctype html><title>DOM</title><body><div id="into"></div><script>
function run() {
  const into = document.getElementById('into');
  const startedAt = performance.now();
  for (let i = 0; i < 40_000; i++) {
    const item = document.createElement('div');
    item.appendChild(document.createTextNode('item'));
    into.appendChild(item);
  }
  const appendMs = performance.now() - startedAt;
  into.textContent = '';
  const setAt = performance.now();
  for (let i = 0; i < 4_000; i++) into.innerHTML = '<p>a <b>few</b> <i>words</i></p><p>more</p>';
  return { appendMs, innerMs: performance.now() - setAt };
}
</script>`;

const appText = `<!doctype html><title>editor</title>
<style>#editor{position:absolute;inset:0}</style><div id="editor"></div>
<script src="/ace/ace.js"></script><script>
ace.config.set('basePath', '/ace/');
const editor = ace.edit('editor', { mode: 'ace/mode/javascript', theme: 'ace/theme/github' });
editor.setValue('function sum(a, b) { return a + b }\\nlet x = \\n'.repeat(200));
// The worker has read the text, and the page shows what it found.
editor.session.on('changeAnnotation', () => { globalThis.doneAt ??= performance.now(); });
</script>`;

/** Loading, the DOM and an application, in turn. */
export async function benchPage(): Promise<BenchTable> {
  const ace = await aceFiles();
  const pages: Readonly<Record<string, string>> = {
    '/frames':
      '<!doctype html><title>page</title>' + '<iframe src="/frame"></iframe>'.repeat(FRAMES),
    '/frame': frameText,
    '/dom': domText,
    '/app': appText,
  };
  const site = await isolatedSite((path) => pages[path] ?? ace.get(path) ?? '');
  const contestants = await openContestants();
  const dom = { append: 'appendMs', inner: 'innerMs' } as const;
  try {
    const frames = await inTurn(contestants, ROUNDS, (one) => loadMs(one, `${site.url}frames`));
    const append = await inTurn(contestants, ROUNDS, (one) => domMs(one, site.url, dom.append));
    const inner = await inTurn(contestants, ROUNDS, (one) => domMs(one, site.url, dom.inner));
    const app = await inTurn(contestants, ROUNDS, (one) => appMs(one, site.url));
    return {
      title: `Pages, with Assay and without in turn (medians of ${ROUNDS})`,
      rows: [
        {
          name: `load of a page of ${FRAMES} frames`,
          value: compared(frames, 'ms'),
          goal: 'at most 1.01',
        },
        { name: '40,000 appendChild', value: compared(append, 'ms'), goal: 'at most 1.03' },
        { name: '4,000 innerHTML', value: compared(inner, 'ms'), goal: 'at most 1.03' },
        {
          name: 'a code editor until its worker has read the text',
          value: compared(app, 'ms'),
          goal: 'at most 1.01',
        },
      ],
    };
  } finally {
    await contestants.close();
    site.close();
  }
}

/** From the navigation to the end of the load event, by the page's clock. */
async function loadMs({ context }: Launched, url: string): Promise<number> {
  const page = await context.newPage();
  await page.goto(url, { waitUntil: 'load' });
  const handle = await page.waitForFunction(() => {
    const [entry] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
    return entry && entry.loadEventEnd > 0 ? entry.loadEventEnd : null;
  });
  const figure = (await handle.jsonValue()) as number;
  await page.close();
  return figure;
}

async function domMs({ context }: Launched, origin: string, which: string): Promise<number> {
  const page = await context.newPage();
  await page.goto(`${origin}dom`);
  const figure = await page.evaluate((name) => {
    const { run } = globalThis as unknown as {
      readonly run: () => Readonly<Record<string, number>>;
    };
    run();
    return run()[name] ?? NaN;
  }, which);
  await page.close();
  return figure;
}

async function appMs({ context }: Launched, origin: string): Promise<number> {
  const page = await context.newPage();
  await page.goto(`${origin}app`);
  const handle = await page.waitForFunction(() => (globalThis as { doneAt?: number }).doneAt);
  const figure = (await handle.jsonValue()) as number;
  await page.close();
  return figure;
}

async function aceFiles(): Promise<ReadonlyMap<string, Buffer>> {
  const names = ['ace.js', 'mode-javascript.js', 'theme-github.js', 'worker-javascript.js'];
  const folder = join(projectFolder, 'node_modules', 'ace-builds', 'src-min-noconflict');
  const files = names.map(
    async (name) => [`/ace/${name}`, await readFile(join(folder, name))] as const,
  );
  return new Map(await Promise.all(files));
}
