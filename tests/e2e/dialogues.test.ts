// The dialogue with a pool, heard in a real browser: over each carrier, in each dialect and wrapping, in pages and workers;
// what sounds like it and is none; that nothing of what was said is kept; and that it ends when mining was confirmed.
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Page } from 'playwright';
import type { Evidence } from '../../core/evidence/evidence.ts';
import { judge, type Ledgers } from '../../core/evidence/ledger.ts';
import { dialects, nearMisses, SECRETS, type Lines } from './dialogue-lines.ts';
import { startDialogueSite, type DialogueSite } from './dialogue-site.ts';
import { openStage, type Stage } from './extension.ts';
import { loadQuiche, startWebTransport, type WebTransportServer } from './web-transport-server.ts';

const PATIENCE = { timeout: 30_000, interval: 200 };
let stage: Stage;
let site: DialogueSite;
let transport: WebTransportServer | undefined;
const quiche = loadQuiche();
if (!quiche)
  console.log('Dialogues over WebTransport are not tested here: no QUIC for this system.');

beforeAll(async () => {
  [stage, site] = await Promise.all([openStage(), startDialogueSite()]);
  const answers = dialects['Monero stratum'].map(([, line]) => line);
  if (quiche) transport = await startWebTransport(quiche, (message) => answers[message] ?? 'over');
});
afterAll(async () => {
  transport?.close();
  await stage.close();
  await site.close();
});

interface About {
  readonly carrier?: string;
  readonly wrapping?: string;
  /** 0 in the page, 1 in a worker, 2 in a worker of a worker. */
  readonly depth?: number;
}
interface Talker {
  talk(about: object): Promise<unknown>;
  hashers(count: number): Worker[];
  workFor(socket: WebSocket, about: object): void;
  pollFor(origin: string, about: object): void;
  ownWorker(origin: string, script: string): Worker;
}
type Scope = typeof globalThis & { talker: Talker; kept: { close?: unknown; readyState: unknown } };

let next = 1;
/** A page on a site of its own. */
async function open(): Promise<Page> {
  const page = await stage.assay.context.newPage();
  await page.goto(`${site.origin(`talk${next++}`)}/`);
  return page;
}

async function talk(page: Page, dialect: string, lines: Lines, about: About = {}): Promise<void> {
  const says = lines.map(([line]) => line);
  const answers = lines.map(([, line]) => line);
  const { origin } = new URL(page.url());
  const { url, hash } = transport ?? {};
  const whole = {
    carrier: 'WebSocket',
    wrapping: 'text',
    depth: 0,
    transport: { url, hash },
    ...about,
  };
  await page.evaluate(
    async (all) => {
      const scope = globalThis as Scope;
      scope.kept = (await scope.talker.talk(all)) as never;
    },
    { ...whole, origin, dialect, says, answers },
  );
}

/** What is kept of the page's tab, as the background has saved it. */
async function recordOf(page: Page): Promise<{ ledgers: Ledgers; workers: object }> {
  const tabs = await stage.desk.page.evaluate(async (url) => {
    const [tab] = (await chrome.tabs.query({})).filter((one) => one.url === url);
    return chrome.storage.session.get(`tab:${tab?.id ?? -1}`);
  }, page.url());
  return (Object.values(tabs)[0] ?? { ledgers: {}, workers: {} }) as never;
}
declare const chrome: {
  readonly tabs: { query(about: object): Promise<{ id?: number; url?: string }[]> };
  readonly storage: { readonly session: { get(key: string | null): Promise<object> } };
};

async function evidenceOf(page: Page): Promise<Evidence[]> {
  const { ledgers } = await recordOf(page);
  return Object.values(ledgers).flatMap((ledger) => judge(ledger, Date.now()).evidence);
}

async function heard(page: Page, id: string): Promise<Evidence> {
  return vi.waitFor(async () => {
    const found = (await evidenceOf(page)).find((evidence) => evidence.id === id);
    if (!found) throw new Error(`${id} says nothing`);
    return found;
  }, PATIENCE);
}

/** All that was said before has arrived when the background knows of a worker that was started after it. */
async function settled(page: Page): Promise<void> {
  const before = Object.keys((await recordOf(page)).workers).length;
  await page.evaluate(() => {
    (globalThis as Scope).kept = new Worker('data:,onmessage=()=>0') as never;
  });
  await vi.waitFor(async () => {
    expect(Object.keys((await recordOf(page)).workers).length).toBeGreaterThan(before);
  }, PATIENCE);
}

const POOL = 'detect/pool-dialogue';
const RHYTHM = 'detect/pool-rhythm';

describe('the dialogue with a pool is heard', () => {
  const carriers = [
    ['WebSocket', 0, 'websocket'],
    ['WebSocket', 1, 'websocket'],
    ['WebSocket', 2, 'websocket'],
    ['fetch', 0, 'http'],
    ['fetch', 1, 'http'],
    ['XMLHttpRequest', 0, 'http'],
    ['XMLHttpRequest', 1, 'http'],
    ['sendBeacon', 0, 'http'],
    ['EventSource', 0, 'http'],
    ['EventSource', 1, 'http'],
    ['WebRTC channel', 0, 'datachannel'],
    ['WebRTC channel, handed over', 0, 'datachannel'],
  ] as const;
  const PLACES = ['in the page', 'in a worker', 'in a worker of a worker'];
  it.each(carriers)('over %s at depth %s', async (carrier, depth, transport) => {
    const page = await open();
    await talk(page, 'Monero stratum', dialects['Monero stratum'], { carrier, depth });
    const { facts } = await heard(page, POOL);
    expect(facts, PLACES[depth]).toMatchObject({ transport });
    expect(facts['words']).toEqual(expect.arrayContaining(['sent:login']));
    await page.close();
  });

  const sessions = [
    ['WebTransport stream', 0],
    ['WebTransport stream', 1],
    ['WebTransport datagrams', 0],
    ['WebTransport datagrams', 1],
  ] as const;
  it.skipIf(!quiche).each(sessions)('over %s at depth %s', async (carrier, depth) => {
    const page = await open();
    const about = { carrier, depth, wrapping: 'buffer' };
    await talk(page, 'Monero stratum', dialects['Monero stratum'], about);
    const { facts } = await heard(page, POOL);
    expect(facts).toMatchObject({ transport: 'webtransport' });
    const said = ['sent:login', 'received:job-keys'];
    expect(facts['words']).toEqual(expect.arrayContaining(said));
    await page.close();
  });

  const words: Readonly<Record<keyof typeof dialects, readonly string[]>> = {
    'Monero stratum': ['sent:login', 'received:job', 'received:job-keys', 'sent:submit'],
    'Bitcoin stratum': ['sent:mining.subscribe', 'received:mining.notify', 'sent:mining.submit'],
    Coinhive: ['sent:auth', 'received:job', 'sent:submit', 'received:hash_accepted'],
    'Ethereum getwork': ['sent:eth_submitLogin', 'sent:eth_getWork', 'sent:eth_submitWork'],
  };
  it.each(Object.entries(dialects))('in the dialect %s', async (dialect, lines) => {
    const page = await open();
    await talk(page, dialect, lines);
    const wanted = words[dialect as keyof typeof words];
    await vi.waitFor(async () => {
      const { facts } = await heard(page, POOL);
      expect(facts['words']).toEqual(expect.arrayContaining([...wanted]));
    }, PATIENCE);
    await page.close();
  });

  it.each(['buffer', 'blob', 'base64', 'xor'])('wrapped as %s', async (wrapping) => {
    const page = await open();
    await talk(page, 'Monero stratum', dialects['Monero stratum'], { wrapping });
    const { facts } = await heard(page, POOL);
    expect(facts['words']).toEqual(expect.arrayContaining(['sent:login', 'received:job-keys']));
    await page.close();
  });

  it('by its rhythm, where nobody can read a word', async () => {
    const page = await open();
    await page.evaluate(() => {
      const socket = new WebSocket(`ws://${location.host}/push?900&180`);
      (globalThis as Scope).talker.workFor(socket, { everyBytes: () => 76 });
    });
    const { facts, kind } = await heard(page, RHYTHM);
    expect(kind).toBe('network');
    expect(facts).toMatchObject({ shareBytes: '76' });
    await page.close();
  });
});

// Most of it is waiting for jobs.
describe.concurrent('a dialogue of which nobody can read a word is heard by its rhythm', () => {
  it('of a worker that has time to rest between jobs, each done in one go', async () => {
    const page = await open();
    await page.evaluate(() => {
      const socket = new WebSocket(`ws://${location.host}/push?2500&180`);
      (globalThis as Scope).talker.workFor(socket, { everyBytes: () => 76, busyMs: 700 });
    });
    await heard(page, RHYTHM);
    await page.close();
  });

  it('of a worker that does all in the handler of its own socket', async () => {
    const page = await open();
    await page.evaluate(() => {
      const address = JSON.stringify(`ws://${location.host}/push?2500&180`);
      (globalThis as Scope).kept = (globalThis as Scope).talker.ownWorker(
        location.origin,
        `talker.workAlone(${address}, 700)`,
      ) as never;
    });
    const { facts } = await heard(page, RHYTHM);
    expect(facts).toMatchObject({ shareBytes: '76', transport: 'websocket' });
    await page.close();
  });

  it.each([
    ['fetch', '/job'],
    ['fetch', '/chunked-job'],
    ['XMLHttpRequest', '/job'],
  ])('that is polled for by %s at %s', async (by, job) => {
    const page = await open();
    await page.evaluate(
      (about) => {
        (globalThis as Scope).talker.pollFor(location.origin, about);
      },
      { by, everyMs: 1_100, busyMs: 700, job },
    );
    const { facts } = await heard(page, RHYTHM);
    expect(facts).toMatchObject({ shareBytes: '76', transport: 'http' });
    await page.close();
  });
});

describe('what is no pool stays unheard', () => {
  it.each(Object.entries(nearMisses))('%s', async (name, lines) => {
    const page = await open();
    for (const carrier of ['WebSocket', 'fetch']) await talk(page, name, lines, { carrier });
    await settled(page);
    expect(await evidenceOf(page)).toEqual([]);
    await page.close();
  });

  it('a chat under encryption whose answers come out of busy workers, of every size', async () => {
    const page = await open();
    await page.evaluate(() => {
      const socket = new WebSocket(`ws://${location.host}/push?700&180`);
      const everyBytes = (): number => 40 + Math.floor(Math.random() * 900);
      (globalThis as Scope).talker.workFor(socket, { everyBytes });
    });
    // By then its threads are known to be busy, and a pool's rhythm would long be known.
    await heard(page, 'detect/work');
    await settled(page);
    expect((await evidenceOf(page)).map(({ id }) => id)).not.toContain(RHYTHM);
    await page.close();
  });
});

it('keeps nothing of what was said', async () => {
  const page = await open();
  for (const [dialect, lines] of Object.entries(dialects))
    for (const wrapping of ['text', 'base64']) await talk(page, dialect, lines, { wrapping });
  await heard(page, POOL);
  await settled(page);
  const kept = await stage.desk.page.evaluate(async () =>
    JSON.stringify(await chrome.storage.session.get(null)),
  );
  const incidents = JSON.stringify(await stage.desk.incidents());
  for (const secret of SECRETS) {
    expect(kept).not.toContain(secret);
    expect(incidents).not.toContain(secret);
  }
  await page.close();
});

describe.concurrent('once mining was confirmed', () => {
  /** Talks over a carrier and computes, until an incident is there. */
  async function confirmed(carrier: string): Promise<Page> {
    const page = await open();
    await talk(page, 'Monero stratum', dialects['Monero stratum'], { carrier });
    await page.evaluate(() => {
      for (const worker of (globalThis as Scope).talker.hashers(2)) worker.postMessage(60_000);
    });
    const steps = async (): Promise<string[]> =>
      (await stage.desk.incidents())
        .filter(({ url }) => url === page.url())
        .flatMap(({ steps: all }) => all.map(({ what }) => what));
    await vi.waitFor(async () => {
      expect(await steps()).toContainEqual(expect.stringMatching(/^Ended: /));
    }, PATIENCE);
    return page;
  }

  it('requests to the pool fail, and others go on', async () => {
    const page = await confirmed('fetch');
    const outcome = (body: string | null): Promise<string> =>
      page.evaluate(
        (sent) =>
          fetch('/ask', sent === null ? {} : { method: 'POST', body: sent }).then(
            () => 'answered',
            (error: unknown) => String(error),
          ),
        body,
      );
    expect(await outcome('{"method":"submit"}')).toBe('TypeError: Failed to fetch');
    await page.close();
  });

  it.each([
    ['WebRTC channel', /^clos/],
    ['EventSource', /^2$/],
  ] as const)('what is open over %s is closed', async (carrier, closed) => {
    const page = await confirmed(carrier);
    const state = (): Promise<string> =>
      page.evaluate(() => String((globalThis as Scope).kept.readyState));
    await vi.waitFor(async () => expect(await state()).toMatch(closed), PATIENCE);
    await page.close();
  });

  it('no new data channel opens where one was the way to the pool', async () => {
    const page = await confirmed('WebRTC channel');
    const state = page.evaluate(() => new RTCPeerConnection().createDataChannel('x').readyState);
    expect(await state).toMatch(/^clos/);
    await page.close();
  });
});
