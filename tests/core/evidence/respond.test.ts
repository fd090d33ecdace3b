// The whole table of responses: which observation, on which evidence, leads to which incident, and when to none.
import { describe, expect, it } from 'vitest';
import type { Evidence } from '../../../core/evidence/evidence.ts';
import { fuse } from '../../../core/evidence/fuse.ts';
import { decide } from '../../../core/evidence/respond.ts';
import type { Observation } from '../../../core/protocol/observation.ts';

function evidence(id: string, weight: number): Evidence {
  return { id: `detect/${id}`, weight, trust: 'page', facts: {}, sentence: `${id} spoke.` };
}
const host = evidence('listed-host', 100);
const miner = evidence('static-module', 100);
const wallet = evidence('static-module', 30);
const script = evidence('static-source', 95);
const shader = evidence('static-source', 30);
const duty = { ...evidence('worker-duty', 45), facts: { frames: ['0'] } };
const dialogue = evidence('pool-dialogue', 45);

const window: Observation = {
  kind: 'worker-duty',
  workerId: 'w1',
  windowMs: 1_000,
  wasmMs: 950,
  callbackMs: 950,
};
const talk: Observation = {
  kind: 'socket-dialogue',
  socketId: 's1',
  workerId: null,
  host: 'relay.test',
  words: [],
  sentCount: 1,
  receivedCount: 1,
  sentBytes: 1,
  receivedBytes: 1,
};
const end: Observation = { kind: 'worker-ended', workerId: 'w1' };

function judged(refused: boolean): Observation {
  return {
    kind: 'module-judged',
    api: 'instantiate',
    workerId: null,
    level: refused ? 'confirmed' : 'suspected',
    score: 100,
    family: 'cryptonight',
    ruleIds: [],
    reasons: [],
    sha256: null,
    sizeBytes: 1,
    kernelSharePercent: 1,
    judgedInMs: 1,
    refused,
  };
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

type Outcome =
  | 'nothing'
  | 'request blocked'
  | 'request seen'
  | 'module refused'
  | 'script refused'
  | 'shader refused'
  | 'workers stopped';

function outcome(
  observation: Observation,
  seen: readonly Evidence[],
  stopped: readonly number[],
): Outcome {
  const decision = decide(observation, { evidence: seen, verdict: fuse(seen) }, stopped);
  if (!decision) return 'nothing';
  if (decision.stopFrames.length > 0) return 'workers stopped';
  if (decision.response === 'observe') return 'request seen';
  const [, refused] = /^The (module|script|shader) was refused/.exec(decision.action) ?? [];
  return refused ? (`${refused} refused` as Outcome) : 'request blocked';
}

describe('the decision', () => {
  it.each<[string, Observation, readonly Evidence[], Outcome, Outcome]>([
    // title, observation, evidence of the tab, outcome, outcome once the workers were stopped
    ['a blocked host', request(true), [host], 'request blocked', 'request blocked'],
    ['a host that is only observed', request(false), [host], 'request seen', 'request seen'],
    [
      'a blocked host in a busy tab',
      request(true),
      [host, duty],
      'request blocked',
      'request blocked',
    ],
    ['a refused module', judged(true), [miner], 'module refused', 'module refused'],
    [
      'a refused module in a busy tab',
      judged(true),
      [miner, duty],
      'module refused',
      'module refused',
    ],
    ['a refused script', text('script', true), [script], 'script refused', 'script refused'],
    ['a refused shader', text('shader', true), [script], 'shader refused', 'shader refused'],
    ['a suspected shader', text('shader', false), [shader], 'nothing', 'nothing'],
    [
      'a suspected script in a busy tab',
      text('script', false),
      [shader, duty],
      'nothing',
      'nothing',
    ],
    [
      'a suspected script in a mining tab',
      text('script', false),
      [shader, duty, dialogue],
      'workers stopped',
      'nothing',
    ],
    ["a wallet's module", judged(false), [wallet], 'nothing', 'nothing'],
    ["a wallet's module in a busy tab", judged(false), [wallet, duty], 'nothing', 'nothing'],
    ["a wallet's module and a pool", judged(false), [wallet, dialogue], 'nothing', 'nothing'],
    [
      "a wallet's module in a mining tab",
      judged(false),
      [wallet, duty, dialogue],
      'workers stopped',
      'nothing',
    ],
    ['nothing seen', window, [], 'nothing', 'nothing'],
    ['duty alone', window, [duty], 'nothing', 'nothing'],
    ['dialogue alone', talk, [dialogue], 'nothing', 'nothing'],
    ['duty while a pool talks', window, [duty, dialogue], 'workers stopped', 'nothing'],
    ['a pool talks while workers are busy', talk, [duty, dialogue], 'workers stopped', 'nothing'],
    ['anything later in a mining tab', end, [duty, dialogue], 'workers stopped', 'nothing'],
    ['idle workers after a refused module', window, [miner], 'nothing', 'nothing'],
    ['busy workers after a refused module', window, [miner, duty], 'workers stopped', 'nothing'],
    ['duty in a tab that asked for a listed host', window, [host, duty], 'nothing', 'nothing'],
    ['a pool in a tab that asked for a listed host', talk, [host, dialogue], 'nothing', 'nothing'],
  ])('%s', (_, observation, seen, first, later) => {
    expect(outcome(observation, seen, [])).toBe(first);
    expect(outcome(observation, seen, [0])).toBe(later);
  });

  it('rests a listed request on the list alone, and a miner on what the page did', () => {
    const seen = { evidence: [host, duty, dialogue], verdict: fuse([host, duty, dialogue]) };
    expect(decide(request(true), seen, [])?.judged).toEqual({
      evidence: [host],
      verdict: fuse([host]),
    });
    expect(decide(window, seen, [])).toMatchObject({
      response: 'block',
      category: 'cryptojacking',
      judged: { evidence: [duty, dialogue], verdict: { score: 90 } },
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
      'The request was let through: this category is only observed.',
    ],
  ])('says what was done with a request', (observation, category, response, action) => {
    const decision = decide(observation, { evidence: [host], verdict: fuse([host]) }, []);
    expect(decision).toMatchObject({ category, response, action, stopFrames: [] });
  });

  it('stops only frames with busy workers, each once', () => {
    const busy = { ...duty, facts: { ...duty.facts, frames: ['0', '7'] } };
    const seen = { evidence: [dialogue, busy], verdict: fuse([dialogue, busy]) };
    expect(decide(window, seen, [])?.stopFrames).toEqual([0, 7]);
    expect(decide(window, seen, [0])?.stopFrames).toEqual([7]);
    expect(decide(window, seen, [0, 7])).toBeNull();
  });
});
