// The whole table of responses: which observation, on which evidence, leads to which incident, how far it goes against
// which frame, and when to none.
import { describe, expect, it } from 'vitest';
import type { Evidence } from '../../../core/evidence/evidence.ts';
import { fuse } from '../../../core/evidence/fuse.ts';
import { decide, NOTHING_BEFORE, type Before } from '../../../core/evidence/respond.ts';
import type {
  DarkCodeJudged,
  ListedHostRequested,
  Observation,
} from '../../../core/protocol/observation.ts';
import { TRAIT_NAMES, type PageTraits } from '../../../core/source/page-traits.ts';
import { busySecond, minerModule, poolDialogue } from '../sample-observations.ts';

function evidence(
  id: string,
  kind: Evidence['kind'],
  weight: number,
  facts: Evidence['facts'] = {},
): Evidence {
  return { id: `detect/${id}`, kind, weight, trust: 'page', facts, sentence: `${id} spoke.` };
}
const host = evidence('listed-host', 'host', 100);
const miner = evidence('static-module', 'artefact', 100);
const wallet = evidence('static-module', 'code', 30);
const script = evidence('static-source', 'artefact', 95);
const shader = evidence('static-source', 'code', 30);
const work = evidence('work', 'work', 25, { frames: ['0'], threadIds: ['0/w.1', '0/w.2.1'] });
const dialogue = evidence('pool-dialogue', 'network', 60, { sockets: ['0/page-1'] });
const darkLoad = evidence('dark-load', 'work', 15);
const darkMiner = evidence('dark-code', 'artefact', 95);

const window = busySecond('0/w.1');
const talk = poolDialogue;
const end: Observation = { kind: 'worker-ended', workerId: '0/w.1' };
const dark: DarkCodeJudged = {
  kind: 'dark-code-judged',
  what: 'script',
  url: 'https://video.test/w.js',
  place: 'worker',
  level: 'confirmed',
  score: 95,
  family: 'cryptonight',
  ruleIds: [],
  reasons: [],
  sha256: null,
  sizeBytes: 1,
  kernelSharePercent: 1,
};

function judged(refused: boolean): Observation {
  return { ...minerModule, level: refused ? 'confirmed' : 'suspected', refused };
}

function text(source: 'script' | 'shader', refused: boolean): Observation {
  return {
    kind: 'source-judged',
    api: source === 'script' ? 'Worker' : 'shaderSource',
    workerId: null,
    source,
    level: refused ? 'confirmed' : 'suspected',
    score: refused ? 95 : 30,
    family: 'cryptonight',
    ruleIds: [],
    reasons: [],
    sizeChars: 1,
    judgedInMs: 1,
    refused,
  };
}

function request(blocked: boolean): Observation {
  return {
    kind: 'listed-host-requested',
    host: 'ws.coinhive.com',
    listedAs: 'coinhive.com',
    category: blocked ? 'cryptojacking' : 'deliberate-mining',
    sources: ['nocoin'],
    resourceType: 'script',
    blocked,
  };
}

/** Of a shared or service worker: seen only when it is open. */
const openSocket = {
  ...(request(true) as ListedHostRequested),
  resourceType: 'websocket',
  blocked: false,
};

function decided(
  observation: Observation,
  seen: readonly Evidence[],
  before: Partial<Before> = {},
) {
  const judgedNow = { evidence: seen, verdict: fuse(seen) };
  return decide(observation, judgedNow, { ...NOTHING_BEFORE, ...before });
}

type Outcome =
  | 'nothing'
  | 'request blocked'
  | 'request seen'
  | 'module refused'
  | 'script refused'
  | 'shader refused'
  | 'dark worker stopped'
  | 'mining stopped'
  | 'nothing to stop';

function outcome(
  observation: Observation,
  seen: readonly Evidence[],
  before: Partial<Before>,
): Outcome {
  const decision = decided(observation, seen, before);
  if (!decision) return 'nothing';
  if (decision.dark) return 'dark worker stopped';
  if (decision.stops.length > 0) return 'mining stopped';
  if (decision.response === 'observe') return 'request seen';
  if (!decision.action.includes('refused') && !decision.action.includes('blocked'))
    return 'nothing to stop';
  const [, refused] = /^The (module|script|shader) was refused/.exec(decision.action) ?? [];
  return refused ? (`${refused} refused` as Outcome) : 'request blocked';
}

describe('the decision', () => {
  it.each<[string, Observation, readonly Evidence[], Outcome, Outcome]>([
    // title, observation, evidence of the tab, outcome, outcome once the page was left
    ['a blocked host', request(true), [host], 'request blocked', 'request blocked'],
    ['a host that is only observed', request(false), [host], 'request seen', 'request seen'],
    ['an open socket to a blocked host', openSocket, [host], 'mining stopped', 'nothing to stop'],
    [
      'a blocked host in a busy tab',
      request(true),
      [host, work],
      'request blocked',
      'request blocked',
    ],
    ['a refused module', judged(true), [miner], 'module refused', 'module refused'],
    [
      'a refused module in a busy tab',
      judged(true),
      [miner, work],
      'module refused',
      'module refused',
    ],
    ['a refused script', text('script', true), [script], 'script refused', 'script refused'],
    ['a refused shader', text('shader', true), [script], 'shader refused', 'shader refused'],
    ['a suspected shader', text('shader', false), [shader], 'nothing', 'nothing'],
    [
      'a suspected script in a busy tab',
      text('script', false),
      [shader, work],
      'nothing',
      'nothing',
    ],
    [
      'a suspected script in a mining tab',
      text('script', false),
      [shader, work, dialogue],
      'mining stopped',
      'nothing',
    ],
    ["a wallet's module", judged(false), [wallet], 'nothing', 'nothing'],
    ["a wallet's module in a busy tab", judged(false), [wallet, work], 'nothing', 'nothing'],
    ["a wallet's module and a pool", judged(false), [wallet, dialogue], 'nothing', 'nothing'],
    [
      "a wallet's module in a mining tab",
      judged(false),
      [wallet, work, dialogue],
      'mining stopped',
      'nothing',
    ],
    ['nothing seen', window, [], 'nothing', 'nothing'],
    ['work alone', window, [work], 'nothing', 'nothing'],
    ['dialogue alone', talk, [dialogue], 'nothing', 'nothing'],
    ['work while a pool talks', window, [work, dialogue], 'mining stopped', 'nothing'],
    ['a pool talks while threads compute', talk, [work, dialogue], 'mining stopped', 'nothing'],
    ['anything later in a mining tab', end, [work, dialogue], 'mining stopped', 'nothing'],
    ['nothing computes after a refused module', window, [miner], 'nothing', 'nothing'],
    ['threads compute after a refused module', window, [miner, work], 'mining stopped', 'nothing'],
    ['work in a tab that asked for a listed host', window, [host, work], 'nothing', 'nothing'],
    ['a pool in a tab that asked for a listed host', talk, [host, dialogue], 'nothing', 'nothing'],
    ['a miner where no guard is', dark, [darkMiner], 'dark worker stopped', 'dark worker stopped'],
    ['load that nothing explains, and a pool', talk, [darkLoad, dialogue], 'nothing', 'nothing'],
    [
      "a wallet's module, a pool, and load that nothing explains",
      talk,
      [darkLoad, dialogue, wallet],
      'mining stopped',
      'nothing',
    ],
  ])('%s', (_, observation, seen, first, later) => {
    expect(outcome(observation, seen, {})).toBe(first);
    expect(outcome(observation, seen, { stages: { 0: 'tab' } })).toBe(later);
  });

  it('rests a listed request on the list alone, and a miner on what the page did', () => {
    const seen = [host, work, dialogue];
    expect(decided(request(true), seen)?.judged).toEqual({
      evidence: [host],
      verdict: fuse([host]),
    });
    expect(decided(window, seen)).toMatchObject({
      response: 'block',
      category: 'cryptojacking',
      judged: { evidence: [work, dialogue], verdict: { score: 85 } },
    });
  });

  it.each([
    [
      request(true),
      'cryptojacking',
      'block',
      'The request was blocked before it left the browser.',
    ],
    [
      request(false),
      'deliberate-mining',
      'observe',
      'The request was let through: no rule of the browser reaches it.',
    ],
  ])('says what was done with a request', (observation, category, response, action) => {
    expect(decided(observation, [host])).toMatchObject({ category, response, action, stops: [] });
  });
});

describe('how far it goes', () => {
  it('names threads and sockets as the guard of the frame knows them', () => {
    expect(decided(window, [work, dialogue])?.stops).toEqual([
      { frameId: 0, stage: 'mining', threads: ['w.1', 'w.2.1'], sockets: ['page-1'] },
    ]);
  });

  it('goes one step further each time that it goes on, and then no further', () => {
    const stageAfter = (stages: Before['stages']) =>
      decided(window, [work, dialogue], { stages })?.stops[0]?.stage;
    expect(stageAfter({})).toBe('mining');
    expect(stageAfter({ 0: 'mining' })).toBe('frame');
    expect(stageAfter({ 0: 'frame' })).toBe('tab');
    expect(stageAfter({ 0: 'tab' })).toBeUndefined();
  });

  it('says in words how far it went', () => {
    expect(decided(window, [work, dialogue])?.action).toMatch(/threads that mined/);
    expect(decided(window, [work, dialogue], { stages: { 0: 'frame' } })?.action).toMatch(
      /page was closed/,
    );
  });

  it('stops only frames that compute or talk, each by itself', () => {
    const two = { ...work, facts: { threadIds: ['0/w.1', '7/w.1'] } };
    const stops = (before: Partial<Before>) =>
      decided(window, [dialogue, two], before)?.stops.map(({ frameId, stage }) => [frameId, stage]);
    expect(stops({})).toEqual([
      [0, 'mining'],
      [7, 'mining'],
    ]);
    expect(stops({ stages: { 0: 'mining' } })).toEqual([
      [0, 'frame'],
      [7, 'mining'],
    ]);
    expect(stops({ stages: { 0: 'tab' } })).toEqual([[7, 'mining']]);
    expect(stops({ elsewhere: [7] })).toEqual([[0, 'mining']]);
  });

  it('where no thread can be named, all of the frame that talks is meant', () => {
    const seen = [darkLoad, { ...dialogue, facts: { sockets: ['4/page-1'] } }, wallet];
    expect(decided(talk, seen)?.stops).toEqual([
      { frameId: 4, stage: 'frame', threads: [], sockets: ['page-1'] },
    ]);
    expect(decided(talk, [darkLoad, { ...dialogue, facts: {} }, wallet])?.stops).toMatchObject([
      { frameId: 0, stage: 'frame' },
    ]);
  });
});

describe('where the policy only monitors', () => {
  const demand = { mode: 'monitor', why: 'Assay only monitors here' } as const;
  const only = { response: 'observe', stops: [], dark: null } as const;
  const action = 'Nothing was blocked: Assay only monitors here.';

  it('nothing is stopped, and each frame is told of once', () => {
    const first = decided(window, [work, dialogue], { demand });
    expect(first).toMatchObject({ ...only, action, letRun: [0] });
    expect(decided(window, [work, dialogue], { demand, letRun: first?.letRun ?? [] })).toBeNull();
    expect(decided(dark, [darkMiner], { demand })).toMatchObject({ ...only, action });
  });

  it('a frame that was left to mine is stopped once the policy blocks', () => {
    expect(decided(window, [work, dialogue], { letRun: [0] })?.stops).toMatchObject([
      { frameId: 0, stage: 'mining' },
    ]);
  });

  it('a miner that the guard let run is told of before it works', () => {
    const letRun: Observation = { ...minerModule, level: 'confirmed', refused: false };
    expect(decided(letRun, [miner], { demand })).toMatchObject({ ...only, action });
    expect(decided(letRun, [miner])).toBeNull();
  });

  it('what was refused or blocked already is said so', () => {
    expect(outcome(judged(true), [miner], { demand })).toBe('module refused');
    expect(outcome(request(true), [host], { demand })).toBe('request blocked');
  });

  it('a request is let through', () => {
    expect(decided(request(false), [host], { demand })).toMatchObject({
      ...only,
      action: 'The request was let through: Assay only monitors here.',
    });
  });
});

describe('where the policy switches a category off', () => {
  it('there is no incident', () => {
    const demand = { mode: 'off', why: 'off' } as const;
    for (const observation of [window, judged(false), dark, request(false)])
      expect(decided(observation, [work, dialogue, miner, host], { demand })).toBeNull();
  });
});

describe('where the policy warns', () => {
  const demand = { mode: 'warn', why: 'the policy warns' } as const;

  it('a request is let through, and the person is told', () => {
    expect(decided(request(false), [host], { demand })).toMatchObject({
      response: 'warn',
      action: 'The request was let through, and the person was warned.',
      stops: [],
    });
  });
});

describe('what people do on purpose', () => {
  const none = Object.fromEntries(TRAIT_NAMES.map((name) => [name, 0])) as PageTraits;
  const dashboard: Observation = { kind: 'page-traits-seen', traits: none };
  const extension = {
    kind: 'mining-extension-found',
    ...{ extensionId: 'x', name: 'Monero Miner', version: '1', known: null },
    ...{ isNamed: true, isFromMaker: false, hosts: [], reachesScripts: false },
  } as const;
  const page = evidence('mining-dashboard', 'code', 68);
  const program = evidence('mining-extension', 'code', 60);
  const demands = {
    block: { mode: 'block', why: '' },
    warn: { mode: 'warn', why: 'the policy warns' },
    monitor: { mode: 'monitor', why: 'only monitored' },
  } as const;

  it.each([
    [dashboard, page, 'block', 'block', 'The page was left for the page that says why.'],
    [dashboard, page, 'warn', 'warn', 'The page was left open, and the person was warned.'],
    [dashboard, page, 'monitor', 'observe', 'The page was left open: only monitored.'],
    [extension, program, 'block', 'block', 'The extension was told to end.'],
    [extension, program, 'warn', 'warn', 'The extension was left on, and the person was warned.'],
    [extension, program, 'monitor', 'observe', 'The extension was left on: only monitored.'],
  ] as const)('%j %#', (observation, seen, mode, response, action) => {
    const before = { demand: demands[mode] };
    const decision = decided(observation, [seen], before);
    expect(decision).toMatchObject({ category: 'deliberate-mining', response, action, stops: [] });
    expect(decision?.leave).toBe(
      observation === dashboard && mode === 'block' ? 'dashboard' : null,
    );
    const isOff = observation === extension && mode === 'block';
    expect(decision?.extension).toBe(isOff ? extension : null);
  });

  it('what is clear, or switched off, is not told of', () => {
    const off = { demand: { mode: 'off', why: 'off' } as const };
    expect(decided(dashboard, [])).toBeNull();
    expect(decided(dashboard, [page], off)).toBeNull();
    expect(decided(extension, [program], off)).toBeNull();
  });

  it('rests on its own evidence, and lends none to a page that mines', () => {
    expect(decided(dashboard, [page, host, work])?.judged.evidence).toEqual([page]);
    expect(decided(window, [page, work])).toBeNull();
  });
});
