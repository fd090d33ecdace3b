// Ids are unique in a tab, whatever the frames call their workers.
import { describe, expect, it } from 'vitest';
import { frameOf, inFrame } from '../../../core/protocol/in-frame.ts';
import { busySecond, poolDialogue } from '../sample-observations.ts';

describe('ids of a frame', () => {
  const duty = busySecond('w.1');

  it('tells the first workers of two frames apart, and names their frame', () => {
    const main = inFrame(duty, 0);
    const other = inFrame(duty, 12);
    expect(main).toMatchObject({ workerId: '0/w.1' });
    expect(other).toMatchObject({ workerId: '12/w.1' });
    expect(frameOf('12/w.1')).toBe(12);
  });

  it('lets the page itself stay nameless, and takes no frame from a forged id', () => {
    const forged = { ...duty, workerId: '7/w.1' };
    expect(inFrame(forged, 3)).toMatchObject({ workerId: '3/7/w.1' });
    expect(frameOf('3/7/w.1')).toBe(3);
    expect(frameOf('')).toBe(-1);
    const socket = { ...poolDialogue, socketId: 'page-1' };
    expect(inFrame(socket, 2)).toMatchObject({ socketId: '2/page-1', workerId: null });
  });

  it("names the page's own thread, because threads are told apart", () => {
    expect(inFrame({ ...duty, workerId: null }, 5)).toMatchObject({ workerId: '5/page' });
  });
});
