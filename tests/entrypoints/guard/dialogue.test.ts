// What one dialogue hears and says: which words, out of which kinds of content, and what it does not take for a pool's.
import { describe, expect, it, vi } from 'vitest';
import type { PageObservation } from '../../../core/protocol/observation.ts';
import {
  Dialogue,
  type Direction,
  type Threads,
} from '../../../entrypoints/guard.content/dialogue.ts';
import type { Place } from '../../../entrypoints/guard.content/place.ts';

const HEX_64 = '9f'.repeat(32);
const JOB = { job_id: 'j1', blob: '9f'.repeat(76), target: 'ffffff00' };

const threads: Threads = {
  attend: () => undefined,
  ordered: () => false,
  spoke: () => false,
  computedMs: () => 0,
  alarmed: () => undefined,
};

/** What is heard of one message. */
async function heard(direction: Direction, content: unknown): Promise<readonly string[]> {
  const said: PageObservation[] = [];
  const place: Place = {
    workerId: null,
    base: () => '',
    emit: (observation) => void said.push(observation),
    strictness: () => 0,
  };
  new Dialogue('page-1', 'pool.test', 'websocket', place, threads).note(direction, content, 100);
  await new Promise((done) => setTimeout(done, 20));
  const newest = said.at(-1);
  return newest?.kind === 'socket-dialogue' ? newest.words : [];
}

describe('what a job and a result are known by', () => {
  it.each([
    ['a job of Monero stratum', JOB],
    ['a job inside the answer to a login', { result: { id: 's', job: JOB } }],
    ['a job as base64', { ...JOB, blob: 'Bw+/'.repeat(25) }],
    ['a block that is to be found', { prev_hash: HEX_64, target: 'ff' }],
  ])('%s', async (_, message) => {
    expect(await heard('received', JSON.stringify(message))).toEqual(['received:job-keys']);
  });

  it.each([
    ['a result with its job', { job_id: 'j1', nonce: 'c0ffee5d', result: HEX_64 }],
    ['the same the other way round', { result: HEX_64, nonce: 'c0ffee5d', job_id: 'j1' }],
    ['a result without a job', { nonce: 'c0ffee5d', result: HEX_64 }],
    ['a hash with its job', { nonce: 'c0ffee5d', job_id: 'j1', hash: HEX_64 }],
    ['the digest of a mix', { nonce: '0x1', headerHash: `0x${HEX_64}`, mixDigest: '0x2' }],
  ])('%s', async (_, message) => {
    expect(await heard('sent', JSON.stringify(message))).toEqual(['sent:share-keys']);
  });

  it('either as a Blob', async () => {
    const result = { job_id: 'j1', nonce: 'c0ffee5d', result: HEX_64 };
    expect(await heard('received', new Blob([JSON.stringify(JOB)]))).toEqual(['received:job-keys']);
    expect(await heard('sent', new Blob([JSON.stringify(result)]))).toEqual(['sent:share-keys']);
  });

  it('as a Blob that the page has kept its own scripts from reading', async () => {
    vi.spyOn(Blob.prototype, 'arrayBuffer').mockRejectedValue(new Error('kept'));
    expect(await heard('received', new Blob([JSON.stringify(JOB)]))).toEqual(['received:job-keys']);
    vi.restoreAllMocks();
  });
});

describe('what is neither', () => {
  it.each([
    ['a job of a job board', 'received', { job_id: 4711, title: 'Clerk', target: '_blank' }],
    ['a file of a version control', 'received', { blob: '9f'.repeat(20), target: 'main' }],
    ['an answer to a challenge', 'sent', { nonce: HEX_64, hash: HEX_64 }],
    ['a form of a blog with a job', 'sent', { job_id: 4711, nonce: 'c0ffee5d00' }],
    ['a solved captcha', 'sent', { string: 'x', result: '3'.repeat(39), nonce: 4711 }],
  ] as const)('%s', async (_, direction, message) => {
    expect(await heard(direction, JSON.stringify(message))).toEqual([]);
  });
});
