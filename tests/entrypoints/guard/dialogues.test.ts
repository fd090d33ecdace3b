// The dialogues of a realm: which of them a stop ends, and what is remembered of those that it spares.
import { describe, expect, it, vi } from 'vitest';
import type { Threads } from '../../../entrypoints/guard.content/dialogue.ts';
import { Dialogues } from '../../../entrypoints/guard.content/dialogues.ts';
import type { Place } from '../../../entrypoints/guard.content/place.ts';

const place: Place = {
  workerId: null,
  base: () => 'https://video.test/',
  emit: () => undefined,
  strictness: () => 0,
};

function opened() {
  const all = new Dialogues(place, {} as Threads);
  const [pool, chat] = [vi.fn(), vi.fn()];
  const sockets = [{}, {}] as const;
  const { socketId } = all.opened(sockets[0], 'pool.test', 'websocket', pool);
  all.opened(sockets[1], 'chat.test', 'websocket', chat);
  return { all, pool, chat, socketId, sockets };
}

describe('stop', () => {
  it('ends the sockets that it names, and no other', () => {
    const { all, pool, chat, socketId } = opened();
    expect(all.stop([socketId])).toBe(1);
    expect(pool).toHaveBeenCalledOnce();
    expect(chat).not.toHaveBeenCalled();
    expect([all.isRefused('pool.test'), all.isRefused('chat.test')]).toEqual([true, false]);
  });

  it('ends what a gentler one has spared, once it means everything', () => {
    const { all, pool, chat, socketId } = opened();
    all.stop([socketId]);
    expect(all.stop(null)).toBe(1);
    expect(pool).toHaveBeenCalledOnce();
    expect(chat).toHaveBeenCalledOnce();
  });
});
