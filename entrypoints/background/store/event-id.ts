// Ids of events: where time and randomness of UUIDv7 come from.
import { uuid7 } from '../../../core/fleet/uuid7.ts';

/** @param at ms since the epoch */
export function newEventId(at: number): string {
  return uuid7(at, crypto.getRandomValues(new Uint8Array(10)));
}
