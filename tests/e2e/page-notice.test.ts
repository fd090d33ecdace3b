// The notice in a page where mining was stopped: people can read and use it, under any policy of the page, and a hostile page can
// neither read it nor press its buttons.
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDesk, type Desk } from '../../cli/desk.ts';
import type { Launched } from '../../cli/browser.ts';
import { projectFolder } from '../../cli/browser.ts';
import { extractCryptoNightWasm } from '../pages/site/cryptonight-wasm.ts';
import { launchAssay } from './extension.ts';
import { noticeIn, noticeShown } from './notice-on-screen.ts';
import { servePages } from './own-pages.ts';

const TITLE = 'Mining was stopped in this page';
const POLICY = `<meta http-equiv="content-security-policy" content="default-src 'none'; script-src 'unsafe-inline' 'wasm-unsafe-eval'; require-trusted-types-for 'script'">`;

let assay: Launched;
let desk: Desk;
let site: Awaited<ReturnType<typeof servePages>>;

beforeAll(async () => {
  const miner = Buffer.from(await extractCryptoNightWasm(`${projectFolder}/node_modules`));
  const mine = `<script>
    const bytes = Uint8Array.from(atob('${miner.toString('base64')}'), (one) => one.charCodeAt(0));
    globalThis.mine = () => { try { new WebAssembly.Module(bytes); return 'runs'; } catch { return 'refused'; } };
  </script>`;
  const plain = '<!doctype html><title>Films</title><body><h1>Films</h1><button>Play</button>';
  assay = await launchAssay();
  desk = await openDesk(assay);
  site = await servePages({
    '/strict': `<!doctype html>${POLICY}<title>Strict</title>${mine}<body>`,
    '/plain': `${plain}${mine}`,
    '/quiet': plain,
    '/listed': '<!doctype html><script src="https://coinhive.com/lib/c.js"></script>',
    '/hostile': `<!doctype html><title>Hostile</title><style>div { display: none !important; inset: 0 auto auto 0 !important; opacity: 0 !important }</style>${hostile()}${mine}`,
  });
});
afterAll(async () => {
  await site.close();
  await assay.close();
});

/** Patches what a notice could use, notes what comes by, and presses and reads whatever it finds. */
function hostile(): string {
  return `<script>
    globalThis.caught = [];
    const note = (name, original) => function (...all) { caught.push(name); return Reflect.apply(original, this, all); };
    for (const [owner, names] of [
      [Element.prototype, ['attachShadow', 'append', 'setAttribute']],
      [Node.prototype, ['appendChild']],
      [EventTarget.prototype, ['addEventListener']],
      [Document.prototype, ['createElement']],
      [HTMLElement.prototype, ['showPopover', 'click']],
    ]) for (const name of names) owner[name] = note(name, owner[name]);
    Object.defineProperty(Event.prototype, 'isTrusted', { get: () => true });
    Array.prototype.map = () => { caught.push('map'); return []; };
    globalThis.chrome = { runtime: { sendMessage: () => caught.push('sendMessage') } };
  </script>`;
}

async function open(path: string): Promise<Page> {
  const page = await assay.context.newPage();
  await page.goto(site.url(path));
  return page;
}

const mine = (page: Page): Promise<unknown> =>
  page.evaluate(() => (globalThis as unknown as { mine(): string }).mine());

async function openAndMine(path: string): Promise<Page> {
  const page = await open(path);
  expect(await mine(page)).toBe('refused');
  return page;
}

async function press(page: Page, button: string): Promise<void> {
  const notice = await noticeShown(page);
  const { x, y } = await notice.placeOf(button);
  await page.mouse.click(x, y);
}

const isGone = (page: Page): Promise<void> =>
  expect.poll(() => noticeIn(page), { timeout: 10_000, interval: 20 }).toBeNull();

describe('a notice', () => {
  it('says what was stopped and why, under the strictest policy of a page', async () => {
    const page = await openAndMine('/strict');
    const notice = await noticeShown(page);
    const [incident] = await desk.incidents();
    expect(notice.text).toContain(TITLE);
    expect(notice.text).toContain(incident?.evidence[0]?.sentence.slice(0, 40) ?? 'no evidence');
    expect(notice.buttons).toEqual(['Details', 'Close']);
    // Its sheet is in force, and it does not make the page scroll.
    expect(await notice.ask('h2', 'function () { return getComputedStyle(this).fontSize }')).toBe(
      '16px',
    );
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(
      true,
    );
    await page.close();
  });

  it('is one for a document, however often it mines, and gone when it is closed', async () => {
    const page = await openAndMine('/plain');
    await noticeShown(page);
    await mine(page);
    expect(await page.evaluate(() => document.documentElement.children.length)).toBe(3);
    await press(page, 'Close');
    await isGone(page);
    await mine(page);
    const { title } = await page.evaluate(() => ({ title: document.title }));
    expect([title, await noticeIn(page)]).toEqual(['Films', null]);
    await page.close();
  });

  it('is not there where nothing of the page was stopped', async () => {
    for (const path of ['/quiet', '/listed']) {
      const page = await open(path);
      if (path === '/listed')
        await expect
          .poll(async () => (await desk.tabState(page.url()))?.incidents.length, {
            timeout: 10_000,
          })
          .toBe(1);
      expect(await noticeIn(page)).toBeNull();
      await page.close();
    }
  });

  it('opens the incident, in one tab however often', async () => {
    const page = await openAndMine('/plain');
    const [incident] = (await desk.tabState(page.url()))?.incidents ?? [];
    await page.bringToFront();
    await press(page, 'Details');
    // The log is open already: it is brought to the front instead of a second one.
    await desk.page.waitForURL(`**/log.html#incident=${incident?.id}`);
    await page.bringToFront();
    await press(page, 'Details');
    await press(page, 'Close');
    await isGone(page);
    const logs = assay.context.pages().filter((one) => one.url().includes('/log.html'));
    expect(logs).toHaveLength(1);
    await page.close();
  });

  it('is reached, used and closed by keyboard', async () => {
    const page = await openAndMine('/plain');
    await noticeShown(page);
    const focused = `function () { return this.getRootNode().activeElement?.dataset.words ?? '' }`;
    const seen: string[] = [];
    await page.locator('button').focus();
    for (let at = 0; at < 2; at++) {
      await page.keyboard.press('Tab');
      seen.push(await (await noticeShown(page)).ask<string>('h2', focused));
    }
    expect(seen).toEqual(['Details', 'Close']);
    const outline = `function () { return getComputedStyle(this.getRootNode().activeElement).outlineStyle }`;
    expect(await (await noticeShown(page)).ask('h2', outline)).toBe('solid');
    await page.keyboard.press('Escape');
    await isGone(page);
    await page.close();
  });

  it('is a region with a status, and buttons with names', async () => {
    const page = await openAndMine('/plain');
    await noticeShown(page);
    const session = await page.context().newCDPSession(page);
    const { nodes } = await session.send('Accessibility.getFullAXTree');
    const roles = nodes.map(({ role, name }) => `${String(role?.value)}: ${String(name?.value)}`);
    expect(roles).toEqual(
      expect.arrayContaining([
        'region: Assay',
        expect.stringMatching(/^status: /),
        `heading: ${TITLE}`,
        'button: Details',
        'button: Close',
      ]),
    );
    await page.close();
  });

  it.each(['light', 'dark'] as const)(
    'can be read, %s and in forced colours',
    async (colorScheme) => {
      const page = await openAndMine('/plain');
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width: 380, height: 700 });
      const notice = await noticeShown(page);
      expect(await notice.ask('.notice', CONTRASTS)).toEqual([]);
      const box = await notice.ask<{ left: number; right: number }>(
        '.notice',
        'function () { const { left, right } = this.getBoundingClientRect(); return { left, right } }',
      );
      expect(box.left).toBeGreaterThanOrEqual(0);
      expect(box.right).toBeLessThanOrEqual(380);
      await page.emulateMedia({ forcedColors: 'active' });
      const edge = 'function () { return getComputedStyle(this).borderInlineStartWidth }';
      expect(await notice.ask('.notice', edge)).toBe('4px');
      await page.close();
    },
  );
});

describe('a hostile page', () => {
  it('reads nothing of the notice and catches none of its calls', async () => {
    const page = await openAndMine('/hostile');
    const notice = await noticeShown(page);
    const { x, y } = await notice.placeOf('Close');
    const read = await page.evaluate(readAll, { x, y });
    for (const [way, text] of Object.entries(read)) {
      expect(text, way).not.toMatch(/Mining was|CryptoNight|Details/);
    }
    expect(read).toMatchObject({ root: 'closed', found: 'false', animations: '0', globals: '' });
    expect(read.caught).toBe('');
    await page.close();
  });

  it('cannot press its buttons, and a real click tells it of no button', async () => {
    const page = await openAndMine('/hostile');
    await noticeShown(page);
    const pages = assay.context.pages().length;
    await page.evaluate(() => {
      const host = document.documentElement.lastElementChild as HTMLElement;
      const events = ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click'];
      const { left, top, width, height } = host.getBoundingClientRect();
      for (let x = left; x < left + width; x += 8) {
        for (let y = top; y < top + height; y += 8) {
          const at = document.elementFromPoint(x, y) ?? host;
          const about = { bubbles: true, composed: true, clientX: x, clientY: y };
          for (const name of events) at.dispatchEvent(new MouseEvent(name, about));
        }
      }
      for (const key of ['Escape', 'Enter'])
        host.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true }));
      host.click();
      addEventListener('click', (event) => {
        // The page's own `map` gives nothing.
        const names: string[] = [];
        for (const one of event.composedPath())
          names.push((one as Partial<Element>).tagName ?? 'other');
        document.title = names.join(' ');
      });
    });
    expect(await noticeIn(page)).not.toBeNull();
    await press(page, 'Close');
    await isGone(page);
    expect(await page.title()).toBe('DIV HTML other other');
    // What a press of the page's had sent would be there by now: messages keep their order.
    await desk.incidents();
    expect(assay.context.pages()).toHaveLength(pages);
    await page.close();
  });
});

/** Every way that a page has to read what is on screen. Runs in the page. */
function readAll({ x, y }: { x: number; y: number }): Record<string, string> {
  const host = document.documentElement.lastElementChild as HTMLElement & {
    getHTML(about: object): string;
  };
  const page = globalThis as unknown as {
    readonly caught: readonly string[];
    readonly find: (text: string) => boolean;
  };
  const caught = page.caught.join(' ');
  const isFound = ['Mining was stopped', 'Details', 'proof-of-work'].some((text) =>
    page.find(text),
  );
  const selection = getSelection();
  selection?.selectAllChildren(document.documentElement);
  const caret = document.caretPositionFromPoint(x, y)?.offsetNode.textContent ?? '';
  return {
    caught,
    root: host.shadowRoot === null ? 'closed' : 'open',
    text: `${host.innerText} ${host.textContent} ${host.outerHTML} ${document.documentElement.innerText}`,
    html: host.getHTML({ serializableShadowRoots: true, shadowRoots: [] }),
    found: String(isFound),
    selected: `${String(selection)} ${selection?.anchorNode?.nodeName} ${selection?.focusNode?.nodeName}`,
    hit: document.elementFromPoint(x, y)?.outerHTML ?? '',
    caret: caret.slice(0, 2_000).replace(/AGFzbQ[^]*/, ''),
    animations: String(document.getAnimations().length),
    globals: String(Object.getOwnPropertyNames(globalThis).filter((name) => /assay/i.test(name))),
  };
}

/** Texts of the notice that are below 4.5 : 1 on its ground. */
const CONTRASTS = `function () {
  const channels = (colour) => colour.match(/[\\d.]+/g).slice(0, 3).map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  const luminance = (colour) => channels(colour).reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at], 0);
  const ground = luminance(getComputedStyle(this).backgroundColor);
  return [...this.querySelectorAll('p, h2, .button')].filter((one) => {
    const ink = luminance(getComputedStyle(one).color);
    return (Math.max(ink, ground) + 0.05) / (Math.min(ink, ground) + 0.05) < 4.5;
  }).map((one) => one.dataset.words);
}`;
