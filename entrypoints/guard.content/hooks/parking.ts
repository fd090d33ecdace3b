// In workers: tells time asleep in `Atomics.wait` from time at work, and says that the worker falls asleep before it does,
// because it cannot say anything then.
import { native, platform } from '../natives.ts';
import type { Meter } from '../meter.ts';
import { wrapMethod } from '../wrap.ts';

/** Shorter waits are locks of a busy program. */
const WORTH_TELLING_MS = 50;
const TELL_EVERY_MS = 20;

/**
 * Measures what is slept.
 * @param tell told `true` before a sleep that can be long, `false` after it
 */
export function installParking(meter: Meter, tell: (parked: boolean) => void): void {
  const { Atomics: atomics } = platform;
  if (!atomics) return;
  let toldAt = -Infinity;
  wrapMethod(atomics, 'wait', (_self, args, reflect) => {
    const startedAt = native.now();
    const timeoutMs = args.length > 3 ? args[3] : undefined;
    const canBeLong = !(typeof timeoutMs === 'number' && timeoutMs < WORTH_TELLING_MS);
    const told = canBeLong && startedAt - toldAt >= TELL_EVERY_MS;
    if (told) {
      toldAt = startedAt;
      tell(true);
    }
    try {
      return reflect(args);
    } finally {
      meter.addParked(native.now() - startedAt);
      if (told) tell(false);
    }
  });
}
